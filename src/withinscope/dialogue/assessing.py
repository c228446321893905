"""What a play of a conversation is worth: the points of the checklist that it earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import fsum

from withinscope.dialogue import walking
from withinscope.dialogue.parts import Effect, Invariant, Node, Point
from withinscope.dialogue.playing import Play
from withinscope.dialogue.walking import Playable, Tests


class Assessed(Playable):
    """A conversation as its author wrote it, as far as assessing it goes."""

    id: str
    confidence: bool
    checklist: tuple[Point, ...]
    invariants: tuple[Invariant, ...]
    expert: tuple[str, ...]
    nodes: Mapping[str, Node]

    def earned(self, play: Play) -> tuple[Point, ...]:
        """Return the points of the checklist that a play earns.

        One that some choice meets has to be met; any is lost once broken.
        """
        return tuple(
            point
            for point in self.checklist
            if point.id not in play.broken and (point.id in play.met or point.id not in self.asked)
        )

    @cached_property
    def asked(self) -> frozenset[str]:
        """The points that have to be met: some choice meets them. Others are kept until broken."""
        choices = (choice for node in self.nodes.values() for choice in node.choices)
        return frozenset(point for choice in choices for point in choice.meets)

    def worth(self, earned: Sequence[bool]) -> float:
        """Return the score for points of the checklist, in its order, earned or not."""
        if all(earned):
            return 1.0
        weights = [point.weight for point in self.checklist]
        return fsum(w for w, had in zip(weights, earned, strict=True) if had) / fsum(weights)

    @property
    def needs(self) -> tuple[tuple[str | None, Tests], ...]:
        """The invariants, ready to hold against packed values: (node or None, tests)."""
        slots = self.script.slots
        return tuple((one.at, walking.tests(one.needs, slots)) for one in self.invariants)

    def effect(self, node: str, choice: str) -> Effect:
        """Return what a choice changes."""
        return next(one.effect for one in self.nodes[node].choices if one.id == choice)
