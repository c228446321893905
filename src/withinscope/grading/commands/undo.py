"""`withinscope undo`: take the latest step of grading back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from withinscope.grading.book.changes import Change
    from withinscope.grading.book.undoing import Step

MORE = """

A step is a run of grade that brought hand-ins, or one that changed scores with --apply. It is told
what changes, and with --apply it is taken back; once more, and the step before it is. Marks are
no step: each stays, and counts again for whatever is graded again. `mark --again` changes one."""


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "undo",
        "take the latest step of grading back",
        "withinscope undo --apply",
        MORE,
    )
    parser.add_argument("--apply", action="store_true", help="take it back, not only show it")
    options.add_feedback(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Show what the step before would be, or go back; return 1 where it is only shown, else 0."""
    course = options.course_of(args)
    out, book = options.out_of(args, course), options.gradebook_of(args, course, say)
    from rich.console import Console

    from withinscope.grading import outcomes
    from withinscope.grading.book import undoing
    from withinscope.grading.commands import summary

    with book.writing() as connection:
        step = undoing.latest(connection)
        if step is None:
            say("There is no step to take back.")
            return 0
        done = back(connection, step, out, options.login(), apply=args.apply)
    which, *none = told(step, done.changes)
    say(which)
    title = "Changed" if args.apply else summary.WOULD
    for part in summary.changed(title, done.changes, outcomes.capstones(course).exercises):
        Console().print(part)
    for line in none:
        say(line)
    if not args.apply:
        say(summary.NOT_YET)
        return 1
    with book.reading() as connection:
        say(f"Scores:   {renew(connection, done, out, course, pages=args.feedback)}")
    return 0


class Back(Struct, frozen=True):
    """A step that was taken back, or tried: what changes, for whom, and where their pages were."""

    changes: tuple[Change, ...]
    persons: frozenset[int]
    pages: frozenset[Path]


def told(step: Step, changes: Sequence[Change]) -> tuple[str, ...]:
    """Say which step it is, and whether it changes nobody's score."""
    at = step.at[:16].replace("T", " ")
    latest = f"The latest step: {step.what} on {at} UTC by {step.who}."
    return (latest,) if changes else (latest, "Nobody's score changes.")


def back(connection: Connection, step: Step, out: Path, who: str, *, apply: bool = True) -> Back:
    """Take a step back, or only try it out."""
    from withinscope.grading.book import undoing
    from withinscope.grading.feedback import writing

    changes = undoing.take_back(connection, step, who=who, apply=False)
    persons = frozenset(one.person for one in changes)
    pages = frozenset(writing.files(connection, out, persons))
    if apply:
        undoing.take_back(connection, step, who=who, apply=True)
    return Back(changes, persons, pages)


def renew(connection: Connection, done: Back, out: Path, course: Path, *, pages: bool) -> Path:
    """Write the scores anew, and the `pages` of those whom it concerns; return the scores' file."""
    from withinscope.grading import exports
    from withinscope.grading.book import rows
    from withinscope.grading.feedback import writing

    path = exports.write(rows.sheet(connection, course), out)
    if pages:
        writing.renew(connection, out, course, {*done.persons}, {*done.pages})
    return path
