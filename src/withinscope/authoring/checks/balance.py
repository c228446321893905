"""What a whole course gives away: where the right option stands, and how long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import comb

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Material
from withinscope.course import FILE
from withinscope.parts import Decision
from withinscope.problems import Place

LONGEST = warning("WS703")
POSITION = warning("WS704")

SHARE = 0.35
"""Of the decisions with one right option, in how many that may be the longest."""
FEWEST = 8
"""Decisions, below which a share says nothing."""
CHANCE = 0.05
"""How probable a position so uneven must be, were the right options placed by lot."""
_PLACES = ["first", "second", "third", "fourth", "fifth", "sixth"]


def found(material: Material) -> Iterator[Finding]:
    """Yield what the trick 'take the longest', or 'take the third', would earn over a course."""
    items: list[Decision] = []
    turns: list[Decision] = []
    for one in material.asked:
        into = turns if one.item.played else items
        into += (each for each in one.item.decisions() if len(each.best) == 1)
    yield from _of_kind(items, "items")
    yield from _of_kind(turns, "turns of conversations")


def _of_kind(asked: Sequence[Decision], kind: str) -> Iterator[Finding]:
    yield from _longest(asked, kind)
    by_size: dict[int, list[int]] = defaultdict(list)
    for decision in asked:
        by_size[len(decision.texts)].append(decision.best[0])
    for size, places in by_size.items():
        yield from _uneven(places, size, kind)


def _longest(asked: Sequence[Decision], kind: str) -> Iterator[Finding]:
    count = sum(_is_longest(decision) for decision in asked)
    if len(asked) >= FEWEST and count > SHARE * len(asked):
        what = f"In {count} of {len(asked)} {kind} what is right is the longest"
        what += f" ({count / len(asked):.0%})."
        mend = f"Cut some of them, until it is {SHARE:.0%} at most."
        yield LONGEST(Place(FILE, line=1), what, mend)


def _is_longest(decision: Decision) -> bool:
    lengths = decision.lengths
    return all(lengths[decision.best[0]] > lengths[n] for n in decision.wrong)


def _uneven(places: Sequence[int], size: int, kind: str) -> Iterator[Finding]:
    """Yield positions taken oftener than chance would have it, among decisions of one size."""
    for place in range(size) if len(places) >= FEWEST else ():
        count = places.count(place)
        # One of so many positions is looked at: Bonferroni's correction.
        if size * _at_least(count, len(places), 1 / size) < CHANCE:
            what = f"In {count} of {len(places)} {kind} with {size} options what is right stands "
            what += f"{_PLACES[place] if place < len(_PLACES) else place + 1}."
            mend = f"Move some of them; by lot it would be about {round(len(places) / size)}."
            yield POSITION(Place(FILE, line=1), what, mend)


def _at_least(count: int, of: int, chance: float) -> float:
    """Return the probability of `count` or more successes: the binomial's upper tail."""
    return sum(_exactly(n, of, chance) for n in range(count, of + 1))


def _exactly(count: int, of: int, chance: float) -> float:
    return float(comb(of, count) * chance**count * (1 - chance) ** (of - count))
