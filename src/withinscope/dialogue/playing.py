"""Play a path: turn by turn what was seen and said, and what it met and broke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from withinscope.dialogue import walking
from withinscope.dialogue.parts import LONGEST_PATH, Choice
from withinscope.dialogue.walking import Move, Playable, Script
from withinscope.response import BadResponse
from withinscope.texts import _, n_


class Open(Struct, frozen=True):
    """A choice that is open: its id and what the trainee would say."""

    id: str
    say: str


class Turn(Struct, frozen=True):
    """One moment of a play. `chosen` is None where the play stands, and at an ending.

    `client` is what was said in this state, `seems` how the client seems in it; `state` is each
    counter's and flag's value before the choice.
    """

    node: str
    scene: str | None
    client: str | None
    seems: str | None
    choices: tuple[Open, ...]
    chosen: str | None
    state: dict[str, int | bool]

    @property
    def said(self) -> str:
        """What the trainee said, or nothing."""
        return next((one.say for one in self.choices if one.id == self.chosen), "")


Turns: TypeAlias = dict[str, tuple[int, ...]]
"""The turns in which each point of the checklist was met, or broken."""


class Play(Struct, frozen=True):
    """A play as far as it went. The last turn is where it stands: an ending has no choices.

    `met` and `broken` give the turns, from 1, in which a point of the checklist was; of a released
    conversation both are empty.
    """

    path: tuple[str, ...]
    turns: tuple[Turn, ...]
    ending: str | None
    met: Turns
    broken: Turns


def replay(dialogue: Playable, path: Sequence[str]) -> Play:
    """Play a path of `node.choice` steps, as a person would have clicked it.

    Raises BadResponse for a path that play would not allow. One that stops before an ending is
    a play without an ending.
    """
    if len(path) > LONGEST_PATH:
        raise BadResponse(f"its path is longer than {LONGEST_PATH:,} choices")
    script = dialogue.script
    here, values = 0, script.start
    turns = []
    for number, step in enumerate(path, 1):
        move = _move(script, here, values, step, number)
        turns.append(_turn(script, here, values, move.id))
        here, values = move.to, walking.applied(move.changes, values)
    turns.append(_turn(script, here, values, None))
    spot = script.spots[here]
    met, broken = _points(dialogue, turns)
    return Play(tuple(path), tuple(turns), spot.id if spot.ending else None, met, broken)


def _move(script: Script, here: int, values: int, step: str, number: int) -> Move:
    """Return the move that a step makes. Raises BadResponse if it can't be made here."""
    spot = script.spots[here]
    node, _, choice = step.partition(".")
    if node != spot.id:
        raise BadResponse(f"step {number} of its path does not begin where the one before led")
    move = next((move for move in spot.moves if move.id == choice), None)
    if move is None:
        raise BadResponse(f"step {number} of its path names an unknown choice")
    if not walking.holds(move.tests, values):
        raise BadResponse(f"step {number} of its path makes a choice that is not open there")
    return move


def _turn(script: Script, here: int, values: int, chosen: str | None) -> Turn:
    spot = script.spots[here]
    moves = (move for move in spot.moves if walking.holds(move.tests, values))
    return Turn(
        spot.id,
        spot.scene,
        walking.first(spot.lines, values),
        walking.first(script.seems, values),
        tuple(Open(move.id, move.say) for move in moves),
        chosen,
        script.values(values),
    )


def choices(dialogue: Playable, turns: Sequence[Turn]) -> Iterator[tuple[int, Choice]]:
    """Yield (turn, choice made) with what only the author's form knows of it."""
    for number, turn in enumerate(turns, 1):
        for choice in dialogue.nodes[turn.node].choices:
            if choice.id == turn.chosen and isinstance(choice, Choice):
                yield number, choice


def _points(dialogue: Playable, turns: Sequence[Turn]) -> tuple[Turns, Turns]:
    met: Turns = {}
    broken: Turns = {}
    for number, choice in choices(dialogue, turns):
        for points, found in ((choice.meets, met), (choice.breaks, broken)):
            for point in points:
                found[point] = (*found.get(point, ()), number)
    return met, broken


def in_turns(turns: Sequence[int]) -> str:
    """Name turns in words, as in `turns 1, 2 and 4`."""
    *most, last = map(str, turns)
    named = _("{most} and {last}", most=", ".join(most), last=last) if most else last
    return n_("turn {turns}", "turns {turns}", len(turns), turns=named)


def transcript(play: Play) -> Iterator[str]:
    """Yield a play line by line in words, without the ending's title."""
    for turn in play.turns:
        if turn.scene:
            yield f"({turn.scene})"
        if turn.client:
            yield _("Client: {line}", line=turn.client)
        if turn.chosen:
            yield _("You: {line}", line=turn.said)
