"""The rows that exports are made of, exercise after exercise, then who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from withinscope.grading import outcomes
from withinscope.grading.book import entries, queries, roll, terms
from withinscope.grading.book.expected import Expected, against
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


def sheet(connection: Connection, home: Path, missing: Collection[tuple[str, str]] = ()) -> Sheet:
    """Return the whole gradebook; `missing` are (trainee, exercise), from a roster.

    `home` is the folder of the course, whose syllabus says what is told outcome by outcome.
    Its rows are read as they are gone through, while the connection is open.
    """
    items, dates = queries.order_of_items(connection), terms.due_dates(connection)
    place = {name: number for number, name in enumerate(items)}
    names = queries.item_names(connection)
    at = {number: place[name] for number, name in names.items() if name in place}
    told = _told(connection, home)
    rows = _rows(connection, missing, at, len(items), told, dates)
    return Sheet(tuple(items), rows, outcomes=told.outcomes, dated=bool(dates))


def _told(connection: Connection, home: Path) -> _Told:
    capstones = outcomes.capstones(home)
    graded = capstones.exercises.intersection(queries.exercises_graded(connection))
    items = entries.items_of(connection, graded) if graded else {}
    asked = {name for item in items.values() for name in item.outcome}
    return _Told(graded, items, tuple(name for name in capstones.outcomes if name in asked))


def whole_sheet(
    connection: Connection,
    home: Path,
    expected: Collection[Expected],
    only: Collection[int] | None = None,
) -> Sheet:
    """Return the whole gradebook, or of it the people of these numbers `only`, with a row for
    whoever of a roster is missing in any exercise, and what rosters say of everybody.
    """
    missing, _ = against(connection, queries.exercises_graded(connection), expected)
    names = Counter(one.name for one in expected)
    alone = {one.name: one.person for one in expected if names[one.name] == 1}
    whole = sheet(connection, home, missing)
    rows = (
        replace(one, person=one.person or alone.get(one.trainee, 0))
        for one in whole.rows
        if only is None or not one.person or one.person in only
    )
    return replace(whole, rows=rows, known=dict(_known(connection)))


def _known(connection: Connection) -> Iterator[tuple[int, Known]]:
    emails = roll.emails(connection)
    for person, listed in roll.listed(connection).items():
        row: dict[str, str] = msgspec.json.decode(listed) if listed else {}
        first, last, number = headings.told(row)
        yield person, Known(first, last, emails.get(person, ""), number)


def _rows(
    connection: Connection,
    missing: Collection[tuple[str, str]],
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
    for trainee, exercise in missing:
        due, cells = dates.get(exercise), [None] * width
        yield Row(trainee, exercise, "missing", cells=tuple(cells), outcomes=nothing, due=due)


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
