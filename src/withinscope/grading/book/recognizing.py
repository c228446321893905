"""Somebody who came with a number alone, and whom a roster's e-mail later shows to be of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, exists, select, update

from withinscope.grading.book.tables import (
    changes,
    hand_ins,
    identifiers,
    marks,
    people,
    questions,
    refused,
    settled,
)


def hand_over(
    connection: Connection, taken_for: Iterable[int], person: int, texts: set[str]
) -> None:
    """Give a person the marks of texts of theirs that were taken for somebody else's."""
    theirs = (marks.c.person.in_([*taken_for]), marks.c.text.in_(texts))
    connection.execute(update(marks).where(*theirs).values(person=person))


def settle(connection: Connection, recognized: Mapping[int, int]) -> None:
    """Forget whoever turned out to be somebody else, once nothing that was handed in is theirs.

    What was said of them in the history is the other's.
    """
    for before, now in recognized.items():
        left = [exists().where(table.c.person == before) for table in (hand_ins, refused)]
        if any(connection.scalar(select(one)) for one in left):
            continue
        for table in (changes, marks, questions, settled):
            here = table.c.person == before
            connection.execute(update(table).where(here).values(person=now))
        whose = settled.c.counts_for == before
        connection.execute(update(settled).where(whose).values(counts_for=now))
        connection.execute(delete(identifiers).where(identifiers.c.person == before))
        connection.execute(delete(people).where(people.c.id == before))
