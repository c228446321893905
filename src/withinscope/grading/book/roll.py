"""Who people are, asked of a gradebook: by a name, by what a roster says, by an e-mail."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from withinscope.grading import text
from withinscope.grading.book.tables import identifiers, people
from withinscope.problems import Mistake, Problem


class Membership(Struct, frozen=True):
    """What a roster says of somebody: the cohort, or nothing, and their row by its headings."""

    cohort: str
    columns: dict[str, str]


def named(connection: Connection, names: Iterable[str]) -> dict[str, list[int]]:
    """Who goes by each of these names, in whatever capitals?"""
    found: dict[str, list[int]] = {}
    for name in names:
        known = (identifiers.c.kind == "name", identifiers.c.alike == text.alike(name))
        asked = select(identifiers.c.person).where(*known).distinct()
        found[name] = list(connection.scalars(asked))
    return found


def persons(connection: Connection, names: Iterable[str]) -> set[int]:
    """Who goes by any of these names? Raises Mistake for a name that is nobody's."""
    found = named(connection, names)
    for name, ids in found.items():
        if not ids:
            what = f"Nobody in the gradebook is called {name}."
            raise Mistake(Problem(what, "grades.csv has the names as they are written."))
    return {one for ids in found.values() for one in ids}


def listed(connection: Connection) -> dict[int, str | None]:
    """What does the latest roster say of each person, its row as JSON?"""
    return {row.id: row.listed for row in connection.execute(select(people.c.id, people.c.listed))}


def emails(connection: Connection) -> dict[int, str]:
    """By which e-mail is each person known, where it is one?"""
    columns = (identifiers.c.person, identifiers.c.value)
    found: dict[int, set[str]] = {}
    for person, value in connection.execute(
        select(*columns).where(identifiers.c.kind == "email").order_by(*columns)
    ):
        found.setdefault(person, set()).add(value)
    return {person: next(iter(values)) for person, values in found.items() if len(values) == 1}


def memberships(connection: Connection) -> dict[int, Membership]:
    """What does a roster say of each person?"""
    asked = select(people.c.id, people.c.cohort, people.c.listed)
    return {
        person: Membership(cohort, msgspec.json.decode(listed) if listed else {})
        for person, cohort, listed in connection.execute(asked)
    }
