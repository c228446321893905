"""Every state that play can reach: first what decides the play, then the checklist beside it.

A *moment* is a node with the values of all counters and flags: it decides what is open. A *state*
is a moment with the points met and broken so far. There may be a million of them, so each is one
integer, edges lie in flat arrays, and a number tells a moment or a state (0 is the start).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

from withinscope.dialogue import walking
from withinscope.dialogue.assessing import Assessed
from withinscope.dialogue.parts import Point


class Graph:
    """States and the edges between them, in the order of a breadth-first search.

    `codes[n]` is what the state n is; its edges are those from `first[n]` to `first[n + 1]`, and
    lead to `to[edge]`; `parent[n]` is the state that it was first reached from. A graph that is
    not `complete` met its bound: the last states that it knows have no edges yet.
    """

    def __init__(self) -> None:
        """Begin without states."""
        self.codes: list[int] = []
        self.first = array("I", [0])
        self.to = array("I")
        self.parent = array("I", [0])
        self.complete = True

    @property
    def expanded(self) -> int:
        """How many states have their edges."""
        return len(self.first) - 1

    def edges(self, number: int) -> range:
        """Return the numbers of a state's edges."""
        return range(self.first[number], self.first[number + 1])

    def next(self, number: int) -> array[int]:
        """Return the states that a state leads to, one an open choice."""
        return self.to[self.first[number] : self.first[number + 1]]

    def trail(self, number: int) -> list[int]:
        """Return the states on a shortest way from the start to a state, both included."""
        trail = [number]
        while trail[-1]:
            trail.append(self.parent[trail[-1]])
        return trail[::-1]


class Moments(Graph):
    """The moments of a conversation. `via[edge]` is the choice taken, numbered as in `choices`."""

    def __init__(self, dialogue: Assessed, bound: int) -> None:
        """Visit every moment, or as many as `bound`."""
        super().__init__()
        self.script = dialogue.script
        self.choices = [
            (node, choice.id) for node, whole in dialogue.nodes.items() for choice in whole.choices
        ]
        self.via = array("I")
        self.width = dialogue.script.width
        self._moves = numbered(dialogue.script)
        self._visit(bound)

    def node(self, number: int) -> int:
        """Return the number of a moment's node."""
        return self.codes[number] >> self.width

    def values(self, number: int) -> int:
        """Return a moment's counters and flags, packed."""
        return self.codes[number] & ((1 << self.width) - 1)

    def _visit(self, bound: int) -> None:
        start = self.script.start
        index, codes, here = {start: 0}, self.codes, 0
        codes.append(start)
        mask = (1 << self.width) - 1
        while here < len(codes):
            if len(codes) > bound:
                self.complete = False
                return
            code = codes[here]
            values = code & mask
            for number, target, tests, changes in self._moves[code >> self.width]:
                if tests and not walking.holds(tests, values):
                    continue
                after = target | walking.applied(changes, values)
                found = index.setdefault(after, len(codes))
                if found == len(codes):
                    codes.append(after)
                    self.parent.append(here)
                self.to.append(found)
                self.via.append(number)
            self.first.append(len(self.to))
            here += 1

    def path(self, number: int) -> tuple[str, ...]:
        """Return a shortest play that leads to a moment."""
        return self.steps(self.trail(number))

    def steps(self, trail: Iterable[int]) -> tuple[str, ...]:
        """Return the choices that lead along moments, each as `node.choice`."""
        return tuple(
            ".".join(self.choices[self._edge(before, after)]) for before, after in pairwise(trail)
        )

    def _edge(self, before: int, after: int) -> int:
        return next(self.via[e] for e in self.edges(before) if self.to[e] == after)


Numbered = list[list[tuple[int, int, walking.Tests, walking.Changes]]]
"""Of each node its moves, as (number of the choice, code of its target, tests, changes)."""


def numbered(script: walking.Script) -> Numbered:
    """Return each node's moves with the numbers of their choices."""
    number = 0
    numbered: Numbered = []
    for spot in script.spots:
        numbered.append([])
        for move in spot.moves:
            numbered[-1].append((number, move.to << script.width, move.tests, move.changes))
            number += 1
    return numbered


class Marks:
    """The points met and broken, as bits: what each choice sets, and which earn their points.

    A point that can be both has its bit for broken just above that for met, so that a break can
    take the other away: it always wins, and states that differ in nothing else are one.
    """

    def __init__(self, dialogue: Assessed, points: Sequence[Point]) -> None:
        """Give bits to what the points can be; the others of the checklist are left out."""
        choices = [one for node in dialogue.nodes.values() for one in node.choices]
        broken = {point for one in choices for point in one.breaks}
        self.width = self.both = 0
        bits: dict[str, tuple[int, int]] = {}
        for point in points:
            met = 1 << self.width if point.id in dialogue.asked else 0
            self.width += point.id in dialogue.asked
            lost = 1 << self.width if point.id in broken else 0
            self.width += point.id in broken
            self.both |= lost if met else 0
            bits[point.id] = met, lost
        self.bits = tuple(bits[point.id] for point in points)
        none = (0, 0)
        self.sets = [
            sum({bits.get(point, none)[0] for point in one.meets})
            + sum({bits.get(point, none)[1] for point in one.breaks})
            for one in choices
        ]

    def after(self, marks: int, choice: int) -> int:
        """Return the marks after a choice, which goes by its number."""
        marks |= self.sets[choice]
        return marks & ~((marks & self.both) >> 1)

    def earned(self, marks: int) -> tuple[bool, ...]:
        """Tell of each point whether it is earned."""
        return tuple(marks & (met | lost) == met for met, lost in self.bits)


class States(Graph):
    """The states of a conversation: its moments, each with what was met and broken before."""

    def __init__(self, moments: Moments, marks: Marks, bound: int) -> None:
        """Visit every state, or as many as `bound`."""
        super().__init__()
        self.moments, self.marks = moments, marks
        self._visit(bound)

    def moment(self, number: int) -> int:
        """Return the number of a state's moment."""
        return self.codes[number] >> self.marks.width

    def found(self, number: int) -> int:
        """Return the marks of a state."""
        return self.codes[number] & ((1 << self.marks.width) - 1)

    def _visit(self, bound: int) -> None:
        """Visit the states. This loop runs a million times, so it looks nothing up twice."""
        first, to, via = self.moments.first, self.moments.to, self.moments.via
        width, both, sets = self.marks.width, self.marks.both, self.marks.sets
        mask = (1 << width) - 1
        index, codes, here = {0: 0}, self.codes, 0
        codes.append(0)
        while here < len(codes):
            if len(codes) > bound:
                self.complete = False
                return
            moment, before = codes[here] >> width, codes[here] & mask
            for edge in range(first[moment], first[moment + 1]):
                marks = before | sets[via[edge]]
                marks &= ~((marks & both) >> 1)
                code = to[edge] << width | marks
                found = index.setdefault(code, len(codes))
                if found == len(codes):
                    codes.append(code)
                    self.parent.append(here)
                self.to.append(found)
            self.first.append(len(self.to))
            here += 1

    def path(self, number: int) -> tuple[str, ...]:
        """Return a shortest play that leads to a state."""
        return self.moments.steps(self.moment(one) for one in self.trail(number))
