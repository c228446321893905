"""Marking at the workbench as a value: what each message makes of a desk, without a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from makers import TELL

from withinscope import items
from withinscope.grading.agreement import Pair
from withinscope.grading.marking import LONGEST_COMMENT, Mark, Work
from withinscope.grading.workbench import desk_page
from withinscope.grading.workbench.desk import Desk, begin, step, unsaved
from withinscope.grading.workbench.desk_messages import (
    Back,
    Comment,
    Form,
    Go,
    Kept,
    Level,
    Message,
    Next,
    Opened,
    Read,
    Save,
    Settle,
    Taken,
    Undo,
)

TELL_ITEM: Any = items.load(TELL)
OTHER: Any = items.load(TELL.replace("id: tell", "id: other"))
ONE, TWO = (
    Work(person, 7, "tell", "rev", f"hash {person}", json.dumps({"text": f"I am {person}."}))
    for person in (1, 2)
)
LAST = Work(1, 8, "other", "rev", "hash 3", json.dumps({"text": "<b>Hm.</b>"}))
WHOLE = {"role": 2, "warmth": 1}
OLD = Mark(5, {"role": 1, "warmth": 1}, "R. Okafor", "2026-11-20T10:00", {"role": "Say it."})
MINE, AGAIN = (Mark(n, WHOLE, "B. Lee", "2026-11-21") for n in (6, 7))


def after(*messages: Message) -> tuple[Desk, object]:
    """The desk with three answers, and what is to be done, after messages."""
    desk, effect = begin((ONE, TWO, LAST), {7: TELL_ITEM, 8: OTHER})
    for message in messages:
        desk, effect = step(desk, message)
    return desk, effect


MARKED = (Opened(), Level(0, "warmth", 1), Level(0, "role", 2), Kept(MINE))
"""The first answer, marked."""


def test_it_begins_by_looking_the_first_answer_up() -> None:
    assert after()[1] == Read(ONE)


def test_levels_come_in_any_order_and_the_last_one_saves() -> None:
    desk, effect = after(Opened(), Level(0, "warmth", 1))
    assert (desk.form.levels, effect) == ({"warmth": 1}, None)
    _, effect = after(Opened(), Level(0, "warmth", 1), Level(0, "role", 2))
    assert effect == Save(ONE, Form(WHOLE), None)


def test_once_saved_the_answer_stays_in_view_and_says_its_points() -> None:
    desk, effect = after(*MARKED)
    assert (desk.at, desk.said, effect) == (0, "Saved: 3 of 3 points.", None)
    assert desk_page.shown(desk)["mark"] == "Marked by B. Lee on 2026-11-21: 3 of 3 points."


def test_what_changes_after_that_is_a_mark_more_in_place_of_the_first() -> None:
    assert after(*MARKED, Level(0, "role", 0))[1] == Save(ONE, Form({"role": 0, "warmth": 1}), MINE)
    assert after(*MARKED, Comment(0, "role", " Clear. \x07"))[1] == Save(
        ONE, Form(WHOLE, {"role": "Clear. \ufffd"}), MINE
    )
    assert after(*MARKED, Level(0, "role", 2)) == after(*MARKED)


def test_a_comment_on_an_unfinished_form_waits_for_its_levels() -> None:
    begun = (Opened(), Comment(0, "role", "Clear."), Level(0, "role", 2))
    assert after(*begun)[1] is None
    assert after(*begun, Level(0, "warmth", 1))[1] == Save(
        ONE, Form(WHOLE, {"role": "Clear."}), None
    )
    assert after(*begun, Comment(0, "role", "  "))[0].form == Form({"role": 2})
    long = Comment(0, "role", "x" * (LONGEST_COMMENT + 1))
    assert len(after(Opened(), long)[0].form.comments["role"]) == LONGEST_COMMENT


def test_what_is_marked_shows_its_levels_and_comments() -> None:
    desk, _ = after(Opened(OLD))
    assert (desk.form, desk.latest) == (Form(OLD.levels, OLD.comments), OLD)


def test_a_mark_by_a_rubric_that_changed_or_one_taken_back_shows_none() -> None:
    for levels in ({"part": 1}, {}):
        desk, _ = after(Opened(Mark(5, levels, "R. Okafor", "2026-11-20")))
        assert (desk.form, desk_page.shown(desk)["mark"]) == (Form(), "")


def test_next_goes_on_and_pressed_twice_is_pressed_once() -> None:
    assert after(Opened(), Next(0))[1] == Read(TWO)
    assert after(Opened(), Next(0), Opened(), Next(0)) == after(Opened(), Next(0), Opened())
    desk, effect = after(Opened(), Next(0), Opened(), Next(1), Opened(), Next(2))
    assert (desk.stage, effect) == ("over", None)
    assert after(Opened(), Next(0), Opened(), Next(1), Opened(), Next(2), Back(3))[1] == Read(LAST)


def test_what_was_begun_is_there_on_coming_back() -> None:
    left = (Opened(), Level(0, "role", 1), Next(0), Opened(), Back(1), Opened())
    assert after(*left)[0].form == Form({"role": 1})


def test_undo_takes_back_what_was_saved_last_wherever_it_was() -> None:
    desk, effect = after(*MARKED, Next(0), Opened(), Undo())
    assert (desk.at, effect) == (0, Save(ONE, Form(), MINE))
    gone = Mark(8, {}, "B. Lee", "2026-11-21")
    desk, effect = after(*MARKED, Next(0), Opened(), Undo(), Kept(gone))
    assert (desk.at, desk.said, desk.given, effect) == (0, "Taken back.", (), Read(ONE))
    assert desk.touched == {0}


def test_undo_once_more_takes_back_the_mark_before_in_place_of_what_counts_now() -> None:
    changed = (*MARKED, Level(0, "role", 0), Kept(AGAIN))
    assert after(*changed, Undo())[1] == Save(ONE, Form(WHOLE), AGAIN)
    back = Mark(8, WHOLE, "B. Lee", "2026-11-21")
    assert after(*changed, Undo(), Kept(back), Opened(back), Undo())[1] == Save(ONE, Form(), back)


def test_undo_restores_the_mark_that_somebody_gave_before() -> None:
    over = (Opened(OLD), Level(0, "role", 2), Kept(MINE), Undo())
    assert after(*over)[1] == Save(ONE, Form(OLD.levels, OLD.comments), MINE)


def test_undo_never_takes_back_what_somebody_else_gave_since() -> None:
    desk, effect = after(*MARKED, Undo(), Taken(OLD))
    assert (desk.given, effect) == ((), Read(ONE))
    assert desk.said.startswith("R. Okafor has marked this answer since")


def test_of_two_marks_at_once_the_marker_says_which_counts() -> None:
    both = (Opened(), Level(0, "role", 2), Level(0, "warmth", 1), Taken(OLD))
    desk, _ = after(*both)
    assert (desk.stage, desk.theirs) == ("taken", OLD)
    assert after(*both, Settle(0, mine=True))[1] == Save(ONE, Form(WHOLE), OLD)
    desk, effect = after(*both, Settle(0, mine=False))
    assert (desk.given, effect) == ((), Read(ONE))


def test_go_leads_to_the_first_answer_of_a_question_that_is_left() -> None:
    assert after(Opened(), Go(8))[1] == Read(LAST)
    assert after(*MARKED, Go(8), Opened(), Go(7))[1] == Read(TWO)
    assert after(Opened(), Go(99)) == after(Opened())


def test_a_save_that_failed_leaves_the_form_to_be_tried_again() -> None:
    desk, _ = after(Opened(), Level(0, "role", 2), Level(0, "warmth", 1))
    failed = unsaved(desk)
    assert failed
    assert step(failed, Level(0, "warmth", 1))[1] == Save(ONE, Form(WHOLE), None)
    assert unsaved(after()[0]) is None


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ((), Level(0, "role", 1)),
        ((Opened(),), Level(1, "role", 1)),
        ((Opened(),), Level(0, "role", 3)),
        ((Opened(),), Level(0, "role", -1)),
        ((Opened(),), Level(0, "nothing", 1)),
        ((Opened(),), Comment(1, "role", "x")),
        ((Opened(),), Undo()),
        ((Opened(),), Kept(MINE)),
        ((Opened(),), Settle(0, mine=True)),
        ((Opened(), Next(0), Opened(), Next(1), Opened(), Next(2)), Level(3, "role", 1)),
    ],
)
def test_what_fits_nothing_in_view_changes_nothing(
    before: tuple[Message, ...], message: Message
) -> None:
    desk, _ = after(*before)
    assert step(desk, message)[0].form == desk.form
    assert step(desk, message)[1] is None


def test_the_page_has_all_that_a_marker_needs_and_not_whose_it_is() -> None:
    desk, _ = after(Opened(OLD, {"role": ("Say it.", "Clear.")}))
    shown = desk_page.shown(desk)
    assert (shown["at"], shown["of"], shown["answer"]) == (0, 3, "I am 1.")
    role, _ = shown["criteria"]
    assert role["levels"] == ["Not at all", "In part", "Clearly"]
    assert (role["level"], role["comment"], role["bank"]) == (1, "Say it.", ["Say it.", "Clear."])
    [sample] = shown["samples"]
    assert sample == {
        "text": "I coach.",
        "levels": [["Names the role", "Clearly"], ["Stays warm", "Cold"]],
        "why": "Clear and short.",
    }
    assert [(one["item"], one["done"], one["of"]) for one in shown["questions"]] == [
        (7, 0, 2),
        (8, 0, 1),
    ]
    assert "person" not in json.dumps(shown)


def test_at_the_end_it_tells_which_question_has_answers_left() -> None:
    end = (*MARKED, Next(0), Opened(), Next(1), Opened(), Next(2))
    assert desk_page.shown(after(*end)[0])["left"] == 7


SECOND = Mark(8, {"role": 0, "warmth": 1}, "B. Lee", "2026-11-22T10:00", role="second")
DECIDED = Mark(9, WHOLE, "C. Diaz", "2026-11-23T10:00", role="decided")


def as_a(role: Any, *messages: Message) -> tuple[Desk, object]:
    """A desk with the first answer, in a role; who decides has OLD and SECOND of it."""
    pairs = {ONE: Pair(ONE, OLD, SECOND)} if role == "decided" else {}
    desk, effect = begin((ONE,), {7: TELL_ITEM}, role, pairs)
    for message in messages:
        desk, effect = step(desk, message)
    return desk, effect


def test_a_second_marker_looks_up_and_saves_a_second_mark() -> None:
    assert as_a("second")[1] == Read(ONE, "second")
    _, effect = as_a("second", Opened(), Level(0, "warmth", 1), Level(0, "role", 2))
    assert effect == Save(ONE, Form(WHOLE), None, "second")
    desk, effect = as_a("second", Opened(SECOND), Level(0, "role", 2))
    assert effect == Save(ONE, Form(WHOLE), SECOND, "second")
    desk, effect = step(step(desk, Kept(MINE))[0], Undo())
    assert effect == Save(ONE, Form(SECOND.levels), MINE, "second")


def test_who_decides_sees_both_marks_and_begins_with_neither() -> None:
    desk, _ = as_a("decided", Opened(OLD))
    shown = desk_page.shown(desk)
    assert [one["level"] for one in shown["criteria"]] == [None, None]
    assert shown["mark"] == ""
    assert shown["between"] == [
        ["R. Okafor", [["Names the role", "In part"], ["Stays warm", "Warm"]]],
        ["B. Lee", [["Names the role", "Not at all"], ["Stays warm", "Warm"]]],
    ]
    assert desk_page.shown(after(Opened())[0])["between"] == []


def test_who_decides_may_say_what_the_first_said_and_it_is_a_decision() -> None:
    _, effect = as_a("decided", Opened(OLD), Level(0, "warmth", 1), Level(0, "role", 1))
    assert effect == Save(ONE, Form(OLD.levels), OLD, "decided")


def test_a_decision_is_not_taken_back_but_made_anew() -> None:
    made = (Opened(OLD), Level(0, "warmth", 1), Level(0, "role", 2), Kept(DECIDED))
    desk, _ = as_a("decided", *made)
    assert not desk_page.shown(desk)["undo"]
    assert step(desk, Undo()) == (desk, None)
    _, effect = step(desk, Level(0, "role", 1))
    assert effect == Save(ONE, Form({"role": 1, "warmth": 1}), DECIDED, "decided")
