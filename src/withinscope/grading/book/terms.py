"""The rules that an exercise's hand-ins count by, remembered from command to command."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from withinscope.grading.book.rules import Due, Terms
from withinscope.grading.book.tables import rules


def in_force(connection: Connection) -> dict[str, Terms]:
    """By which terms does each exercise count, so far as any were ever told?"""
    return {
        row.exercise: Terms(row.pick, None if row.due is None else Due(row.due, row.due_said))
        for row in connection.execute(select(rules))
    }


def keep(connection: Connection, now: Mapping[str, Terms]) -> None:
    """Have these exercises count by these terms from now on."""
    connection.execute(delete(rules).where(rules.c.exercise.in_([*now])))
    for exercise, terms in now.items():
        due = terms.due
        row = {"due": due.moment if due else None, "due_said": due.said if due else ""}
        connection.execute(insert(rules).values(exercise=exercise, pick=terms.pick, **row))
