"""The order in which a graph is solved: loops found, and each state after all it leads to."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from withinscope.dialogue.proof.graph import Graph

MOST = 10**15
"""Plays are counted up to here, so that a count always fits a machine's integer."""
_DONE = 2**32 - 1


class Components:
    """The strongly connected components of a graph, each after all that it leads to.

    Within one, every state can be reached from every other: it is a loop if it has more than
    one, or one that leads to itself.
    """

    def __init__(self, graph: Graph) -> None:
        """Find them by Tarjan's algorithm, as D. J. Pearce (2016) shortened it."""
        self.graph = graph
        self._order = array("I")
        self._starts = array("I")
        self._find()
        self._starts.append(len(self._order))
        self.looping = bytearray(len(graph.codes))
        for whole in self:
            if len(whole) > 1 or whole[0] in graph.next(whole[0]):
                for state in whole:
                    self.looping[state] = 1

    def __iter__(self) -> Iterator[array[int]]:
        """Yield the states of each component; all that they lead to was yielded before."""
        for number in range(len(self._starts) - 1):
            yield self._order[self._starts[number] : self._starts[number + 1]]

    def _find(self) -> None:
        """Search depth first, without recursion: ways are as long as the conversation."""
        first, to = self.graph.first, self.graph.to
        seen, low = (array("I", bytes(4 * len(self.graph.codes))) for _ in range(2))
        edges, trail, waiting = array("I", first), [0], array("I")
        seen[0] = low[0] = count = 1
        while trail:
            here = trail[-1]
            least = low[here]
            for edge in range(edges[here], first[here + 1]):
                there = to[edge]
                if not seen[there]:
                    count += 1
                    seen[there] = low[there] = count
                    edges[here], low[here] = edge, least  # to look at this edge again
                    trail.append(there)
                    break
                if low[there] < least:
                    least = low[there]
            else:
                low[here] = least
                trail.pop()
                if least < seen[here]:
                    waiting.append(here)
                else:
                    self._close(here, low, waiting)

    def _close(self, here: int, low: array[int], waiting: array[int]) -> None:
        """Put a state, and those that wait for it, together as a component."""
        self._starts.append(len(self._order))
        least = low[here]
        while waiting and low[waiting[-1]] >= least:
            self._order.append(waiting.pop())
            low[self._order[-1]] = _DONE
        self._order.append(here)
        low[here] = _DONE

    def reached(self, own: bytearray) -> bytearray:
        """Return of each state all the bits that it, or any state that it leads to, has."""
        first, to = self.graph.first, self.graph.to
        found = bytearray(len(own))
        for whole in self:
            bits = 0
            for state in whole:
                bits |= own[state]
                for there in to[first[state] : first[state + 1]]:
                    bits |= found[there]
            for state in whole:
                found[state] = bits
        return found

    def plays(self, ends: bytearray) -> int:
        """Return how many ways lead from the start to a state that `ends`, at most `MOST`.

        In a loop only the ways that go on in the order of the search are counted: there is no
        end of the others.
        """
        first, to = self.graph.first, self.graph.to
        count = array("q", bytes(8 * len(ends)))
        for whole in self:
            for state in sorted(whole, reverse=True):
                ways = sum(count[there] for there in to[first[state] : first[state + 1]])
                count[state] = 1 if ends[state] else min(ways, MOST)
        return count[0]

    def longest(self, ends: bytearray) -> int:
        """Return the most edges on a way from the start to a state that `ends`; no loops here."""
        first, to = self.graph.first, self.graph.to
        most = array("i", [-1]) * len(ends)
        for whole in self:
            (state,) = whole
            further = max(
                (most[there] for there in to[first[state] : first[state + 1]]), default=-1
            )
            most[state] = 0 if ends[state] else further + (further >= 0)
        return most[0]
