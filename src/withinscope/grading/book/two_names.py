"""Hand-ins with two names: whose they are is asked once, and the answer holds from then on.

A learning system has a file in one person's place, and the notebook in it holds another's name.
Until somebody says whose it is it counts for whom the place shows. What is said is kept with who
said it and when, holds for every later hand-in with the same two names, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Row, delete, func, select, tuple_

from withinscope.grading import text
from withinscope.grading.book.gradebook import insert_all
from withinscope.grading.book.tables import hand_ins, people, questions, settled
from withinscope.grading.intake.whose import Conflict, Whose

Pair = tuple[int, str]
"""Whom the place shows, by the gradebook's number, and the other name as it is compared."""
Said = Literal["place", "name", ""]
"""Whose it is: theirs whom the place shows, theirs whose name is in it, or not said any more."""


class Question(Struct, frozen=True):
    """Hand-ins that stand in the place of `shown`, a person of the gradebook, and hold the name
    `typed`; `told` says where each stands.

    `said` is the answer, with `who` gave it and when it was, `at` (ISO 8601, UTC).
    """

    person: int
    alike: str
    shown: str
    typed: str
    told: str
    exercises: tuple[str, ...]
    said: Said = ""
    who: str = ""
    at: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has said whose they are."""
        return not self.said


def every(connection: Connection) -> list[Question]:
    """Which questions are there? Those that nobody has answered come first."""
    given = _given(connection)
    rows: dict[Pair, list[Row[Any]]] = {}
    for row in connection.execute(_ASKED):
        rows.setdefault((row.person, row.alike), []).append(row)
    found = (_question(pair, of, given.get(pair)) for pair, of in rows.items())
    return sorted(found, key=lambda one: (not one.open, one.shown, one.typed))


_ASKED = (
    select(questions, people.c.name.label("shown"), hand_ins.c.exercise)
    .join(people, people.c.id == questions.c.person)
    .join(hand_ins, hand_ins.c.id == questions.c.hand_in)
    .order_by(questions.c.hand_in)
)


def _question(pair: Pair, rows: Sequence[Row[Any]], given: Row[Any] | None) -> Question:
    latest = rows[-1]
    exercises = tuple(sorted({row.exercise for row in rows}))
    asked = Question(*pair, latest.shown, latest.name, latest.told, exercises)
    if given is None:
        return asked
    said: Said = "place" if given.counts_for == pair[0] else "name"
    return replace(asked, said=said, who=given.who, at=given.at)


def _given(connection: Connection, pairs: Collection[Pair] | None = None) -> dict[Pair, Row[Any]]:
    """Which answers are in force, of some pairs or all?"""
    asked = select(settled).order_by(settled.c.id)
    if pairs is not None:
        asked = asked.where(tuple_(settled.c.person, settled.c.alike).in_(sorted(pairs)))
    latest = {(row.person, row.alike): row for row in connection.execute(asked)}
    return {pair: row for pair, row in latest.items() if row.counts_for is not None}


def _alike(conflict: Conflict) -> str:
    return text.alike(conflict.name)


def owners(connection: Connection, handed_in: Sequence[Whose], shown: Sequence[int]) -> list[int]:
    """Return whose each hand-in is: theirs whom its place shows, unless somebody said otherwise."""
    pairs = {
        (person, _alike(one))
        for whose, person in zip(handed_in, shown, strict=True)
        for one in whose.conflicts
    }
    given = _given(connection, pairs) if pairs else {}
    found = []
    for whose, person in zip(handed_in, shown, strict=True):
        said = (given.get((person, _alike(one))) for one in whose.conflicts)
        others = (int(row.counts_for) for row in said if row and row.counts_for != person)
        found.append(next(others, person))
    return found


def ask(connection: Connection, kept: Iterable[tuple[int, int, Whose]]) -> None:
    """Ask of hand-ins, each told by its number, whom its place shows and what it says of whose it
    is; what was answered before is not open any more.
    """
    rows = [
        (number, _alike(one), shown, one.name, one.told)
        for number, shown, whose in kept
        for one in whose.conflicts
    ]
    if not rows:
        return
    given = _given(connection, {(shown, alike) for _, alike, shown, *_ in rows})
    whole = {row[:2]: (*row, (row[2], row[1]) not in given) for row in rows}
    insert_all(connection, questions, list(whole.values()))


def forget(connection: Connection, numbers: Any) -> None:
    """Ask no more of hand-ins that are gone, by their numbers or what selects those."""
    connection.execute(delete(questions).where(questions.c.hand_in.in_(numbers)))


def forget_person(connection: Connection, person: int) -> None:
    """Remove what was asked and said of somebody."""
    forget(connection, select(hand_ins.c.id).where(hand_ins.c.person == person))
    connection.execute(delete(questions).where(questions.c.person == person))
    theirs = (settled.c.person == person) | (settled.c.counts_for == person)
    connection.execute(delete(settled).where(theirs))


def left(connection: Connection) -> int:
    """How many questions has nobody answered?"""
    asked = select(questions.c.person, questions.c.alike).where(questions.c.open).distinct()
    return connection.scalar(select(func.count()).select_from(asked.subquery())) or 0
