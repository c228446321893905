"""What was handed in by more than one person: a workbook, a file, a name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from withinscope.grading.book.namesakes import namesakes
from withinscope.grading.book.tables import hand_ins, people

MOST_NAMES = 5
"""Names that a reason lists; a prank with a thousand would hide the rest of it."""


class Shared:
    """Workbooks, and files without one, that were handed in by more than one person; and names."""

    def __init__(self, connection: Connection, touched: list[str]) -> None:
        """Look them up for some exercises."""
        here = hand_ins.c.exercise.in_(touched)
        self._books = _sharers(connection, hand_ins.c.workbook, here)
        alone = and_(here, hand_ins.c.workbook.is_(None), hand_ins.c.answered)
        self._files = _sharers(connection, hand_ins.c.digest, alone)
        self._namesakes = namesakes(connection)

    def reason(self, row: Row[Any]) -> str:
        """Say which other names a hand-in goes by, or nothing."""
        if others := self._others(self._books.get(row.workbook, ()), row.person):
            return f"the same workbook was handed in under another name: {others}"
        if row.workbook is None and (
            others := self._others(self._files.get(row.digest, ()), row.person)
        ):
            return f"the same file was handed in under another name: {others}"
        return ""

    def namesakes(self, person: int) -> tuple[str, bool]:
        """Say who else has a person's name, or nothing, and whether that leaves open who it is."""
        return self._namesakes.get(person, ("", False))

    @staticmethod
    def _others(sharers: Collection[tuple[int, str]], person: int) -> str:
        others = [name for one, name in sharers if one != person]
        more = f" and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
        return ", ".join(others[:MOST_NAMES]) + more


def _sharers(connection: Connection, column: Any, where: Any) -> dict[str, list[tuple[int, str]]]:
    """Which people, with their names, share a value of this column?"""
    shared = (
        select(column)
        .where(where, column.is_not(None))
        .group_by(column)
        .having(func.count(hand_ins.c.person.distinct()) > 1)
    )
    asked = (
        select(column, people.c.id, people.c.name, people.c.twin)
        .join(people, people.c.id == hand_ins.c.person)
        .where(where, column.in_(shared))
        .distinct()
        .order_by(column, people.c.name, people.c.twin)
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for value, person, name, _ in connection.execute(asked):
        found.setdefault(value, []).append((person, name))
    return found
