"""Which hand-ins of a person are of one workbook, so that the newer takes the older's place.

Whoever begins an exercise anew, on another computer, has another workbook. Where a learning system
took both under one number of one assignment, both are that person's all the same.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, select

from withinscope.grading import text
from withinscope.grading.book.tables import hand_ins
from withinscope.grading.grade import HandIn

_OF_ONE = (hand_ins.c.exercise, hand_ins.c.person)
_OWN = func.coalesce(hand_ins.c.workbook, hand_ins.c.loose)
"""The workbook of a hand-in, else a mark of where it stood if that alone shows whose it is."""


def loose(hand_in: HandIn, before: str = "") -> str:
    """Return a mark of a learning system's number, of whose workbooks the newest counts; without
    a workbook, a mark of where a hand-in stands if nothing else shows whose it is; or nothing.

    A workbook shows it, such a number, and a roster that has the name once. Without
    them two people of one name look like one who handed in twice: only files of one person's
    folder, or a file that took another's place, are taken for one person's. `before` is what it
    was for another copy of the file: one that was mailed takes no number away.
    """
    whose = hand_in.whose
    if hand_in.workbook:
        return text.mark(whose.number, whose.assignment) if whose.number else before
    if whose.number or whose.listed:
        return ""
    folder = whose.source == "folder"
    return text.mark(hand_in.where.rpartition("/")[0] if folder else hand_in.where)


def each(touched: list[str]) -> Any:
    """Which workbook is each hand-in of? The first of those that came under one number."""
    same = _under_one_number(touched)
    theirs = and_(
        same.c.exercise == hand_ins.c.exercise,
        same.c.person == hand_ins.c.person,
        same.c.workbook == hand_ins.c.workbook,
    )
    book = func.coalesce(same.c.first, _OWN).label("book")
    return (
        select(hand_ins.c.id, *_OF_ONE, book)
        .outerjoin(same, theirs)
        .where(hand_ins.c.exercise.in_(touched))
        .subquery()
    )


def of_each(touched: list[str]) -> Any:
    """How many workbooks, known or not, did each person hand in for an exercise?"""
    one = each(touched)
    books = func.count(func.nullif(one.c.book, "").distinct()).label("books")
    whose = (one.c.exercise, one.c.person)
    return select(*whose, books).group_by(*whose).subquery()


def _under_one_number(touched: list[str]) -> Any:
    """Which workbooks came with others under a number, and which of those is the first?"""
    here = (
        hand_ins.c.exercise.in_(touched),
        hand_ins.c.workbook.is_not(None),
        hand_ins.c.loose != "",
    )
    several = (
        select(*_OF_ONE, hand_ins.c.loose, func.min(hand_ins.c.workbook).label("first"))
        .where(*here)
        .group_by(*_OF_ONE, hand_ins.c.loose)
        .having(func.count(hand_ins.c.workbook.distinct()) > 1)
        .subquery()
    )
    theirs = and_(
        several.c.exercise == hand_ins.c.exercise,
        several.c.person == hand_ins.c.person,
        several.c.loose == hand_ins.c.loose,
    )
    first = func.min(several.c.first).label("first")
    return (
        select(*_OF_ONE, hand_ins.c.workbook, first)
        .join(several, theirs)
        .where(*here)
        .group_by(*_OF_ONE, hand_ins.c.workbook)
        .subquery()
    )
