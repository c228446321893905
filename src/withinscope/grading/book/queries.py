"""What is asked of a gradebook, each question by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, case, func, select

from withinscope.grading import text
from withinscope.grading.book import outdated, rules
from withinscope.grading.book.changes import Result, Rows
from withinscope.grading.book.tables import (
    COUNTS,
    answers,
    forms,
    grades,
    hand_ins,
    identifiers,
    items,
    marks,
    people,
)
from withinscope.problems import Mistake, Problem

BATCH = 500
STREAMED = {"yield_per": BATCH}
"""For one statement; set on a connection it would hold for all that follow."""


class Answered(Struct, frozen=True):
    """An item as a hand-in answers it; `item` is its number in the gradebook.

    `response`, `marks` and `comments` are JSON; the comments are those of the mark that counts.
    """

    item: int
    state: str
    points: float | None
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


class Membership(Struct, frozen=True):
    """What a roster says of somebody: the cohort, or nothing, and their row by its headings."""

    cohort: str
    columns: dict[str, str]


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
        marks.c.person == hand_ins.c.person,
        marks.c.item == items.c.item,
        marks.c.revision == items.c.revision,
        marks.c.text == answers.c.text,
        COUNTS,
    )
    .order_by(marks.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_STORED = (name for name in Answered.__struct_fields__ if name != "comments")
_ANSWERED = (
    answers.c.hand_in,
    *(answers.c[name] for name in _STORED),
    case((answers.c.marks.is_not(None), _COMMENTS)),  # few answers have a mark to look for
)


def by_exercise(connection: Connection) -> Iterator[Grade]:
    """What has everyone come to, exercise after exercise?"""
    return _grades(connection, _BY_EXERCISE)


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
    rows = (
        select(*_GRADE)
        .join(people, people.c.id == grades.c.person)
        .outerjoin(hand_ins, hand_ins.c.id == grades.c.hand_in)
    )
    asked = rows.where(*where).order_by(*order)
    found = connection.execute(asked, execution_options=STREAMED)
    for partition in found.partitions(BATCH):
        given = _answers(connection, [row.hand_in for row in partition if row.hand_in])
        for row in partition:
            values: list[Any] = [*row, tuple(given.get(row.hand_in, ()))]
            yield Grade(*values)


def _answers(connection: Connection, of: list[int]) -> dict[int, list[Answered]]:
    """What was answered in these hand-ins?"""
    found: dict[int, list[Answered]] = {}
    for hand_in, *rest in connection.execute(
        select(*_ANSWERED)
        .join(hand_ins, hand_ins.c.id == answers.c.hand_in)
        .outerjoin(items, items.c.id == answers.c.item)
        .where(answers.c.hand_in.in_(of))
        .order_by(answers.c.hand_in)
    ):
        found.setdefault(hand_in, []).append(Answered(*rest))
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


def named(connection: Connection, names: Iterable[str]) -> dict[str, list[int]]:
    """Who goes by each of these names, in whatever capitals?"""
    found: dict[str, list[int]] = {}
    for name in names:
        known = (identifiers.c.kind == "name", identifiers.c.alike == text.alike(name))
        asked = select(identifiers.c.person).where(*known).distinct()
        found[name] = list(connection.scalars(asked))
    return found


def persons(connection: Connection, names: Iterable[str]) -> set[int]:
    """Who goes by any of these names? Raises Mistake for a name that is nobody's."""
    found = named(connection, names)
    for name, ids in found.items():
        if not ids:
            what = f"Nobody in the gradebook is called {name}."
            raise Mistake(Problem(what, "grades.csv has the names as they are written."))
    return {one for ids in found.values() for one in ids}


def listed(connection: Connection) -> dict[int, str | None]:
    """What does the latest roster say of each person, its row as JSON?"""
    return {row.id: row.listed for row in connection.execute(select(people.c.id, people.c.listed))}


def emails(connection: Connection) -> dict[int, str]:
    """By which e-mail is each person known, where it is one?"""
    columns = (identifiers.c.person, identifiers.c.value)
    found: dict[int, set[str]] = {}
    for person, value in connection.execute(
        select(*columns).where(identifiers.c.kind == "email").order_by(*columns)
    ):
        found.setdefault(person, set()).add(value)
    return {person: next(iter(values)) for person, values in found.items() if len(values) == 1}


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


def memberships(connection: Connection) -> dict[int, Membership]:
    """What does a roster say of each person?"""
    asked = select(people.c.id, people.c.cohort, people.c.listed)
    return {
        person: Membership(cohort, msgspec.json.decode(listed) if listed else {})
        for person, cohort, listed in connection.execute(asked)
    }


def shared_pages(connection: Connection) -> set[str]:
    """Which names of feedback pages would two people share?"""
    with_rows = people.c.id.in_(select(grades.c.person))
    two = select(people.c.page).where(with_rows).group_by(people.c.page)
    return set(connection.scalars(two.having(func.count() > 1)))
