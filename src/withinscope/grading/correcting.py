"""Carry out what changes a score without a newer hand-in, or only try it out.

That is a key that was corrected, other points, an item that was withdrawn, another hand-in that
counts. It is tried on all that the gradebook holds, so what is told is exactly what would be, and
it is kept where that was asked for, or where it changes the score of nobody who had one.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection

from withinscope.grading.book import counting, entries, history, queries, regrading, terms
from withinscope.grading.book.changes import Change
from withinscope.grading.book.regrading import Correction
from withinscope.grading.book.rules import Rules, Terms
from withinscope.grading.keys import Keys

Told = frozenset[tuple[str, int, str]]
"""(exercise, person, workbook) of each row that somebody may have been told of."""


class Wanted(Struct, frozen=True):
    """What is to become of exercises: keys and terms, and whose rows stood there before."""

    corrections: tuple[Correction, ...]
    terms: Mapping[str, Terms]
    told: Told = frozenset()

    def concerns(self, change: Change) -> bool:
        """Tell whether a change is of a row that stood there before."""
        return (change.exercise, change.person, change.workbook) in self.told


def wanted(
    connection: Connection, keys: Keys, now: Mapping[str, Terms], rules: Rules
) -> Wanted | None:
    """Return what solutions and rules would have otherwise than the gradebook, None if nothing.

    Asked before a run's own rows are written: whoever has none yet learns of no other score.
    """
    found = [one for name in now for one in regrading.corrections(connection, keys.of(name))]
    then = {one: rules.wanted(one, terms) for one, terms in now.items()}
    if not found and then == now:
        return None
    return Wanted(tuple(found), then, queries.rows_of(connection, now))


def carry_out(
    connection: Connection, wanted: Wanted | None, *, who: str, apply: bool
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Do it; return what changed for those who had a row before, and what would if applied.

    One of the two is empty.
    """
    if wanted is None:
        return (), ()
    with connection.begin_nested() as trial:
        run = entries.begin_run(connection, who, "corrected")
        changes = _done(connection, run, wanted)
        concerned = tuple(one for one in changes if wanted.concerns(one))
        if apply or not concerned:
            history.record(connection, concerned, who, run)
            return concerned, ()
        trial.rollback()
    return (), changes


def _done(connection: Connection, run: int, wanted: Wanted) -> tuple[Change, ...]:
    corrected = regrading.regrade(connection, run, wanted.corrections)
    terms.replace(connection, run, wanted.terms)
    return tuple(counting.work_out(connection, run, wanted.terms, _why(corrected)))


def _why(corrected: Mapping[int, str]) -> counting.Why:
    """Say why a score changes where no newer hand-in came."""

    def why(before: int | None, now: int) -> str:
        other = "" if before == now else "another hand-in counts"
        return "; ".join(filter(None, (other, corrected.get(now, ""))))

    return why
