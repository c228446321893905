"""Walk through free answers in the terminal: rubric in view, each mark saved as it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from withinscope.grading import text
from withinscope.grading.book import marking
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.book.marking import Mark, Work
from withinscope.parts import Criterion
from withinscope.types import Item

KEYS = "s skips, b goes back, q quits"


class Quit(Exception):  # noqa: N818 - what the marker asks for, no error
    """The marker is done for now."""


class Skip(Exception):  # noqa: N818
    """On to the next answer."""


class Back(Exception):  # noqa: N818
    """Back to the one before."""


class Walk:
    """One sitting of marking."""

    def __init__(
        self, book: Gradebook, works: Sequence[Work], marker: str, console: Console
    ) -> None:
        """Mark these answers, in this order, by a marker."""
        self._book, self._works, self._marker, self._console = (
            book,
            works,
            text.name(marker),
            console,
        )
        self._marked: set[int] = set()

    def through(self) -> set[int]:
        """Walk until the end or until the marker quits; return whose answers were marked."""
        at = 0
        while at < len(self._works):
            try:
                self._one(at)
                at += 1
            except Skip:
                at += 1
            except Back:
                at = max(0, at - 1)
            except (Quit, EOFError, KeyboardInterrupt):
                self._console.print()
                break
        return self._marked

    def _one(self, at: int) -> None:
        work = self._works[at]
        with self._book.reading() as connection:
            item = marking.rubric_of(connection, work.item)
            standing = marking.latest_mark(connection, work)
        self._show(at, work, item)
        if (
            standing
            and item.complete(standing.levels)  # or it was by a rubric that changed since
            and not self._replace(item, standing)
        ):
            return
        levels = self._levels(item)
        self._save(work, item, levels, standing)

    def _save(
        self, work: Work, item: Item, levels: dict[str, int], instead_of: Mark | None
    ) -> None:
        """Save a mark; if somebody else's came first, ask before it is replaced."""
        while True:
            with self._book.writing() as connection:
                other = marking.give(connection, work, levels, self._marker, instead_of)
            if other is None:
                self._marked.add(work.person)
                self._console.print(f"Saved: {_sum(item, levels)}.\n")
                return
            self._console.print("Meanwhile this answer was marked by somebody else.")
            if not self._replace(item, other):
                return
            instead_of = other

    def _replace(self, item: Item, standing: Mark) -> bool:
        said = f"Marked by {standing.marker} on {standing.at[:10]}: {_sum(item, standing.levels)}"
        self._console.print(Text(f"{said} ({_each(item, standing.levels)})."))
        answer = self._ask(f"Mark it again? The old mark is kept on record. [y/N; {KEYS}] ")
        return answer in ("y", "yes")

    def _levels(self, item: Item) -> dict[str, int]:
        """Ask for the level of each criterion; back goes to the criterion before."""
        levels: dict[str, int] = {}
        while len(levels) < len(item.rubric):
            criterion = item.rubric[len(levels)]
            try:
                levels[criterion.id] = self._level(len(levels) + 1, criterion)
            except Back:
                if not levels:
                    raise
                levels.popitem()
        return levels

    def _level(self, number: int, criterion: Criterion) -> int:
        while True:
            asked = f"{number}. {criterion.criterion} [0 to {criterion.highest}; {KEYS}] "
            answer = self._ask(asked)
            if answer.isdecimal() and answer.isascii() and int(answer[:3]) <= criterion.highest:
                return int(answer)
            self._console.print(f"Please type a number from 0 to {criterion.highest}.")

    def _ask(self, question: str) -> str:
        answer = self._console.input(Text(question, style="bold")).strip().lower()
        for key, signal in (("s", Skip), ("b", Back), ("q", Quit)):
            if answer == key:
                raise signal
        return answer

    def _show(self, at: int, work: Work, item: Item) -> None:
        """Show what was asked, what was written and the rubric; never whose it is."""
        said = item.said(item.decode(work.response.encode()))
        console = self._console
        console.rule(f"Answer {at + 1} of {len(self._works)}")
        console.print(Panel(Text(text.block(item.stem)), title="Asked", title_align="left"))
        console.print(
            Panel(
                Text(text.block(said)),
                title="Written",
                title_align="left",
                width=None,
            )
        )
        console.print(_rubric(item))


def _rubric(item: Item) -> Table:
    table = Table(title="Rubric", title_justify="left", show_lines=True)
    table.add_column("")
    table.add_column("Criterion", ratio=1)
    table.add_column("Levels", ratio=2)
    for number, one in enumerate(item.rubric, 1):
        levels = "\n".join(f"{level}  {words}" for level, words in enumerate(one.levels))
        table.add_row(str(number), Text(one.criterion), Text(levels))
    return table


def _sum(item: Item, levels: Mapping[str, int]) -> str:
    points = item.marked(levels) * item.points if item.complete(levels) else None
    return f"{text.number(points)} of {text.number(item.points)} points"


def _each(item: Item, levels: Mapping[str, int]) -> str:
    return ", ".join(f"{one.criterion}: {levels.get(one.id, '?')}" for one in item.rubric)
