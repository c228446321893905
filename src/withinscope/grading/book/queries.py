"""What is asked of a gradebook, each question by its name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, case, func, select

from withinscope.grading.book import outdated, rules
from withinscope.grading.book.changes import Result, Rows
from withinscope.grading.book.tables import (
    COUNTS,
    answers,
    forms,
    grades,
    hand_ins,
    items,
    marks,
    people,
)

T = TypeVar("T")

BATCH = 100
STREAMED = {"yield_per": BATCH}
"""For one statement; set on a connection it would hold for all that follow."""


class Scored(Struct, frozen=True):
    """What an item of a hand-in came to; `item` is its number in the gradebook."""

    item: int
    state: str
    points: float | None


class Answered(Scored, frozen=True):
    """An item as a hand-in answers it.

    `response`, `marks` and `comments` are JSON; the comments are those of the mark that counts.
    """

    reason: str
    response: str | None
    confidence: int | None
    marks: str | None
    comments: str | None


class Grade(Struct, frozen=True):
    """A row of grades.csv, with the answers of the hand-in that counts.

    `trainee` is the person's name, `twin` what tells them from others of the name. `workbook` is
    empty unless the person has two; `moment` is in seconds since 1970. `score` counts: it is what
    was `earned`, less what being `late`, by so many days begun, costs, at most `off`.
    """

    exercise: str
    person: int
    workbook: str
    state: str
    score: float | None
    max_score: float | None
    competent: str
    reason: str
    hand_in: int | None
    trainee: str
    twin: int
    moment: float | None
    earned: float | None = None
    late: int | None = 0
    off: float | None = 0.0
    answers: tuple[Answered, ...] = ()

    @property
    def charged(self) -> str:
        """What being late took off the score, in words, or nothing."""
        return rules.charged(self.earned, self.off, self.late) if self.earned is not None else ""


class Tally(Struct, frozen=True):
    """How many rows of an exercise are in each state."""

    exercise: str
    graded: int = 0
    needs_marking: int = 0
    not_gradable: int = 0


_GRADE = (
    *(grades.c[name] for name in Grade.__struct_fields__[:9]),
    people.c.name,
    people.c.twin,
    hand_ins.c.moment,
    hand_ins.c.score.label("earned"),
    hand_ins.c.late,
    hand_ins.c.off,
)
_BY_EXERCISE = (grades.c.exercise, people.c.name, people.c.twin, grades.c.workbook)
_BY_TRAINEE = (people.c.name, people.c.twin, grades.c.workbook, grades.c.exercise)
_COMMENTS = (
    select(marks.c.comments)
    .where(
        hand_ins.c.id == answers.c.hand_in,
        items.c.id == answers.c.item,
        marks.c.person == hand_ins.c.person,
        marks.c.item == items.c.item,
        marks.c.revision == items.c.revision,
        marks.c.text == answers.c.text,
        COUNTS,
    )
    .order_by(marks.c.id.desc())
    .limit(1)
    .correlate(answers)
    .scalar_subquery()
)
_STORED = (name for name in Answered.__struct_fields__ if name != "comments")
_ANSWERED = (
    answers.c.hand_in,
    *(answers.c[name] for name in _STORED),
    case((answers.c.marks.is_not(None), _COMMENTS)),  # few answers have a mark to look for
)
_SCORED = (answers.c.hand_in, *(answers.c[name] for name in Scored.__struct_fields__))


def by_exercise(connection: Connection) -> Iterator[Grade]:
    """What has everyone come to, exercise after exercise?"""
    return _grades(connection, _BY_EXERCISE)


def scores(
    connection: Connection, whole: Container[str]
) -> Iterator[tuple[Grade, Sequence[Scored]]]:
    """What has everyone come to, exercise after exercise, and in each item?

    Only in the exercises of `whole` has a grade its answers: they are most of a gradebook.
    """
    for partition in _partitions(connection, _BY_EXERCISE):
        given = _answers(connection, [row for row in partition if row.exercise in whole])
        came = _scores(connection, [row for row in partition if row.exercise not in whole])
        for row in partition:
            answered = given.get(row.hand_in, ())
            yield _grade(row, answered), came.get(row.hand_in, answered)


def by_trainee(
    connection: Connection, *, run: int | None = None, persons: Iterable[int] | None = None
) -> Iterator[Grade]:
    """What has each trainee come to, all exercises of one together? Of those of whom a run or one
    since may say something else, of some, or all.
    """
    return _grades(connection, _BY_TRAINEE, *outdated.of(run, persons))


def how_many(
    connection: Connection, *, run: int | None = None, persons: Iterable[int] | None = None
) -> int:
    """How many rows has `by_trainee`?"""
    asked = select(func.count()).select_from(grades).where(*outdated.of(run, persons))
    return connection.scalar(asked) or 0


def _grades(
    connection: Connection, order: tuple[Any, ...], *where: ColumnElement[bool]
) -> Iterator[Grade]:
    for partition in _partitions(connection, order, *where):
        given = _answers(connection, partition)
        for row in partition:
            yield _grade(row, given.get(row.hand_in, ()))


def _grade(row: Row[Any], given: Iterable[Answered]) -> Grade:
    values: list[Any] = [*row, tuple(given)]
    return Grade(*values)


def _partitions(
    connection: Connection, order: tuple[Any, ...], *where: ColumnElement[bool]
) -> Iterator[Sequence[Row[Any]]]:
    """Yield what a Grade holds but the answers, a batch of rows at a time."""
    rows = (
        select(*_GRADE)
        .join(people, people.c.id == grades.c.person)
        .outerjoin(hand_ins, hand_ins.c.id == grades.c.hand_in)
    )
    asked = rows.where(*where).order_by(*order)
    return connection.execute(asked, execution_options=STREAMED).partitions(BATCH)


def _answers(connection: Connection, of: Iterable[Row[Any]]) -> dict[int, list[Answered]]:
    """What was answered in the hand-ins of these rows?"""
    return _by_hand_in(connection, _ANSWERED, of, Answered)


def _scores(connection: Connection, of: Iterable[Row[Any]]) -> dict[int, list[Scored]]:
    """What did each item of the hand-ins of these rows come to?"""
    return _by_hand_in(connection, _SCORED, of, Scored)


def _by_hand_in(
    connection: Connection, columns: Sequence[Any], of: Iterable[Row[Any]], make: Callable[..., T]
) -> dict[int, list[T]]:
    numbers = [row.hand_in for row in of if row.hand_in]
    asked = select(*columns).where(answers.c.hand_in.in_(numbers)).order_by(answers.c.hand_in)
    found: dict[int, list[T]] = {}
    for hand_in, *rest in connection.execute(asked).all() if numbers else ():
        found.setdefault(hand_in, []).append(make(*rest))
    return found


def tallies(connection: Connection, exercises: Iterable[str]) -> list[Tally]:
    """How many are in which state, in these exercises?"""
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
        select(people.c.name.label("trainee"), grades.c.exercise, grades.c.reason)
        .join(people, people.c.id == grades.c.person)
        .where(grades.c.exercise.in_(sorted(exercises)), grades.c.look)
        .order_by(grades.c.exercise, people.c.name, people.c.twin, grades.c.workbook)
    )
    return iter(connection.execute(asked, execution_options=STREAMED))


def people_of(connection: Connection, exercise: str) -> list[Row[Any]]:
    """Who has a row for an exercise: (person, name, unplaced, cohort)?"""
    asked = select(grades.c.person, people.c.name, people.c.unplaced, people.c.cohort).join(
        people, people.c.id == grades.c.person
    )
    return list(connection.execute(asked.where(grades.c.exercise == exercise).distinct()))


def rows_of(connection: Connection, exercises: Iterable[str]) -> frozenset[tuple[str, int, str]]:
    """Who has a row for some exercises: (exercise, person, workbook)?"""
    columns = (grades.c.exercise, grades.c.person, grades.c.workbook)
    rows = connection.execute(select(*columns).where(grades.c.exercise.in_([*exercises])))
    return frozenset((exercise, person, workbook) for exercise, person, workbook in rows)


def results(connection: Connection, person: int | None = None) -> Rows:
    """What has somebody come to, or everybody?"""
    columns = (grades.c[name] for name in ("person", "exercise", "workbook"))
    came = (grades.c[name] for name in Result.__struct_fields__)
    asked = select(people.c.name, *columns, *came).join(people, people.c.id == grades.c.person)
    asked = asked if person is None else asked.where(grades.c.person == person)
    return {
        (of, name, exercise, workbook): Result(*result)
        for name, of, exercise, workbook, *result in connection.execute(asked)
    }


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
    """Which names of feedback pages would two people share?"""
    with_rows = people.c.id.in_(select(grades.c.person))
    two = select(people.c.page).where(with_rows).group_by(people.c.page)
    return set(connection.scalars(two.having(func.count() > 1)))
