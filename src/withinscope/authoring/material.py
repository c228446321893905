"""A course as it was written, read once, for all that looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from withinscope import course, items, notebooks, types
from withinscope.authoring.files import all_notebooks, read, shown
from withinscope.course import FILE, Course
from withinscope.notebooks import Notebook
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import written_at
from withinscope.yaml_text import line_of


class Shared(Struct, frozen=True):
    """A set of options: its id, its YAML and where that begins."""

    id: str
    text: str
    place: Place

    def at(self, field: str) -> Place:
        """Return the place of one of its fields, named by a path such as `options.0.text`."""
        return self.place.at_line(line_of(self.text, field))


class Asked(Struct, frozen=True):
    """An item with its key, its YAML and where that begins, and whether it is graded.

    `options_of` is the set that its options are of, if they are.
    """

    item: types.Item
    text: str
    place: Place
    graded: bool
    options_of: Shared | None = None

    def at(self, field: str) -> Place:
        """Return the place of one of its fields, named by a path such as `options.0.text`.

        The words of an option of a set stand in the set, for all of its items.
        """
        if self.options_of and re.fullmatch(r"options\.\d+\.text", field):
            return self.options_of.at(field)
        return self.place.at_line(line_of(self.text, written_at(self.item, field)))


class Book(Struct, frozen=True):
    """A notebook of the course, and the file that it was read from."""

    notebook: Notebook
    path: Path


class Material(Struct, frozen=True):
    """All that authors wrote: the syllabus, the notebooks that can be read, and their items.

    An exercise has no items of its own: it asks what its solution asks. `sets` are those that can
    be read. `unread` is what could
    not be read at all, `unasked` each item that could not, with its cell. Where `wanted` names
    files, only they are asked about.
    """

    folder: Path
    known: Course
    books: tuple[Book, ...]
    asked: tuple[Asked, ...]
    sets: tuple[Shared, ...]
    unread: tuple[Problem, ...]
    unasked: tuple[tuple[str, Problem], ...]
    wanted: frozenset[str]

    @property
    def counting(self) -> tuple[Asked, ...]:
        """The items that teach or assess anything: all but those that were withdrawn."""
        return tuple(one for one in self.asked if one.item.withdrawn is None)

    def wants(self, place: Place) -> bool:
        """Tell whether what stands there is asked about."""
        return not self.wanted or place.file in self.wanted

    def whole(self) -> Material:
        """Return the same, everything being asked about."""
        return replace(self, wanted=frozenset())


def gather(folder: Path, paths: Sequence[Path] = ()) -> Material:
    """Read a whole course, and `paths`, which are the notebooks that are asked about.

    Raises Mistake if course.yaml can't be read.
    """
    known = course.read(folder)
    books: list[Book] = []
    unread: list[Problem] = []
    for path in dict.fromkeys((*all_notebooks(folder), *paths)):
        try:
            books.append(Book(read(path, folder), path))
        except Mistake as mistake:
            unread += mistake.problems
    sets: list[Shared] = []
    unasked: list[tuple[str, Problem]] = []
    return Material(
        folder,
        known,
        tuple(books),
        tuple(_asked((book.notebook for book in books), sets, unasked)),
        tuple(sets),
        tuple(unread),
        tuple(unasked),
        frozenset(shown(path, folder) for path in paths),
    )


def _asked(
    books: Iterable[Notebook], sets: list[Shared], unasked: list[tuple[str, Problem]]
) -> Iterator[Asked]:
    """Yield the items of notebooks; add their sets to `sets`, and to `unasked` what is wrong in
    those that can't be read.
    """
    for book in books:
        above: dict[str, Shared] = {}
        for number, (cell, shelf) in enumerate(
            notebooks.shelved(book) if book.role != "exercise" else ()
        ):
            try:
                item = notebooks.written(cell, book.place(number), shelf)
            except Mistake as mistake:
                unasked += ((cell.source, problem) for problem in mistake.problems)
                continue
            text, place = items.yaml_of(cell.source) or "", book.place(number, 2)
            if item is not None:
                yield Asked(item, text, place, book.is_graded, above.get(item.set or ""))
            elif text:
                one = Shared(items.load_set(text).id, text, place)
                above[one.id] = one
                sets.append(one)


def in_syllabus(folder: Path, value: str, nth: int = 1) -> Place:
    """Return the nth place, from 1, in course.yaml where a name is given this value."""
    given = re.compile(rf":\s*[\"']?{re.escape(value)}[\"']?\s*([,}}#]|$)")
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if given.search(line)] or [1]
    return Place(FILE, line=found[min(nth, len(found)) - 1])
