"""Write what was graded into the gradebook, a batch at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from withinscope import types
from withinscope.grading.book import recognizing, seen, stored, two_names, workbooks
from withinscope.grading.book.expected import Expected
from withinscope.grading.book.gradebook import insert_all
from withinscope.grading.book.people import People
from withinscope.grading.book.stored import Unread
from withinscope.grading.book.tables import (
    answers,
    forms,
    hand_ins,
    items,
    refused,
    runs,
)
from withinscope.grading.grade import Graded, HandIn, Refused
from withinscope.grading.intake.roster import Roster
from withinscope.grading.keys import ExerciseForm, ExerciseKeys, Key

ON_TIME = (0, 0.0)
"""Late by no day, for no point: `lateness` finds out otherwise."""
_STORED = (items.c.item, items.c.content, items.c.version)


def remembered(
    connection: Connection, exercise: str
) -> tuple[tuple[ExerciseForm, ...], tuple[Key, ...]]:
    """Return the forms, the latest first, and the keys that a gradebook knows of an exercise."""
    asked = select(forms.c.asks).where(forms.c.exercise == exercise).order_by(forms.c.id.desc())
    known = select(items.c.revision, *_STORED).where(items.c.exercise == exercise)
    return (
        tuple(
            ExerciseForm(msgspec.json.decode(row, type=_ASKS)) for row in connection.scalars(asked)
        ),
        tuple(_key_of(stored.read(*row), rev) for rev, *row in connection.execute(known)),
    )


def _key_of(item: types.Item, revision: str) -> Key:
    return Key(item, revision, lost=isinstance(item, Unread))


_ASKS = tuple[tuple[str, str], ...]


def every_item(connection: Connection) -> dict[int, types.Item]:
    """Return each item with its key, by its number in the gradebook; some may be Unread."""
    rows = connection.execute(select(items.c.id, *_STORED))
    return {number: stored.read(*row) for number, *row in rows}


def items_of(connection: Connection, exercises: Iterable[str]) -> dict[int, types.Item]:
    """Return the same of some exercises alone."""
    asked = select(items.c.id, *_STORED).where(items.c.exercise.in_([*exercises]))
    return {number: stored.read(*row) for number, *row in connection.execute(asked)}


def unread(connection: Connection) -> list[tuple[str, Unread]]:
    """Return (exercise, item) of what an earlier version kept and this one can't read."""
    rows = connection.execute(select(items.c.exercise, *_STORED).order_by(items.c.id))
    found = ((exercise, stored.read(*row)) for exercise, *row in rows)
    return [(exercise, item) for exercise, item in found if isinstance(item, Unread)]


def latest_run(connection: Connection) -> int:
    """Return the number of the latest run, 0 before there is any."""
    return _highest(connection, runs.c.id)


def begin_run(connection: Connection, who: str, what: str = "graded") -> int:
    """Begin a run of somebody's, and return its number, which is higher than those before."""
    number, at = latest_run(connection) + 1, datetime.now(UTC).isoformat()
    connection.execute(insert(runs).values(id=number, at=at, who=who, what=what, pages=""))
    return number


def unwritten(connection: Connection, folder: Path) -> int:
    """Return the first run since all feedback pages were written to a folder; 0 for all runs."""
    asked = select(func.max(runs.c.id)).where(runs.c.pages == str(folder.resolve()))
    latest = connection.scalar(asked) if folder.is_dir() else None
    return latest + 1 if latest else 0


def all_written(connection: Connection, folder: Path, run: int) -> None:
    """Remember that all pages up to a run are in a folder."""
    here = runs.update().where(runs.c.id == run)
    connection.execute(here.values(pages=str(folder.resolve())))


