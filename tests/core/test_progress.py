"""Progress: derived from the journal alone, and kind."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from withinscope.course import Course, Outcome
from withinscope.journal import Line
from withinscope.progress import PAUSE, Practiced, begun, minutes_left, spent, standing

from .played import START, a_lesson, a_reflection, an_answer, an_item, at

OUTCOMES = (Outcome("LO1", "Tell apart"), Outcome("LO2", "Refer"))
COURSE = Course("A course", OUTCOMES, (), (), (), ())
A, B, HEAVY = an_item("A"), an_item("B", outcome=("LO1", "LO2")), an_item("H", care="About loss.")
OWN = a_reflection("own")
CHAPTERS = (
    a_lesson("L01", A, OWN, HEAVY),
    a_lesson("ex01", an_item("X").released(), role="exercise"),
    a_lesson("L02", B),
    a_lesson("review", role="page"),
)
HANDED_IN = Line("hand-in", at(minutes=9), "ex01", trainee="Ada")


def states(*lines: Line) -> list[str]:
    return [part.state for part in standing(COURSE, CHAPTERS, lines).parts]


def following(*lines: Line) -> str | None:
    page = standing(COURSE, CHAPTERS, lines).next
    return page.id if page else None


def test_the_page_worked_on_last_is_none_beside_the_way_and_none_of_a_review() -> None:
    def last(*lines: Line) -> str | None:
        page = standing(COURSE, CHAPTERS, lines).last
        return page.id if page else None

    assert last() is None
    first, later = an_answer(A), an_answer(B, lesson="L02", at=at(days=1))
    assert last(first, later) == "L02"
    assert last(later, an_answer(A, at=at(days=2), review="A")) == "L02"
    assert last(first, Line("reflection", at(days=3), "my-code", "my-gifts")) == "L01"


def test_nothing_is_begun_before_the_first_answer() -> None:
    found = standing(COURSE, CHAPTERS, [Line("workbook", at(), "ex01", workbook="w")])
    assert [part.state for part in found.parts] == ["not begun"] * 3
    assert (found.minutes, found.practiced, found.ahead) == (0, (), ("Tell apart", "Refer"))
    assert found.next == CHAPTERS[0].page


def test_a_lesson_is_done_when_all_is_answered_that_may_not_be_passed_over() -> None:
    assert states(an_answer(HEAVY)) == ["begun", "not begun", "not begun"]
    assert states(an_answer(A)) == ["done", "not begun", "not begun"]
    (part, *_) = standing(COURSE, CHAPTERS, [an_answer(A)]).parts
    assert (part.answered, part.asked) == (1, 3)


def test_a_lesson_that_may_be_passed_over_whole_is_not_done_by_doing_nothing() -> None:
    heavy = (a_lesson("L09", HEAVY),)
    assert standing(COURSE, heavy, []).parts[0].state == "not begun"
    assert standing(COURSE, heavy, [an_answer(HEAVY, lesson="L09")]).parts[0].state == "done"


def test_a_page_where_something_was_written_or_said_is_begun_before_its_first_answer() -> None:
    assert states(Line("draft", at(), "L02", "B")) == ["not begun", "not begun", "begun"]
    again = an_answer(A, at=at(), review="A")
    assert states(again)[0] == "done", "what is answered in the review is answered"


def test_an_exercise_is_done_when_it_is_handed_in() -> None:
    asked = CHAPTERS[1].items[0]
    assert states(an_answer(asked, lesson="ex01"))[1] == "begun"
    assert states(an_answer(asked, lesson="ex01"), HANDED_IN)[1] == "done"


def test_outcomes_are_practiced_by_answered_items_each_counted_once() -> None:
    again = an_answer(B, lesson="L02", at=at(minutes=1))
    found = standing(COURSE, CHAPTERS, [an_answer(A), an_answer(B, lesson="L02"), again])
    assert found.practiced == (Practiced("Tell apart", 2), Practiced("Refer", 1))
    assert found.ahead == ()


def test_next_is_the_first_that_is_not_done_from_where_one_was() -> None:
    second = an_answer(B, lesson="L02", at=at(minutes=5))
    assert following() == "L01"
    assert following(an_answer(HEAVY)) == "L01"
    assert following(an_answer(A)) == "ex01"
    assert following(an_answer(A), HANDED_IN) == "L02"
    assert following(second) == "L01"
    assert following(an_answer(A), second) == "ex01"
    assert following(an_answer(A), second, HANDED_IN) is None


def test_next_is_told_from_the_page_on_which_it_stands() -> None:
    lines = [an_answer(A), an_answer(B, lesson="L02", at=at(minutes=5))]
    wanted = {"L01": "ex01", "ex01": "ex01", "L02": "ex01", "": "ex01"}
    after = [standing(COURSE, CHAPTERS, lines, here).next for here in wanted]
    assert [page.id for page in after if page] == list(wanted.values())
    begun_ = [an_answer(HEAVY), lines[1]]
    found = standing(COURSE, CHAPTERS, begun_, "ex01").next
    assert found
    assert found.id == "ex01"
    assert standing(COURSE, CHAPTERS, begun_, "L02").next == CHAPTERS[0].page


def test_a_review_does_not_change_what_is_next() -> None:
    late = an_answer(A, at=at(minutes=20), review="A")
    on = an_answer(B, lesson="L02", at=at(minutes=5))
    assert following(an_answer(A), on, late) == following(an_answer(A), on)


def test_time_counts_from_step_to_step_and_not_over_a_pause() -> None:
    lines = [
        Line("workbook", at(), "ex01"),
        Line("draft", at(minutes=1), "L01", "A"),
        an_answer(A, at=at(minutes=3)),
        an_answer(B, lesson="L02", at=at(minutes=13)),
        an_answer(B, lesson="L02", at=at(minutes=23, seconds=1)),
    ]
    assert spent(lines) == {"L01": 120, "L02": 600}
    found = standing(COURSE, CHAPTERS, lines)
    assert (found.minutes, [part.minutes for part in found.parts]) == (12, [2, 0, 10])


@pytest.mark.parametrize("odd", ["", "soon", "2026-11-02T09:00:30", "9999-99-99T00:00:00+00:00"])
def test_a_line_with_an_odd_time_stops_nothing(odd: str) -> None:
    lines = [an_answer(A), an_answer(A, at=odd), an_answer(A, at=at(minutes=1))]
    assert spent(lines) == {"L01": 60}


@pytest.mark.parametrize(
    ("said", "items", "answered", "left"),
    [
        (40, "ABCD", "", 40),
        (40, "ABCD", "A", 30),
        (40, "ABCD", "ABCD", 0),
        (None, "ABCD", "A", 6),
        (40, "", "", 0),
    ],
)
def test_what_is_left_of_a_page_is_its_share_of_what_the_page_says(
    said: int | None, items: str, answered: str, left: int
) -> None:
    page = structs.replace(a_lesson("L01", *map(an_item, items)), minutes=said)
    assert minutes_left(page, [an_answer(an_item(one)) for one in answered]) == left


def test_a_notebook_is_begun_by_answers_and_hand_ins() -> None:
    draft = Line("draft", at(), "L03", "i")
    assert begun([an_answer(A), HANDED_IN, draft]) == {"L01", "ex01"}


def some_lines() -> st.SearchStrategy[list[Line]]:
    step = st.tuples(
        st.sampled_from([A, OWN, HEAVY, B, CHAPTERS[1].items[0]]),
        st.sampled_from(["answer", "draft", "hand-in", "workbook", "found"]),
        st.integers(0, 900),
    )

    def made(steps: list[Any]) -> list[Line]:
        lines, now = [], START
        homes = {item.id: chapter.page.id for chapter in CHAPTERS for item in chapter.items}
        for item, kind, seconds in steps:
            now += timedelta(seconds=seconds)
            line = an_answer(item, lesson=homes[item.id], kind=kind, at=now.isoformat())
            lines.append(line)
        return lines

    return st.lists(step, max_size=12).map(made)


@given(some_lines())
def test_progress_never_goes_back_as_a_journal_grows(lines: list[Line]) -> None:
    order = ["not begun", "begun", "done"]
    before = standing(COURSE, CHAPTERS, [])
    for end in range(len(lines) + 1):
        now = standing(COURSE, CHAPTERS, lines[:end])
        for was, part in zip(before.parts, now.parts, strict=True):
            assert order.index(part.state) >= order.index(was.state)
            assert was.answered <= part.answered <= part.asked
            assert part.minutes >= was.minutes
        assert now.minutes >= before.minutes
        assert len(now.practiced) >= len(before.practiced)
        assert len(now.practiced) + len(now.ahead) == len(OUTCOMES)
        assert (now.next is None) == all(part.state == "done" for part in now.parts)
        before = now


@given(some_lines())
def test_time_is_never_more_than_what_passed_and_never_counts_a_pause(lines: list[Line]) -> None:
    seconds = sum(spent(lines).values())
    steps = [line for line in lines if line.kind in ("answer", "draft", "hand-in")]
    assert seconds <= max(0, len(steps) - 1) * PAUSE.total_seconds()
    if steps:
        first, last = (datetime.fromisoformat(steps[n].at) for n in (0, -1))
        assert seconds <= (last - first).total_seconds() + 1e-6
