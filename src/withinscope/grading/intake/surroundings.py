"""What the names of all that is found tell of each: which folders everything shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from withinscope.grading import text
from withinscope.grading.intake import moodle_names
from withinscope.grading.intake.found import Surroundings, shown

# Folders that hold people's work in a download, or sort one person's, and name nobody.
_KEPT = (
    r"submitted( files)?|submissions?|working files|hand-?ins?|exercises?|notebooks|my-work"
    r"|within-scope.*|downloads?|uploads?|attachments?|old|new|final|drafts?|assignsubmission_file"
)
_NUMBERED = (
    r"(week|exercise|ex|version|attempt|assignment|part|lesson|unit|module|session|woche|übung"
    r"|aufgabe|lektion|semaine|exercice|devoir|leçon|semana|ejercicio|tarea)[ _-]*\d+"
)
_NOBODY = re.compile(f"(?:{_KEPT}|{_NUMBERED})", re.IGNORECASE)


def names_nobody(folder: str) -> bool:
    """Tell whether a folder is called as people call those that are no person's."""
    return _NOBODY.fullmatch(shown(folder).strip()) is not None


def around(tops: Iterable[Sequence[tuple[str, ...]]]) -> Surroundings:
    """Look at the files of each download or folder given: their folders below it, and names."""
    shared: set[str] = set()
    teams: set[str] = set()
    for ways in tops:
        shared.update(_shared(way[:-1] for way in ways))
        teams |= moodle_names.teams(tuple(map(shown, way)) for way in ways)
    return Surroundings(frozenset(shared), frozenset(teams))


def _shared(folders: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the folders that all go through, if more than one that names somebody follows."""
    trunk: Sequence[str] | None = None
    ways: set[tuple[str, ...]] = set()
    for below in folders:
        trunk = below if trunk is None else _common(trunk, below)
        ways.add(below)
    at = len(trunk or ())
    next_ones = {way[at] for way in ways if len(way) > at and not names_nobody(way[at])}
    return [text.alike(shown(name)) for name in trunk or ()] if len(next_ones) > 1 else []


def _common(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[: min(len(one), len(other)) if at is None else at]


def owners(below: Sequence[str], surroundings: Surroundings) -> list[str]:
    """Return the folders that may name whose a file is, the likeliest first."""
    named = [folder for folder in below if not names_nobody(folder)]
    own = [one for one in named if text.alike(shown(one)) not in surroundings.shared]
    return own or named
