"""Which of several hand-ins counts, and by when they were due: as a command says it, and as it
stays from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from withinscope.problems import Mistake, Problem

Pick = Literal["newest", "first", "best"]
_DUE = re.compile(r"(?:([^=\s]+)=)?(?:none|(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d) (\S+))")
_DAY = 86_400
_HOUR = 3_600


class Due(Struct, frozen=True):
    """When something is due: seconds since 1970, and as it was said."""

    moment: float
    said: str


class Terms(Struct, frozen=True):
    """How the hand-ins of one exercise count."""

    pick: Pick = "newest"
    due: Due | None = None

    def late(self, moment: float) -> str:
        """Say by how much a hand-in is late, or nothing; 0 is a time that is not known."""
        if self.due is None or 0 < moment <= self.due.moment:
            return ""
        if not moment:
            return f"when it was handed in is not known; it was due {self.due.said}"
        return f"{_long(moment - self.due.moment)} late: it was due {self.due.said}"


class Rules(Struct, frozen=True):
    """What a command says of how hand-ins count, and nothing where it is None or absent.

    `due` is by exercise, that of all others under no name; None takes a date back.
    """

    pick: Pick | None = None
    due: Mapping[str, Due | None] = {}

    def wanted(self, exercise: str, before: Terms) -> Terms:
        """Return the terms of an exercise as this would have them after those before."""
        due = self.due.get(exercise, self.due.get("", before.due))
        return Terms(self.pick or before.pick, due)

    def at_once(self, exercise: str, before: Terms | None) -> Terms:
        """Return the same so far as it changes no score that somebody has: a due date is only
        told of, and where there are no terms yet, all hold.
        """
        wanted = self.wanted(exercise, before or Terms())
        return replace(wanted, pick=before.pick) if before else wanted


def due(told: Iterable[str]) -> dict[str, Due | None]:
    """Read due dates such as `ex01=2026-12-01 23:59 Europe/Berlin`; without an exercise, of all.

    `ex01=none` takes one back. Raises Mistake for what is no date with its time zone.
    """
    return dict(map(_due, told))


def _due(told: str) -> tuple[str, Due | None]:
    mend = (
        "Write it as [EXERCISE=]YYYY-MM-DD HH:MM ZONE, for example 2026-12-01 23:59 Europe/Berlin, "
        "or none to take it back."
    )
    found = _DUE.fullmatch(told.strip())
    if found is None:
        raise Mistake(Problem(f"This is no due date with a time zone: {told}.", mend))
    exercise, day, time, zone = found.groups()
    if day is None:
        return exercise or "", None
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
