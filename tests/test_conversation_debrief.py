"""What is told after a conversation: the way beside the expert's, and its checklist."""

from __future__ import annotations

import json

from core.cases.dialogue import ITEM
from talking import LOOP, a_talk

from withinscope.dialogue.debrief import debrief


def test_the_debrief_sets_the_way_beside_the_experts() -> None:
    item = a_talk()
    told = debrief(item, item.decode(b'{"path":["open.fix","risk.ask"],"ending":"warm"}'))
    assert told["rows"] == [
        {"mine": 1, "theirs": 1, "together": True, "parting": True},
        {"mine": 2, "theirs": 2, "together": True, "parting": False},
        {"mine": 3, "theirs": 3, "together": True, "parting": False},
    ]
    assert told["words"] == [
        "Turn 1: you part, and meet again at turn 2.",
        "Turn 2: you say what the expert says.",
        "Both ways come to the same end: She stays in touch.",
    ]
    assert [(one["state"], one["told"]) for one in told["checklist"]] == [
        ("met", "Met in turn 2"),
        ("broken", "Broken in turn 1"),
    ]
    first = told["turns"][0]
    assert first["expert"] == "That is a long night."
    assert first["thought"] == "If she does not answer, nobody will."


def test_the_debrief_names_every_turn_in_which_a_point_was_broken() -> None:
    text = LOOP.replace("why: It goes on.", "why: It goes on., breaks: [time]").replace(
        "checklist: [", "checklist: [{id: time, text: Minds the time}, "
    )
    item = a_talk(text)
    told = debrief(
        item, item.decode(b'{"path":["talk.nod","talk.nod","talk.stop"],"ending":"over"}')
    )
    assert [one["told"] for one in told["checklist"]] == [
        "Broken in turns 1 and 2",
        "Met in turn 3",
    ]


def test_the_debrief_says_what_the_conversation_turned_on() -> None:
    item = a_talk(f"{ITEM}turns_on: She wrote at night.\n")
    told = debrief(item, item.decode(b'{"path":["open.fix","risk.ask"],"ending":"warm"}'))
    assert told["turning"] == "She wrote at night."


def test_a_way_that_parts_for_good_says_so() -> None:
    item = a_talk()
    told = debrief(item, item.decode(b'{"path":["open.listen","risk.plan"],"ending":"late"}'))
    assert told["words"] == [
        "Turn 1: you say what the expert says.",
        "Turn 2: you part, and don't meet again.",
        "Your way ends with: A friend hears it first. The expert's ends with: She stays in touch.",
    ]
    assert [one["state"] for one in told["checklist"]] == ["missed", "met"]


def test_a_detour_is_drawn_beside_the_experts_way() -> None:
    item = a_talk(LOOP)
    path = ["talk.nod", "talk.nod", "talk.stop"]
    told = debrief(item, item.decode(json.dumps({"path": path, "ending": "over"}).encode()))
    assert [(one["mine"], one["theirs"]) for one in told["rows"]] == [
        (1, 1),
        (2, None),
        (3, None),
        (4, 2),
    ]
    assert told["words"][0] == "Turn 1: you part, and meet again at turn 4, the expert's turn 2."
