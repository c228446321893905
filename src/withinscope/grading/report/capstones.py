"""A capstone in a report: how a cohort does on each outcome, and who is told "not yet"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope.course import Course
from withinscope.grading import analysis, outcomes
from withinscope.grading.analysis import Interval
from withinscope.grading.book.queries import Grade
from withinscope.grading.outcomes import Reached, Verdict
from withinscope.types import Item

Row = tuple[str, int, str]
"""An exercise, a person's number and workbook."""


class Line(Struct, frozen=True):
    """How a cohort does on an outcome: how many people there are of each verdict.

    `open` is how many wait, or can't be graded; `mean` the share of the points, None where the
    people with any are few.
    """

    text: str
    people: int
    not_yet: int
    left_out: int
    open: int
    mean: Interval | None


class Capstone(Struct, frozen=True):
    """A capstone: its exercise's id, its title, and a line an outcome."""

    id: str
    title: str
    lines: tuple[Line, ...]


Came = Mapping[Row, tuple[Reached, ...]]
"""What each row of a capstone came to, outcome by outcome."""


def came(course: Course, grades: Iterable[Grade], items: Mapping[int, Item]) -> Came:
    """Return what each row of a capstone came to; other exercises have none."""
    names = [one.id for one in course.outcomes]
    return {
        (grade.exercise, grade.person, grade.workbook): outcomes.by_outcome(
            names, outcomes.asked(grade.answers, items)
        )
        for grade in grades
        if grade.exercise in course.capstones
    }


def figures(course: Course, came: Came) -> Iterator[Capstone]:
    """Yield the figures of each capstone that somebody handed in."""
    for exercise, title in course.exercises.items():
        rows = [reached for (name, *_), reached in came.items() if name == exercise]
        if rows:
            yield Capstone(exercise, title, tuple(_lines(course, rows)))


def _lines(course: Course, rows: Sequence[Sequence[Reached]]) -> Iterator[Line]:
    for outcome in course.outcomes:
        if theirs := [one for row in rows for one in row if one.id == outcome.id]:
            shares = [one.points / one.highest for one in theirs if one.highest]
            yield Line(
                outcome.text,
                len(theirs),
                _count(theirs, "not yet"),
                _count(theirs, "not answered"),
                _count(theirs, "needs marking") + _count(theirs, "not gradable"),
                analysis.mean(shares),
            )


def _count(every: Iterable[Reached], verdict: Verdict) -> int:
    return sum(one.verdict == verdict for one in every)


def reasons(course: Course, came: Came) -> dict[Row, tuple[str, ...]]:
    """Return why to talk with somebody, as sentences, for each row of a capstone."""
    texts = {one.id: one.text for one in course.outcomes}
    return {
        row: tuple(
            f"{_WHY[one.verdict]} \N{LEFT DOUBLE QUOTATION MARK}{texts[one.id]}"
            f"\N{RIGHT DOUBLE QUOTATION MARK}: {course.exercises[row[0]]}."
            for one in reached
            if one.verdict in _WHY
        )
        for row, reached in came.items()
    }


_WHY: Mapping[Verdict, str] = {
    "not yet": "Missed what is critical for",
    "not answered": "Left out what is critical for",
}
