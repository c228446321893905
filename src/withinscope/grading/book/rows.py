"""The rows that exports are made of, exercise after exercise, then who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from withinscope.grading.book import queries
from withinscope.grading.book.expected import Expected, against
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.intake import headings
from withinscope.grading.sheet import Cell, Known, Row, Sheet

VALUED = frozenset({"graded"})
"""States of an item whose points are a value; the others have none."""


def sheet(connection: Connection, missing: Collection[tuple[str, str]] = ()) -> Sheet:
    """Return the whole gradebook; `missing` are (trainee, exercise), from a roster.

    Its rows are read as they are gone through, while the connection is open.
    """
    items = queries.order_of_items(connection)
    place = {name: number for number, name in enumerate(items)}
    names = queries.item_names(connection)
    at = {number: place[name] for number, name in names.items() if name in place}
    return Sheet(tuple(items), _rows(connection, missing, at, len(items)))


def whole_sheet(connection: Connection, expected: Collection[Expected]) -> Sheet:
    """Return the whole gradebook, with a row for whoever of a roster is missing in any exercise,
    and what rosters say of everybody.
    """
    missing, _ = against(connection, queries.exercises_graded(connection), expected)
    names = Counter(one.name for one in expected)
    alone = {one.name: one.person for one in expected if names[one.name] == 1}
    whole = sheet(connection, missing)
    rows = (replace(one, person=one.person or alone.get(one.trainee, 0)) for one in whole.rows)
    return replace(whole, rows=rows, known=dict(_known(connection)))


def _known(connection: Connection) -> Iterator[tuple[int, Known]]:
    emails = queries.emails(connection)
    for person, listed in queries.listed(connection).items():
        row: dict[str, str] = msgspec.json.decode(listed) if listed else {}
        first, last, number = headings.told(row)
        yield person, Known(first, last, emails.get(person, ""), number)


def _rows(
    connection: Connection, missing: Collection[tuple[str, str]], at: Mapping[int, int], width: int
) -> Iterator[Row]:
    for grade in queries.by_exercise(connection):
        cells: list[Cell | None] = [None] * width
        for answer in grade.answers:
            cells[at[answer.item]] = _cell(answer)
        yield _row(grade, tuple(cells))
    for trainee, exercise in missing:
        yield Row(trainee, exercise, "missing", cells=(None,) * width)


def _cell(answer: Answered) -> Cell:
    return Cell(answer.state, answer.points if answer.state in VALUED else None)


def _row(grade: Grade, cells: tuple[Cell | None, ...]) -> Row:
    return Row(
        grade.trainee,
        grade.exercise,
        grade.state,
        grade.score,
        grade.max_score,
        grade.competent,
        grade.reason,
        cells,
        grade.person,
        grade.moment,
    )
