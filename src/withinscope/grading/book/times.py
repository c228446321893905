"""How long answers took, so far as their times show it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from withinscope.grading.book.queries import STREAMED
from withinscope.grading.book.tables import answers, grades


def took(connection: Connection) -> Iterator[tuple[int, int, int]]:
    """Give (person, item's number, seconds) of the hand-ins that count."""
    asked = select(grades.c.person, answers.c.item, answers.c.seconds).join(
        answers, answers.c.hand_in == grades.c.hand_in
    )
    known = asked.where(answers.c.seconds.is_not(None))
    rows = connection.execute(known, execution_options=STREAMED)
    return ((row.person, row.item, row.seconds) for row in rows)
