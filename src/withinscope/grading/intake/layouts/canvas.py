"""Canvas's downloads: `lastfirst_LATE_USER_SUBMISSION_file-2.ipynb`, all in one folder."""

from __future__ import annotations

import re

from withinscope.grading import text
from withinscope.grading.intake.found import shown
from withinscope.grading.intake.layouts import Course, File, Told, exercise_in

RANK = 11
FIRM = True
ACCOUNT = "Canvas"
"""A Canvas user's number is the same in every assignment."""
_NAME = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<user>\d+)_(?:LATE_)?\d+_(?P<file>.+)", re.DOTALL)
_HIDDEN = ("anon", "anonymous")


def told(file: File, course: Course) -> Told | None:
    """Return who the file's name says that it is; a zip that somebody uploaded is called so too."""
    way = [shown(part) for part in file.found.way]
    part = next((found for one in way if (found := _NAME.fullmatch(one))), None)
    if part is None or part["name"] in course.exercises:
        return None
    name, number = text.name(part["name"]), part["user"]
    exercise = file.exercise or exercise_in(part["file"].rpartition(".")[0], course)
    hidden = name.casefold() in _HIDDEN
    return Told(
        ACCOUNT,
        "" if hidden else name,
        number="" if hidden else number,
        assignment="" if hidden else ACCOUNT,
        exercise=exercise,
        settled=True,
        otherwise=f"{name} {number}",
    )
