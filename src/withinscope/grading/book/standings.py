"""What everybody came to in one exercise, with all that they are known by: for other programs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, exists, false, select

from withinscope.grading import text
from withinscope.grading.book import rules
from withinscope.grading.book.tables import (
    grades,
    hand_ins,
    identifiers,
    people,
    questions,
    refused,
)
from withinscope.grading.sheet import Standing

TWO = "two workbooks were handed in under this name"


def standings(connection: Connection, exercise: str) -> list[Standing]:
    """Return a standing for each person with a row of an exercise, in the order of their names."""
    asked = (
        select(
            people.c.id,
            people.c.name,
            grades.c.state,
            grades.c.score,
            grades.c.max_score,
            hand_ins.c.score.label("earned"),
            hand_ins.c.late,
            hand_ins.c.off,
        )
        .join(grades, people.c.id == grades.c.person)
        .outerjoin(hand_ins, hand_ins.c.id == grades.c.hand_in)
        .where(grades.c.exercise == exercise)
        .order_by(people.c.name, people.c.twin)
    )
    rows = defaultdict(list)
    for row in connection.execute(asked):
        rows[row.id].append(row)
    known, places = _known(connection), _places(connection, exercise)
    return [
        Standing(
            person,
            found[0].name,
            frozenset({found[0].name, *known[person, "name"]}),
            frozenset(known[person, "email"]),
            frozenset(known[person, "number"]),
            tuple(sorted(places[person])),
            found[0].score if len(found) == 1 else None,
            found[0].max_score,
            TWO if len(found) > 1 else _why_not(found[0].state),
            len(found) > 1,
            _charged(found[0]) if len(found) == 1 else "",
        )
        for person, found in rows.items()
    ]


def _charged(row: Any) -> str:
    """Say what being late took off, and of how many points, or nothing."""
    told = "" if row.score is None else rules.charged(row.earned, row.off, row.late)
    return f"{text.number(row.earned, 2)} before, {told}" if told else ""


def _why_not(state: str) -> str:
    return "" if state == "graded" else state


def _known(connection: Connection) -> dict[tuple[int, str], set[str]]:
    """What is each person known by: (person, kind) -> values?"""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    columns = (identifiers.c.person, identifiers.c.kind, identifiers.c.value)
    for person, kind, value in connection.execute(select(*columns)):
        found[person, kind].add(value)
    return found


_ANOTHERS_PLACE = exists().where(
    questions.c.hand_in == hand_ins.c.id, questions.c.person != hand_ins.c.person
)
"""Whether a hand-in stands in the place of somebody else, and was said to be this person's."""


def _places(connection: Connection, exercise: str) -> dict[int, set[str]]:
    """Where did each person's files for an exercise stand, those that can't be read too? Not those
    in somebody else's place: whatever is given back there goes to whom the platform has.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for table, elsewhere in ((hand_ins, _ANOTHERS_PLACE), (refused, false())):
        asked = select(table.c.person, table.c.place).where(table.c.exercise == exercise)
        for person, place in connection.execute(asked.where(~elsewhere)):
            found[person].add(place)
    return found
