"""The stem-blind ceiling: what somebody could earn at most who sees the options and no stem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import fsum

from msgspec import Struct

from withinscope.authoring.material import Asked, Material
from withinscope.types import Item

LIMIT = 0.6
"""Of the points, what may be earned so at most, in an exercise and in a course."""
_EXACT = 1e-9
"""How far a mean of exact scores may be off by being added up in binary."""


class Ceiling(Struct, frozen=True):
    """The ceiling of a course, or of the notebook that `name` names; `value` is 0 to 1.

    `items` is how many it is the mean of; `path` is the notebook's file, None for the course.
    """

    name: str
    value: float
    items: int
    path: str | None = None

    @property
    def is_high(self) -> bool:
        """Whether it is above the limit."""
        return self.value > LIMIT + _EXACT


def ceiling(items: Iterable[Item]) -> tuple[float, int]:
    """Return the ceiling of items, 0 to 1, and of how many that have options; 0.0 of none.

    Items that are answered alike, over the same option texts, are a group: in each the answer is
    taken, by the options' texts, that earns most over all of its stems. Options that come once
    can be answered without a stem by who knows what such a course wants, so they earn all. Each
    item counts once, whatever its points. Exact: no answer is drawn.
    """
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        if item.options_field:
            texts = frozenset(one.text for one in getattr(item, item.options_field))
            groups[item.type, texts].append(item)
    count = sum(map(len, groups.values()))
    return (fsum(map(_most, groups.values())) / count if count else 0.0), count


def _most(group: Sequence[Item]) -> float:
    """Return what one answer earns at most over all items of a group, in items."""
    if len(group) == 1 and group[0].options_field == "options":
        return 1.0  # some answer is right, and an item has one stem
    earned: dict[Hashable, list[float]] = defaultdict(list)
    for item in group:
        for answer, response in item.blind():
            earned[answer].append(item.score(response) or 0.0)
    return max(map(fsum, earned.values()))


def ceilings(material: Material) -> tuple[Ceiling, ...]:
    """Return the ceiling of the course and of each of its exercises that has options.

    Where certain notebooks are asked about, of these instead.
    """
    by_path: dict[str, list[Asked]] = defaultdict(list)
    for one in material.counting:
        by_path[one.place.file or ""].append(one)
    names = {book.notebook.path: book.notebook.id for book in material.books}
    found = [] if material.wanted else [_of("the course", material.counting)]
    for path, asked in by_path.items():
        if path in material.wanted or (not material.wanted and asked[0].graded):
            found.append(_of(names[path] or path, asked, path))
    return tuple(one for one in found if one.items)


def _of(name: str, asked: Iterable[Asked], path: str | None = None) -> Ceiling:
    return Ceiling(name, *ceiling(one.item for one in asked), path)
