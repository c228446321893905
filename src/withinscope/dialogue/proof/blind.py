"""What blind play earns: every open choice as likely, until an ending is reached."""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable, Iterator
from functools import cache
from math import fsum
from operator import itemgetter, sub

from msgspec import Struct

from withinscope.dialogue import walking
from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.parts import LONGEST_PATH
from withinscope.dialogue.proof.components import Components
from withinscope.dialogue.proof.graph import Marks, Moments, States, numbered

CLOSE = 1e-10
MOST_UPDATES = 50_000_000
"""Edges that solving loops may look at, about half a minute, before it is left to simulation."""
FEWEST_ROUNDS = 20
"""What a loop surely takes: one that is too large for that is not begun."""
PLAYS = 20_000


class Chance(Struct, frozen=True):
    """The mean score of blind play, from 0 to 1; `exact` or else simulated, and `how`."""

    value: float
    exact: bool
    how: str


class _TooSlow(Exception):  # noqa: N818 - no error: it is simulated then
    """Solving the loops takes longer than it is worth."""


def solved(dialogue: Assessed, states: States, components: Components) -> Chance:
    """Solve it over every state; where its loops are too large for that, simulate it.

    Without loops a state's value is the mean of those that it leads to. With loops each point's
    chance is solved alone, which is all that a mean needs and takes far fewer states.
    """
    if 1 not in components.looping:
        worth = cache(lambda found: dialogue.worth(states.marks.earned(found)))
        return Chance(_solve(components, states, worth, 0)[0], True, "exact")
    try:
        value = fsum(_weighed(dialogue, states.moments))
    except _TooSlow:
        return simulated(dialogue)
    how = "exact to 9 digits, by interval iteration, since the conversation has loops"
    return Chance(value, True, how)


def _weighed(dialogue: Assessed, moments: Moments) -> Iterator[float]:
    """Yield what each point adds to the mean score."""
    left = MOST_UPDATES
    weights = fsum(point.weight for point in dialogue.checklist)
    for point in dialogue.checklist:
        states = States(moments, Marks(dialogue, [point]), 3 * len(moments.codes))
        worth = cache(lambda found, marks=states.marks: float(all(marks.earned(found))))
        value, left = _solve(Components(states), states, worth, left)
        yield value * point.weight / weights


def _solve(
    components: Components, states: States, worth: Callable[[int], float], left: int
) -> tuple[float, int]:
    """Return the start's value, and how many edges may still be looked at in loops.

    `worth` is what an ending with such marks is worth; where no play can end it is nothing.
    Raises _TooSlow.
    """
    value = array("d", bytes(8 * len(states.codes)))
    spots, moments = states.moments.script.spots, states.moments
    for whole in components:
        state = whole[0]
        if components.looping[state]:
            left -= _enclose(components, whole, value, left)
        elif ways := states.next(state):
            value[state] = sum([value[there] for there in ways]) / len(ways)
        elif spots[moments.node(states.moment(state))].ending:
            value[state] = worth(states.found(state))
    return value[0], left


def _enclose(components: Components, whole: array[int], value: array[float], budget: int) -> int:
    """Write the values of a loop's states; return how many edges were looked at.

    They are enclosed from below and from above until the bounds meet (interval iteration,
    Haddad and Monmege 2018): going up alone may seem to stand still long before.
    """
    graph, order = components.graph, sorted(whole, reverse=True)
    ways = [graph.next(state).tolist() for state in order]
    size = sum(map(len, ways))
    if size * FEWEST_ROUNDS > budget:
        raise _TooSlow
    around = sorted({there for theres in ways for there in theres} - {*order})
    if not around:
        return 0  # a trap: no play ends there, and nothing is earned
    place = {state: number for number, state in enumerate((*order, *around))}
    known = [value[state] for state in around]
    low, high = [0.0] * len(order) + known, [1.0] * len(order) + known
    # Two at least, since of one alone itemgetter returns no tuple.
    means = [itemgetter(*[place[t] for t in (w if len(w) > 1 else w * 2)]) for w in ways]
    used = 0
    while max(map(sub, high, low)) > CLOSE:
        used += size
        if used > budget:
            raise _TooSlow
        for number, those in enumerate(means):
            low[number] = sum(found := those(low)) / len(found)
            high[number] = sum(found := those(high)) / len(found)
    for state, number in place.items():
        value[state] = low[number]
    return used


def simulated(dialogue: Assessed) -> Chance:
    """Estimate it from plays by chance, the same ones each time."""
    earned = sum(_plays_blindly(dialogue, random.Random(dialogue.id)))  # noqa: S311 - no secret
    return Chance(earned / PLAYS, False, f"simulated: the mean of {PLAYS:,} plays by chance")


def _plays_blindly(dialogue: Assessed, chance: random.Random) -> Iterator[float]:
    """Yield the scores of plays; one that does not end in time earns nothing."""
    width = dialogue.script.width
    marks, moves = Marks(dialogue, dialogue.checklist), numbered(dialogue.script)
    for _ in range(PLAYS):
        node, values, found = 0, dialogue.script.start, 0
        for _ in range(LONGEST_PATH):
            ways = [move for move in moves[node] if walking.holds(move[2], values)]
            if not ways:
                break
            number, target, _, changes = chance.choice(ways)
            node, values = target >> width, walking.applied(changes, values)
            found = marks.after(found, number)
        ends = dialogue.script.spots[node].ending
        yield dialogue.worth(marks.earned(found)) if ends else 0.0
