"""What a course covers: which lesson practices, and which exercise assesses, each thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

import msgspec
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


class Share(Struct, frozen=True):
    """How many items train something; `wanted` says of how many there should be one.

    `lessons` has, for each lesson with its exercise, how many of its scored items do, and of how
    many: (lesson id, count, of).
    """

    id: str
    text: str
    wanted: str
    lessons: tuple[tuple[str, int, int], ...]

    @property
    def count(self) -> int:
        """How many items of the course train it."""
        return sum(count for _, count, _ in self.lessons)

    @property
    def of(self) -> int:
        """How many scored items the course has."""
        return sum(of for _, _, of in self.lessons)


class Table(Struct, frozen=True):
    """What a course covers, and what its items train."""

    rows: tuple[Row, ...]
    trains: tuple[Share, ...]


TRAINS = {
    "coach-on": ("simply coaching on is best", "1 in 5"),
    "over-caution": ("over-caution is the worst", "1 in 4"),
    "human": ("a short human thing is best", "1 in 8"),
    "warm": ("warm, in role, and out of scope here", "2 a lesson"),
    "second-turn": ("after a good answer landed badly", "2 a lesson"),
}
"""What an item can train, in words, and of how many items one should, at least."""


def table(material: Material) -> Table:
    """Return what a course covers, and what its items train."""
    return Table(rows(material), shares(material))


def shares(material: Material) -> tuple[Share, ...]:
    """Return a share for each thing that items can train, over all that are scored or played."""
    books = {book.notebook.path: book.notebook.id or "" for book in material.books}
    asked: dict[str, list[Asked]] = {}
    for one in material.counting:
        if not one.item.own_words:
            asked.setdefault(books[one.place.file or ""], []).append(one)
    of = {
        lesson.id: [*asked.get(lesson.id, ()), *asked.get(lesson.exercise or "", ())]
        for lesson in material.known.lessons
    }
    return tuple(
        Share(
            name,
            text,
            wanted,
            tuple(
                (lesson, sum(name in one.item.trains for one in items), len(items))
                for lesson, items in of.items()
                if items
            ),
        )
        for name, (text, wanted) in TRAINS.items()
    )


def rows(material: Material) -> tuple[Row, ...]:
    """Return a row for each claim, dimension and outcome, in the order of the syllabus."""
    known = material.known
    books = {book.notebook.path: book.notebook.id or "" for book in material.books}
    order = [lesson.id for lesson in known.lessons]
    order += [lesson.exercise for lesson in known.lessons if lesson.exercise]
    made = []
    for group, field in GROUPS:
        for entry in getattr(known, group):
            on_it = [one for one in material.counting if entry.id in getattr(one.item, field)]
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


def _text(table: Table) -> str:
    """Write the table for a terminal."""
    covers = [
        ("", "practiced in", "assessed in", ""),
        *((row.id, _names(row.taught), _names(row.assessed), row.text) for row in table.rows),
    ]
    trains = [("", "trained by", "wanted", "by lesson", ""), *map(_share, table.trains)]
    return f"{_columns(covers)}\n\n{_columns(trains)}"


def _columns(lines: Sequence[Sequence[str]]) -> str:
    """Write lines so that all columns but the last are as wide as their widest cell."""
    wide = [max(map(len, column)) for column in list(zip(*lines, strict=True))[:-1]]
    return "\n".join(
        "  ".join(
            (*(cell.ljust(w) for cell, w in zip(line, wide, strict=False)), line[-1])
        ).rstrip()
        for line in lines
    )


def _share(share: Share) -> tuple[str, str, str, str, str]:
    percent = f" ({share.count / share.of:.0%})" if share.of else ""
    by_lesson = ", ".join(f"{lesson} {count}" for lesson, count, _ in share.lessons) or "-"
    counted = f"{share.count} of {share.of}{percent}"
    return share.id, counted, share.wanted, by_lesson, share.text


def _markdown(table: Table) -> str:
    """Write the table in Markdown."""
    lines = ["| | what | practiced in | assessed in |", "|---|---|---|---|"]
    lines += [
        f"| {row.id} | {row.text} | {_names(row.taught)} | {_names(row.assessed)} |"
        for row in table.rows
    ]
    lines += ["", "| | what | trained by | wanted | by lesson |", "|---|---|---|---|---|"]
    for name, counted, wanted, by_lesson, text in map(_share, table.trains):
        lines.append(f"| {name} | {text} | {counted} | {wanted} | {by_lesson} |")
    return "\n".join(lines)


def _json(table: Table) -> str:
    """Write the table as one object: `rows`, and what items train."""
    return json.dumps(msgspec.to_builtins(table), indent=2, ensure_ascii=False)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"


FORMATS: dict[str, Callable[[Table], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
