"""Go back a step: take back the latest run that brought hand-ins, or that corrected scores.

Marks are nobody's step: each stays, and counts again for whatever is graded again.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, delete, exists, or_, select, update

from withinscope.grading.book import (
    counting,
    entries,
    history,
    queries,
    regrading,
    terms,
    two_names,
)
from withinscope.grading.book.changes import Change, gone
from withinscope.grading.book.rules import Terms
from withinscope.grading.book.tables import answers, changes, files, hand_ins, items, refused, runs


class Step(Struct, frozen=True):
    """A run that can be taken back: when (ISO 8601, UTC), whose, and what it did."""

    run: int
    at: str
    who: str
    what: str


def latest(connection: Connection) -> Step | None:
    """Return the latest step that was not taken back, None if there is none."""
    brought = or_(
        exists().where(hand_ins.c.since == runs.c.id), exists().where(refused.c.since == runs.c.id)
    )
    corrected = (runs.c.what == "corrected") & exists().where(changes.c.run == runs.c.id)
    asked = (
        select(runs.c.id, runs.c.at, runs.c.who, runs.c.what)
        .where(runs.c.undone.is_(None), or_((runs.c.what == "graded") & brought, corrected))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    row = connection.execute(asked).first()
    return None if row is None else Step(*row)


def take_back(connection: Connection, step: Step, *, who: str, apply: bool) -> tuple[Change, ...]:
    """Take a step back, as a run of its own, or only try it out; return what changes, also whoever
    has no row more.
    """
    with connection.begin_nested() as trial:
        run = entries.begin_run(connection, who, "undone")
        changed = _done(connection, step, run)
        history.record(connection, changed, who, run)
        if not apply:
            trial.rollback()
    return changed


def _done(connection: Connection, step: Step, run: int) -> tuple[Change, ...]:
    before = queries.results(connection)
    if step.what == "corrected":
        touched = _uncorrect(connection, step.run, run)
    else:
        touched = _forget(connection, step.run)
    in_force = terms.in_force(connection)
    now = {exercise: in_force.get(exercise, Terms()) for exercise in touched}
    why = f"what was {step.what} on {step.at[:10]} taken back"
    changed = tuple(counting.work_out(connection, run, now, lambda before, now: why))
    connection.execute(update(runs).where(runs.c.id == step.run).values(undone=run))
    return (*changed, *gone(before, queries.results(connection), why))


def _uncorrect(connection: Connection, run: int, now: int) -> set[str]:
    """Bring back the keys and terms that a run replaced; return the exercises."""
    keys, rules = regrading.replaced(connection, run), terms.replaced(connection, run)
    regrading.regrade(connection, now, keys)
    terms.replace(connection, now, rules)
    theirs = select(items.c.exercise).where(items.c.id.in_([one.number for one in keys]))
    return {*connection.scalars(theirs), *rules}


def _forget(connection: Connection, run: int) -> set[str]:
    """Forget the hand-ins that a run was the first to grade, and those that it could not read."""
    brought = select(hand_ins.c.id).where(hand_ins.c.since == run)
    touched: set[str] = set()
    for table in (hand_ins, refused):
        asked = select(table.c.exercise).where(table.c.since == run).distinct()
        touched |= {*connection.scalars(asked)}
    two_names.forget(connection, brought)
    connection.execute(delete(answers).where(answers.c.hand_in.in_(brought)))
    connection.execute(delete(files).where(files.c.hand_in.in_(brought)))
    for table in (hand_ins, refused):
        connection.execute(delete(table).where(table.c.since == run))
    return touched
