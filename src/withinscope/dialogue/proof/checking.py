"""Prove what a conversation can and can't do, by visiting every state that play can reach."""

from __future__ import annotations

from msgspec import Struct

from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.proof import blind, findings
from withinscope.dialogue.proof.blind import Chance
from withinscope.dialogue.proof.components import MOST, Components
from withinscope.dialogue.proof.graph import Marks, Moments, States
from withinscope.dialogue.rules import Finding

BOUND = 1_000_000
"""States that are visited at most."""


class Plays(Struct, frozen=True):
    """How many distinct plays there are; where not `exact`, at least so many."""

    number: int
    exact: bool

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.number:,}" if self.exact else f"at least {self.number:,}"


class Report(Struct, frozen=True):
    """What was found, and the figures of a conversation.

    `proved` tells that every state was visited, so that no finding is missing. `shortest` and
    `longest` are turns of a play; `longest` is None where a loop lets it go on for ever, and both
    where no play ends or not every state was visited.
    """

    findings: tuple[Finding, ...]
    proved: bool
    states: int
    shortest: int | None
    longest: int | None
    plays: Plays
    chance: Chance


def check(dialogue: Assessed, bound: int = BOUND) -> Report:
    """Visit every (node, state) pair of a conversation that loads without a mistake.

    Past `bound` states the report is partial: it tells what surely is wrong in those visited.
    """
    moments = Moments(dialogue, bound)
    found = [*findings.of_moments(dialogue, moments), *findings.of_expert(dialogue)]
    states = _states(dialogue, moments, bound)
    if states is not None:
        return _whole(dialogue, states, found)
    return Report(
        (*found, findings.partial(bound)),
        proved=False,
        states=bound,
        shortest=None,
        longest=None,
        plays=Plays(0, exact=False),
        chance=blind.simulated(dialogue),
    )


def chance(dialogue: Assessed, bound: int = BOUND) -> Chance:
    """Return what blind play earns: solved within `bound` states, simulated past it."""
    states = _states(dialogue, Moments(dialogue, bound), bound)
    if states is None:
        return blind.simulated(dialogue)
    return blind.solved(dialogue, states, Components(states))


def _states(dialogue: Assessed, moments: Moments, bound: int) -> States | None:
    """Return every state of a conversation, or None past the bound."""
    if not moments.complete:
        return None
    states = States(moments, Marks(dialogue, dialogue.checklist), bound)
    return states if states.complete else None


def _whole(dialogue: Assessed, states: States, found: list[Finding]) -> Report:
    """Report on a conversation of which every state was visited."""
    ends = findings.endings(states)
    components = Components(states)
    found += findings.of_endings(dialogue, states, components, ends)
    found += (idle := findings.of_effects(dialogue, states.moments))
    endless = 1 in components.looping
    number = components.plays(ends)
    return Report(
        tuple(found),
        proved=not any(one.code == "partial" for one in idle),
        states=len(states.codes),
        shortest=_shortest(states, ends),
        longest=None if endless or not number else components.longest(ends),
        plays=Plays(number, exact=not endless and number < MOST),
        chance=blind.solved(dialogue, states, components),
    )


def _shortest(states: States, ends: bytearray) -> int | None:
    first = ends.find(1)
    return None if first < 0 else len(states.trail(first)) - 1
