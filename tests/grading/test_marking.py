"""A sitting of marking as a value: what each message makes of it, without a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from makers import TELL

from withinscope import items
from withinscope.grading.marking import (
    Back,
    Comment,
    Level,
    Mark,
    Message,
    Open,
    Opened,
    Quit,
    Replace,
    Save,
    Saved,
    Sitting,
    Skip,
    Taken,
    Work,
    begin,
    step,
)

RUBRIC: Any = items.load(TELL)
ONE, TWO = (Work(person, 7, "tell", "rev", f"hash {person}", "{}") for person in (1, 2))
OLD = Mark(5, {"role": 2, "warmth": 1}, "R. Okafor", "2026-11-20")


def after(*messages: Message, works: tuple[Work, ...] = (ONE, TWO)) -> tuple[Sitting, object]:
    """The sitting and what is to be done after messages."""
    state, effect = begin(works, {7: RUBRIC})
    for message in messages:
        state, effect = step(state, message)
    return state, effect


def test_it_begins_by_opening_the_first_answer() -> None:
    state, effect = after()
    assert (state.asking, effect) == ("book", Open(ONE))


def test_without_answers_it_is_over() -> None:
    state, effect = after(works=())
    assert (state.asking, effect) == ("over", None)


def test_levels_are_asked_for_one_by_one_then_saved() -> None:
    state, effect = after(Opened())
    assert (state.asking, state.criterion.id, effect) == ("level", "role", None)
    state, effect = after(Opened(), Level(2))
    assert (state.criterion.id, effect) == ("warmth", None)
    state, effect = after(Opened(), Level(2), Level(0))
    assert (state.asking, effect) == ("book", Save(ONE, {"role": 2, "warmth": 0}, None))


def test_once_saved_the_next_is_opened_and_the_person_noted() -> None:
    state, effect = after(Opened(), Level(2), Level(0), Saved())
    assert (state.marked, state.levels, effect) == (frozenset({1}), {}, Open(TWO))


def test_after_the_last_it_is_over() -> None:
    state, effect = after(Opened(), Level(2), Level(0), Saved(), works=(ONE,))
    assert (state.asking, effect, state.marked) == ("over", None, frozenset({1}))


@pytest.mark.parametrize("level", [-1, 3])
def test_a_level_that_the_criterion_lacks_changes_nothing(level: int) -> None:
    assert after(Opened(), Level(level)) == after(Opened())


def test_back_goes_to_the_criterion_before_then_to_the_answer_before() -> None:
    second = (Opened(), Skip(), Opened())
    assert after(*second, Level(2), Back()) == after(*second)
    state, effect = after(*second, Back())
    assert (state.at, effect) == (0, Open(ONE))
    assert after(Opened(), Back()) == after()


def test_what_is_marked_is_asked_about_before_it_is_marked_again() -> None:
    state, effect = after(Opened(OLD))
    assert (state.asking, state.latest, effect) == ("replace", OLD, None)
    assert after(Opened(OLD), Replace(False)) == after(Opened(), Skip())
    state, effect = after(Opened(OLD), Replace(True), Level(0), Level(1))
    assert effect == Save(ONE, {"role": 0, "warmth": 1}, OLD)


def test_a_mark_by_a_rubric_that_changed_since_is_replaced_without_asking() -> None:
    by_another = Mark(5, {"part": 1}, "R. Okafor", "2026-11-20")
    state, _ = after(Opened(by_another))
    assert state.asking == "level"
    _, effect = after(Opened(by_another), Level(0), Level(1))
    assert effect == Save(ONE, {"role": 0, "warmth": 1}, by_another)


def test_a_mark_that_came_first_is_told_and_replaced_only_by_a_yes() -> None:
    given = (Opened(), Level(0), Level(0), Taken(OLD))
    state, effect = after(*given)
    assert (state.asking, state.latest, effect) == ("replace", OLD, None)
    _, effect = after(*given, Replace(True))
    assert effect == Save(ONE, {"role": 0, "warmth": 0}, OLD)
    state, effect = after(*given, Replace(False))
    assert (state.marked, effect) == (frozenset(), Open(TWO))


def test_a_comment_is_of_the_criterion_that_is_asked_for_and_saved_with_the_levels() -> None:
    said = (Opened(), Comment("Clear."), Level(2), Comment("Too cool."))
    state, effect = after(*said)
    assert (state.comments, effect) == ({"role": "Clear.", "warmth": "Too cool."}, None)
    _, effect = after(*said, Comment(""), Level(0))
    assert effect == Save(ONE, {"role": 2, "warmth": 0}, None, {"role": "Clear."})
    state, _ = after(*said, Level(0), Saved())
    assert state.comments == {}


def test_what_was_said_before_is_at_hand_while_its_answer_is_marked() -> None:
    bank = {"role": ("Clear.", "Say coach.")}
    state, _ = after(Opened(bank=bank))
    assert state.bank == bank
    state, _ = after(Opened(bank=bank), Skip())
    assert state.bank == {}


def test_marked_again_an_answer_keeps_what_was_said_of_it() -> None:
    told = Mark(5, OLD.levels, "R. Okafor", "2026-11-20", {"role": "Clear."})
    _, effect = after(Opened(told), Replace(True), Level(1), Level(1))
    assert effect == Save(ONE, {"role": 1, "warmth": 1}, told, {"role": "Clear."})
    mine = (Opened(), Comment("Mine."), Level(0), Level(0), Taken(told), Replace(True))
    _, effect = after(*mine)
    assert effect == Save(ONE, {"role": 0, "warmth": 0}, told, {"role": "Mine."})


def test_who_decides_between_two_marks_is_not_asked_whether_to_mark() -> None:
    state, _ = begin((ONE,), {7: RUBRIC}, deciding=True)
    state, _ = step(state, Opened(OLD))
    assert (state.asking, state.latest) == ("level", OLD)
    decided = Mark(6, OLD.levels, "Adeyemi", "2026-11-22", role="decided")
    state, _ = begin((ONE,), {7: RUBRIC}, deciding=True)
    state, _ = step(state, Opened(decided))
    assert state.asking == "replace"


@pytest.mark.parametrize("before", [(), (Opened(),), (Opened(), Level(1)), (Opened(OLD),)])
def test_quitting_ends_it_at_once_and_saves_nothing(before: tuple[Message, ...]) -> None:
    state, effect = after(*before, Quit())
    assert (state.asking, effect, state.marked) == ("over", None, frozenset())


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ((), Level(1)),
        ((), Skip()),
        ((Opened(),), Replace(True)),
        ((Opened(),), Saved()),
        ((Opened(OLD),), Level(1)),
        ((Opened(OLD),), Comment("Late.")),
        ((Quit(),), Opened()),
    ],
)
def test_what_answers_nothing_that_is_asked_changes_nothing(
    before: tuple[Message, ...], message: Message
) -> None:
    state, _ = after(*before)
    assert after(*before, message) == (state, None)
