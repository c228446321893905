"""When a hand-in came, by nbgrader: `submitted/STUDENT/ASSIGNMENT/timestamp.txt` beside it."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from withinscope.grading.intake.found import STAMP, Found, Ignored

LARGEST = 100
"""Bytes of what is taken for a date."""
_FORM = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?"
)
_OFFSET = re.compile(r"[+-].+")


def is_nbgraders(folders: Sequence[str]) -> bool:
    """Tell whether nbgrader collects hand-ins in a folder; elsewhere a trainee may have made the
    file. `folders` are those that lead to it, and it.
    """
    return len(folders) >= 3 and folders[-3].lower() == "submitted"


def beside(folder: Path) -> float:
    """Return the date that stands in one of nbgrader's folders, as `moment`. Raises nothing."""
    file = folder / STAMP
    try:
        if is_nbgraders(folder.absolute().parts) and stat.S_ISREG(file.lstat().st_mode):
            with file.open("rb") as opened:
                return moment(opened.read(LARGEST + 1))
    except OSError:
        pass  # one that can't be read says nothing
    return 0.0


def moment(data: bytes) -> float:
    """Return a date in seconds since 1970, or 0 for what is none, or is of a zone by a name.

    As nbgrader writes it: a date, a time and UTC, or the offset of a zone that was set; what
    `zip_collect` writes has no zone, and is UTC.
    """
    found = _FORM.fullmatch(data.decode("utf-8", "replace").strip())
    if found is None or len(data) > LARGEST:
        return 0.0
    day, time, zone = found.groups()
    offset = zone if _OFFSET.fullmatch(zone or "") else "+00:00"
    try:
        return max(0.0, datetime.fromisoformat(f"{day} {time}{offset}").timestamp())
    except (ValueError, OverflowError):
        return 0.0


def stamped(every: Iterable[Found | Ignored], came: float) -> Iterator[Found | Ignored]:
    """Yield what was found, as having come then; 0 says nothing."""
    for one in every:
        yield msgspec.structs.replace(one, came=came) if came and isinstance(one, Found) else one
