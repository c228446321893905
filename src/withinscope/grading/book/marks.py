"""Marks in the gradebook: what awaits one, and giving one, which nothing overwrites silently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from withinscope import scoring, types
from withinscope.grading import text
from withinscope.grading.book import changes, entries, history, queries, rules
from withinscope.grading.book.stored import Unread
from withinscope.grading.book.tables import COUNTS, answers, grades, hand_ins, items, marks
from withinscope.grading.marking import Mark, Role, Work
from withinscope.types import Item

MOST_OFFERED = 12
"""Comments that are offered again of a criterion."""


def to_mark(connection: Connection, *, again: bool = False) -> list[Work]:
    """Which free answers, of the hand-ins that count, await a mark, or with `again` have one?

    All answers to an item together, in an order that has nothing to do with who wrote them.
    Those to an item that can't be read any more are left out.
    """
    state = "graded" if again else "needs marking"
    asked = (
        select(
            hand_ins.c.person,
            answers.c.item,
            items.c.item.label("name"),
            items.c.revision,
            answers.c.text,
            answers.c.response,
        )
        .join(grades, grades.c.hand_in == answers.c.hand_in)
        .join(hand_ins, hand_ins.c.id == answers.c.hand_in)
        .join(items, items.c.id == answers.c.item)
        .where(answers.c.text.is_not(None), answers.c.state == state)
        .order_by(answers.c.item, answers.c.text, hand_ins.c.id)
    )
    known = rubrics(connection)
    works = (Work(*row) for row in connection.execute(asked))
    rows = [work for work in works if work.item in known]
    # One mark serves every hand-in of a trainee with the same text.
    return list({(row.person, row.item, row.text): row for row in reversed(rows)}.values())[::-1]


def rubrics(connection: Connection) -> dict[int, Item]:
    """Which items are marked by a person? By their numbers; not those that were withdrawn."""
    every = entries.every_item(connection)
    return {
        number: item for number, item in every.items() if item.by_person and item.withdrawn is None
    }


def latest_mark(connection: Connection, work: Work, role: Role = "first") -> Mark | None:
    """Which mark of this answer counts? Or, for the second marker, which is theirs?"""
    asked = (
        select(
            marks.c.id, marks.c.levels, marks.c.marker, marks.c.at, marks.c.comments, marks.c.role
        )
        .where(*_of(work), _beside(role))
        .order_by(marks.c.id.desc())
        .limit(1)
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
    levels, comments = msgspec.json.decode(row.levels), msgspec.json.decode(row.comments)
    return Mark(row.id, levels, row.marker, row.at, comments, row.role)


def _beside(role: Role) -> ColumnElement[bool]:
    """Return what holds of the marks that one of a role is held against."""
    return ~COUNTS if role == "second" else COUNTS


def comment_bank(
    connection: Connection, item: str, by: str | None = None
) -> dict[str, tuple[str, ...]]:
    """What was said of answers to an item before, by criterion, the most frequent first?

    Said by anybody, or `by` one marker, where the others' words would tell of their marks.
    """
    asked = select(marks.c.comments).where(marks.c.item == item, marks.c.comments != "{}")
    if by is not None:
        asked = asked.where(marks.c.marker == by)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    # A comment counts once an answer, however often its mark was given anew.
    rows = connection.execute(asked.add_columns(marks.c.person, marks.c.text))
    once = {
        (person, text, criterion, words)
        for comments, person, text in rows
        for criterion, words in msgspec.json.decode(comments).items()
    }
    for _, _, criterion, words in once:
        said[criterion][words] += 1
    return {
        criterion: tuple(sorted(counted, key=lambda words: (-counted[words], words)))[:MOST_OFFERED]
        for criterion, counted in said.items()
    }


def give(
    connection: Connection,
    work: Work,
    levels: Mapping[str, int],
    marker: str,
    instead_of: Mark | None = None,
    comments: Mapping[str, str] = {},
    known: Mapping[int, types.Item] | None = None,
    role: Role = "first",
) -> Mark | None:
    """Give a mark and bring scores up to date; return None.

    Without levels, the mark before is taken back, and the answer awaits one again. If another
    mark counts than the one it is given `instead_of`, nothing is written and that one is
    returned. Every mark stays in the gradebook; the latest counts, and a second one never does.
    Whoever gives many at once has looked up every item before, as `known`.
    """
    latest = latest_mark(connection, work, role)
    if latest is not None and (instead_of is None or latest.id != instead_of.id):
        return latest
    connection.execute(
        insert(marks).values(
            person=work.person,
            item=work.name,
            revision=work.revision,
            text=work.text,
            levels=msgspec.json.encode(levels).decode(),
            marker=marker,
            at=datetime.now(UTC).isoformat(),
            comments=msgspec.json.encode(comments).decode(),
            role=role,
        )
    )
    if role != "second":
        before = queries.results(connection, work.person)
        _apply(connection, work, levels, known or entries.every_item(connection))
        why = f"{work.name} marked" if levels else f"{work.name}: its mark taken back"
        now = queries.results(connection, work.person)
        history.record(connection, changes.between(before, now, why), marker, None)
    return None


def _of(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        marks.c.person == work.person,
        marks.c.item == work.name,
        marks.c.revision == work.revision,
        marks.c.text == work.text,
    )


def _apply(
    connection: Connection, work: Work, levels: Mapping[str, int], known: Mapping[int, types.Item]
) -> None:
    """Score every hand-in of the trainee that holds this answer."""
    item = known[work.item]
    result = scoring.grade_item(item, work.response.encode(), levels or None)
    same = and_(answers.c.text == work.text, answers.c.item == work.item)
    theirs = (
        select(answers.c.hand_in)
        .join(hand_ins, hand_ins.c.id == answers.c.hand_in)
        .where(same, hand_ins.c.person == work.person)
    )
    for hand_in in connection.scalars(theirs).all():
        connection.execute(
            update(answers)
            .where(answers.c.hand_in == hand_in, answers.c.item == work.item)
            .values(
                state=result.state,
                points=result.points,
                marks=msgspec.json.encode(levels).decode() if levels else None,
            )
        )
        _add_up(connection, hand_in, known)


def _add_up(connection: Connection, hand_in: int, known: Mapping[int, types.Item]) -> None:
    """Bring a hand-in's total, and the row of `grades` that it counts for, up to date."""
    rows = connection.execute(select(answers).where(answers.c.hand_in == hand_in)).all()
    asked = [known[row.item] for row in rows]
    results = {item.id: _result(item, row) for item, row in zip(asked, rows, strict=True)}
    total = scoring.total(asked, results)
    now = {"state": total.state, "score": total.score, "competent": total.competent}
    connection.execute(update(hand_ins).where(hand_ins.c.id == hand_in).values(now))
    off = connection.scalar(select(hand_ins.c.off).where(hand_ins.c.id == hand_in)) or 0
    counts = now | {"score": rules.after_late(total.score, off)}
    connection.execute(update(grades).where(grades.c.hand_in == hand_in).values(counts))