class RunWriter:
    """Writes one run. Ids are counted here, since a run alone writes while it lasts."""

    def __init__(self, connection: Connection, who: str = "") -> None:
        """Begin a run of somebody's."""
        self._connection = connection
        self.run = begin_run(connection, who)
        self._next = _highest(connection, hand_ins.c.id) + 1
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._people = People(connection)
        self._known_by: dict[str, str] = {}
        self._met: dict[tuple[str, str], int] = {}

    def enroll(self, roster: Roster) -> tuple[Expected, ...]:
        """Take in a roster, before the hand-ins; return who is expected."""
        return self._people.enroll(roster)

    def keep_keys(self, known: ExerciseKeys) -> None:
        """Keep an exercise's keys in force, and its forms, the present one last."""
        write, exercise = self._connection.execute, known.exercise
        self._known_by[exercise] = seen.known_by(known)
        numbers = {
            (row.item, row.revision): row.id
            for row in write(select(items).where(items.c.exercise == exercise))
        }
        for one, key in known.keys.items():
            if one not in numbers:
                new = insert(items).values(exercise=exercise, item=one[0], revision=one[1])
                numbers[one] = _key(write(new.values(stored.columns(key.item))))
            elif not key.lost:  # or a later version could not read it either
                update = items.update().where(items.c.id == numbers[one])
                write(update.values(stored.columns(key.item)))
            self._numbers[exercise, *one] = numbers[one]
        write(delete(forms).where(forms.c.exercise == exercise))
        for form in reversed(known.forms):
            asks = msgspec.json.encode(form.asks).decode()
            write(insert(forms).values(exercise=exercise, asks=asks))

    def keep(self, batch: Sequence[HandIn], marks: Sequence[str]) -> int:
        """Keep hand-ins, each in place of what was known of the same file; return how many.

        A file that an earlier run found under another name now belongs to the name it has.
        `marks` are those by which the files are known again.
        """
        every = [one.whose for one in batch]
        shown = self._people.of(every)
        persons = two_names.owners(self._connection, every, shown)
        self._hand_over(batch, persons)
        latest = {(o.digest, p): o for o, p in reversed([*zip(batch, persons, strict=True)])}
        known = self._known({digest for digest, _ in latest})
        new = {
            one: hand_in
            for one, hand_in in latest.items()
            if one not in known or known[one][1] < self.run
        }
        gone = [number for number, run, *_ in known.values() if run < self.run]
        if gone:
            two_names.forget(self._connection, gone)
            self._connection.execute(delete(answers).where(answers.c.hand_in.in_(gone)))
            self._connection.execute(delete(hand_ins).where(hand_ins.c.id.in_(gone)))
        numbers = {one: known[one][0] for one in latest if one in known}
        rows: list[tuple[Any, ...]] = []
        given: list[tuple[Any, ...]] = []
        for one, hand_in in reversed(new.items()):
            number, _, since, loose = known.get(one) or self._first(one, known)
            numbers[one] = number
            told = _hand_in(number, self.run, one[1], hand_in)
            rows.append((*told, workbooks.loose(hand_in, loose), since, *ON_TIME))
            given += [self._answer(number, hand_in.exercise, each) for each in hand_in.answers]
        insert_all(self._connection, hand_ins, rows)
        insert_all(self._connection, answers, given)
        places = {(o.digest, p): one for o, p, one in zip(batch, persons, shown, strict=True)}
        asked = ((numbers[one], places[one], hand_in.whose) for one, hand_in in new.items())
        two_names.ask(self._connection, asked)
        read = zip(batch, persons, marks, strict=True)
        found = [(mark, numbers[o.digest, p], self._known_by[o.exercise]) for o, p, mark in read]
        seen.keep(self._connection, found)
        return len(rows)

    def _hand_over(self, batch: Sequence[HandIn], persons: Sequence[int]) -> None:
        """Bring along the marks of whoever was taken for somebody else until now."""
        for one, person in zip(batch, persons, strict=True):
            if before := self._taken_for(person):
                texts = {answer.text for answer in one.answers if answer.text}
                recognizing.hand_over(self._connection, before, person, texts)

    def _taken_for(self, person: int) -> list[int]:
        return [before for before, now in self._people.recognized.items() if now == person]

    def _first(
        self, one: tuple[str, int], known: Mapping[tuple[str, int], Any]
    ) -> tuple[int, int, int, str]:
        """Return what `_known` would of a hand-in that is new, at least as this person's."""
        before = ((one[0], person) for person in self._taken_for(one[1]))
        since = min((known[each][2] for each in before if each in known), default=self.run)
        return self._number(), 0, since, ""

    def settle(self) -> None:
        """Say, when all is kept, who turned out to be somebody else."""
        recognizing.settle(self._connection, self._people.recognized)

    def _known(self, digests: set[str]) -> dict[tuple[str, int], tuple[int, int, int, str]]:
        """Return (id, latest run, first run, `loose`) of each hand-in that has one of the digests,
        by its digest and person.
        """
        names = ("digest", "person", "id", "run", "since", "loose")
        asked = select(*(hand_ins.c[name] for name in names))
        rows = self._connection.execute(asked.where(hand_ins.c.digest.in_(digests)))
        return {(row.digest, row.person): (row.id, row.run, row.since, row.loose) for row in rows}

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _answer(self, hand_in: int, exercise: str, graded: Graded) -> tuple[Any, ...]:
        result, marked = graded.result, graded.marks
        return (
            hand_in,
            self._numbers[exercise, result.item, graded.revision],
            result.state,
            result.points,
            result.reason,
            graded.response,
            graded.confidence,
            graded.text,
            marked and msgspec.json.encode(marked).decode(),
            graded.seconds,
        )

    def forget_refused(self, paths: Iterable[str | Path]) -> None:
        """Forget the refused files that are gone, or that are about to be read again."""
        tops = [Path(path).resolve() for path in paths]
        for file in self._connection.scalars(select(refused.c.file).distinct()).all():
            path = Path(file)
            if any(path.is_relative_to(top) for top in tops) or not path.exists():
                here = refused.c.file == file
                met = select(refused.c.place, refused.c.since).where(here)
                self._met |= {(file, p): since for p, since in self._connection.execute(met)}
                self._connection.execute(delete(refused).where(here))

    def keep_refused(self, batch: Sequence[Refused]) -> None:
        """Keep what can't be graded, and why."""
        persons = self._people.of([one.whose for one in batch])
        rows = [
            (
                file := _file(one.file),
                one.where,
                person,
                one.exercise,
                one.reason,
                one.other,
                self._met.get((file, one.where), self.run),
            )
            for one, person in zip(batch, persons, strict=True)
        ]
        insert_all(self._connection, refused, rows, after=1)


def _file(path: str) -> str:
    """Return a file's whole path, as text that a database takes whatever bytes it is made of."""
    return os.fsencode(Path(path).resolve()).decode("utf-8", "backslashreplace")


def _hand_in(number: int, run: int, person: int, hand_in: HandIn) -> tuple[Any, ...]:
    total = hand_in.total
    return (
        number,
        run,
        hand_in.digest,
        hand_in.where,
        person,
        hand_in.whose.source,
        hand_in.whose.doubt,
        hand_in.exercise,
        hand_in.workbook,
        hand_in.moment,
        total.state,
        total.score,
        total.max_score,
        total.competent,
        total.reason,
        hand_in.answered,
    )


def _highest(connection: Connection, column: Any) -> int:
    return connection.scalar(select(func.max(column))) or 0


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])
