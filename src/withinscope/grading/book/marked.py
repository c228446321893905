"""Every free answer and every mark at once, for what is done with many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from withinscope.grading.book.tables import answers, grades, hand_ins, items, marks
from withinscope.grading.marking import Mark, Work

Answer = tuple[int, str, str, str]
"""What a mark belongs to: a person's number, an item's id and revision, the hash of a text."""
History = Mapping[Answer, Sequence[Mark]]
_LEVELS = msgspec.json.Decoder(dict[str, int])
_COMMENTS = msgspec.json.Decoder(dict[str, str])


def answer(work: Work) -> Answer:
    """Return what the marks of an answer belong to."""
    return work.person, work.name, work.revision, work.text


def history(connection: Connection) -> History:
    """Which marks has each answer, in the order in which they were given?"""
    found: dict[Answer, list[Mark]] = defaultdict(list)
    asked = select(
        marks.c.person,
        marks.c.item,
        marks.c.revision,
        marks.c.text,
        marks.c.id,
        marks.c.levels,
        marks.c.marker,
        marks.c.at,
        marks.c.comments,
        marks.c.role,
    ).order_by(marks.c.id)
    for *of, number, levels, marker, at, comments, role in connection.execute(asked):
        mark = Mark(number, _LEVELS.decode(levels), marker, at, _COMMENTS.decode(comments), role)
        found[tuple(of)].append(mark)
    return found


def every_answer(connection: Connection) -> dict[Work, bool]:
    """Which free answers are there, and is each in a hand-in that counts?"""
    asked = (
        select(
            hand_ins.c.person,
            answers.c.item,
            items.c.item,
            items.c.revision,
            answers.c.text,
            answers.c.response,
            grades.c.hand_in,
        )
        .join(hand_ins, hand_ins.c.id == answers.c.hand_in)
        .join(items, items.c.id == answers.c.item)
        .outerjoin(grades, grades.c.hand_in == answers.c.hand_in)
        .where(answers.c.text.is_not(None))
        .order_by(hand_ins.c.id)
    )
    found: dict[Answer, tuple[Work, bool]] = {}
    for *columns, counting in connection.execute(asked):
        work = Work(*columns)
        earlier = found.get(answer(work))
        found[answer(work)] = (work, counting is not None or bool(earlier and earlier[1]))
    return dict(found.values())
