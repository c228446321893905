"""A mark of all in a file, and around it, that its grades come of; it is known again by that."""

from __future__ import annotations

import hashlib

import msgspec

from withinscope import __version__
from withinscope.grading import text
from withinscope.grading.intake.found import Found, shown
from withinscope.grading.intake.layouts import Course
from withinscope.grading.intake.roster import Roster


class Marker:
    """Gives marks, of files as a course and a roster read them."""

    def __init__(self, course: Course, roster: Roster) -> None:
        """Mark what is read by these."""
        about = (__version__, course.exercises, sorted(course.files.items()), roster)
        self._course = hashlib.sha256(msgspec.json.encode(about))

    def mark(self, found: Found) -> str:
        """Return what tells a file as it stands from any other, and from what it was before."""
        folders = {text.alike(shown(name)) for name in found.way} if found.around.shared else set()
        about = (
            found.where,
            found.way,
            found.below,
            found.name,
            found.stray,
            found.came,
            sorted(found.around.shared & folders),
            sorted(found.around.teams),
        )
        digest = self._course.copy()
        digest.update(repr(about).encode("utf-8", "surrogatepass"))
        digest.update(found.data)
        return digest.hexdigest()
