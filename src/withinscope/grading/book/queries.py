"""What is asked of a gradebook, each question by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from withinscope.grading.book.tables import answers, forms, grades, hand_ins, items

BATCH = 500
STREAMED = {"yield_per": BATCH}
"""For one statement; set on a connection it would hold for all that follow."""


class Answered(Struct, frozen=True):
    """An item as a hand-in answers it; `item` is its number in the gradebook.

    `response` and `marks` are JSON.
    """

    item: int
    state: str
    points: float | None
    reason: str
    response: str | None
    confidence: int | None
    marks: str | None


class Standing(Struct, frozen=True):
    """A row of grades.csv, with the answers of the hand-in that counts.

    `workbook` is empty unless the name has two; `moment` is in seconds since 1970.
    """

    exercise: str
    trainee: str
    workbook: str
    state: str
    score: float | None
    max_score: float | None
    competent: str
    reason: str
    page: str
    hand_in: int | None
    moment: float | None
    answers: tuple[Answered, ...] = ()


class Tally(Struct, frozen=True):
    """How many rows of an exercise are in each state, and how many want a look."""

    exercise: str
    graded: int = 0
    needs_marking: int = 0
    not_gradable: int = 0


_STANDING = (*(grades.c[name] for name in Standing.__struct_fields__[:10]), hand_ins.c.moment)
_BY_EXERCISE = (grades.c.exercise, grades.c.run, grades.c.trainee, grades.c.workbook)
_BY_TRAINEE = (grades.c.trainee, grades.c.workbook, grades.c.exercise)
_ANSWERED = (answers.c.hand_in, *(answers.c[name] for name in Answered.__struct_fields__))


def by_exercise(connection: Connection) -> Iterator[Standing]:
    """Where does everyone stand, exercise after exercise?"""
    return _standings(connection, _BY_EXERCISE)


def by_trainee(
    connection: Connection, *, run: int | None = None, names: Iterable[str] | None = None
) -> Iterator[Standing]:
    """Where does each trainee stand, all exercises of one together? Of a run, of names, or all."""
    if run is not None:
        graded = select(hand_ins.c.trainee).where(hand_ins.c.run == run)
        unread = and_(grades.c.run == run, grades.c.hand_in.is_(None))
        return _standings(connection, _BY_TRAINEE, or_(grades.c.trainee.in_(graded), unread))
    if names is not None:
        return _standings(connection, _BY_TRAINEE, grades.c.trainee.in_(sorted(names)))
    return _standings(connection, _BY_TRAINEE)


def _standings(
    connection: Connection, order: tuple[Any, ...], *where: ColumnElement[bool]
) -> Iterator[Standing]:
    rows = select(*_STANDING).outerjoin(hand_ins, hand_ins.c.id == grades.c.hand_in)
    asked = rows.where(*where).order_by(*order)
    found = connection.execute(asked, execution_options=STREAMED)
    for partition in found.partitions(BATCH):
        given = _answers(connection, [row.hand_in for row in partition if row.hand_in])
        for row in partition:
            values: list[Any] = [*row, tuple(given.get(row.hand_in, ()))]
            yield Standing(*values)


def _answers(connection: Connection, of: list[int]) -> dict[int, list[Answered]]:
    """What was answered in these hand-ins?"""
    found: dict[int, list[Answered]] = {}
    for hand_in, *rest in connection.execute(
        select(*_ANSWERED).where(answers.c.hand_in.in_(of)).order_by(answers.c.hand_in)
    ):
        found.setdefault(hand_in, []).append(Answered(*rest))
    return found


def tallies(connection: Connection, exercises: Iterable[str]) -> list[Tally]:
    """How many stand where, in these exercises?"""
    counted: dict[str, dict[str, int]] = {}
    asked = (
        select(grades.c.exercise, grades.c.state, func.count())
        .where(grades.c.exercise.in_(sorted(exercises)))
        .group_by(grades.c.exercise, grades.c.state)
        .order_by(grades.c.exercise)
    )
    for exercise, state, number in connection.execute(asked):
        counted.setdefault(exercise, {})[state.replace(" ", "_")] = number
    return [Tally(exercise, **states) for exercise, states in counted.items()]


def to_look_at(connection: Connection, exercises: Iterable[str]) -> Iterator[Row[Any]]:
    """Which rows of these exercises should an instructor look at, and why?"""
    asked = (
        select(grades.c.trainee, grades.c.exercise, grades.c.reason)
        .where(grades.c.exercise.in_(sorted(exercises)), grades.c.look)
        .order_by(grades.c.exercise, grades.c.trainee, grades.c.workbook)
    )
    return iter(connection.execute(asked, execution_options=STREAMED))


def names_of(connection: Connection, exercise: str) -> set[str]:
    """Who has a row for an exercise?"""
    asked = select(grades.c.trainee).where(grades.c.exercise == exercise)
    return set(connection.scalars(asked))


def exercises_graded(connection: Connection) -> list[str]:
    """Which exercises does the gradebook know?"""
    return list(connection.scalars(select(forms.c.exercise).distinct().order_by(forms.c.exercise)))


def order_of_items(connection: Connection) -> list[str]:
    """Which items has each exercise, in the order of its present form, earlier ones after it?"""
    asked = select(forms.c.asks).order_by(forms.c.exercise, forms.c.id.desc())
    found = (msgspec.json.decode(asks) for asks in connection.scalars(asked))
    return list(dict.fromkeys(name for asks in found for name, _ in asks))


def item_names(connection: Connection) -> dict[int, str]:
    """Which item is behind each number?"""
    rows = connection.execute(select(items.c.id, items.c.item))
    return {row.id: row.item for row in rows}


def shared_pages(connection: Connection) -> set[str]:
    """Which names of feedback pages would two trainees share?"""
    two = func.count(grades.c.trainee.distinct()) > 1
    return set(connection.scalars(select(grades.c.page).group_by(grades.c.page).having(two)))
