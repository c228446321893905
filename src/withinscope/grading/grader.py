"""Grade files as they are found: here, or in a process that helps (`crew`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from withinscope.grading.grade import HandIn, Refused, grade
from withinscope.grading.intake import collect
from withinscope.grading.intake.found import Found
from withinscope.grading.intake.marker import Marker
from withinscope.grading.intake.roster import Roster
from withinscope.grading.keys import Keys, Recalled


class Read(Struct, frozen=True):
    """What became of a file, the mark that it is known again by, and the file without its bytes."""

    result: HandIn | Refused
    mark: str
    found: Found


Grader = Callable[[Sequence[tuple[Found, str]]], list[Read]]
"""Grades files, each with its mark where that is known."""


def grader(
    solutions: Path, old: Sequence[Path], known: Mapping[str, Recalled], roster: Roster
) -> Grader:
    """Return what grades by the keys that these come to."""
    keys = Keys(solutions, old, lambda exercise: known.get(exercise, ((), ())), roster)
    return grader_by(keys, Marker(keys.course, roster))


def grader_by(keys: Keys, marker: Marker) -> Grader:
    """Return what grades by keys, and marks what has no mark."""
    return lambda files: [_read(collect.opened(one), mark, keys, marker) for one, mark in files]


def _read(found: Found, mark: str, keys: Keys, marker: Marker) -> Read:
    bare = msgspec.structs.replace(found, data=b"")
    return Read(grade(found, keys), mark or marker.mark(found), bare)
