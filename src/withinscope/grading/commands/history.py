"""`withinscope history`: what changed a score, when, by whom and why."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

if TYPE_CHECKING:
    from rich.table import Table

    from withinscope.grading.book.history import Event

NONE = "No score has changed."
MOST = 40
"""Changes that are shown of all people, unless all are wanted."""


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "history",
        "show each change of a score: from what to what, when, by whom and why",
        "withinscope history 'Ana Ruiz'",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these trainees")
    parser.add_argument(
        "--all", action="store_true", help=f"all changes, not only the latest {MOST}"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Show it; return 0, also where nothing changed."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from rich.console import Console

    from withinscope.grading import outcomes, text
    from withinscope.grading.book import history, roll

    names = [text.name(name) for name in args.names]
    most = None if args.all or names else MOST
    with book.reading() as connection:
        persons = roll.persons(connection, names) if names else None
        found = history.events(connection, persons, most)
        more = 0 if names else history.count(connection) - len(found)
    if not found:
        say(NONE)
        return 0
    Console().print(table(found, outcomes.capstones(course).exercises))
    if more:
        say(f"{more:,} more, earlier: --all shows them.")
    return 0


def table(found: Sequence[Event], capstones: Collection[str]) -> Table:
    """Return changes as a table; of `capstones` no score is told."""
    from rich.table import Table
    from rich.text import Text

    made = Table(title="What changed", title_justify="left", title_style="bold")
    for head in ("When (UTC)", "Trainee", "Exercise", "Before", "Now", "Who", "Why"):
        made.add_column(head, overflow="fold")
    for one in found:
        change = one.change
        when = one.at[:16].replace("T", " ")
        row = (when, change.trainee, change.exercise, *change.told(capstones), one.who, change.why)
        made.add_row(*map(Text, row))
    return made
