"""The file's own name: `EXERCISE_NAME_TIME.ipynb` as the course writes it, else its stem."""

from __future__ import annotations

import re
from collections.abc import Iterable

from withinscope.grading import text
from withinscope.grading.intake import own_names
from withinscope.grading.intake.found import Found, shown
from withinscope.grading.intake.layouts import Course, File, Told, exercise_in

RANK = 40
FIRM = False
NO_NAME = "no name"
_WHY = "its file's name"
_PARTS = re.compile(r" - |_")


def told(file: File, course: Course) -> Told:
    """Return who follows the exercise's id, without the time, or is a part of the name that the
    roster has; else the stem, in doubt.
    """
    stem = _stem(file.found)
    exercise = exercise_in(stem, course)
    for name in (*_after(stem, course.exercises), *_listed(stem, course)):
        return Told(_WHY, name, exercise=exercise)
    return Told(_WHY, text.name(stem) or "?", exercise=exercise, doubt=NO_NAME, guess=True)


def _listed(stem: str, course: Course) -> Iterable[str]:
    """Yield whoever of the roster a part of the stem is: `Ana Ruiz - Exercise 1`."""
    found = map(course.roster.named, (stem, *_PARTS.split(stem)))
    return (one.name for one in found if one is not None)


def _stem(found: Found) -> str:
    whole, dot, _ = found.name.partition(".ipynb")  # .ipynb.txt, as some browsers save it
    return shown(whole if dot and whole else found.name.rpartition(".")[0] or found.name)


def _after(stem: str, exercises: Iterable[str]) -> Iterable[str]:
    """Yield the name after each exercise that the stem begins with, if there is one."""
    for exercise in exercises:
        if stem.startswith(f"{exercise}_"):
            name = own_names.bare(stem.removeprefix(f"{exercise}_"))
            yield from [name] if name else []
