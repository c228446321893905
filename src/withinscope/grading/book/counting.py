"""Work out what all have come to: which hand-in counts, what contradicts, whose score changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    case,
    delete,
    func,
    literal,
    or_,
    select,
)

from withinscope.grading import text
from withinscope.grading.book import lateness, rules, workbooks
from withinscope.grading.book.changes import Change, Result
from withinscope.grading.book.gradebook import insert_all
from withinscope.grading.book.rules import Pick, Terms
from withinscope.grading.book.sharing import Shared
from withinscope.grading.book.tables import grades, hand_ins, people, questions, refused, runs

BATCH = 100
STREAMED = {"yield_per": BATCH}
"""For one statement; set on a connection it would hold for all that follow."""
AHEAD = timedelta(days=1)
"""What is dated further ahead than this was dated by a wrong clock: zones err by a day."""


Why = Callable[[int | None, int], str]
"""Says why a row changed, by the hand-in that counted before and the one that counts now."""


def handed_in(before: int | None, now: int) -> str:
    """Say why a row changed where only hand-ins were graded."""
    return "graded anew" if before == now else "handed in again"


def work_out(
    connection: Connection, run: int, terms: Mapping[str, Terms], why: Why = handed_in
) -> Iterator[Change]:
    """Bring `grades` up to date for exercises, by their terms; yield what changed since the last
    run. The work is done as the changes are taken, so take them all.
    """
    touched = sorted({*terms, ""})
    shared, to_come = Shared(connection, touched), _to_come(connection, run)
    charged = lateness.find_out(connection, run, terms, to_come)
    alike: dict[Pick, list[str]] = defaultdict(list)
    for exercise in touched:
        alike[terms.get(exercise, Terms()).pick].append(exercise)
    for pick, exercises in alike.items():
        counting = _counting(exercises, run, to_come, pick)
        found = connection.execute(counting, execution_options=STREAMED)
        for partition in found.partitions(BATCH):
            rows = [_grade(row, run, shared, terms) for row in partition]
            insert_all(connection, grades, [_in_order(row) for row in rows])
            for row, now in zip(partition, rows, strict=True):
                yield from _change(row, now, why, charged)
    _add_refused(connection, run, touched, shared)
    old = and_(grades.c.exercise.in_(touched), grades.c.run < run)
    connection.execute(delete(grades).where(old))


_WORTH = case(
    (hand_ins.c.score.is_(None), -1),
    (hand_ins.c.score > hand_ins.c.off, hand_ins.c.score - hand_ins.c.off),
    else_=0,
)
"""What a hand-in would come to if it counted."""
_LATEST = (hand_ins.c.moment.desc(), hand_ins.c.id.desc())
_ORDERS: dict[Pick, tuple[Any, ...]] = {
    "newest": _LATEST,
    "first": (hand_ins.c.moment, hand_ins.c.id),
    "best": (_WORTH.desc(), *_LATEST),
}
"""Which of a person's hand-ins comes first. All are kept, so another pick is another run."""


def _to_come(connection: Connection, run: int) -> float:
    """Return the time, in seconds since 1970, after which no date can be right in a run."""
    at = connection.execute(select(runs.c.at).where(runs.c.id == run)).scalar_one()
    return (datetime.fromisoformat(at) + AHEAD).timestamp()


def _counting(touched: list[str], run: int, to_come: float, pick: Pick) -> Select[Any]:
    """Which hand-in counts for each person, exercise and, where one has two, workbook?

    With it comes what they had come to by the run before.
    """
    ranked, old = _ranked(touched, to_come, pick), grades.alias("old")
    return (
        select(
            ranked,
            people.c.name,
            old.c.hand_in.label("old_hand_in"),
            old.c.state.label("old_state"),
            old.c.score.label("old_score"),
            old.c.max_score.label("old_max_score"),
            old.c.competent.label("old_competent"),
            _also_refused(ranked).label("also"),
            _asked(ranked).label("asked"),
        )
        .join(people, people.c.id == ranked.c.person)
        .outerjoin(old, _before(old, ranked, run))
        .where(ranked.c.place_in_time == 1)
    )


def _ranked(touched: list[str], to_come: float, pick: Pick) -> Subquery:
    """All hand-ins, numbered for each person, exercise and workbook: 1 is the one that counts.

    The one that is picked; one that is dated in days to come only where there is no other.
    """
    one, books = workbooks.each(touched), workbooks.of_each(touched)
    book = case((books.c.books > 1, one.c.book), else_="")
    whose = (hand_ins.c.exercise, hand_ins.c.person, book)
    misdated = case((hand_ins.c.moment > to_come, 1), else_=0)
    newest = func.row_number().over(partition_by=whose, order_by=(misdated, *_ORDERS[pick]))
    same = and_(books.c.exercise == hand_ins.c.exercise, books.c.person == hand_ins.c.person)
    return (
        select(
            hand_ins,
            books.c.books,
            book.label("book"),
            newest.label("place_in_time"),
            *_misdated(whose, _LATEST, to_come),
        )
        .join(books, same)
        .join(one, one.c.id == hand_ins.c.id)
        .subquery()
    )


def _before(old: Any, ranked: Any, run: int) -> ColumnElement[bool]:
    """Is a row of `grades` what somebody had come to by the latest run before this one?"""
    runs_of = grades.alias("runs_of")
    # All rows of an exercise are of one run: named, it leads straight to somebody's row.
    latest = (
        select(func.max(runs_of.c.run))
        .where(runs_of.c.exercise == ranked.c.exercise, runs_of.c.run < run)
        .scalar_subquery()
    )
    return and_(
        old.c.exercise == ranked.c.exercise,
        old.c.person == ranked.c.person,
        old.c.workbook == ranked.c.book,
        old.c.run == latest,
    )


