"""The rules that an exercise's hand-ins count by, remembered from command to command, with those
that a run replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from withinscope.grading.book.rules import Due, Terms, policy
from withinscope.grading.book.tables import earlier_rules, rules


def in_force(connection: Connection) -> dict[str, Terms]:
    """By which terms does each exercise count, so far as any were ever told?"""
    return {row.exercise: _terms(row) for row in connection.execute(select(rules))}


def due_dates(connection: Connection) -> dict[str, float]:
    """When is each exercise due, in seconds since 1970, of those that are?"""
    return {name: one.due.moment for name, one in in_force(connection).items() if one.due}


def keep(connection: Connection, now: Mapping[str, Terms]) -> None:
    """Have these exercises count by these terms from now on."""
    connection.execute(delete(rules).where(rules.c.exercise.in_([*now])))
    for exercise, terms in now.items():
        connection.execute(insert(rules).values(exercise=exercise, **_columns(terms)))


def replace(connection: Connection, run: int, now: Mapping[str, Terms]) -> None:
    """Have a run change terms, which remembers what they were."""
    before = in_force(connection)
    for exercise in now:
        was = before.get(exercise, Terms())
        if was != now[exercise]:
            row = {"run": run, "exercise": exercise} | _columns(was)
            connection.execute(insert(earlier_rules).values(row))
    keep(connection, now)


def replaced(connection: Connection, run: int) -> dict[str, Terms]:
    """Which terms did a run replace, by exercise?"""
    asked = select(earlier_rules).where(earlier_rules.c.run == run)
    return {row.exercise: _terms(row) for row in connection.execute(asked)}


def _terms(row: Row[Any]) -> Terms:
    due = None if row.due is None else Due(row.due, row.due_said)
    return Terms(row.pick, due, policy(row.late), row.due_told, row.late_told)


def _columns(terms: Terms) -> dict[str, Any]:
    due = terms.due
    return {
        "pick": terms.pick,
        "due": due.moment if due else None,
        "due_said": due.said if due else "",
        "late": terms.late.said,
        "due_told": terms.due_told,
        "late_told": terms.late_told,
    }
