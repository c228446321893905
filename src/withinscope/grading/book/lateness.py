"""How late each hand-in is by the terms of its exercise, and what that costs if it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from withinscope.grading.book.rules import Terms
from withinscope.grading.book.tables import hand_ins


def find_out(
    connection: Connection, run: int, terms: Mapping[str, Terms], to_come: float
) -> frozenset[int]:
    """Work it out, for a run; return the hand-ins for which it costs otherwise than before.

    What is dated after `to_come`, in seconds since 1970, was dated by a wrong clock: nobody knows
    when it was handed in.
    """
    found = [
        one for exercise, by in terms.items() for one in _changed(connection, exercise, by, to_come)
    ]
    if found:
        whose = update(hand_ins).where(hand_ins.c.id == bindparam("of"))
        connection.execute(whose.values(run=run), [now for _, now in found])
    return frozenset(now["of"] for was, now in found if was != now["off"])


def _changed(
    connection: Connection, exercise: str, by: Terms, to_come: float
) -> Iterator[tuple[float, dict[str, Any]]]:
    """Yield what each cost so far, and what is to be written, where that is another thing."""
    for row in connection.execute(_in_question(exercise, by)).all():
        days = by.days(row.moment) if row.moment <= to_come else 0
        off = days * by.late.points
        if (days, off) != (row.late, row.off):
            yield row.off, {"of": row.id, "late": days, "off": off}


def _in_question(exercise: str, by: Terms) -> Any:
    """Which hand-ins are late, or were by other terms?"""
    columns = (hand_ins.c.id, hand_ins.c.moment, hand_ins.c.late, hand_ins.c.off)
    late = hand_ins.c.late > 0
    if by.due is not None:
        late = or_(late, hand_ins.c.moment > by.due.moment)
    return select(*columns).where(hand_ins.c.exercise == exercise, late)
