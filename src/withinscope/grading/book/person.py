"""One person: found by what they are called, all that is kept of them, and forgetting it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Table, delete, func, or_, select

from withinscope.grading import text
from withinscope.grading.book import counting, entries, namesakes, stored, terms, two_names
from withinscope.grading.book.rules import Terms
from withinscope.grading.book.tables import (
    answers,
    changes,
    files,
    grades,
    hand_ins,
    identifiers,
    items,
    marks,
    people,
    refused,
    settled,
)
from withinscope.problems import Mistake, Problem

_OF_A_PERSON = (hand_ins, refused, marks, grades, changes, identifiers)
"""Tables that say whose a row is."""
_OF_OTHERS = frozenset({"reason", "look"})
"""Columns of `grades` that may name somebody else: who handed in the same workbook."""
_JSON = frozenset({"response", "marks", "levels", "comments", "listed"})
"""Columns that hold JSON."""


DIGITS = 9
"""Most digits of a person's number: an integer of every database has room for them."""


def find(connection: Connection, called: str) -> int:
    """Return whom a name, an e-mail address or number, or `#` and the gradebook's number means.

    Raises Mistake if it is nobody, or may be several people.
    """
    found = _found(connection, called)
    if not found:
        what = f"Nobody in the gradebook is called {called}."
        raise Mistake(Problem(what, "grades.csv has the names as they are written."))
    if len(found) > 1:
        told = ", ".join(f"#{one} ({_apart(connection, one)})" for one in found)
        what = f"{len(found)} people may be meant by {called}: {told}."
        raise Mistake(Problem(what, f"Say which: '#{found[0]}', or an e-mail address or number."))
    return found[0]


def _found(connection: Connection, called: str) -> list[int]:
    if called.startswith("#") and called[1:].isascii() and called[1:].isdigit():
        # No person has a number with more digits, and a database refuses to look for one.
        if len(called) > DIGITS + 1:
            return []
        wanted = people.c.id == int(called[1:])
        return list(connection.scalars(select(people.c.id).where(wanted)))
    known = or_(
        (identifiers.c.kind != "number") & (identifiers.c.alike == text.alike(text.name(called))),
        (identifiers.c.kind == "number") & (identifiers.c.alike == called),
    )
    asked = select(identifiers.c.person).where(known).distinct().order_by(identifiers.c.person)
    return list(connection.scalars(asked))


def _apart(connection: Connection, person: int) -> str:
    """Say what sets a person apart: an address or a number, else where a file of theirs stood."""
    if known := namesakes.address(connection, person):
        return known
    for table in (hand_ins, refused):
        asked = select(table.c.place).where(table.c.person == person).limit(1)
        if place := connection.scalar(asked):
            return str(place)
    return "on a roster only"


def everything(connection: Connection, person: int) -> dict[str, Any]:
    """Return all that the gradebook keeps of a person, ready to be written as JSON."""
    [who] = _rows(connection, people, people.c.id == person)
    return {
        "person": who,
        "known_by": _rows(connection, identifiers, identifiers.c.person == person),
        "results": [
            {name: value for name, value in one.items() if name not in _OF_OTHERS}
            for one in _rows(connection, grades, grades.c.person == person)
        ],
        "hand_ins": [
            one | {"answers": _answers(connection, one["id"])}
            for one in _rows(connection, hand_ins, hand_ins.c.person == person)
        ],
        "files_that_could_not_be_read": _rows(connection, refused, refused.c.person == person),
        "marks": _rows(connection, marks, marks.c.person == person),
        "said_of_whose_it_is": _rows(connection, settled, settled.c.person == person),
        "history": _rows(connection, changes, changes.c.person == person),
    }


def _answers(connection: Connection, hand_in: int) -> list[dict[str, Any]]:
    """Return the answers of a hand-in, each with what was asked."""
    found = []
    for one in _rows(connection, answers, answers.c.hand_in == hand_in):
        asked = select(items.c.item, items.c.revision, items.c.content, items.c.version)
        row = connection.execute(asked.where(items.c.id == one["item"])).one()
        stem = stored.read(row.item, row.content, row.version).stem
        found.append(one | {"item": row.item, "revision": row.revision, "stem": stem})
    return found


def _rows(connection: Connection, table: Table, where: Any) -> list[dict[str, Any]]:
    rows = connection.execute(select(table).where(where)).mappings()
    return [{name: _value(name, value) for name, value in row.items()} for row in rows]


def _value(name: str, value: Any) -> Any:
    """Return a column's value; what is JSON as what it says, and as it is where it is broken."""
    if name not in _JSON or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def alike_on_pages(connection: Connection, person: int) -> set[int]:
    """Return everybody whose feedback page may be called like this person's, and them."""
    page = select(people.c.page).where(people.c.id == person).scalar_subquery()
    return {*connection.scalars(select(people.c.id).where(people.c.page == page))}


class Kept(Struct, frozen=True):
    """How much is kept of a person, where their files stood, and whether a roster has them.

    `twin` is what tells them from others of the name.
    """

    name: str
    hand_ins: int
    answers: int
    marks: int
    places: tuple[str, ...]
    listed: bool
    twin: int


def kept(connection: Connection, person: int) -> Kept:
    """Return how much is kept of a person."""
    who = connection.execute(select(people).where(people.c.id == person)).one()
    theirs = select(hand_ins.c.id).where(hand_ins.c.person == person)

    def count(table: Table, where: Any) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(where)) or 0

    return Kept(
        who.name,
        count(hand_ins, hand_ins.c.person == person),
        count(answers, answers.c.hand_in.in_(theirs)),
        count(marks, marks.c.person == person),
        tuple(_places(connection, person)),
        who.listed is not None,
        who.twin,
    )


def _places(connection: Connection, person: int) -> list[str]:
    """Return where a person's files stood when they were graded."""
    found: set[str] = set()
    for table in (hand_ins, refused):
        found |= {*connection.scalars(select(table.c.place).where(table.c.person == person))}
    return sorted(found)


def forget(connection: Connection, person: int, who: str) -> None:
    """Remove all that the gradebook keeps of a person, and what it says of them elsewhere."""
    run = entries.begin_run(connection, who, "forgot")
    theirs = select(hand_ins.c.id).where(hand_ins.c.person == person)
    touched = _exercises(connection, person)
    two_names.forget_person(connection, person)
    for table in (answers, files):
        connection.execute(delete(table).where(table.c.hand_in.in_(theirs)))
    for table in _OF_A_PERSON:
        connection.execute(delete(table).where(table.c.person == person))
    connection.execute(delete(people).where(people.c.id == person))
    in_force = terms.in_force(connection)
    now = {exercise: in_force.get(exercise, Terms()) for exercise in touched}
    for _ in counting.work_out(connection, run, now):
        pass  # only words change: whoever shared a workbook with them shares it no more


def _exercises(connection: Connection, person: int) -> Iterable[str]:
    asked = select(grades.c.exercise).where(grades.c.person == person).distinct()
    return set(connection.scalars(asked))
