"""Calibration: a marker marks answers that an expert marked, and sees how far apart the two are.

Pure. A sample is marked as an answer is (`marking`), by the same rubric; whose it is is nobody's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from withinscope.grading.marking import Work
from withinscope.parts import Criterion, Sample
from withinscope.types import Item

NOBODY = 0
"""No person's number."""


def samples(items: Iterable[int], rubrics: Mapping[int, Item]) -> dict[Work, Sample]:
    """Return the samples of items as works, in an order by lot: authors write the best first."""
    found: dict[Work, Sample] = {}
    for number in items:
        for sample in sorted(rubrics[number].samples, key=_lot):
            found[_work(number, rubrics[number], sample)] = sample
    return found


def _lot(sample: Sample) -> bytes:
    return _digest(sample).digest()


def _digest(sample: Sample) -> hashlib._Hash:
    return hashlib.sha256(sample.text.encode("utf-8", "surrogatepass"))


def _work(number: int, item: Item, sample: Sample) -> Work:
    response = msgspec.json.encode({"text": sample.text}).decode()
    return Work(NOBODY, number, item.id, item.revision, _digest(sample).hexdigest(), response)


class Gap(Struct, frozen=True):
    """The level that a marker gives a criterion, and the one that the expert gives it."""

    criterion: Criterion
    mine: int
    expert: int

    @property
    def apart(self) -> int:
        """Levels above the expert's; below it, negative."""
        return self.mine - self.expert


def gaps(item: Item, sample: Sample, levels: Mapping[str, int]) -> tuple[Gap, ...]:
    """Hold the levels that a marker gives a sample against the expert's, criterion by criterion."""
    return tuple(Gap(one, levels[one.id], sample.marks[one.id]) for one in item.rubric)


class Distance(Struct, frozen=True):
    """How far a marker is from the expert on a criterion, over n samples.

    `above` and `below` are levels in all, given more and given less than the expert does; `same`
    are the samples with the expert's level, `far` those two levels or more from it.
    """

    item: str
    criterion: str
    n: int
    same: int
    far: int
    above: int
    below: int


def distances(marked: Mapping[Work, tuple[Gap, ...]]) -> tuple[Distance, ...]:
    """Return how far a marker is from the expert, a row a criterion, in the order of marking."""
    found: dict[tuple[str, str], list[Gap]] = {}
    for work, each in marked.items():
        for gap in each:
            found.setdefault((work.name, gap.criterion.criterion), []).append(gap)
    return tuple(_distance(item, words, each) for (item, words), each in found.items())


def _distance(item: str, criterion: str, each: list[Gap]) -> Distance:
    apart = [gap.apart for gap in each]
    return Distance(
        item,
        criterion,
        len(apart),
        apart.count(0),
        sum(abs(one) > 1 for one in apart),
        sum(max(0, one) for one in apart),
        sum(max(0, -one) for one in apart),
    )
