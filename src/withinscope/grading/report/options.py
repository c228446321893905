"""What was picked, by how people do on the other items: options that mislead, or nobody takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from withinscope.certainty import CLOSE
from withinscope.grading.analysis import FEWEST
from withinscope.grading.report.given import HALF, Given, Person, together
from withinscope.parts import Offered, Picked
from withinscope.types import Item

BANDS = ("Below 50%", "50% to 75%", "75% and more")
"""What people have of the points on the other items of the exercise; the last is 'having it'."""


class Taken(Struct, frozen=True):
    """How many picked something, in each band and in all.

    `flag` says in words what to look at; it is empty, and so are `bands`, where people are few.
    """

    of: str
    text: str
    right: bool
    bands: tuple[int, ...]
    people: int
    flag: str


class Options(Struct, frozen=True):
    """What was picked in an item; `bands` are how many people there are in each."""

    bands: tuple[int, ...]
    taken: tuple[Taken, ...]


def options(
    item: Item, answers: Iterable[Given], people: Mapping[Person, Sequence[Given]]
) -> Options:
    """Count what was picked of what an item offers; nothing where it offers no list.

    `people` are all answers to the exercise. Whoever answered nothing else there is in no band.
    """
    offered = item.offered()
    played = [one for one in answers if one.response is not None] if offered else []
    sizes, picks = Counter[int | None](), Counter[tuple[Picked, int | None]]()
    for one in played:
        band = _band(one, people[one.person])
        sizes[band] += 1
        response = item.decode((one.response or "").encode())
        picks.update((pick, band) for pick in item.picked(response))
    shown = range(len(BANDS)) if len(played) >= FEWEST else ()
    sized = tuple(sizes[band] for band in shown)
    return Options(sized, tuple(_taken(one, picks, sized) for one in offered))


def _taken(
    one: Offered, picks: Mapping[tuple[Picked, int | None], int], sizes: Sequence[int]
) -> Taken:
    pick = (one.of, one.text)
    bands = tuple(picks[pick, band] for band in range(len(sizes)))
    every = sum(picks[pick, band] for band in (None, *range(len(BANDS))))
    return Taken(one.of, one.text, one.right, bands, every, _flag(one.right, bands, sizes, every))


def _band(one: Given, theirs: Iterable[Given]) -> int | None:
    rest = [other for other in theirs if other.item != one.item]
    if not rest:
        return None
    share = together(rest)
    return (share >= HALF) + (share >= CLOSE)


def _flag(right: bool, bands: Sequence[int], sizes: Sequence[int], people: int) -> str:
    """Say what is odd, where there are enough people at both ends to say it."""
    if right and sizes and not people:
        return "Right, and nobody took it."
    if not sizes or min(sizes[0], sizes[-1]) < FEWEST // 2:
        return ""
    low, high = bands[0] / sizes[0], bands[-1] / sizes[-1]
    if right and high < low:
        return "Right, and taken less by those who do well."
    return "Not right, and taken more by those who do well." if not right and high > low else ""
