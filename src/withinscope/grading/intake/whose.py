"""Whose a hand-in is, from the notebook, its folder or its file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from withinscope.grading import text
from withinscope.grading.intake.found import Found, shown

NO_NAME = "no name"
# 20261123T093000123456Z as the course writes it, 2026-11-23_09.30 as people do.
_TIME = re.compile(r"_\d{4}-?\d\d-?\d\d([T_ -]?\d\d[-.:h]?\d\d([-.:]?\d\d([.,]?\d+)?)?)?Z?$")


def whose(found: Found, trainee: str | None, exercises: Iterable[str]) -> tuple[str, str]:
    """Return whose a file is, and `no name` where only the file's stem is left to go by.

    `trainee` is what the notebook's metadata says; `exercises` are the course's ids. First the
    notebook, then the first folder, then the file's name after `<exercise>_`, without its time.
    """
    for one in _told(found, trainee, exercises):
        if name := text.name(one):
            return name, ""
    return text.name(_stem(found)) or "?", NO_NAME


def _told(found: Found, trainee: str | None, exercises: Iterable[str]) -> Iterator[str]:
    yield trainee or ""
    yield shown(found.below[0]) if found.below else ""
    stem = _stem(found)
    for exercise in exercises:
        if stem.startswith(f"{exercise}_"):
            yield _TIME.sub("", stem.removeprefix(f"{exercise}_"))


def _stem(found: Found) -> str:
    return shown(found.name.rpartition(".")[0] or found.name)


def exercise_of(found: Found, exercises: Iterable[str], files: dict[str, str]) -> str:
    """Return the exercise that a file's name tells, or nothing.

    `files` are the course's own: exercise id by stem, as `01_shared_ground`.
    """
    stem = _stem(found)
    if stem in files:
        return files[stem]
    return next((one for one in exercises if stem.startswith(f"{one}_")), "")
