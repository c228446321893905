"""Walk a conversation: which choices are open in a state, and which state each leads to.

A state is a node's number and the values of all counters and flags, packed into one integer,
so that replaying a play and visiting a million states go through the same few operations.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from withinscope.dialogue.parts import Condition, Counter, Effect, ReleasedNode, State, Variant

Tests = tuple[tuple[int, int, int], ...]
"""Of a condition: (shift, mask, values allowed as a set of bits) of each counter or flag."""
Changes = tuple[tuple[int, int, tuple[int, ...]], ...]
"""Of an effect: (shift, mask, what to add to the packed values, by the value before)."""

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}


class Playable:
    """A conversation in either form, as far as playing it goes."""

    state: State
    seems: tuple[Variant, ...]
    nodes: Mapping[str, ReleasedNode]

    @cached_property
    def script(self) -> Script:
        """The conversation, ready to walk."""
        return script(self.state, self.nodes, self.seems)


class Slot(Struct, frozen=True):
    """Where a counter or flag stands in the packed values; a flag is a counter from 0 to 1."""

    shift: int
    low: int
    high: int
    start: int
    flag: bool

    @property
    def mask(self) -> int:
        """The bits of its values, counted from its lowest."""
        return (1 << (self.high - self.low).bit_length()) - 1

    def read(self, values: int) -> int | bool:
        """Return its value."""
        found = (values >> self.shift & self.mask) + self.low
        return bool(found) if self.flag else found


class Move(Struct, frozen=True):
    """A choice, ready to walk: where it leads, when it is open, what it changes."""

    id: str
    say: str
    to: int
    tests: Tests
    changes: Changes


class Spot(Struct, frozen=True):
    """A node, ready to walk. `lines` are (tests, text), the first that holds is said."""

    id: str
    scene: str | None
    lines: tuple[tuple[Tests, str], ...]
    moves: tuple[Move, ...]
    ending: bool


class Script(Struct, frozen=True):
    """A conversation, ready to walk. The first spot is its start."""

    slots: dict[str, Slot]
    spots: tuple[Spot, ...]
    seems: tuple[tuple[Tests, str], ...]
    start: int

    @property
    def width(self) -> int:
        """How many bits the packed values take."""
        return sum(slot.mask.bit_length() for slot in self.slots.values())

    def values(self, values: int) -> dict[str, int | bool]:
        """Unpack the values of all counters and flags."""
        return {name: slot.read(values) for name, slot in self.slots.items()}


def script(state: State, nodes: Mapping[str, ReleasedNode], seems: Iterable[Variant]) -> Script:
    """Make a conversation ready to walk. What it names has to be there (see `rules`)."""
    slots = _slots(state)
    numbers = {name: number for number, name in enumerate(nodes)}
    spots = tuple(_spot(name, node, slots, numbers) for name, node in nodes.items())
    said = tuple((tests(line.when, slots), line.text) for line in seems)
    start = sum(slot.start - slot.low << slot.shift for slot in slots.values())
    return Script(slots, spots, said, start)


def _slots(state: State) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    shift = 0
    for name, kind in state.items():
        if isinstance(kind, Counter):
            slot = Slot(shift, kind.min, kind.max, kind.start, flag=False)
        else:
            slot = Slot(shift, 0, 1, int(kind), flag=True)
        slots[name] = slot
        shift += slot.mask.bit_length()
    return slots


def _spot(
    name: str, node: ReleasedNode, slots: dict[str, Slot], numbers: Mapping[str, int]
) -> Spot:
    moves = (
        Move(one.id, one.say, numbers[one.to], tests(one.when, slots), changes(one.effect, slots))
        for one in node.choices
    )
    lines = ((tests(line.when, slots), line.text) for line in node.lines)
    return Spot(name, node.scene, tuple(lines), tuple(moves), node.ending is not None)


def tests(condition: Condition, slots: Mapping[str, Slot]) -> Tests:
    """Make a condition ready to hold against packed values."""
    return tuple(
        (slots[name].shift, slots[name].mask, _allowed(wanted, slots[name]))
        for name, wanted in condition.items()
    )


@lru_cache(maxsize=1024)  # a thousand values each, and most conditions are like another
def _allowed(wanted: bool | int | str, slot: Slot) -> int:
    """Return the values that are wanted, as bits counted from the slot's lowest value."""
    sign, number = "==", int(wanted) if not isinstance(wanted, str) else 0
    if isinstance(wanted, str):
        found = re.fullmatch(r"([<>=!]+) *(-?\d+)", wanted)
        assert found is not None  # noqa: S101 - the form lets no other through
        sign, number = found[1], int(found[2])
    values = range(slot.low, slot.high + 1)
    return sum(1 << bit for bit, v in enumerate(values) if _COMPARE[sign](v, number))


def changes(effect: Effect, slots: Mapping[str, Slot]) -> Changes:
    """Make an effect ready to apply to packed values."""
    return tuple(
        (slots[name].shift, slots[name].mask, _table(amount, slots[name]))
        for name, amount in effect.items()
    )


@lru_cache(maxsize=1024)
def _table(amount: bool | int, slot: Slot) -> tuple[int, ...]:
    """Return what to add to the packed values, by the slot's value before."""
    values = range(slot.low, slot.high + 1)
    after = (
        int(amount) if slot.flag else min(max(value + amount, slot.low), slot.high)
        for value in values
    )
    return tuple((new - old) << slot.shift for old, new in zip(values, after, strict=True))


def holds(tests: Tests, values: int) -> bool:
    """Tell whether a condition holds."""
    return all(allowed >> (values >> shift & mask) & 1 for shift, mask, allowed in tests)


def applied(changes: Changes, values: int) -> int:
    """Return the values after an effect."""
    for shift, mask, table in changes:
        values += table[values >> shift & mask]
    return values


def first(lines: Iterable[tuple[Tests, str]], values: int) -> str | None:
    """Return the first text whose condition holds, or None."""
    return next((text for tests, text in lines if holds(tests, values)), None)
