"""Review: what is due comes back, the sure and wrong first, interleaved, and fresh."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from withinscope import review
from withinscope.review import Task, Trial, cards, is_due, plan

from .played import (
    RIGHT,
    START,
    WRONG,
    a_lesson,
    a_reflection,
    an_answer,
    an_item,
    at,
    by_item,
    ids,
)

A, B, C = an_item("A", "purpose"), an_item("B", "methods"), an_item("C", "contact")
LESSON = (a_lesson("L01", A, B, C),)
LONG = 1000.0
"""Minutes: a round in which everything has room."""


def days_until(*lines: Any, item: Any = A) -> int:
    """In how many days after its last answer an item is due again."""
    (card,) = [c for c in cards(LESSON, by_item(*lines), UTC) if c.item is item]
    return (card.due - card.last.day).days


def after(days: float) -> date:
    return (START + timedelta(days=days)).date()


def test_what_was_wrong_comes_back_sooner_than_what_was_right() -> None:
    tries = [
        (WRONG, 3),
        (WRONG, 1),
        (RIGHT, 1),
        (RIGHT, 2),
        (RIGHT, None),
        (RIGHT, 3),
    ]
    days = [days_until(an_answer(A, response, sure)) for response, sure in tries]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (1, 8)


def test_each_time_it_is_right_it_stays_away_longer() -> None:
    lines = [an_answer(A, RIGHT, 2)]
    days = [days_until(*lines)]
    for _ in range(4):
        lines.append(an_answer(A, RIGHT, 2, at=at(days=sum(days))))
        days.append(days_until(*lines))
    assert days == sorted(set(days))
    lines.append(an_answer(A, WRONG, 2, at=at(days=sum(days))))
    assert days_until(*lines) < days[-1]


def test_trying_again_after_feedback_changes_nothing() -> None:
    first = an_answer(A, WRONG, 3)
    again = [an_answer(A, RIGHT, 3, at=at(hours=n)) for n in (0.1, 3, 6)]
    (before,), (now,) = cards(LESSON, by_item(first)), cards(LESSON, by_item(first, *again))
    assert (now.due, now.last) == (before.due, before.last)


def test_an_answer_for_another_item_counts_for_both() -> None:
    lines = by_item(an_answer(A, WRONG, 3), an_answer(B, RIGHT, 2, at=at(days=1), review="A"))
    first, second = cards(LESSON, lines)
    assert (first.item, first.last) == (A, Trial(START + timedelta(days=1), after(1), True, 2))
    assert (second.item, second.last) == (B, Trial(START + timedelta(days=1), after(1), True, 2))


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [
        ("UTC", 23.9, 3),
        ("UTC", 24.1, 4),
        ("Pacific/Auckland", 10.9, 3),
        ("Pacific/Auckland", 11.1, 4),
    ],
)
def test_due_is_a_matter_of_the_day_where_one_is(zone: str, hour: float, day: int) -> None:
    late = by_item(an_answer(A, WRONG, 2, at=at(hours=hour - START.hour)))
    (card,) = cards(LESSON, late, ZoneInfo(zone))
    assert card.due == date(2026, 11, day)
    assert not is_due(card, date(2026, 11, day - 1))
    assert is_due(card, date(2026, 11, day))


@pytest.mark.parametrize("minutes", [-1, 0, 1, 17])
def test_a_habit_at_about_the_same_hour_moves_an_item_away_as_fast_as_fsrs_means(
    minutes: int,
) -> None:
    lines, gaps = [an_answer(A, WRONG, 2, at=at(hours=3))], []
    for turn in range(1, 9):
        (card,) = cards(LESSON, by_item(*lines), UTC)
        gaps.append((card.due - card.last.day).days)
        asked = at(days=sum(gaps), hours=3, minutes=minutes * turn)
        lines.append(an_answer(A, RIGHT, 2, at=asked))
    assert gaps == [1, 2, 6, 17, 44, 102, 220, 365]


def test_an_answer_dated_years_ahead_is_due_until_it_is_answered_again() -> None:
    ahead = an_answer(A, RIGHT, 2, at=at(days=1600))
    (card,) = cards(LESSON, by_item(ahead))
    assert is_due(card, after(1))
    again = msgspec.structs.replace(an_answer(A, RIGHT, 2, at=at(days=1600.001)), clock=at(days=1))
    (card,) = cards(LESSON, by_item(ahead, again))
    assert not is_due(card, after(1))
    assert is_due(card, after(30))


def test_the_sure_and_wrong_come_first_then_what_was_due_first() -> None:
    lines = by_item(
        an_answer(A, RIGHT, 1),
        an_answer(B, WRONG, 2, at=at(hours=1)),
        an_answer(C, WRONG, 3, at=at(hours=2)),
    )
    assert ids(plan(LESSON, lines, after(30), LONG)) == ["C", "A", "B"]
    # A week later not what was right and sure.
    sure = by_item(an_answer(A, RIGHT, 3), an_answer(B, RIGHT, 2))
    assert ids(plan(LESSON, sure, after(7), LONG)) == ["B"]


def test_only_the_sure_and_wrong_can_come_the_same_day_until_it_is_right() -> None:
    lines = [an_answer(A, WRONG, 3), an_answer(B, WRONG, 2), an_answer(C, RIGHT, 3)]
    assert ids(plan(LESSON, by_item(*lines), after(0), LONG)) == ["A"]
    lines.append(an_answer(A, WRONG, 1, at=at(hours=1)))
    assert ids(plan(LESSON, by_item(*lines), after(0), LONG)) == ["A"]
    lines.append(an_answer(A, RIGHT, 1, at=at(hours=2)))
    assert plan(LESSON, by_item(*lines), after(0), LONG) == ()
    assert ids(plan(LESSON, by_item(*lines), after(1), LONG)) == ["A", "B"]


def test_the_sure_and_wrong_is_right_once_its_twin_was() -> None:
    twin = an_item("twin", "contact", pair="A")
    lesson = (a_lesson("L01", A, twin),)
    lines = [an_answer(A, WRONG, 3), an_answer(twin, RIGHT, 2, at=at(hours=1), review="A")]
    assert ids(plan(lesson, by_item(*lines[:1]), after(0), LONG)) == ["twin"]
    assert plan(lesson, by_item(*lines), after(0), LONG) == ()


def test_options_come_in_an_order_that_stays_until_the_item_was_answered_again() -> None:
    many = an_item("many", options=[{"id": n, "text": n, "why": n} for n in "abcdefgh"])
    options = [{"id": option.id} for option in many.options]

    def shown(answered: int) -> list[str]:
        days = [an_answer(many, WRONG, at=at(days=n)) for n in range(answered)]
        (task,) = plan((a_lesson("L01", many),), by_item(*days), after(30), LONG)
        return [option["id"] for option in task.mixed(options)]

    orders = [shown(1), shown(2), shown(3)]
    assert orders == [shown(1), shown(2), shown(3)]
    assert {tuple(sorted(order)) for order in orders} == {tuple("abcdefgh")}
    assert len({tuple("abcdefgh"), *map(tuple, orders)}) == 4


def test_a_round_fits_its_time_and_has_at_least_one_item() -> None:
    long = an_item("long", "crisis", stem="word " * 400)
    lesson = (a_lesson("L01", A, B, long),)
    lines = by_item(*(an_answer(item, WRONG) for item in lesson[0].items))
    minutes = review.minutes_for(A) + review.minutes_for(B)
    assert ids(plan(lesson, lines, after(9), minutes)) == ["A", "B"]
    assert ids(plan(lesson, by_item(an_answer(long)), after(9), 0)) == ["long"]


def test_a_twin_that_was_not_seen_stands_in_for_an_item() -> None:
    twin = an_item("twin", "contact", pair="A")
    lesson = (a_lesson("L01", A, B, twin),)
    wrong = by_item(an_answer(A, WRONG, 3))
    assert plan(lesson, wrong, after(9), LONG) == (Task(twin, "L01", "A", 0),)
    seen = by_item(an_answer(A, WRONG, 3), an_answer(twin, RIGHT, 3, at=at(days=8)))
    assert plan(lesson, seen, after(9), LONG) == (Task(A, "L01", "A", 1),)


def test_another_item_of_the_dimension_stands_in_but_not_for_the_sure_and_wrong() -> None:
    other = an_item("other", "purpose", "time")
    lessons = (a_lesson("L01", A, other), a_lesson("L02", an_item("far", "purpose")))
    assert ids(plan(lessons, by_item(an_answer(A, WRONG, 2)), after(9), LONG)) == ["other"]
    assert ids(plan(lessons, by_item(an_answer(A, WRONG, 3)), after(9), LONG)) == ["A"]


def test_a_lesson_that_was_not_begun_gives_nothing_away() -> None:
    lessons = (a_lesson("L01", A), a_lesson("L02", an_item("far", "purpose", pair="A")))
    assert ids(plan(lessons, by_item(an_answer(A, WRONG, 2)), after(9), LONG)) == ["A"]


def test_no_variant_is_asked_twice_in_a_round() -> None:
    other, due = an_item("other", "purpose"), an_item("due", "purpose")
    lesson = (a_lesson("L01", A, due, other),)
    lines = by_item(an_answer(A, WRONG, 2), an_answer(due, WRONG, 2))
    assert sorted(ids(plan(lesson, lines, after(9), LONG))) in (["due", "other"], ["A", "other"])


@pytest.mark.parametrize("role", ["exercise", "page"])
def test_only_lessons_are_reviewed_and_no_free_text(role: str) -> None:
    own = a_reflection("own")
    assert plan((a_lesson("ex01", A, role=role),), by_item(an_answer(A)), after(99), LONG) == ()
    text = by_item(an_answer(own, {"text": "x"}))
    assert plan((a_lesson("L01", own),), text, after(99), LONG, early=True) == ()


def test_an_early_round_asks_what_was_answered_longest_ago() -> None:
    lines = by_item(
        an_answer(A, RIGHT, 3, at=at(hours=2)),
        an_answer(B, RIGHT, 3),
        an_answer(C, RIGHT, 3, at=at(hours=1)),
        an_answer(B, RIGHT, 3, at=at(hours=3)),
    )
    assert ids(plan(LESSON, lines, after(0.2), LONG, early=True)) == ["C", "A", "B"]
    assert plan(LESSON, {}, after(1), LONG, early=True) == ()


@pytest.mark.parametrize("odd", [{"at": "soon"}, {"revision": "older"}, {"review": "gone"}])
def test_an_odd_line_stops_nothing(odd: dict[str, str]) -> None:
    lines = by_item(an_answer(A, WRONG, 3), an_answer(B, WRONG, 3, **odd))
    assert "A" in ids(plan(LESSON, lines, after(9), LONG))