def _result(item: types.Item, row: Row[Any]) -> scoring.ItemResult:
    if row.reason:  # kept of a withdrawn item too, for the day when it counts again
        return scoring.not_gradable(item, row.reason)
    if isinstance(item, Unread):
        return as_it_was(item, row)
    levels = row.marks and msgspec.json.decode(row.marks)
    return scoring.grade_item(item, row.response and row.response.encode(), levels)


def as_it_was(item: Unread, row: Row[Any]) -> scoring.ItemResult:
    """Return what an answer came to while its item could be read."""
    failed = None if row.points is None else row.points < item.points / 2
    failed = True if row.state == "unanswered" else failed
    return scoring.ItemResult(item.id, row.state, row.points, failed=item.critical and failed)


def has_marked(connection: Connection, marker: str) -> bool:
    """Has a marker given any mark yet?"""
    names = connection.scalars(select(marks.c.marker).distinct())
    return any(text.alike(one) == text.alike(text.name(marker)) for one in names)


def progress(connection: Connection) -> tuple[int, int]:
    """How many free answers, of the hand-ins that count, are marked, and how many are there?"""
    every_item = entries.every_item(connection)
    withdrawn = [number for number, item in every_item.items() if item.withdrawn]
    asked = (
        select(func.count(answers.c.marks), func.count())
        .join(grades, grades.c.hand_in == answers.c.hand_in)
        .where(answers.c.text.is_not(None), answers.c.item.not_in(withdrawn))
    )
    done, every = connection.execute(asked).one()
    return done, every
