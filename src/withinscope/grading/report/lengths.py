"""How long items take, over everybody: which of them to mend, and never who was slow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

from msgspec import Struct

from withinscope.grading import analysis
from withinscope.grading.analysis import Quartiles
from withinscope.types import Item

TWICE = 2.0
"""An item that takes as many times as long as those of its kind is told."""
KIND = 3
"""As many others of an item's type it takes to say what is usual."""


class Length(Struct, frozen=True):
    """How long an item took, in seconds, of so many people; no figures where they are few.

    `flag` says in words what to look at, or is empty.
    """

    people: int
    seconds: Quartiles | None
    flag: str = ""


def lengths(times: Mapping[int, Sequence[int]], items: Mapping[int, Item]) -> dict[int, Length]:
    """Return how long each item of an exercise took, by its number, where that shows of anybody."""
    found = {number: analysis.quartiles(took) for number, took in times.items()}
    medians = {number: one.median for number, one in found.items() if one}
    return {
        number: Length(len(took), found[number], _flag(number, medians, items))
        for number, took in times.items()
    }


def _flag(number: int, medians: Mapping[int, float], items: Mapping[int, Item]) -> str:
    """Say that an item is long beside the others of its type, where there are enough of them."""
    kind = type(items[number])
    others = [m for other, m in medians.items() if other != number and type(items[other]) is kind]
    if number not in medians or len(others) < KIND or medians[number] < TWICE * median(others):
        return ""
    return "Takes twice as long as others of its kind, or more: is it long, or is it two questions?"


def by_item(took: Iterable[tuple[int, int, int]], people: Collection[int]) -> dict[int, list[int]]:
    """Return the seconds by item, of some people; `took` are (person, item, seconds)."""
    found: dict[int, list[int]] = {}
    for person, item, seconds in took:
        if person in people:
            found.setdefault(item, []).append(seconds)
    return found
