"""Where the workbench does things, and what it makes of what the terminal would show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.commands import options
from withinscope.grading.workbench.bench_messages import Part
from withinscope.problems import Mistake, Problem


class Shop(Struct, frozen=True):
    """Where it is done: the course's folder, and who is told, with how many of how many, and that
    it waits for somebody else who writes to the gradebook.
    """

    course: Path
    tell: Callable[[int, int], object] = lambda done, of: None
    waits: Callable[[], object] = lambda: None

    @property
    def out(self) -> Path:
        """The folder of all that grading writes."""
        return self.course / options.FOLDER

    @property
    def graded(self) -> bool:
        """Whether there is a gradebook."""
        return (self.out / options.GRADEBOOK).is_file()

    @contextmanager
    def book(self) -> Iterator[Gradebook]:
        """Give the course's gradebook, which is made if need be."""
        opened = Gradebook(self.out / options.GRADEBOOK, self.waits)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read from. Raises Mistake if nothing was graded here yet."""
        if not self.graded:
            raise Mistake(Problem("Nothing is graded yet.", "Grade something first."))
        with self.book() as opened, opened.reading() as connection:
            yield connection


def part(one: RenderableType) -> Part:
    """Return a part of the terminal's summary as a value."""
    if isinstance(one, Table):
        heads = tuple(_plain(column.header) for column in one.columns)
        cells = [[_plain(cell) for cell in column.cells] for column in one.columns]
        return Part(_plain(one.title or ""), heads, tuple(zip(*cells, strict=True)))
    return Part(text=_plain(one))


def _plain(one: RenderableType) -> str:
    return one.plain if isinstance(one, Text) else str(one)
