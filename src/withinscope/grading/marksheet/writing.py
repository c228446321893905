"""Make sheets of answers: one an item, a row an answer, a column a criterion; no names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from withinscope.grading import text
from withinscope.grading.marking import Mark, Role, Work
from withinscope.grading.marksheet import form
from withinscope.types import Item


class Heading(Struct, frozen=True):
    """The heading of a column, and the values that are allowed below it, if not any.

    What stands below one that is `free` is whatever somebody wrote: a file keeps it text.
    """

    words: str
    allowed: tuple[int, ...] = ()
    free: bool = False


class MarkSheet(Struct, frozen=True):
    """The answers to one item. Each row has a cell for each heading."""

    item: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets(
    works: Sequence[Work],
    rubrics: Mapping[int, Item],
    marks: Mapping[Work, Mark],
    role: Role = "first",
) -> tuple[MarkSheet, ...]:
    """Return a sheet an item, in the order of the works, which come together by item.

    `marks` are those of the role that answers have; they stand there to be looked at again.
    """
    return tuple(
        _sheet(rubrics[number], tuple(group), marks, role)
        for number, group in groupby(works, lambda work: work.item)
    )


def _sheet(item: Item, works: Sequence[Work], marks: Mapping[Work, Mark], role: Role) -> MarkSheet:
    rows = tuple(tuple(_row(item, work, marks.get(work))) for work in works)
    return MarkSheet(item.id, tuple(_headings(item, role)), rows)


def _headings(item: Item, role: Role) -> Iterator[Heading]:
    yield Heading(form.KEY)
    yield from (Heading(words) for words, its in form.MARKS.items() if its == role)
    yield Heading(text.one_line(f"{form.ANSWER}: {item.stem}"), free=True)
    for one in item.rubric:
        yield Heading(form.level_heading(one), tuple(range(one.highest + 1)))
        yield Heading(form.comment_heading(one), free=True)


def _row(item: Item, work: Work, mark: Mark | None) -> Iterator[str]:
    yield form.key(work)
    yield str(mark.id) if mark else ""
    yield text.block(item.said(item.decode(work.response.encode())))
    for one in item.rubric:
        level = mark.levels.get(one.id) if mark else None
        yield "" if level is None else str(level)
        yield mark.comments.get(one.id, "") if mark else ""
