"""`withinscope mark --calibrate`: samples first, each held against the expert's marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from withinscope.grading import calibration, marking, text
from withinscope.grading.book import marks
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.calibration import Distance, Gap
from withinscope.grading.commands import sitting, terminal
from withinscope.grading.commands.options import Say
from withinscope.grading.marking import Effect, Message, Open, Opened, Saved, Sitting, Work
from withinscope.parts import Sample

ABOUT = "Samples that an expert marked. Nothing that you give them is kept, and no score changes."
NONE = "There is nothing to mark, or no question of it has sample answers."


def samples(connection: Connection) -> dict[Work, Sample]:
    """Return the samples of what awaits a mark, or if nothing does of what was marked."""
    works = marks.to_mark(connection) or marks.to_mark(connection, again=True)
    items = dict.fromkeys(work.item for work in works)
    return calibration.samples(items, marks.rubrics(connection))


def calibrate(book: Gradebook, marker: str, say: Say) -> int:
    """Have the samples marked, and say how far it is to the expert; return 1 if it is far."""
    with book.reading() as connection:
        found, rubrics = samples(connection), marks.rubrics(connection)
    if not found:
        say(NONE)
        return 0
    console, marked = Console(highlight=False), dict[Work, tuple[Gap, ...]]()

    def do(effect: Effect, state: Sitting, desk: sitting.Desk) -> Message:
        if isinstance(effect, Open):
            sitting.show(state, desk)
            return Opened()
        sample = found[effect.work]
        each = calibration.gaps(state.item, sample, effect.levels)
        # Whoever goes back to a sample knows by then what the expert says.
        marked.setdefault(effect.work, each)
        _tell(each, sample, console)
        return Saved()

    say(ABOUT)
    desk = sitting.Desk(book, marker, console, comments=False)
    sitting.through(marking.begin(tuple(found), rubrics), desk, do)
    return _end(marked, console, say)


def _tell(each: Iterable[Gap], sample: Sample, console: Console) -> None:
    """Show a marker's levels beside the expert's, and the expert's reasons."""
    console.print(beside(each))
    if sample.why:
        console.print(Panel(Text(text.block(sample.why)), title="Why", title_align="left"))


def beside(each: Iterable[Gap]) -> Table:
    """Return a marker's levels beside the expert's."""
    table = Table(title="You and the expert", title_justify="left")
    for head in ("Criterion", "You", "Expert", "How far"):
        table.add_column(head, overflow="fold")
    for gap in each:
        words = gap.criterion.levels[gap.expert] if gap.apart else ""
        row = (gap.criterion.criterion, f"{gap.mine}", f"{gap.expert}", _apart(gap.apart, words))
        table.add_row(*map(Text, row))
    return table


def _apart(levels: int, words: str) -> str:
    if not levels:
        return "the same"
    return f"{abs(levels)} {'higher' if levels > 0 else 'lower'}; the expert: {words}"


def _end(marked: Mapping[Work, tuple[Gap, ...]], console: Console, say: Say) -> int:
    rows = calibration.distances(marked)
    if not rows:
        return 0
    console.print(far_off(rows))
    say(told(rows))
    say(f"Next:     {terminal.command('mark')}")
    return 1 if any(row.far for row in rows) else 0


def told(rows: Iterable[Distance]) -> str:
    """Say how many levels are the expert's, and how many far from it."""
    numbers = [(row.n, row.same, row.far) for row in rows]
    every, same, far = (sum(column) for column in zip(*numbers, strict=True))
    return f"Of {every} levels that you gave, the expert's: {same}; two or more from it: {far}."


def far_off(rows: Iterable[Distance]) -> Table:
    """Return how far a marker is from the expert, criterion by criterion."""
    title = "How far you are from the expert"
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("Item", overflow="fold")
    table.add_column("Criterion", overflow="fold")
    for head in ("Samples", "Same", "Levels above", "Levels below"):
        table.add_column(head, justify="right")
    for row in rows:
        numbers = (row.n, row.same, row.above, row.below)
        table.add_row(Text(row.item), Text(row.criterion), *map(str, numbers))
    return table
