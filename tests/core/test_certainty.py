"""Certainty: how sure somebody was and how right, by first answers alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from withinscope.certainty import Certainty, Level, Missed, certainty, is_right

from .played import RIGHT, WRONG, a_reflection, an_answer, an_item, at, by_item

A, B, C = (an_item(name) for name in "ABC")


def test_levels_count_right_answers_from_sure_to_guess() -> None:
    answers = by_item(an_answer(A, RIGHT, 3), an_answer(B, WRONG, 1), an_answer(C, RIGHT, 3))
    assert certainty([A, B, C], answers) == Certainty((Level(3, 2, 0, 2), Level(1, 0, 0, 1)), ())


def test_what_was_sure_and_wrong_is_named_and_says_whether_it_is_mended() -> None:
    answers = by_item(
        an_answer(A, WRONG, 3),
        an_answer(B, WRONG, 3),
        an_answer(A, RIGHT, 2, at=at(minutes=1)),
    )
    found = certainty([A, B], answers)
    assert found.missed == (Missed("A", A.stem, True), Missed("B", B.stem, False))


def test_only_the_first_answer_counts_since_feedback_follows_it() -> None:
    answers = by_item(an_answer(A, RIGHT, 3), an_answer(A, WRONG, 3, at=at(minutes=1)))
    assert certainty([A], answers) == Certainty((Level(3, 1, 0, 1),), ())


@pytest.mark.parametrize(
    "line",
    [
        an_answer(A, RIGHT, None),
        an_answer(A, RIGHT, 7),
        an_answer(A, RIGHT, 3, revision="older"),
        an_answer(A, {"choice": "z"}, 3),
        an_answer(A, [], 3),
    ],
)
def test_what_tells_nothing_is_left_out(line: Any) -> None:
    assert certainty([A], by_item(line)) == Certainty()


def test_free_text_is_neither_right_nor_wrong() -> None:
    own = a_reflection("own")
    line = an_answer(own, {"text": "Mine"}, 3)
    assert is_right(own, line) is None
    assert certainty([own], by_item(line)) == Certainty()


def test_three_quarters_of_a_score_are_no_mistake() -> None:
    many = an_item("many", type="multiple", key=["b"])
    assert is_right(many, an_answer(many, {"choices": ["b"]})) is True
    assert is_right(many, an_answer(many, {"choices": ["a", "b"]})) is False  # scores a half


def test_what_is_rated_next_to_the_best_came_close_and_is_no_surprise() -> None:
    rated = [{"id": n, "text": n, "why": n, "rating": r} for n, r in (("a", 2), ("b", 1), ("c", 0))]
    item = an_item("pair", type="best-worst", options=rated, key=UNSET)
    close = an_answer(item, {"best": "b", "worst": "c"}, 3)
    assert certainty([item], by_item(close)) == Certainty((Level(3, 0, 1, 1),), ())
    off = an_answer(item, {"best": "c", "worst": "a"}, 3)
    found = certainty([item], by_item(off))
    assert found.levels == (Level(3, 0, 0, 1),)
    assert [one.item for one in found.missed] == ["pair"]


def test_a_near_miss_by_its_score_came_close() -> None:
    words = [{"id": n, "text": n, "why": n, "key": "x"} for n in "abcd"]
    bins = [{"id": "x", "text": "Coaching"}, {"id": "y", "text": "Therapy"}]
    item = an_item("sorted", type="sort", options=UNSET, key=UNSET, bins=bins, statements=words)
    placed = dict.fromkeys("abc", "x") | {"d": "y"}
    line = an_answer(item, {"placed": placed}, 3)
    assert certainty([item], by_item(line)).levels == (Level(3, 0, 1, 1),)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, 1, 2, 3])), max_size=8))
def test_every_answer_that_says_how_sure_it_is_is_counted_once(given_: Any) -> None:
    asked = [an_item(f"i{n}") for n in range(len(given_))]
    lines = [
        an_answer(item, RIGHT if right else WRONG, sure)
        for item, (right, sure) in zip(asked, given_, strict=True)
    ]
    found = certainty(asked, by_item(*lines))
    told = [(right, sure) for right, sure in given_ if sure]
    assert sum(level.total for level in found.levels) == len(told)
    assert sum(level.right for level in found.levels) == sum(right for right, _ in told)
    assert len(found.missed) == told.count((False, 3))
    assert [level.confidence for level in found.levels] == sorted({s for _, s in told})[::-1]
