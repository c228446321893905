"""Say whose the hand-ins with two names are: they go to that person, with their marks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from withinscope.grading.book import counting, entries, history, queries, terms
from withinscope.grading.book.changes import Change, gone
from withinscope.grading.book.people import People
from withinscope.grading.book.rules import Terms
from withinscope.grading.book.tables import answers, hand_ins, marks, questions, settled
from withinscope.grading.book.two_names import Question, Said
from withinscope.grading.intake.whose import Whose

SETTLED = "settled"
"""What a run does that gives hand-ins to whom they were said to be."""


def settle(connection: Connection, asked: Question, said: Said, who: str) -> tuple[Change, ...]:
    """Say whose the hand-ins of a question are, for good or, with nothing said, no more; return
    whose scores change by it.
    """
    whose = _means(connection, asked, said)
    about = {"person": asked.person, "alike": asked.alike, "name": asked.typed}
    at = datetime.now(UTC).isoformat()
    connection.execute(insert(settled).values(**about, counts_for=whose, who=who, at=at))
    here = (questions.c.person == asked.person, questions.c.alike == asked.alike)
    connection.execute(update(questions).where(*here).values(open=whose is None))
    before = queries.results(connection)
    _give(connection, here, asked.person if whose is None else whose)
    run, in_force = entries.begin_run(connection, who, SETTLED), terms.in_force(connection)
    now = {exercise: in_force.get(exercise, Terms()) for exercise in asked.exercises}
    why = _why(asked, said)
    changed = tuple(counting.work_out(connection, run, now, lambda before, now: why))
    whole = (*changed, *gone(before, queries.results(connection), why))
    history.record(connection, whole, who, run)
    return whole


def _means(connection: Connection, asked: Question, said: Said) -> int | None:
    """Return the person that an answer means; one of a name that nobody has is made."""
    if said != "name":
        return asked.person if said else None
    [person] = People(connection).of([Whose(asked.typed, "gradebook")])
    return person


def _give(connection: Connection, here: Any, person: int) -> None:
    """Give hand-ins to a person, with the marks of what is written in them."""
    numbers = select(questions.c.hand_in).where(*here)
    theirs = hand_ins.c.id.in_(numbers) & (hand_ins.c.person != person)
    moved = connection.execute(select(hand_ins.c.id, hand_ins.c.person).where(theirs)).all()
    for number, before in moved:
        written = (answers.c.hand_in == number, answers.c.text.is_not(None))
        texts = select(answers.c.text).where(*written)
        of = (marks.c.person == before, marks.c.text.in_(texts))
        connection.execute(update(marks).where(*of).values(person=person))
    ids = [number for number, _ in moved]
    connection.execute(update(hand_ins).where(hand_ins.c.id.in_(ids)).values(person=person))


def _why(asked: Question, said: Said) -> str:
    name = asked.typed if said == "name" else asked.shown
    return f"said to be {name}'s" if said else "open again whose it is"


def concerned(connection: Connection, asked: Question) -> set[int]:
    """Return whose hand-ins those of a question are by now, and whom their place shows."""
    here = (questions.c.person == asked.person, questions.c.alike == asked.alike)
    theirs = select(hand_ins.c.person).join(questions, questions.c.hand_in == hand_ins.c.id)
    return {asked.person, *connection.scalars(theirs.where(*here))}
