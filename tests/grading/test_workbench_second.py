"""Two markers at the workbench: a share by lot, blind, how far they agree, and a decision."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest

from withinscope.grading.workbench import desk_messages, desk_page
from withinscope.grading.workbench.bench_messages import Agree, Enter, Leave, Mark

from .at_the_bench import AtTheBench
from .instructor import Instructor

FIRST, SECOND, THIRD = "R. Okafor", "B. Lee", "C. Diaz"


@pytest.fixture
def bench(instructor: Instructor) -> AtTheBench:
    """Four texts, each with a first mark of 2 and 1."""
    bench = AtTheBench(instructor)
    bench.grades("Ana", "Bo", "Cy", "Di")
    bench.says(Enter("mark"))
    gives(bench, Mark(FIRST), 2)
    return bench


def gives(bench: AtTheBench, mark: Mark, *roles: int) -> None:
    """Give all that is in the queue, an answer after the other, a level of `role` and warmth 1."""
    state = bench.says(mark)
    for at in range(len(state.desk.works) if state.desk else 0):
        role = roles[min(at, len(roles) - 1)]
        warmth = desk_messages.Level(at, "warmth", 1)
        bench.says(desk_messages.Level(at, "role", role), warmth, desk_messages.Next(at))
    bench.says(Leave())


def kept(bench: AtTheBench) -> list[tuple[str, str, int]]:
    with sqlite3.connect(bench.course / "grading" / "gradebook.db") as book:
        found = book.execute("SELECT role, marker, levels FROM marks ORDER BY id").fetchall()
    book.close()
    return [(role, marker, json.loads(levels)["role"]) for role, marker, levels in found]


def test_a_second_marker_gets_a_share_without_the_first_marks_and_changes_no_score(
    bench: AtTheBench,
) -> None:
    before = bench.scores()
    state = bench.says(Mark(SECOND, role="second", share=50))
    assert state.desk is not None
    shown = desk_page.shown(state.desk)
    assert (shown["of"], shown["mark"], shown["between"]) == (2, "", [])
    assert [one["level"] for one in shown["criteria"]] == [None, None]
    assert state.said == ("0 of 2 answers that were chosen have two marks.",)
    bench.says(Leave())
    gives(bench, Mark(SECOND, role="second", share=50), 2, 0)
    assert kept(bench)[4:] == [("second", SECOND, 2), ("second", SECOND, 0)]
    assert bench.scores() == before
    state = bench.says(Mark(SECOND, role="second", share=50))
    assert (state.desk, state.said) == (None, ("2 of 2 answers that were chosen have two marks.",))


def test_nobody_marks_their_own_a_second_time(bench: AtTheBench) -> None:
    state = bench.says(Mark(FIRST, role="second"))
    assert state.desk is None
    assert state.said[1].startswith("4 of them you marked first yourself")


def test_how_far_two_markers_agree_is_shown_and_what_differs_is_decided(
    bench: AtTheBench,
) -> None:
    assert bench.says(Agree()).said == ("No answer has two marks yet.",)
    gives(bench, Mark(SECOND, role="second"), 2, 0, 2, 2)
    state = bench.says(Agree())
    titles = [one.title for one in state.told if one.title]
    assert titles == ["How far two markers agree: tell", "Marks that differ"]
    assert state.told[-1].text.endswith("marks differ in 1; still to decide: 1.")
    state = bench.says(Mark(THIRD, role="decided"))
    assert state.told == ()
    assert state.desk is not None
    assert [who for who, _ in desk_page.shown(state.desk)["between"]] == [FIRST, SECOND]
    bench.says(Leave())
    gives(bench, Mark(THIRD, role="decided"), 1)
    assert kept(bench)[-1] == ("decided", THIRD, 1)
    assert bench.scores().count("graded,5,6") == 1
    state = bench.says(Mark(THIRD, role="decided"))
    assert (state.desk, state.said) == (None, ("No two marks await a decision.",))


def test_from_ten_answers_on_kappa_is_told_with_its_interval_and_n(instructor: Instructor) -> None:
    bench = AtTheBench(instructor)
    bench.grades(*("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gil", "Hal", "Ivy", "Jo"))
    bench.says(Enter("mark"))
    gives(bench, Mark(FIRST), 0, 1, 2, 0, 1, 2, 0, 1, 2, 2)
    gives(bench, Mark(SECOND, role="second"), 0, 1, 2, 1, 1, 2, 0, 2, 2, 2)  # by lot, in its order
    table = bench.says(Agree()).told[0]
    role = dict(zip(table.heads, table.rows[0], strict=True))
    assert (role["Criterion"], role["Answers"]) == ("Names the role", "10")
    assert re.fullmatch(r"-?[01]\.\d\d \(-?[01]\.\d\d to [01]\.\d\d\)", role["Kappa"])


def test_the_second_markers_own_comments_alone_are_offered_again(bench: AtTheBench) -> None:
    at = bench.says(Mark(FIRST, again=True)).desk.at  # type: ignore[union-attr]
    bench.says(desk_messages.Comment(at, "role", "Too long."), Leave())
    state = bench.says(Mark(SECOND, role="second"))
    assert state.desk is not None
    assert state.desk.bank == {}


def test_without_a_name_nothing_is_marked(bench: AtTheBench) -> None:
    assert bench.says(Mark("  ", role="second")).problem.startswith("Nobody's name stands")
