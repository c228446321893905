"""The name that the course gives a hand-in's file: `EXERCISE_NAME_TIME.ipynb`."""

from __future__ import annotations

import re

from withinscope.grading import text

# 2026-11-23_09.30 as the course writes it, 20261123T093000123456Z as it once did.
_TIME = r"_\d{4}-?\d\d-?\d\d(?:[T_ -]?\d\d[-.:h]?\d\d(?:[-.:]?\d\d(?:[.,]?\d+)?)?)?Z?"
_COPY = r" ?\(\d+\)"
_AT_END = re.compile(rf"(?:{_TIME})?(?:{_COPY})?$")
_OWN = re.compile(rf"[^_]+_(.+?){_TIME}(?:{_COPY})?\.ipynb")


def bare(rest: str) -> str:
    """Return a name without the time, and the mark of a copy, that stand after it in a stem."""
    return text.name(_AT_END.sub("", rest, count=1))


def typed(file: str) -> str:
    """Return the name in a file's name that has a time too, as typed on handing in, or nothing."""
    found = _OWN.fullmatch(file)
    return found[1] if found else ""
