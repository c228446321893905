"""What a course covers: which lesson practices, and which exercise assesses, each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from withinscope.authoring.material import Asked, Material
from withinscope.course import Course, Entry

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


class Count(Struct, frozen=True):
    """How much there is in a notebook, by its id, or in the whole course.

    `items` are scored at once; `cases` are those of its matching items, which are among them as the
    `best_worst` ones are. `written` is answered in one's own words. `pairs` are contrast pairs, in
    the notebook of the one that comes first.
    """

    id: str
    title: str
    items: int
    conversations: int
    written: int
    best_worst: int
    cases: int
    pairs: int


class Table(Struct, frozen=True):
    """What a course covers, what its items train, and how much there is, the whole last."""

    rows: tuple[Row, ...]
    trains: tuple[Share, ...]
    counts: tuple[Count, ...]


TRAINS = {
    "coach-on": ("simply coaching on is best", "1 in 5"),
    "over-caution": ("over-caution is the worst", "1 in 4"),
    "human": ("a short human thing is best", "1 in 8"),
    "warm": ("warm, in role, and out of scope here", "2 a lesson"),
    "second-turn": ("after a good answer landed badly", "2 a lesson"),
}
"""What an item can train, in words, and of how many items one should, at least."""


def table(material: Material) -> Table:
    """Return what a course covers, what its items train, and how much there is."""
    return Table(rows(material), shares(material), counts(material))


def counts(material: Material) -> tuple[Count, ...]:
    """Return how much there is in each notebook that asks anything, and in all of them."""
    known, books = material.known, _ids(material)
    found: dict[str, list[Asked]] = {name: [] for name in _order(known)}
    for one in material.counting:
        if (name := books[one.place.file or ""]) in found:
            found[name].append(one)
    met: set[frozenset[str]] = set()
    each = [_count(name, known.title_of(name) or "", of, met) for name, of in found.items() if of]
    every = [one for of in found.values() for one in of]
    return (*each, _count("all", known.title, every, set()))


def _count(name: str, title: str, asked: Sequence[Asked], met: set[frozenset[str]]) -> Count:
    """Count what is asked; a pair of `met` is not counted again, and those here are added."""
    items = [one.item for one in asked]
    scored = [item for item in items if not (item.own_words or item.played)]
    pairs = {frozenset((item.id, item.pair)) for item in items if item.pair} - met
    met |= pairs
    return Count(
        name,
        title,
        len(scored),
        sum(item.played for item in items),
        sum(item.own_words for item in items),
        sum(item.type == "best-worst" for item in scored),
        sum(len(getattr(item, "cases", ())) for item in scored),
        len(pairs),
    )


def _ids(material: Material) -> dict[str, str]:
    """Return the id of each notebook by its path."""
    return {book.notebook.path: book.notebook.id or "" for book in material.books}


def _order(known: Course) -> list[str]:
    """Return the ids of lessons and exercises as they follow each other."""
    pairs = ((lesson.id, lesson.exercise) for lesson in known.lessons)
    return [name for pair in pairs for name in pair if name]


def shares(material: Material) -> tuple[Share, ...]:
    """Return a share for each thing that items can train, over all that are scored or played."""
    books = _ids(material)
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
    known, books = material.known, _ids(material)
    order = _order(known)
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
