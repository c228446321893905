"""What a certificate says of somebody: each outcome as it is, and what a person saw besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from withinscope import types
from withinscope.course import Course
from withinscope.grading import outcomes, text
from withinscope.grading.book.queries import Grade
from withinscope.grading.outcomes import Reached, Verdict
from withinscope.problems import Mistake, Problem

_WORDS: Mapping[Verdict, str] = {
    "not yet": "Not yet: a plain duty of safety was missed",
    "not answered": "Not answered: a plain duty of safety was left out",
    "not gradable": "Not told: an answer on a plain duty of safety could not be graded",
    "needs marking": "Not told yet: an answer on a plain duty of safety waits to be marked",
}


class Seen(Struct, frozen=True):
    """What a person saw of somebody at work: in words, by whom it is confirmed, and when."""

    what: str
    by: str
    on: date


class Outcome(Struct, frozen=True):
    """An outcome: its text, the points that were earned of the highest, and what is left open.

    `open` is empty where nothing is.
    """

    text: str
    points: float
    highest: float
    open: str = ""

    @property
    def told(self) -> str:
        """The outcome in words: what is open before any points."""
        if self.open:
            return self.open
        unit = "point" if self.highest == 1 else "points"
        return f"{text.number(self.points, 2)} of {text.number(self.highest, 2)} {unit}"


class Earned(Struct, frozen=True):
    """What somebody came to: the outcomes in the syllabus's order, and exercises not handed in.

    `exercises` are the titles of those that were.
    """

    outcomes: tuple[Outcome, ...]
    exercises: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """Why no credential can say that the course was completed; empty where one can."""
        left = [f"{one.text}: {one.open}." for one in self.outcomes if one.open]
        return (*left, *(f"{title} was not handed in." for title in self.missing))


def earned(course: Course, grades: Sequence[Grade], items: Mapping[int, types.Item]) -> Earned:
    """Return what somebody came to in the capstones, or in all exercises where there is none.

    `grades` are all rows of one person. Raises Mistake where nothing can be said of them.
    """
    wanted = {one for one in course.exercises if one in course.capstones or not course.capstones}
    counting = [row for row in grades if row.exercise in wanted and row.answers]
    if any(row.workbook for row in counting):
        what = "They handed in under two workbooks, so whose answers these are is not clear."
        raise Mistake(Problem(what, "Settle that first: grades.csv says which."))
    asked = outcomes.asked((one for row in counting for one in row.answers), items)
    texts = {one.id: one.text for one in course.outcomes}
    came_to = outcomes.by_outcome(texts, asked)
    if not came_to:
        what = "Nothing that they handed in was about an outcome of the course."
        raise Mistake(Problem(what, "Grade their hand-ins first."))
    found = {row.exercise for row in counting}
    return Earned(
        tuple(_outcome(texts[one.id], one) for one in came_to),
        tuple(title for name, title in course.exercises.items() if name in found),
        tuple(t for name, t in course.exercises.items() if name in wanted - found),
    )


def _outcome(words: str, one: Reached) -> Outcome:
    waits = "Not told yet: an answer has no score" if one.waiting else ""
    return Outcome(words, one.points, one.highest, _WORDS.get(one.verdict, waits))
