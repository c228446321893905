"""The notebook itself: the name that the trainee gave on handing in."""

from __future__ import annotations

from withinscope.grading import text
from withinscope.grading.intake.layouts import Course, File, Told

RANK = 20
FIRM = True


def told(file: File, _: Course) -> Told:
    """Return the name in the notebook's metadata."""
    return Told("the notebook itself", text.name(file.trainee or ""))
