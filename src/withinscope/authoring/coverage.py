"""What a course covers: which lesson practices, and which exercise assesses, each thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from withinscope.authoring.material import Asked, Material
from withinscope.course import Entry

GROUPS = (("claims", "claims"), ("dimensions", "dimension"), ("outcomes", "outcome"))
"""The lists of the syllabus, each with the field in which an item names its entries."""


class Row(Struct, frozen=True):
    """An entry of the syllabus, with the lessons and exercises that have items on it.

    Lessons and exercises go by their ids, in the order of the course.
    """

    group: str
    id: str
    text: str
    taught: tuple[str, ...]
    assessed: tuple[str, ...]

    @property
    def holes(self) -> tuple[str, ...]:
        """What is missing, in words."""
        lesson = () if self.taught else ("practiced in no lesson",)
        return lesson if self.assessed else (*lesson, "assessed in no exercise")


def rows(material: Material) -> tuple[Row, ...]:
    """Return a row for each claim, dimension and outcome, in the order of the syllabus."""
    known = material.known
    books = {book.notebook.path: book.notebook.id or "" for book in material.books}
    order = [lesson.id for lesson in known.lessons]
    order += [lesson.exercise for lesson in known.lessons if lesson.exercise]
    made = []
    for group, field in GROUPS:
        for entry in getattr(known, group):
            on_it = [one for one in material.asked if entry.id in getattr(one.item, field)]
            made.append(_row(group, entry, on_it, books, order))
    return tuple(made)


def _row(
    group: str, entry: Entry, on_it: Iterable[Asked], books: dict[str, str], order: list[str]
) -> Row:
    asked = [(books[one.place.file or ""], one.graded) for one in on_it]
    taught = {name for name, graded in asked if not graded}
    assessed = {name for name, graded in asked if graded}
    return Row(group, entry.id, entry.text, _sorted(taught, order), _sorted(assessed, order))


def _sorted(names: set[str], order: list[str]) -> tuple[str, ...]:
    return tuple(name for name in order if name in names)


def _text(table: Sequence[Row]) -> str:
    """Write the table for a terminal."""
    head = ("", "practiced in", "assessed in", "")
    lines = [(row.id, _names(row.taught), _names(row.assessed), row.text) for row in table]
    wide = [max(len(line[n]) for line in (head, *lines)) for n in range(3)]
    return "\n".join(
        "  ".join((*(cell.ljust(w) for cell, w in zip(line, wide, strict=False)), line[3])).rstrip()
        for line in (head, *lines)
    )


def _markdown(table: Sequence[Row]) -> str:
    """Write the table in Markdown."""
    lines = ["| | what | practiced in | assessed in |", "|---|---|---|---|"]
    lines += [
        f"| {row.id} | {row.text} | {_names(row.taught)} | {_names(row.assessed)} |"
        for row in table
    ]
    return "\n".join(lines)


def _json(table: Sequence[Row]) -> str:
    """Write the table as a list of objects."""
    fields = [{name: getattr(row, name) for name in Row.__struct_fields__} for row in table]
    return json.dumps(fields, indent=2, ensure_ascii=False)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"


FORMATS: dict[str, Callable[[Sequence[Row]], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
