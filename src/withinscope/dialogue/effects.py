"""Which effects can never matter: taken out, no play would look any different."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from withinscope.dialogue import walking
from withinscope.dialogue.graph import Moments
from withinscope.dialogue.walking import Move, Script, Tests

if TYPE_CHECKING:
    from withinscope.dialogue.item import Dialogue

MOST_PAIRS = 1_000_000
"""Pairs of moments compared for one conversation, some ten seconds, before it is left open."""

Pair = tuple[int, int, int]
"""A node, and the packed values there with an effect and without it."""


class Undecided(Exception):  # noqa: N818 - no error: the answer is left open
    """Comparing the plays takes longer than it is worth."""


class _Reads(Struct, frozen=True):
    """What a node reads of one counter or flag: conditions, and lists of which the first holds."""

    conditions: tuple[Tests, ...]
    lists: tuple[tuple[tuple[Tests, str], ...], ...]

    def differ(self, one: int, other: int) -> bool:
        """Tell whether two states of the counters and flags can be told apart here."""
        return any(
            walking.holds(tests, one) != walking.holds(tests, other) for tests in self.conditions
        ) or any(walking.first(lines, one) != walking.first(lines, other) for lines in self.lists)


def idle(dialogue: Dialogue, moments: Moments) -> Iterator[tuple[str, str, str]]:
    """Yield (node, choice, counter or flag) of each effect that can never matter.

    Each play with it is compared with the play of the same choices without it, from every moment
    in which its choice can be made. Raises Undecided where there is too much to compare.
    """
    script = dialogue.script
    taken = _taken(moments)
    left = MOST_PAIRS
    moves = [(spot.id, move) for spot in script.spots for move in spot.moves]
    for (node, move), times in zip(moves, taken, strict=True):
        for changed in dialogue.effect(node, move.id):
            reads = _reads(dialogue, changed)
            pairs = _started(moments, move, script.slots[changed].shift, times)
            if times and move.to in _upstream(script, reads):
                left, matters = _compare(script, reads, pairs, left)
            else:
                matters = not times  # a choice that is never open is told of elsewhere
            if not matters:
                yield node, move.id, changed


def _taken(moments: Moments) -> list[array[int]]:
    """Return of each choice the moments in which it is open."""
    taken = [array("I") for _ in moments.choices]
    for number in range(moments.expanded):
        for edge in moments.edges(number):
            taken[moments.via[edge]].append(number)
    return taken


def _started(moments: Moments, move: Move, shift: int, times: array[int]) -> Iterator[Pair]:
    """Yield the pairs right after a choice, its effect on the slot at `shift` left out or not."""
    others = tuple(change for change in move.changes if change[0] != shift)
    for number in times:
        values = moments.values(number)
        pair = walking.applied(move.changes, values), walking.applied(others, values)
        if pair[0] != pair[1]:
            yield move.to, *pair


def _compare(
    script: Script, reads: list[_Reads], pairs: Iterator[Pair], left: int
) -> tuple[int, bool]:
    """Return how many pairs may still be compared, and whether any can be told apart."""
    seen: set[Pair] = set()
    for pair in pairs:
        waiting = [pair]
        while waiting:
            node, one, other = pair = waiting.pop()
            if pair in seen:
                continue
            if reads[node].differ(one, other):
                return left, True
            seen.add(pair)
            left -= 1
            if not left:
                raise Undecided
            for move in script.spots[node].moves:
                if walking.holds(move.tests, one):
                    after = walking.applied(move.changes, one), walking.applied(move.changes, other)
                    waiting += [(move.to, *after)] if after[0] != after[1] else []
    return left, False


def _reads(dialogue: Dialogue, name: str) -> list[_Reads]:
    """Return, node by node, what reads a counter or flag."""
    script = dialogue.script
    shift = script.slots[name].shift
    needs = dialogue.needs
    found = []
    for spot in script.spots:
        conditions = [move.tests for move in spot.moves]
        conditions += [
            tests for at, tests in needs if at == spot.id or (at is None and spot.ending)
        ]
        lists = (spot.lines, script.seems)
        found.append(
            _Reads(
                tuple(tests for tests in conditions if _names(tests, shift)),
                tuple(lines for lines in lists if any(_names(tests, shift) for tests, _ in lines)),
            )
        )
    return found


def _names(tests: Tests, shift: int) -> bool:
    return any(one[0] == shift for one in tests)


def _upstream(script: Script, reads: list[_Reads]) -> set[int]:
    """Return the nodes from which some node that reads anything can be reached, if all is open."""
    found = {number for number, one in enumerate(reads) if one.conditions or one.lists}
    before: list[set[int]] = [set() for _ in script.spots]
    for number, spot in enumerate(script.spots):
        for move in spot.moves:
            before[move.to].add(number)
    waiting = list(found)
    while waiting:
        new = before[waiting.pop()] - found
        found |= new
        waiting += new
    return found
