"""Whose an account is, such as one of a school's Hub."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from withinscope.grading.book.tables import identifiers, people


def of(connection: Connection, scope: str) -> Iterator[tuple[int, str, str]]:
    """Yield whoever has an account in `scope`, by name: their id, name and account."""
    asked = (
        select(people.c.id, people.c.name, identifiers.c.value)
        .join(identifiers, identifiers.c.person == people.c.id)
        .where(identifiers.c.kind == "number", identifiers.c.scope == scope)
        .order_by(people.c.name, people.c.twin, identifiers.c.value)
        .distinct()
    )
    for row in connection.execute(asked):
        yield row.id, row.name, row.value
