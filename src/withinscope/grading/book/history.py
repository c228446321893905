"""The history of scores: what changed, from what to what, when, by whom and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, func, insert, select

from withinscope.grading.book.changes import Change, Result
from withinscope.grading.book.tables import changes, people


class Event(Struct, frozen=True):
    """A change, with when it came about (ISO 8601, UTC) and by whom."""

    at: str
    who: str
    change: Change


def record(connection: Connection, found: Iterable[Change], who: str, run: int | None) -> None:
    """Remember what a run changed, or, without a run, a mark."""
    at = datetime.now(UTC).isoformat()
    rows = [{"run": run, "at": at, "who": who} | _columns(one) for one in found]
    if rows:
        connection.execute(insert(changes), rows)


def _columns(one: Change) -> dict[str, Any]:
    whose = {"person": one.person, "exercise": one.exercise, "workbook": one.workbook}
    return whose | _result(one.before, "before") | _result(one.after, "after") | {"why": one.why}


def _result(one: Result, which: str) -> dict[str, Any]:
    return {f"{which}_{name}": getattr(one, name) for name in Result.__struct_fields__}


def events(
    connection: Connection, persons: Collection[int] | None = None, most: int | None = None
) -> list[Event]:
    """What changed for some people, or for all, the latest last; the latest few if `most`."""
    asked = select(changes, people.c.name).join(people, people.c.id == changes.c.person)
    if persons is not None:
        asked = asked.where(changes.c.person.in_(sorted(persons)))
    found = connection.execute(asked.order_by(changes.c.id.desc()).limit(most))
    return [_event(row) for row in found][::-1]


def count(connection: Connection) -> int:
    """How many changes are remembered?"""
    return connection.scalar(select(func.count()).select_from(changes)) or 0


def _event(row: Row[Any]) -> Event:
    before, after = (
        Result(*(getattr(row, f"{which}_{name}") for name in Result.__struct_fields__))
        for which in ("before", "after")
    )
    whose = (row.person, row.name, row.exercise, row.workbook)
    return Event(row.at, row.who, Change(*whose, before, after, row.why))
