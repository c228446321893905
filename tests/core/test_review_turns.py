"""Conversations in a review: what was said in a play comes back, a turn at a time."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

import msgspec

from withinscope.dialogue import Dialogue, replay
from withinscope.journal import Line
from withinscope.review import Card, TurnItem, cards, line_for, plan, with_turns

from .conversations import a_conversation
from .played import START, a_lesson, an_answer, an_item, at

TALK = a_conversation(
    {
        "open": {
            "go": {"to": "then", "meets": ["point"]},
            "ask": {"to": "then", "meets": ["point"]},
            "wait": "then",
            "push": {"to": "then", "breaks": ["point"]},
        },
        "then": {"stay": "end", "leave": {"to": "end", "when": {"late": True}}},
        "end": "The end",
    },
    state={"late": False},
    expert=["open.go", "then.stay"],
    people=["Nuno, 44, driver"],
    dimension=["purpose"],
)


def a_play(*path: str, talk: Dialogue = TALK, **more: Any) -> Line:
    ending = replay(talk, path).ending
    return an_answer(talk, {"path": path, "ending": ending}, **more)


def known(*lines: Line, talk: Dialogue = TALK) -> tuple[Card, ...]:
    return cards(*with_turns((a_lesson("L01", talk),), lines), UTC)


def the_turn(*lines: Line) -> TurnItem:
    (card,) = known(*lines)
    assert isinstance(card.item, TurnItem)
    return card.item


def test_a_turn_that_was_played_asks_what_to_say_in_the_play_s_own_words() -> None:
    item = the_turn(a_play("open.push", "then.stay"))
    assert (item.talk, item.node) == ("talk", "open")
    assert "“Talk”, turn 1" in item.stem
    assert "Nuno: Well." in item.stem
    assert [option.text for option in item.options] == ["Say go", "Say ask", "Say wait", "Say push"]
    assert item.released().type == "single"


def test_a_turn_with_one_thing_to_say_or_nobody_s_best_is_not_asked() -> None:
    assert the_turn(a_play("open.go", "then.stay")).node == "open"
    vague = a_conversation({"open": {"go": "end", "stay": "end"}, "end": "End"}, expert=["open.x"])
    assert known(a_play("open.go", talk=vague), talk=vague) == ()


def test_what_an_expert_says_is_right_what_fits_too_is_no_mistake() -> None:
    item = the_turn(a_play("open.go", "then.stay"))

    def told(choice: str) -> tuple[float, bool | None, int]:
        response = item.decode(msgspec.json.encode({"choice": choice}))
        remarks = item.remarks(response)
        return item.score(response), remarks[0].fits, len(remarks)

    assert [told(one) for one in ("go", "ask", "wait", "push")] == [
        (1.0, True, 1),
        (0.75, True, 2),
        (0.0, None, 2),
        (0.0, False, 2),
    ]


def test_a_play_counts_as_an_answer_to_each_of_its_turns() -> None:
    (right,) = known(a_play("open.go", "then.stay"))
    (wrong,) = known(a_play("open.push", "then.stay"))
    assert (right.last.right, wrong.last.right) == (True, False)
    assert wrong.due < right.due
    assert known() == ()


def test_answers_to_a_turn_are_kept_with_its_conversation_and_count() -> None:
    play = a_play("open.push", "then.stay")
    item = the_turn(play)
    given = Line("answer", at(days=1), "L01", item.id, item.revision)
    given = msgspec.structs.replace(given, response=msgspec.Raw(b'{"choice":"go"}'), confidence=2)
    line = line_for(item, given)
    assert (line.kind, line.item, line.turn) == ("turn", TALK.id, "open")
    (card,) = known(play, line)
    assert (card.last.right, card.last.day) == (True, START.date() + timedelta(days=1))
    (older,) = known(play, msgspec.structs.replace(line, revision="of an earlier version"))
    assert not older.last.right


def test_the_turns_of_a_play_of_another_version_are_not_asked() -> None:
    assert known(a_play("open.push", "then.stay", revision="older")) == ()


def test_a_round_asks_turns_among_other_items() -> None:
    unseen = an_item("unseen", *TALK.dimension)
    play = a_play("open.push", "then.stay")
    lessons, answers = with_turns((a_lesson("L01", TALK, unseen),), [play])
    (task,) = plan(lessons, answers, date(2026, 11, 9), 5, zone=UTC)
    assert isinstance(task.item, TurnItem)
    assert (task.item.node, task.lesson, task.due) == ("open", "L01", task.item.id)
