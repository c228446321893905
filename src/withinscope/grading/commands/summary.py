"""What a run of grading says on the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from withinscope.grading import text
from withinscope.grading.book import expected, queries
from withinscope.grading.book.changes import Change
from withinscope.grading.book.expected import Missing
from withinscope.grading.book.namesakes import UNCLEAR
from withinscope.grading.cohort import RunResult
from withinscope.grading.commands import terminal
from withinscope.grading.grade import UNKNOWN_REVISION
from withinscope.grading.intake.whose import SAYS

MOST_ROWS = 40
"""Rows of things to look at; grades.csv has them all."""


def shown(
    connection: Connection,
    run: RunResult,
    missing: Sequence[Missing],
    strangers: Sequence[str],
    capstones: Collection[str],
) -> Iterator[RenderableType]:
    """Yield the parts of the summary. `strangers` handed in and are not on the roster, and of
    `capstones` nothing is said on the whole.
    """
    exercises = {*run.exercises, ""}
    yield _states(queries.tallies(connection, exercises), missing)
    yield from changed("Changed", run.changes, capstones)
    yield from _looks(connection, exercises)
    yield from _missing(missing)
    yield from _names("Handed in, but not on the roster", strangers)
    if run.ignored:
        yield Text(f"No hand-ins, passed over: {_ignored(run.ignored)}.", style="dim")
    yield from changed(WOULD, run.pending, capstones)


def standing(connection: Connection) -> Iterator[RenderableType]:
    """Yield how everybody stands by now, and what is to be looked at."""
    exercises = {*queries.exercises_graded(connection), ""}
    missing = expected.missing(connection)
    yield _states(queries.tallies(connection, exercises), missing)
    yield from _looks(connection, exercises)
    yield from _missing(missing)


def _states(tallies: Sequence[queries.Tally], missing: Sequence[Missing]) -> Table:
    table = Table(title="Where everyone stands", title_justify="left", title_style="bold")
    table.add_column("Exercise")
    heads = ["Graded", "Needs marking", "Not gradable", *(["Missing"] if missing else [])]
    for head in heads:
        table.add_column(head, justify="right")
    for tally in tallies:
        absent = sum(one.exercise == tally.exercise for one in missing)
        counts = [tally.graded, tally.needs_marking, tally.not_gradable]
        counts += [absent] if missing else []
        shown = [_count(count, style) for count, style in zip(counts, _STYLES, strict=False)]
        table.add_row(Text(tally.exercise or "(unknown)"), *shown)
    return table


_STYLES = ("green", "yellow", "red", "red")


def _count(count: int, style: str) -> Text:
    return Text(f"{count:,}", style=style if count else "dim")


LOOKS = "To look at"
WOULD = "Would change"
NOT_YET = "Nothing of what would change is written yet. With --apply it is."


def changed(title: str, changes: Sequence[Change], capstones: Collection[str]) -> Iterator[Table]:
    """Say whose score changed, or would, by how much and why."""
    if not changes:
        return
    table = Table(title=f"{title}: {len(changes):,}", title_justify="left", title_style="bold")
    for head in ("Trainee", "Exercise", "Before", "Now"):
        table.add_column(head, overflow="fold")
    table.add_column("By", justify="right")
    table.add_column("Why", overflow="fold")
    for change in changes:
        by = "" if change.difference is None else _signed(change.difference)
        row = (change.trainee, change.exercise, *change.told(capstones), by, change.why)
        table.add_row(*map(Text, row))
    yield table


def _signed(difference: float) -> str:
    return ("+" if difference > 0 else "-" if difference < 0 else "") + text.number(abs(difference))


def _looks(connection: Connection, exercises: set[str]) -> Iterator[RenderableType]:
    rows = list(islice(queries.to_look_at(connection, exercises), MOST_ROWS + 1))
    if not rows:
        return
    table = Table(title=LOOKS, title_justify="left", title_style="bold", show_lines=True)
    table.add_column("Trainee", overflow="fold", max_width=30)
    table.add_column("Exercise")
    table.add_column("Reason", overflow="fold")
    for row in rows[:MOST_ROWS]:
        table.add_row(Text(row.trainee), Text(row.exercise), Text(row.reason))
    yield table
    if len(rows) > MOST_ROWS:
        yield Text("… and more: the column `reason` of grades.csv has them all.")
    for about, what in _TO_DO.items():
        if any(about in row.reason for row in rows):
            yield Text(what.format(whose=terminal.command("whose")))


_TO_DO = {
    UNKNOWN_REVISION: "For answers to an earlier revision, give its solution: --key OLD.ipynb",
    UNCLEAR: "Which of the people of a name it is, Moodle's grading worksheet shows: grade the "
    "same again with it as the roster.",
    SAYS: "Where a notebook has another name, it counts for whom the learning system has. Ask "
    "whether they handed in their own, then say whose it is, once and for all, on the page Grade a "
    "cohort or by {whose}.",
}
"""What to do about what is said in reasons, where that is the same for many."""


def _missing(missing: Sequence[Missing]) -> Iterator[Text]:
    return _names("Missing", [f"{one.name} ({one.exercise})" for one in missing])


def _names(title: str, names: Sequence[str]) -> Iterator[Text]:
    if names:
        more = f" … and {len(names) - MOST_ROWS:,} more" if len(names) > MOST_ROWS else ""
        yield Text(f"{title}: {', '.join(names[:MOST_ROWS])}{more}")


def _ignored(ignored: Mapping[str, int]) -> str:
    kinds = [f"{number:,} {what or 'without a suffix'}" for what, number in ignored.items()]
    return ", ".join(kinds[:8])
