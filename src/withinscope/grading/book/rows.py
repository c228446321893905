"""The rows that exports are made of, exercise after exercise, then who is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from withinscope.grading import outcomes
from withinscope.grading.book import entries, expected, queries, roll, terms
from withinscope.grading.book.queries import Grade
from withinscope.grading.intake import headings
from withinscope.grading.outcomes import Reached
from withinscope.grading.sheet import Cell, Known, Row, Sheet
from withinscope.types import Item

VALUED = frozenset({"graded"})
"""States of an item whose points are a value; the others have none."""


class _Told(Struct, frozen=True):
    """What is told outcome by outcome: the capstones, their items by number, the outcomes' ids."""

    exercises: frozenset[str]
    items: Mapping[int, Item]
    outcomes: tuple[str, ...]


def sheet(connection: Connection, home: Path, only: Collection[int] | None = None) -> Sheet:
    """Return the whole gradebook, with a row for whoever of the latest roster is missing in an
    exercise; or of it the people of these numbers `only`.

    `home` is the folder of the course, whose syllabus says what is told outcome by outcome.
    Its rows are read as they are gone through, while the connection is open.
    """
    items, dates = queries.order_of_items(connection), terms.due_dates(connection)
    place = {name: number for number, name in enumerate(items)}
    names = queries.item_names(connection)
    at = {number: place[name] for number, name in names.items() if name in place}
    told = _told(connection, home)
    rows: Iterable[Row] = _rows(connection, at, len(items), told, dates)
    if only is not None:
        rows = (one for one in rows if one.person in only)
    return Sheet(tuple(items), rows, outcomes=told.outcomes, dated=bool(dates))


def _told(connection: Connection, home: Path) -> _Told:
    capstones = outcomes.capstones(home)
    graded = capstones.exercises.intersection(queries.exercises_graded(connection))
    items = entries.items_of(connection, graded) if graded else {}
    asked = {name for item in items.values() for name in item.outcome}
    return _Told(graded, items, tuple(name for name in capstones.outcomes if name in asked))


def whole_sheet(connection: Connection, home: Path, only: Collection[int] | None = None) -> Sheet:
    """Return the same, with what rosters say of everybody."""
    return replace(sheet(connection, home, only), known=dict(_known(connection)))


def _known(connection: Connection) -> Iterator[tuple[int, Known]]:
    emails = roll.emails(connection)
    for person, listed in roll.listed(connection).items():
        row: dict[str, str] = msgspec.json.decode(listed) if listed else {}
        first, last, number = headings.told(row)
        yield person, Known(first, last, emails.get(person, ""), number)


def _rows(
    connection: Connection,
    at: Mapping[int, int],
    width: int,
    told: _Told,
    dates: Mapping[str, float],
) -> Iterator[Row]:
    for grade, came in queries.scores(connection, told.exercises):
        cells: list[Cell | None] = [None] * width
        for one in came:
            cells[at[one.item]] = _cell(one.state, one.points)
        yield _row(grade, tuple(cells), told, dates.get(grade.exercise))
    nothing: tuple[Reached | None, ...] = (None,) * len(told.outcomes)
    absent: tuple[Cell | None, ...] = (None,) * width
    for who in expected.missing(connection):
        row = Row(who.name, who.exercise, "missing", cells=absent, outcomes=nothing)
        yield replace(row, person=who.person, due=dates.get(who.exercise))


@lru_cache(maxsize=1024)  # thousands of answers come to a few
def _cell(state: str, points: float | None) -> Cell:
    return Cell(state, points if state in VALUED else None)


def _outcomes(grade: Grade, told: _Told) -> tuple[Reached | None, ...]:
    """Return what a capstone came to, at the place of each outcome; for others, nothing there."""
    if grade.exercise not in told.exercises:
        return (None,) * len(told.outcomes)
    asked = outcomes.asked(grade.answers, told.items)
    reached = {one.id: one for one in outcomes.by_outcome(told.outcomes, asked)}
    return tuple(reached.get(name) for name in told.outcomes)


def _row(grade: Grade, cells: tuple[Cell | None, ...], told: _Told, due: float | None) -> Row:
    return Row(
        grade.trainee,
        grade.exercise,
        grade.state,
        grade.score,
        grade.max_score,
        "" if grade.exercise in told.exercises else grade.competent,
        grade.reason,
        cells,
        _outcomes(grade, told),
        grade.person,
        grade.moment,
        due,
        grade.earned,
        grade.late if due is not None and grade.moment else None,
    )
