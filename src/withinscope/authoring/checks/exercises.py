"""What is wrong in exercises/: what its solutions do not make, and what gives their keys away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from withinscope import items
from withinscope.authoring import exercises
from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.material import Asked, Book, Material
from withinscope.authoring.prose import pieces
from withinscope.problems import Mistake

STALE = error("WS310")
LEAK = error("WS311")
SHORTEST = 25
"""Characters: what is shorter may well stand in two places by chance."""


def found(material: Material) -> Iterator[Finding]:
    """Yield exercises that are not current, and graded items of which a hidden text is out."""
    try:
        problems = exercises.disagreements(material.folder)
    except Mistake:
        problems = ()  # the solution can't be released, which another rule tells
    for problem in problems:
        yield Finding(STALE, problem)
    released = {book: _everything(book) for book in material.books if _is_released(book)}
    for one in material.asked:
        if one.graded:
            yield from _leaks(one, released)


def _is_released(book: Book) -> bool:
    return book.notebook.role != "solution"


def _leaks(one: Asked, released: dict[Book, str]) -> Iterator[Finding]:
    """Yield the texts of a graded item that its trainees should not have, and where they stand."""
    shown = _squeezed(items.source(one.item.released()))
    for piece in pieces(one.item):
        hidden = _squeezed(piece.text)
        if piece.first or len(piece.text) < SHORTEST or hidden in shown:
            continue
        for book, everything in released.items():
            if hidden in everything:
                what = f"This `{piece.field}` stands in {book.notebook.path}, which trainees have."
                yield LEAK(one.at(piece.at), what, "Take it out there, or write another here.")


def _everything(book: Book) -> str:
    return _squeezed("\n".join(cell.source for cell in book.notebook.cells))


def _squeezed(text: str) -> str:
    """Leave out what folding, line breaks and YAML's quotes change."""
    return re.sub(r"[\s\"'\\]+", "", text).casefold()
