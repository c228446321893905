"""Whose feedback says something else since a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Select, and_, or_, select

from withinscope.grading.book.tables import earlier_rules, grades, hand_ins


def of(run: int | None, persons: Iterable[int] | None) -> Iterator[ColumnElement[bool]]:
    """Yield what holds for rows of `grades` of whom a run or one since may say something else,
    or for those of some people; nothing for all.

    That is: a hand-in was graded, no file could be read, or what an exercise counts by is new,
    so that another hand-in may count, or the same one for less.
    """
    if run is not None:
        graded = select(hand_ins.c.person).where(hand_ins.c.run >= run)
        unread = and_(grades.c.run >= run, grades.c.hand_in.is_(None))
        yield or_(grades.c.person.in_(graded), grades.c.person.in_(_settled(run)), unread)
    elif persons is not None:
        yield grades.c.person.in_(sorted(persons))


def _settled(run: int) -> Select[tuple[int]]:
    other = grades.alias("other")
    exercises = select(earlier_rules.c.exercise).where(earlier_rules.c.run >= run)
    return select(other.c.person).where(other.c.exercise.in_(exercises))
