"""Two markers: who marks what a second time, how far they agree, and where they do not.

Pure. The second marker's choice and order of answers have nothing to do with whose they are or
with what the first said of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from math import ceil

from msgspec import Struct

from withinscope.grading import analysis, text
from withinscope.grading.analysis import Interval
from withinscope.grading.marking import Mark, Work
from withinscope.types import Item


def chosen(works: Iterable[Work], share: float, done: Callable[[Work], bool]) -> tuple[Work, ...]:
    """Return a share, above 0 to 1, of the answers to each item, rounded up, in an order by lot.

    What is `done` comes first, so that answers that are added later never take its place. The
    lot is drawn from the answer itself, so that it falls alike each time and on each machine.
    """
    by_item = sorted(works, key=lambda work: (work.item, not done(work), _lot(work)))
    groups = (tuple(group) for _, group in groupby(by_item, lambda work: work.item))
    # Rounded first, or 0.07 of 100 would be eight.
    return tuple(work for group in groups for work in group[: ceil(round(share * len(group), 9))])


def _lot(work: Work) -> bytes:
    parts = ("second", str(work.person), work.name, work.revision, work.text)
    return hashlib.sha256("\0".join(parts).encode()).digest()


class Pair(Struct, frozen=True):
    """An answer with the marks of two markers, and what was decided between them since, if so."""

    work: Work
    first: Mark
    second: Mark
    decided: Mark | None = None

    @property
    def apart(self) -> tuple[str, ...]:
        """The criteria to which the two gave different levels."""
        first, second = self.first.levels, self.second.levels
        return tuple(name for name in first if first[name] != second[name])

    @property
    def open(self) -> bool:
        """Whether the two differ and nobody has decided."""
        return bool(self.apart) and self.decided is None


def first_mark(marks: Sequence[Mark], item: Item) -> Mark | None:
    """Return the latest first mark, None if it was taken back or is by another rubric."""
    return _latest([mark for mark in marks if mark.role == "first"], item)


def second_mark(marks: Sequence[Mark], item: Item) -> Mark | None:
    """Return the latest second mark, None as for the first."""
    return _latest([mark for mark in marks if mark.role == "second"], item)


def _latest(marks: Sequence[Mark], item: Item) -> Mark | None:
    return marks[-1] if marks and item.complete(marks[-1].levels) else None


def pair(work: Work, item: Item, marks: Sequence[Mark]) -> Pair | None:
    """Return the two marks of an answer; None unless two people gave one each."""
    second = second_mark(marks, item)
    others = [one for one in marks if second is None or not same_marker(one, second.marker)]
    first = first_mark(others, item)
    if first is None or second is None:
        return None
    decisions = [mark for mark in marks if mark.role == "decided"]
    decided = _latest(decisions, item)
    stands = decided is not None and decided.id > max(first.id, second.id)
    return Pair(work, first, second, decided if stands else None)


def same_marker(mark: Mark, marker: str) -> bool:
    """Tell whether a mark is by a marker, however the name's capitals are typed."""
    return text.alike(mark.marker) == text.alike(text.name(marker))


class Line(Struct, frozen=True):
    """How far two markers agree on a criterion, or on the sum of them all, over n answers.

    `kappa` is the quadratic weighted kappa; None below ten answers, or where one of the two gave
    one level throughout: it is 0 then, or nothing at all, however near they are to each other.
    """

    what: str
    n: int
    same: int
    next_to: int
    kappa: Interval | None


class Agreement(Struct, frozen=True):
    """How far two markers agree on an item: a line a criterion, and one for the sum of several."""

    item: str
    lines: tuple[Line, ...]


def agreement(pairs: Sequence[Pair], rubrics: Mapping[int, Item]) -> tuple[Agreement, ...]:
    """Return how far the two agree on each item, by the marks that they gave unseen by each other.

    What was decided afterward changes nothing in it.
    """
    ordered = sorted(pairs, key=lambda one: one.work.item)
    groups = groupby(ordered, lambda one: one.work.item)
    return tuple(_of_item(rubrics[number], tuple(group)) for number, group in groups)


def _of_item(item: Item, pairs: tuple[Pair, ...]) -> Agreement:
    lines = [
        _line(
            one.criterion,
            [(p.first.levels[one.id], p.second.levels[one.id]) for p in pairs],
            one.highest,
        )
        for one in item.rubric
    ]
    if len(lines) > 1:
        sums = [(sum(p.first.levels.values()), sum(p.second.levels.values())) for p in pairs]
        lines.append(_line("All together", sums, sum(one.highest for one in item.rubric)))
    return Agreement(item.id, tuple(lines))


def _line(what: str, levels: Sequence[tuple[int, int]], highest: int) -> Line:
    first, second = [a for a, _ in levels], [b for _, b in levels]
    gaps = [abs(a - b) for a, b in levels]
    varied = len(set(first)) > 1 and len(set(second)) > 1
    kappa = analysis.weighted_kappa(first, second, highest + 1) if varied else None
    return Line(what, len(levels), gaps.count(0), gaps.count(1), kappa)
