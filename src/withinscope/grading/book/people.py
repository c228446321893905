"""Who a person is: the gradebook's people, and what each source knows them by.

A name alone makes a person. Two of one name are kept apart by an e-mail, or by two numbers of
one assignment; where nothing shows which of several is meant, that is a finding: the hand-in
belongs to an `unplaced` person of the name, and nobody's work is merged with anybody else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select, update

from withinscope.grading import text
from withinscope.grading.book.expected import Expected
from withinscope.grading.book.gradebook import insert_all
from withinscope.grading.book.matching import (
    Claim,
    Index,
    Known,
    Person,
    claim_of,
    claim_of_row,
    match,
    match_row,
)
from withinscope.grading.book.tables import identifiers, people
from withinscope.grading.intake.roster import Listed, Roster
from withinscope.grading.intake.whose import Whose

BATCH = 100


class People:
    """Finds whose a claim is, and makes whom the gradebook lacks."""

    def __init__(self, connection: Connection) -> None:
        """Know those of a gradebook; they are loaded as claims come."""
        self._connection = connection
        self._next = (connection.scalar(select(func.max(people.c.id))) or 0) + 1
        self.recognized: dict[int, int] = {}
        """Whom somebody who came with a number turned out to be, once a roster had their e-mail."""
        self._made: list[tuple[Any, ...]] = []
        self._learned: list[tuple[Any, ...]] = []

    def of(self, handed_in: Sequence[Whose]) -> list[int]:
        """Return the person's id for each hand-in; whoever is new is made."""
        claims = [claim_of(one) for one in handed_in]
        index = _index(self._connection, claims)
        ids = []
        for claim in claims:
            found = match(claim, index)
            if not isinstance(found, Person):
                found = self._make(claim, index, unplaced=found == "several")
            for before in _taken_for(claim, index, found):
                self.recognized[before.id] = found.id
            self._learn(found, claim, index)
            ids.append(found.id)
        self._write()
        return ids

    def enroll(self, roster: Roster) -> tuple[Expected, ...]:
        """Take in a roster, whose names become the people's; return who they are, in its order.

        From now on they are expected, and nobody else is; a roster of nobody says nothing.
        """
        if roster.people:
            self._connection.execute(update(people).values(expected=False))
        namesakes = Counter(text.alike(row.name) for row in roster.people)
        rows = [(row, namesakes[text.alike(row.name)]) for row in roster.people]
        expected: dict[int, Expected] = {}
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            index = _index(self._connection, [claim_of_row(*row) for row in batch])
            for row, number in batch:
                person = self._enroll(row, index, number)
                expected[person] = Expected(person, row.name, row.cohort)
        return tuple(expected.values())

    def _enroll(self, row: Listed, index: Index, namesakes: int) -> int:
        claim = claim_of_row(row, namesakes)
        found = match_row(claim, index, namesakes) or self._make(claim, index)
        self._learn(found, claim, index)
        self._write()
        self._connection.execute(_listed(found, row, index))
        found.listed, found.unplaced = True, False
        if namesakes > 1:
            self._unplace(index.named(claim))
        return found.id

    def _unplace(self, named: Sequence[Person]) -> None:
        """Whoever is known by the name alone may now be any of several people."""
        for one in named:
            if not one.listed and not one.unplaced and not one.fixed():
                one.unplaced = True
                self._connection.execute(
                    update(people).where(people.c.id == one.id).values(unplaced=True)
                )

    def _make(self, claim: Claim, index: Index, *, unplaced: bool = False) -> Person:
        name = claim[0].value
        person = Person(self._next, name, index.twin(name), False, unplaced, set())
        self._next += 1
        row = (person.id, name, person.twin, page_key(name), "", None, unplaced, False)
        self._made.append(row)
        return person

    def _learn(self, person: Person, claim: Claim, index: Index) -> None:
        self._learned += [
            (one.kind, one.alike, one.scope, person.id, one.source, one.value)
            for one in index.learn(person, claim)
        ]

    def _write(self) -> None:
        insert_all(self._connection, people, self._made)
        insert_all(self._connection, identifiers, self._learned)
        self._made, self._learned = [], []


def find(connection: Connection, whose: Whose) -> tuple[int, ...]:
    """Return the id of the person whom a hand-in means, none if they would be new; then of whom it
    was taken to be before its person was known.
    """
    claim = claim_of(whose)
    index = _index(connection, [claim])
    found = match(claim, index)
    if not isinstance(found, Person):
        return ()
    return (found.id, *(one.id for one in _taken_for(claim, index, found)))


def _taken_for(claim: Claim, index: Index, person: Person) -> list[Person]:
    """Return who else came with a claim's number, and is nobody whom a roster has."""
    if not person.listed:
        return []
    return [one for one in index.numbered(claim) if one is not person and not one.listed]


def former_names(connection: Connection) -> dict[int, list[str]]:
    """Return what people were called whose name is another by now, where nobody's page is called
    so any more.
    """
    taken = {*connection.scalars(select(people.c.page))}
    asked = (
        select(identifiers.c.person, identifiers.c.value)
        .join(people, people.c.id == identifiers.c.person)
        .where(identifiers.c.kind == "name", identifiers.c.value != people.c.name)
    )
    found: dict[int, list[str]] = {}
    for person, name in connection.execute(asked):
        if page_key(name) not in taken:
            found.setdefault(person, []).append(name)
    return found


def page_key(name: str) -> str:
    """Return what two people's feedback pages share if their names make one file's name."""
    return text.same_file(text.file_stem(name))


def _listed(person: Person, row: Listed, index: Index) -> Any:
    """Return the statement that writes a roster's row to a person."""
    if person.name != row.name:
        person.twin, person.name = index.twin(row.name), row.name
    now = {
        "name": row.name,
        "twin": person.twin,
        "page": page_key(row.name),
        "cohort": row.cohort,
        "listed": msgspec.json.encode(row.columns).decode(),
        "unplaced": False,
        "expected": True,
    }
    return update(people).where(people.c.id == person.id).values(now)


def _index(connection: Connection, claims: Iterable[Claim]) -> Index:
    """Load whoever shares a name, an e-mail or a number with one of the claims."""
    asked: dict[str, set[str]] = {}
    for known in (one for claim in claims for one in claim):
        asked.setdefault(known.kind, set()).add(known.alike)
    same = ((identifiers.c.kind == kind) & identifiers.c.alike.in_(v) for kind, v in asked.items())
    ids = select(identifiers.c.person).where(or_(False, *same))
    theirs: dict[int, set[Known]] = {}
    for row in connection.execute(select(identifiers).where(identifiers.c.person.in_(ids))):
        told = Known(row.kind, row.value, row.source, row.scope)
        theirs.setdefault(row.person, set()).add(told)
    if not theirs:
        return Index(())
    rows = connection.execute(select(people).where(people.c.id.in_(theirs)).order_by(people.c.id))
    found = [
        Person(row.id, row.name, row.twin, row.listed is not None, row.unplaced, theirs[row.id])
        for row in rows
    ]
    return Index(found)
