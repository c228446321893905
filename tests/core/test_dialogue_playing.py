"""Playing a path: what is seen in each state, what is open, what it meets and breaks."""

from typing import Any

import pytest

from withinscope.dialogue import Open, Play, Turn, replay
from withinscope.dialogue.playing import in_turns
from withinscope.types import BadResponse

from .conversations import a_conversation, the_conversation

LISTEN = Open("listen", "That is a long night.")
FIX = Open("fix", "Call me at any hour.")
ASK = Open("ask", "Do you think of ending your life?")
SLEEP = "I can't sleep. Can I call you?"


def test_a_play_tells_turn_by_turn_what_was_seen_and_said() -> None:
    assert replay(the_conversation(), ["open.fix", "risk.ask"]) == Play(
        path=("open.fix", "risk.ask"),
        turns=(
            Turn("open", None, SLEEP, None, (LISTEN, FIX), "fix", {"trust": 2, "asked": False}),
            Turn(
                "risk",
                "A minute passes.",
                "Never mind.",
                "Ana answers in single words.",
                (ASK, Open("leave", "Sleep well.")),
                "ask",
                {"trust": 1, "asked": False},
            ),
            Turn(
                "warm",
                None,
                "Thank you.",
                "Ana answers in single words.",
                (),
                None,
                {"trust": 1, "asked": True},
            ),
        ),
        ending="warm",
        met={"safety": (2,)},
        broken={"limits": (1,)},
    )


def test_what_is_said_and_open_follows_the_state() -> None:
    turn = replay(the_conversation(), ["open.listen"]).turns[-1]
    assert turn.client == "Sometimes I think I can't go on."
    assert [choice.id for choice in turn.choices] == ["ask", "plan"]
    assert turn.seems is None


def test_a_play_that_is_not_over_stands_where_it_stopped() -> None:
    play = replay(the_conversation(), [])
    assert (play.ending, play.turns[-1].node, play.turns[-1].chosen) == (None, "open", None)
    assert play.turns[-1].said == ""


def test_a_released_conversation_plays_the_same_and_tells_no_points() -> None:
    released: Any = the_conversation().released()
    play = replay(released, ["open.fix", "risk.ask"])
    assert play.turns == replay(the_conversation(), ["open.fix", "risk.ask"]).turns
    assert (play.met, play.broken) == ({}, {})


ROUND = {"open": {"up": {"to": "open", "effect": {"calm": 3}}, "go": "end"}, "end": "End"}
CALM = {"calm": {"start": 0, "min": 0, "max": 4}}


def test_a_counter_stops_at_its_bounds() -> None:
    play = replay(a_conversation(ROUND, state=CALM), ["open.up", "open.up", "open.go"])
    assert [turn.state["calm"] for turn in play.turns] == [0, 3, 4, 4]


def earned(path: list[str], **choices: list[str]) -> list[str]:
    """The points that a path earns where choices of one node go round, and `go` ends it."""
    points = {name: {"to": "open", "meets": given} for name, given in choices.items()}
    breaks = {name: {"to": "open", "breaks": given} for name, given in choices.items()}
    node: dict[str, Any] = {f"meet-{name}": one for name, one in points.items()}
    node |= {f"break-{name}": one for name, one in breaks.items()} | {"go": "end"}
    named = sorted({point for given in choices.values() for point in given})
    checklist = [{"id": name, "text": name} for name in named]
    dialogue = a_conversation({"open": node, "end": "End"}, checklist=checklist)
    play = replay(dialogue, [f"open.{step}" for step in path])
    return [point.id for point in dialogue.earned(play)]


def test_a_point_is_earned_by_meeting_it_once() -> None:
    assert earned(["meet-a", "meet-a", "go"], a=["a"], b=["b"]) == ["a"]


def test_a_break_always_wins() -> None:
    assert earned(["meet-a", "break-a", "go"], a=["a"]) == []
    assert earned(["break-a", "meet-a", "go"], a=["a"]) == []


def test_a_point_that_no_choice_meets_is_kept_until_it_is_broken() -> None:
    nodes = {"open": {"hurt": {"to": "end", "breaks": ["point"]}, "go": "end"}, "end": "End"}
    dialogue = a_conversation(nodes)
    assert dialogue.earned(replay(dialogue, ["open.go"])) == dialogue.checklist
    assert dialogue.earned(replay(dialogue, ["open.hurt"])) == ()


def test_every_turn_is_kept_in_which_a_point_was_met() -> None:
    nodes = {"open": {"on": {"to": "open", "meets": ["point"]}, "go": "end"}, "end": "End"}
    assert replay(a_conversation(nodes), ["open.on", "open.on", "open.go"]).met == {"point": (1, 2)}


def test_turns_are_named_as_one_or_many() -> None:
    assert [in_turns(turns) for turns in ((1,), (2, 4), (1, 2, 4))] == [
        "turn 1",
        "turns 2 and 4",
        "turns 1, 2 and 4",
    ]


def test_a_path_may_go_round_a_thousand_times_and_no_more() -> None:
    dialogue = a_conversation(ROUND, state=CALM)
    assert replay(dialogue, ["open.up"] * 999 + ["open.go"]).ending == "end"
    with pytest.raises(BadResponse, match="longer than 1,000 choices"):
        replay(dialogue, ["open.up"] * 1000 + ["open.go"])


@pytest.mark.parametrize(
    "step", ["", ".", "open", "open.", ".up", "open.up.up", " open.up", "open.Up"]
)
def test_a_step_is_a_node_and_a_choice_and_nothing_else(step: str) -> None:
    with pytest.raises(BadResponse):
        replay(a_conversation(ROUND, state=CALM), [step])


def test_where_the_expert_goes_another_way_is_told_only_with_the_key() -> None:
    item = the_conversation()
    remarks = item.remarks(item.decode(b'{"path": ["open.listen", "risk.plan"], "ending": "late"}'))
    assert [(remark.label, remark.text, remark.fits, remark.tells_key) for remark in remarks] == [
        ("You said in turn 1", "That is a long night.", None, False),
        ("You said in turn 2", "What helps you sleep?", None, False),
        ("It ended", "A friend hears it first", None, False),
        ("Missed", "Asks directly about safety", False, True),
        ("An expert says in turn 2", "Do you think of ending your life?", True, True),
    ]


def test_what_was_broken_is_told_with_its_turn() -> None:
    item = the_conversation()
    remarks = item.remarks(item.decode(b'{"path": ["open.fix", "risk.ask"], "ending": "warm"}'))
    assert ("Lost in turn 1", "Keeps the agreed limits of contact") in [
        (remark.label, remark.text) for remark in remarks if not remark.tells_key
    ]


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        (["open.listen", "risk.ask"], "Yes: you kept to every point of the checklist."),
        (["open.fix", "risk.ask"], "You kept to 1 of the 2 points of the checklist."),
        (
            ["open.listen", "risk.plan"],
            "You kept to 1 of the 2 points of the checklist. One that safety asks for is missing.",
        ),
    ],
)
def test_the_verdict_counts_the_points_and_names_none(path: list[str], verdict: str) -> None:
    item = the_conversation()
    ending = replay(item, path).ending
    assert ending is not None
    assert item.verdict(item.response_type(tuple(path), ending)) == verdict