def _misdated(whose: Any, latest: Any, to_come: float) -> tuple[Any, Any]:
    """Is one dated in days to come? Its date, in seconds since 1970, and where it is."""
    date = case((hand_ins.c.moment > to_come, hand_ins.c.moment))
    return (
        func.first_value(date).over(partition_by=whose, order_by=latest).label("misdated"),
        func.first_value(hand_ins.c.place).over(partition_by=whose, order_by=latest).label("where"),
    )


def _also_refused(ranked: Any) -> Any:
    """What else did the person hand in for the exercise that could not be graded?"""
    return (
        select(func.min(refused.c.place + ": " + refused.c.reason))
        .where(
            refused.c.person == ranked.c.person,
            refused.c.exercise == ranked.c.exercise,
            ~refused.c.other,
        )
        .scalar_subquery()
    )


def _asked(ranked: Any) -> Any:
    """What is open of whose it is, in words?"""
    here = (questions.c.hand_in == ranked.c.id, questions.c.open)
    return select(func.min(questions.c.told)).where(*here).scalar_subquery()


def _grade(row: Row[Any], run: int, shared: Shared, terms: Mapping[str, Terms]) -> dict[str, Any]:
    """Return the row of `grades` for the hand-in that counts."""
    namesakes, unclear = shared.namesakes(row.person)
    late = terms.get(row.exercise, Terms()).lateness(row.moment)
    conflicts = [
        _date_told(row),
        "" if row.off else late,
        shared.reason(row),
        namesakes if unclear else "",
    ]
    if row.books > 1:
        books = f"{row.books} workbooks were handed in under this name"
        conflicts.append(f"{books}, this one in {row.place}")
    also = f"not read: {row.also}" if row.also else ""
    told = "" if unclear else namesakes
    taken = rules.taken_off(row.score, row.off)
    settled = f"{late}, {text.number(taken)} off" if taken else late if row.off else ""
    doubts = (row.doubt, row.asked)
    reasons = [*doubts, settled, *conflicts, row.reason, also, told]
    return {
        "exercise": row.exercise,
        "run": run,
        "person": row.person,
        "workbook": row.book,
        "hand_in": row.id,
        "state": row.state,
        "score": rules.after_late(row.score, row.off),
        "max_score": row.max_score,
        "competent": row.competent,
        "reason": "; ".join(reason for reason in reasons if reason),
        "look": row.state == "not gradable" or any((*doubts, *conflicts, also)),
    }


def _date_told(row: Row[Any]) -> str:
    """Say that a hand-in is dated in days to come, or nothing."""
    if row.misdated is None:
        return ""
    date = text.day(row.misdated)
    if row.misdated == row.moment:
        return f"it is dated {date}, which is yet to come"
    return f"{row.where} is dated {date}, which is yet to come, so it does not count"


def _in_order(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in grades.columns)


def _change(
    row: Row[Any], now: dict[str, Any], why: Why, charged: Container[int]
) -> Iterator[Change]:
    """Yield what changed for whoever had a row before, if anything did.

    `charged` are the hand-ins for which being late costs otherwise than before.
    """
    if row.old_state is None:
        return
    before = Result(row.old_state, row.old_score, row.old_max_score, row.old_competent)
    after = Result(now["state"], now["score"], now["max_score"], now["competent"])
    if before != after:
        who = (row.person, row.name, now["exercise"], now["workbook"])
        told = why(row.old_hand_in, now["hand_in"])
        late = _charge_told(row) if row.id in charged or row.id != row.old_hand_in else ""
        yield Change(*who, before, after, "; ".join(filter(None, (told, late))))


def _charge_told(row: Row[Any]) -> str:
    """Say what being late takes off, or off no more."""
    same = row.id == row.old_hand_in
    nothing = "nothing off for being late any more" if same and not row.off else ""
    return nothing or rules.charged(row.score, row.off, row.late)


def _add_refused(connection: Connection, run: int, touched: list[str], shared: Shared) -> None:
    """Add a row for whoever handed in nothing that can be graded."""
    other = hand_ins.alias("other")
    by_person = select(literal(1)).where(other.c.person == refused.c.person)
    graded = by_person.where(other.c.exercise == refused.c.exercise).exists()
    needed = or_(~refused.c.other, refused.c.exercise != "", ~by_person.exists())
    found = (
        select(
            refused.c.exercise,
            refused.c.person,
            func.min(refused.c.place + ": " + refused.c.reason).label("reason"),
            func.count().label("files"),
        )
        .where(refused.c.exercise.in_(touched), ~graded, needed)
        .group_by(refused.c.exercise, refused.c.person)
    )
    for partition in connection.execute(found).partitions(BATCH):
        rows = [_in_order(_refused(row, run, shared)) for row in partition]
        insert_all(connection, grades, rows)


def _refused(row: Row[Any], run: int, shared: Shared) -> dict[str, Any]:
    more = f", and {row.files - 1} more" if row.files > 1 else ""
    namesakes, _ = shared.namesakes(row.person)
    return {
        "exercise": row.exercise,
        "run": run,
        "person": row.person,
        "workbook": "",
        "hand_in": None,
        "state": "not gradable",
        "score": None,
        "max_score": None,
        "competent": "",
        "reason": "; ".join(filter(None, (row.reason + more, namesakes))),
        "look": True,
    }
