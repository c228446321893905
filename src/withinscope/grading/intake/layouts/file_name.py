"""The file's own name: `EXERCISE_NAME_TIME.ipynb` as the course writes it, else its stem."""

from __future__ import annotations

import re
from collections.abc import Iterable

from withinscope.grading import text
from withinscope.grading.intake.found import Found, shown
from withinscope.grading.intake.layouts import Course, File, Told

RANK = 40
FIRM = False
NO_NAME = "no name"
_WHY = "its file's name"
# 20261123T093000123456Z as the course writes it, 2026-11-23_09.30 as people do.
_TIME = re.compile(r"_\d{4}-?\d\d-?\d\d([T_ -]?\d\d[-.:h]?\d\d([-.:]?\d\d([.,]?\d+)?)?)?Z?$")


def told(file: File, course: Course) -> Told:
    """Return who follows the exercise's id, without the time; else the stem, in doubt."""
    stem = _stem(file.found)
    exercise = _exercise(stem, course)
    for name in _after(stem, course.exercises):
        return Told(_WHY, name, exercise=exercise)
    return Told(_WHY, text.name(stem) or "?", exercise=exercise, doubt=NO_NAME)


def _stem(found: Found) -> str:
    return shown(found.name.rpartition(".")[0] or found.name)


def _after(stem: str, exercises: Iterable[str]) -> Iterable[str]:
    """Yield the name after each exercise that the stem begins with, if there is one."""
    for exercise in exercises:
        if stem.startswith(f"{exercise}_"):
            name = text.name(_TIME.sub("", stem.removeprefix(f"{exercise}_")))
            yield from [name] if name else []


def _exercise(stem: str, course: Course) -> str:
    """Return the exercise whose file has this stem, or whose id it begins with, or nothing."""
    begun = (one for one in course.exercises if stem.startswith(f"{one}_"))
    return course.files.get(stem) or next(begun, "")
