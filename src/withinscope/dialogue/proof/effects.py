"""Which effects can never matter: taken out, no play would look any different."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from msgspec import Struct

from withinscope.dialogue import walking
from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.proof.graph import Moments
from withinscope.dialogue.walking import Move, Script, Tests

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


class _Without(Struct, frozen=True):
    """A conversation, and the same with one effect of one choice taken out."""

    script: Script
    move: Move
    shift: int
    reads: list[_Reads]

    def after(self, move: Move, one: int, other: int) -> Pair:
        """Return where a choice leads in both."""
        changes = move.changes
        if move is self.move:
            changes = tuple(change for change in changes if change[0] != self.shift)
        return move.to, walking.applied(move.changes, one), walking.applied(changes, other)

    def matters(self, starts: Iterator[Pair], left: int) -> tuple[bool, int]:
        """Return whether a play from pairs on looks different, and how many more may be compared.

        Raises Undecided where there are too many.
        """
        seen: set[Pair] = set()
        for start in starts:
            waiting = [start]
            while waiting:
                node, one, other = pair = waiting.pop()
                if one == other or pair in seen:
                    continue
                if self.reads[node].differ(one, other):
                    return True, left
                seen.add(pair)
                left -= 1
                if not left:
                    raise Undecided
                waiting += (
                    self.after(move, one, other)
                    for move in self.script.spots[node].moves
                    if walking.holds(move.tests, one)
                )
        return False, left


def idle(dialogue: Assessed, moments: Moments) -> Iterator[tuple[str, str, str]]:
    """Yield (node, choice, counter or flag) of each effect that can never matter.

    Each play with it is compared with the play of the same choices without it, from every moment
    in which its choice is open. Raises Undecided where there is too much to compare.
    """
    script, left = dialogue.script, MOST_PAIRS
    moves = [(spot.id, move) for spot in script.spots for move in spot.moves]
    for (node, move), times in zip(moves, _taken(moments), strict=True):
        for changed in dialogue.effect(node, move.id):
            reads = _reads(dialogue, changed)
            without = _Without(script, move, script.slots[changed].shift, reads)
            matters = not times  # a choice that is never open is told of elsewhere
            if times and move.to in _upstream(script, reads):
                starts = (moments.values(number) for number in times)
                pairs = (without.after(move, values, values) for values in starts)
                matters, left = without.matters(pairs, left)
            if not matters:
                yield node, move.id, changed


def _taken(moments: Moments) -> list[array[int]]:
    """Return of each choice the moments in which it is open."""
    taken = [array("I") for _ in moments.choices]
    for number in range(moments.expanded):
        for edge in moments.edges(number):
            taken[moments.via[edge]].append(number)
    return taken


def _reads(dialogue: Assessed, name: str) -> list[_Reads]:
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
