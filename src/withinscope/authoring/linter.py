"""What is wrong in a course: in its syllabus, its notebooks, its items, and between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from withinscope import course as syllabus
from withinscope import dialogue, items, notebooks, types
from withinscope.authoring import books, lessons, plays
from withinscope.authoring.files import all_notebooks, read, shown
from withinscope.course import Course
from withinscope.notebooks import Notebook
from withinscope.problems import Mistake, Place, Problem
from withinscope.types.free import Item as Free
from withinscope.yaml_text import line_of


class Asked(Struct, frozen=True):
    """An item with its key, its YAML and where that begins, and whether it is graded."""

    item: types.Item
    text: str
    place: Place
    graded: bool

    def at(self, field: str) -> Place:
        """Return the place of one of its fields."""
        return self.place.at_line(line_of(self.text, field))


def check(course: Path, paths: Sequence[Path] = ()) -> tuple[tuple[Problem, ...], int]:
    """Return what is wrong, in order of place, and how many notebooks were looked at.

    `paths` are the notebooks to look at; none means all, and the syllabus too. The whole course
    is read either way, since items name each other. Raises Mistake if course.yaml can't be read.
    """
    known = syllabus.read(course)
    asked: list[Asked] = []
    problems = list(lessons.problems(course, known))
    for path in dict.fromkeys((*all_notebooks(course), *paths)):
        try:
            book = read(path, course)
        except Mistake as mistake:
            problems += mistake.problems
            continue
        problems += books.problems(book, path, course, known)
        problems += _read_items(book, asked)
    problems += _names(asked, known)
    problems += _twice(asked)
    problems += _pairs(asked)
    problems += _unmarkable(asked)
    wanted = {shown(path, course) for path in paths}
    problems += _conversations(course, asked, wanted)
    kept = [p for p in problems if not wanted or p.place.file in wanted]
    return tuple(sorted(kept, key=_order)), len(paths or all_notebooks(course))


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return place.file or "", place.cell or 0, place.line or 0


def _read_items(book: Notebook, asked: list[Asked]) -> Iterator[Problem]:
    """Add a notebook's items to `asked`; yield what is wrong in those that can't be read.

    An exercise has none of its own: it asks what its solution asks.
    """
    if book.role == "exercise":
        return
    for number, cell in enumerate(book.cells):
        try:
            item = notebooks.written(cell, book.place(number))
        except Mistake as mistake:
            yield from mistake.problems
            continue
        if item is not None:
            text = items.yaml_of(cell.source) or ""
            asked.append(Asked(item, text, book.place(number, 2), book.role == "solution"))


def _names(asked: Iterable[Asked], known: Course) -> Iterator[Problem]:
    """Yield what items name and the syllabus does not have."""
    syllabus_of = {
        "outcome": known.outcomes,
        "dimension": known.dimensions,
        "claims": known.claims,
        "sources": known.sources,
    }
    for one in asked:
        for field, entries in syllabus_of.items():
            ids = {entry.id for entry in entries}
            for name in getattr(one.item, field):
                if name not in ids:
                    what = f"`{field}` names `{name}`, which {syllabus.FILE} does not have."
                    yield Problem(what, "Name one that it has, or add it there.", one.at(field))


def _twice(asked: Iterable[Asked]) -> Iterator[Problem]:
    first: dict[str, Asked] = {}
    for one in asked:
        other = first.setdefault(one.item.id, one)
        if other is not one:
            where = Place(other.place.file, other.place.cell)
            what = f"An item with the id `{one.item.id}` is at {where} already."
            yield Problem(what, "Give each its own.", one.at("id"))


def _pairs(asked: Sequence[Asked]) -> Iterator[Problem]:
    """Yield contrast twins that are not there, and those that don't know they are one.

    A twin may name a third item: a story that changes twice.
    """
    by_id = {one.item.id: one for one in asked}
    for one in asked:
        if (name := one.item.pair) is None:
            continue
        twin = by_id.get(name)
        if twin is None or twin is one:
            what = f"`pair` names `{name}`, which is no other item of the course."
            yield Problem(what, "Name the item that differs in one detail.", one.at("pair"))
        elif twin.item.pair is None:
            what = f"`{one.item.id}` names this item as its pair, and it names none."
            yield Problem(what, f"Write `pair: {one.item.id}` here.", twin.at("id"))


def _unmarkable(asked: Iterable[Asked]) -> Iterator[Problem]:
    for one in asked:
        if one.graded and isinstance(one.item, Free) and not one.item.rubric:
            what = "This is written to be marked, and has no rubric."
            yield Problem(what, "Add `rubric`, or ask it in the lesson instead.", one.at("id"))


def _conversations(
    course: Path, asked: Iterable[Asked], wanted: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong in the plays of conversations, and where their plans differ.

    A proof takes seconds, so only those in the notebooks that are `wanted` are proved, if any.
    """
    found = [(one, one.item) for one in asked if isinstance(one.item, dialogue.Dialogue)]
    for one, item in found:
        if not wanted or one.place.file in wanted:
            for finding in dialogue.check(item).findings:
                yield Problem(finding.told, finding.mend, one.at(finding.at))
    yield from plays.problems(course, {item.id: (item, one.at("id")) for one, item in found})
