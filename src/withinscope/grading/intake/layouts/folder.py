"""A folder a person: the first one below the path given, or in the zip."""

from __future__ import annotations

from withinscope.grading import text
from withinscope.grading.intake.found import shown
from withinscope.grading.intake.layouts import Course, File, Told

RANK = 30
FIRM = False


def told(file: File, _: Course) -> Told | None:
    """Return the first folder's name."""
    below = file.found.below
    return Told("its first folder", text.name(shown(below[0]))) if below else None
