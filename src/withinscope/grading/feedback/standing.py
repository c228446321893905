"""Where somebody stands: what they earned by outcome and dimension, and what to practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from withinscope.certainty import CLOSE
from withinscope.course import Course, Entry
from withinscope.grading.book.queries import Grade
from withinscope.grading.feedback import words
from withinscope.texts import _
from withinscope.types import Item

HALF = 0.5
_SCORED = ("graded", "unanswered")


class Earned(Struct, frozen=True):
    """The points that somebody has of an outcome's or a dimension's; `highest` is above 0."""

    text: str
    points: float
    highest: float

    @property
    def share(self) -> float:
        """The share of the points, 0 to 1."""
        return self.points / self.highest

    @property
    def told(self) -> str:
        """The points in words."""
        return words.points(words.number(self.points), self.highest)

    @property
    def words(self) -> str:
        """The share in words."""
        if self.points >= self.highest:
            return _("All of it")
        if self.share >= CLOSE:
            return _("Most of it")
        if self.share >= HALF:
            return _("Half of it or more")
        return _("Less than half of it") if self.points else _("None of it yet")


class Practice(Struct, frozen=True):
    """A lesson to go back to: its name and address, and the outcomes that ask for it."""

    lesson: str
    address: str
    outcomes: tuple[str, ...]


class Standing(Struct, frozen=True):
    """What somebody earned so far; empty where nothing is scored yet."""

    outcomes: tuple[Earned, ...]
    dimensions: tuple[Earned, ...]
    practice: tuple[Practice, ...]


Sums = Mapping[tuple[str, str], Mapping[str, tuple[float, float]]]
"""(points, highest) by exercise, of each kind of tag and tag."""


def standing(course: Course, grades: Iterable[Grade], items: Mapping[int, Item]) -> Standing:
    """Add up what is scored: what waits, or can't be graded, is no zero, and is left out.

    A capstone is told by itself, each outcome with its verdict, and is not in these sums.
    """
    others = (grade for grade in grades if grade.exercise not in course.capstones)
    sums = _sums(others, items)
    return Standing(
        tuple(_earned(course.outcomes, "outcome", sums)),
        tuple(_earned(course.dimensions, "dimension", sums)),
        tuple(_practice(course, sums)),
    )


def _sums(grades: Iterable[Grade], items: Mapping[int, Item]) -> Sums:
    found: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for grade in grades:
        for answer in grade.answers:
            item = items[answer.item]
            if answer.state not in _SCORED or item.withdrawn:
                continue
            for tag in item.tags:
                of = found.setdefault(tag, {})
                points, highest = of.get(grade.exercise, (0.0, 0.0))
                of[grade.exercise] = points + (answer.points or 0), highest + item.points
    return found


def _earned(
    entries: Iterable[Entry], kind: str, sums: Sums, exercise: str | None = None
) -> Iterator[Earned]:
    """Yield what was earned of each entry that anything scored is tagged with, in its order."""
    for entry in entries:
        if found := sums.get((kind, entry.id)):
            if exercise is None:
                parts = [*found.values()]
            else:
                parts = [found[exercise]] if exercise in found else []
            if parts:
                yield Earned(
                    entry.text, sum([one for one, _ in parts]), sum([of for _, of in parts])
                )


def _practice(course: Course, sums: Sums) -> Iterator[Practice]:
    """Yield each lesson in whose exercise too little of an outcome was earned, the least first."""
    done = {exercise for of in sums.values() for exercise in of}
    for lesson in course.taught:
        if lesson.exercise in done:
            every = _earned(course.outcomes, "outcome", sums, lesson.exercise)
            weak = sorted((one for one in every if one.share < CLOSE), key=lambda one: one.share)
            if weak:
                texts = tuple(one.text for one in weak)
                yield Practice(words.lesson(lesson), course.address_of(lesson), texts)
