"""People of one name: what tells them apart, and whose it may be where nothing does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from withinscope.grading.book.tables import grades, identifiers, people

UNCLEAR = "nothing shows which it is"


def namesakes(connection: Connection) -> dict[int, tuple[str, bool]]:
    """Return, for each person whose name others have too, the words that tell them apart, and
    whether it is open which of them this one is.
    """
    names = (identifiers.c.kind == "name", identifiers.c.person == people.c.id)
    several = people.c.unplaced | (people.c.twin > 0)
    shared = select(identifiers.c.alike).where(*names, several).correlate(None)
    asked = select(
        people.c.id, people.c.name, people.c.unplaced, people.c.twin, identifiers.c.alike
    )
    rows = connection.execute(
        asked.distinct()
        .where(*names, identifiers.c.alike.in_(shared))
        .order_by(identifiers.c.alike, people.c.name, people.c.twin)
    )
    found: dict[int, tuple[str, bool]] = {}
    for _, alike in groupby(rows, lambda row: row.alike):
        group: list[Any] = list(alike)
        known = {row.id: address(connection, row.id) for row in group}
        for row in group:
            if told := _apart(row, group, known):
                found[row.id] = told, bool(row.unplaced)
    return found


def may_be(connection: Connection, persons: Collection[int]) -> list[str]:
    """Return the names of whoever handed in and may be one of these people, by the name, though
    nothing shows which of it they are.
    """
    columns = (identifiers.c.person, identifiers.c.alike, people.c.name, people.c.unplaced)
    asked = select(*columns).join(people, people.c.id == identifiers.c.person)
    found = connection.execute(asked.where(identifiers.c.kind == "name")).all()
    theirs = {row.alike for row in found if row.person in persons}
    handed_in = set(connection.scalars(select(grades.c.person).distinct())) - {*persons}
    unsure = (row for row in found if row.unplaced and row.person in handed_in)
    return sorted({row.name for row in unsure if row.alike in theirs})


def _apart(row: Row[Any], alike: Sequence[Row[Any]], known: Mapping[int, str]) -> str:
    """Say which of the people of a name one is, or that nothing shows it."""
    placed = [one for one in alike if not one.unplaced]
    if row.unplaced:
        which = ", ".join(known[one.id] or one.name for one in placed)
        return f"{len(placed)} people have this name, and {UNCLEAR}: {which}"
    same = [one for one in placed if one.name == row.name]
    if len(same) < 2:
        return ""
    told = f": {known[row.id]}" if known[row.id] else ""
    return f"one of {len(same)} people of this name{told}"


def address(connection: Connection, person: int) -> str:
    """Return what sets a person apart: an e-mail address, else a number, if there is one."""
    asked = (
        select(identifiers)
        .where(identifiers.c.person == person, identifiers.c.kind != "name")
        .order_by(identifiers.c.kind, identifiers.c.scope, identifiers.c.value)
    )
    row = connection.execute(asked).first()
    if row is None or row.kind == "email":
        return "" if row is None else str(row.value)
    return f"number {row.value}" + (f" in {row.scope}" if row.scope else "")
