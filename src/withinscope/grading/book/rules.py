"""Which of several hand-ins counts, and by when they were due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from withinscope.problems import Mistake, Problem

Pick = Literal["newest", "first", "best"]
_DUE = re.compile(r"(?:([^=\s]+)=)?(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d) (\S+)")
_DAY = 86_400
_HOUR = 3_600


class Due(Struct, frozen=True):
    """When something is due: seconds since 1970, and as it was said."""

    moment: float
    said: str


class Rules(Struct, frozen=True):
    """How hand-ins count; `due` by exercise, that of all others under no name."""

    pick: Pick = "newest"
    due: dict[str, Due] = {}

    def late(self, exercise: str, moment: float) -> str:
        """Say by how much a hand-in is late, or nothing; 0 is a time that is not known."""
        due = self.due.get(exercise) or self.due.get("")
        if due is None or 0 < moment <= due.moment:
            return ""
        if not moment:
            return f"when it was handed in is not known; it was due {due.said}"
        return f"{_long(moment - due.moment)} late: it was due {due.said}"


def due(told: Iterable[str]) -> dict[str, Due]:
    """Read due dates such as `ex01=2026-12-01 23:59 Europe/Berlin`; without an exercise, of all.

    Raises Mistake for what is no date with its time zone.
    """
    return dict(map(_due, told))


def _due(told: str) -> tuple[str, Due]:
    mend = (
        "Write it as [EXERCISE=]YYYY-MM-DD HH:MM ZONE, for example 2026-12-01 23:59 Europe/Berlin."
    )
    found = _DUE.fullmatch(told.strip())
    if found is None:
        raise Mistake(Problem(f"This is no due date with a time zone: {told}.", mend))
    exercise, day, time, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake(
            Problem(f"This date or its time zone does not exist: {told}.", mend)
        ) from None
    return exercise or "", Due(moment.timestamp(), f"{day} {time} {zone}")


def _long(seconds: float) -> str:
    """Say a length of time in one unit: whole days, else hours, else minutes; never none."""
    number, unit = next(
        (int(seconds // size), unit)
        for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (60, "minute"), (1e-9, ""))
        if seconds >= size
    )
    if not unit:
        return "less than a minute"
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
