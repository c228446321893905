"""Which of several hand-ins counts, by when they were due, and what being late costs: as a command
or the syllabus says it, and as it stays from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import ceil
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from withinscope import course
from withinscope.course import Course
from withinscope.grading import text
from withinscope.problems import Mistake, Place, Problem

Pick = Literal["newest", "first", "best"]
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d) (\S+)")
_DAY = 86_400
_HOUR = 3_600
NONE, FLAG, COURSE = "none", "flag", "course"
"""Words of `--due` and `--late`: nothing; told of only; as the syllabus has it."""


class Due(Struct, frozen=True):
    """When something is due: seconds since 1970, and as it was said."""

    moment: float
    said: str


class Late(Struct, frozen=True):
    """What becomes of what is late: whether it is told, and what each day begun costs."""

    told: bool = True
    points: float = 0.0

    @property
    def said(self) -> str:
        """The policy as `--late` has it."""
        return f"{self.points:.15g}" if self.points else FLAG if self.told else NONE


class Terms(Struct, frozen=True):
    """How the hand-ins of one exercise count.

    What a command said holds until a command says otherwise; `due_told` and `late_told` say that
    one did. The rest is as the syllabus has it.
    """

    pick: Pick = "newest"
    due: Due | None = None
    late: Late = Late()
    due_told: bool = False
    late_told: bool = False

    def days(self, moment: float) -> int:
        """Return how many days had begun, after the due date, when it was handed in.

        0 is also for a time that is not known.
        """
        return max(0, ceil((moment - self.due.moment) / _DAY)) if self.due and moment else 0

    def lateness(self, moment: float) -> str:
        """Say by how much a hand-in is late, or nothing; 0 is a time that is not known."""
        if self.due is None or not self.late.told or 0 < moment <= self.due.moment:
            return ""
        if not moment:
            return f"when it was handed in is not known; it was due {self.due.said}"
        return f"{_long(moment - self.due.moment)} late: it was due {self.due.said}"


T = TypeVar("T")


class Rules(Struct, frozen=True):
    """What a command says of how hand-ins count, and nothing where it is None or absent.

    `due` and `late` are by exercise, those of all others under no name; a due date that is None
    is none, and the word "course" goes back to what the syllabus, `course`, has. Where that could
    not be read, it is None, and what it said before holds.
    """

    pick: Pick | None = None
    due: Mapping[str, Due | Literal["course"] | None] = {}
    late: Mapping[str, Late | Literal["course"]] = {}
    course: Mapping[str, Terms] | None = {}

    def wanted(self, exercise: str, before: Terms) -> Terms:
        """Return the terms of an exercise as this would have them after those before."""
        said = before if self.course is None else self.course.get(exercise, Terms())
        due, due_told = _wanted(self.due, exercise, (before.due, before.due_told), said.due)
        late, late_told = _wanted(self.late, exercise, (before.late, before.late_told), said.late)
        return Terms(self.pick or before.pick, due, late, due_told, late_told)

    def at_once(self, exercise: str, before: Terms | None) -> Terms:
        """Return the same so far as it changes no score that somebody has: what is late is only
        told of, unless it costs points, and where there are no terms yet, all hold.
        """
        wanted = self.wanted(exercise, before or Terms())
        if before is None:
            return wanted
        costs = before.late.points or wanted.late.points
        return before if costs else replace(wanted, pick=before.pick)


def _wanted(
    said: Mapping[str, T | Literal["course"]], exercise: str, before: tuple[T, bool], usual: T
) -> tuple[T, bool]:
    """Return what holds, and whether a command said it."""
    name = exercise if exercise in said else ""
    if name not in said:
        return before if before[1] else (usual, False)
    now = said[name]
    return (usual, False) if now == "course" else (now, True)


def of_course(syllabus: Course) -> dict[str, Terms]:
    """Return what a syllabus says of its exercises.

    Raises Mistake for a date or a policy that is none.
    """
    place = Place(course.FILE)
    return {
        lesson.exercise: Terms(
            due=_dated(lesson.due, place) if lesson.due else None,
            late=policy(str(lesson.late), place),
        )
        for lesson in syllabus.lessons
        if lesson.exercise
    }


def due(told: Iterable[str]) -> dict[str, Due | Literal["course"] | None]:
    """Read due dates such as `ex01=2026-12-01 23:59 Europe/Berlin`; without an exercise, of all.

    `none` says that there is none. Raises Mistake for what is no date with its time zone.
    """
    words: dict[str, Literal["course"] | None] = {NONE: None, COURSE: "course"}
    return {
        exercise: words[said] if said in words else _dated(said)
        for exercise, said in map(_of_exercise, told)
    }


def late(told: Iterable[str]) -> dict[str, Late | Literal["course"]]:
    """Read policies such as `ex01=flag`, `1`, `none`; without an exercise, of all.

    Raises Mistake for what is none.
    """
    return {
        exercise: "course" if said == COURSE else policy(said)
        for exercise, said in map(_of_exercise, told)
    }


def _of_exercise(told: str) -> tuple[str, str]:
    exercise, equals, said = told.strip().rpartition("=")
    return (exercise.strip(), said.strip()) if equals else ("", told.strip())


def _dated(said: str, place: Place = Place()) -> Due:  # noqa: B008 - frozen
    mend = (
        "Write it as [EXERCISE=]YYYY-MM-DD HH:MM ZONE, for example 2026-12-01 23:59 Europe/Berlin, "
        "or none, or course to go by course.yaml."
    )
    found = _DATE.fullmatch(said)
    if found is None:
        raise Mistake(Problem(f"This is no due date with a time zone: {said}.", mend, place))
    day, time, zone = found.groups()
    try:
        when = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(zone))
        moment = when.timestamp()
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        what = f"This date or its time zone does not exist: {said}."
        raise Mistake(Problem(what, mend, place)) from None
    return Due(moment, f"{day} {time} {zone}")


MOST_POINTS = 1e6
"""No exercise has more; what is typed beyond it is a slip."""


def policy(said: str, place: Place = Place()) -> Late:  # noqa: B008 - frozen
    """Read a policy such as `none`, `flag` or `1.5`. Raises Mistake for what is none."""
    if said in (NONE, FLAG):
        return Late(told=said == FLAG)
    try:
        points = float(said)
    except ValueError:
        points = 0
    if not 0 < points <= MOST_POINTS:
        what = f"What becomes of what is late is none of what there is: {said}."
        mend = "Write [EXERCISE=]none, flag, course, or the points that each day begun costs."
        raise Mistake(Problem(what, mend, place))
    return Late(points=points)


def taken_off(score: float | None, off: float) -> float:
    """Return the points that being late takes off a score: no more than there are."""
    return off if score is None else min(off, score)


def after_late(score: float | None, off: float) -> float | None:
    """Return what is left of a score, None if there is none yet."""
    return None if score is None else score - taken_off(score, off)


def charged(score: float | None, off: float | None, days: int | None) -> str:
    """Say what being late took off a score, or will take off, or nothing."""
    number = "a day" if days == 1 else f"{days} days"
    points = taken_off(score, off or 0)
    return f"{text.number(points, 2)} off for {number} late" if points else ""


def _long(seconds: float) -> str:
    """Say a length of time in one unit: whole days, else hours, else minutes; never none."""
    number, unit = next(
        (int(seconds // size), unit)
        for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (60, "minute"), (1e-9, ""))
        if seconds >= size
    )
    if not unit:
        return "less than a minute"
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
