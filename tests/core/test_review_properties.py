"""Review, whatever was answered: each due item once, interleaved, within a year."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from math import ceil
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from withinscope import review
from withinscope.certainty import is_right
from withinscope.review import cards, dimension, in_order, is_due, plan

from .played import (
    RIGHT,
    WRONG,
    a_lesson,
    an_answer,
    an_item,
    at,
    by_item,
    ids,
)
from .test_review import LONG, after

DIMENSIONS = ("purpose", "methods", "contact", "crisis")
histories = st.lists(
    st.tuples(
        st.sampled_from(DIMENSIONS),
        st.lists(
            st.tuples(st.booleans(), st.sampled_from([None, 1, 2, 3]), st.integers(0, 40 * 24)),
            max_size=4,
        ),
    ),
    max_size=10,
)


def played(history: Any) -> tuple[Any, Any]:
    """A lesson and its answers, from what hypothesis made."""
    asked = [an_item(f"i{n}", kind) for n, (kind, _) in enumerate(history)]
    lines = [
        an_answer(item, RIGHT if right else WRONG, sure, at=at(hours=hours))
        for item, (_, tries) in zip(asked, history, strict=True)
        for right, sure, hours in tries
    ]
    return (a_lesson("L01", *asked),), by_item(*lines)


@given(histories, st.integers(0, 60))
def test_a_round_asks_for_each_due_item_once_the_sure_and_wrong_first(
    history: Any, days: int
) -> None:
    lessons, answers = played(history)
    now = after(days)
    due = [card for card in cards(lessons, answers) if is_due(card, now)]
    tasks = plan(lessons, answers, now, LONG)
    asked = [task.due for task in tasks]
    assert sorted(asked) == sorted(card.item.id for card in due)
    assert len(set(ids(tasks))) == len(tasks)
    first = {card.item.id for card in due if card.is_first}
    assert set(asked[: len(first)]) == first
    assert plan(lessons, answers, now, LONG) == tasks


@given(histories)
def test_no_dimension_comes_twice_in_a_row_where_that_can_be(history: Any) -> None:
    lessons, answers = played(history)
    order = in_order(cards(lessons, answers))
    groups = [[c for c in order if c.is_first], [c for c in order if not c.is_first]]
    assert order == groups[0] + groups[1]
    for group in groups:
        kinds = [dimension(card.item) for card in group]
        repeats = sum(one == other for one, other in pairwise(kinds))
        most = max(Counter(kinds).values(), default=0)
        # The last of the group before may take the place that the most frequent one needs.
        assert repeats == 0 or most >= ceil(len(kinds) / 2)


@given(histories)
def test_nothing_depends_on_the_order_in_which_answers_are_read(history: Any) -> None:
    lessons, answers = played(history)
    turned = {name: answers[name] for name in reversed(answers)}
    assert cards(lessons, turned) == cards(lessons, answers)


@given(histories)
def test_a_card_is_due_after_its_last_trial_and_within_a_year(history: Any) -> None:
    lessons, answers = played(history)
    for card in cards(lessons, answers):
        assert timedelta(days=1) <= card.due - card.last.day <= timedelta(days=review.LONGEST)
        assert is_right(card.item, answers[card.item.id][0]) is not None
        assert card.last.at <= card.answered
        assert is_due(card, card.last.day) == (card.is_first and not card.mended)
