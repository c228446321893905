"""How long an item took, so far as the times of answers show it: to find long items, not people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from withinscope.notebooks import Answer, Record

LEAST, MOST = 1, 30 * 60
"""Seconds. In less nobody answers: forms were saved together, as when handing in. In more somebody
was elsewhere; a conversation may well take a quarter of an hour.
"""


def seconds(items: Iterable[str], answers: Mapping[str, Answer]) -> dict[str, int]:
    """Return the seconds from one answer to the next, by the item that was answered then.

    `items` are in the order of the page. Told of an item only where it and the one above it were
    answered once each, and this one after that one: when an answer was changed, the time of the
    first is not on record.
    """
    found: dict[str, int] = {}
    before: datetime | None = None
    for item in items:
        answer = answers.get(item)
        now = _when(answer.record) if answer and answer.record else None
        if now and before and LEAST <= (took := (now - before).total_seconds()) <= MOST:
            found[item] = round(took)
        before = now
    return found


def _when(record: Record) -> datetime | None:
    """Return when an answer was given, None where that is not known or it was not the first.

    An odd date, or one without its zone, is no time.
    """
    if type(record.attempt) is not int or record.attempt != 1:
        return None
    try:
        at = datetime.fromisoformat(record.answered_at)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None
