"""Who of a roster is missing, and who is there that it does not expect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from withinscope.grading import text
from withinscope.grading.book import queries
from withinscope.grading.book.tables import people


class Expected(Struct, frozen=True):
    """Somebody of a roster: the id that the gradebook has for them, the name and the cohort."""

    person: int
    name: str
    cohort: str = ""


class Missing(Struct, frozen=True):
    """Somebody of whom there is nothing in an exercise, by the gradebook's number and name."""

    person: int
    name: str
    exercise: str


def remembered(connection: Connection) -> tuple[Expected, ...]:
    """Return who is expected by the latest roster, whichever command was given it."""
    asked = select(people.c.id, people.c.name, people.c.cohort).where(people.c.expected)
    return tuple(Expected(*row) for row in connection.execute(asked.order_by(people.c.id)))


def missing(connection: Connection, exercises: Collection[str] | None = None) -> list[Missing]:
    """Return who of the latest roster is missing, exercise after exercise, in some or all.

    An exercise is theirs once anybody of their cohorts, or of none, has handed it in: what was
    asked of last year's people alone is yet to come for this year's.
    """
    expected = remembered(connection)
    cohorts = {one.cohort for one in expected}
    found: list[Missing] = []
    for exercise in queries.exercises_graded(connection) if expected else ():
        if exercises is not None and exercise not in exercises:
            continue
        there = queries.people_of(connection, exercise)
        if any(not one.cohort or one.cohort in cohorts for one in there):
            found += _of(exercise, there, expected)
    return found


def strangers(
    connection: Connection, exercises: Iterable[str], expected: Collection[Expected]
) -> list[str]:
    """Return who handed exercises in and is not on a roster.

    Whoever is of another cohort, as last year's people are, is no stranger to this one.
    """
    found: dict[int, str] = {}
    ids, names = {one.person for one in expected}, {text.alike(one.name) for one in expected}
    cohorts = {one.cohort for one in expected}
    for exercise in sorted({*exercises} - {""}) if expected else ():
        found |= {
            one.person: one.name
            for one in queries.people_of(connection, exercise)
            if one.person not in ids
            and (not one.cohort or one.cohort in cohorts)
            and not (one.unplaced and text.alike(one.name) in names)
        }
    return sorted(found.values())


def _of(exercise: str, there: Sequence[Row[Any]], expected: Collection[Expected]) -> list[Missing]:
    """Return who is expected and not there. Where one of several people of a name handed in, and
    nothing shows which, none of them is missing.
    """
    handed_in = {one.person for one in there}
    unclear = {text.alike(one.name) for one in there if one.unplaced}
    return [
        Missing(one.person, one.name, exercise)
        for one in expected
        if one.person not in handed_in and text.alike(one.name) not in unclear
    ]
