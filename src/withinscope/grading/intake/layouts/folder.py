"""A folder a person: the first one that is not everybody's and not called `week 1`."""

from __future__ import annotations

from withinscope.grading import text
from withinscope.grading.intake.found import shown
from withinscope.grading.intake.layouts import Course, File, Told
from withinscope.grading.intake.surroundings import owners

RANK = 30
FIRM = False
_WHY = "its folder"


def told(file: File, course: Course) -> Told | None:
    """Return the folder that the roster has as somebody's name, else the likeliest."""
    files = (*course.exercises, *course.files)
    named = [shown(one) for one in owners(file.found.below, file.found.around)]
    every = (course.roster.named(one) for one in map(shown, file.found.below))
    if listed := next((one for one in every if one is not None), None):
        return Told(_WHY, listed.name, listed.email)
    name = next((one for one in named if one not in files), "")
    return Told(_WHY, text.name(name)) if name else None
