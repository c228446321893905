"""`withinscope mark`: free text, marked by its rubric in the terminal, without names."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

if TYPE_CHECKING:
    from withinscope.grading.book.expected import Expected
    from withinscope.grading.book.gradebook import Gradebook


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "mark",
        "mark free text by its rubric, without seeing names",
        "withinscope mark --marker 'R. Okafor'",
    )
    parser.add_argument("--marker", metavar="NAME", help="who marks (your login name)")
    parser.add_argument(
        "--again", action="store_true", help="look at marked answers again; asks before it changes"
    )
    options.add_roster(parser)
    options.add_feedback(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Mark; return 0, or 1 if answers still await a mark."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from rich.console import Console

    from withinscope.grading.book import marks
    from withinscope.grading.commands import sitting

    expected = options.expected_of(args, book)
    with book.reading() as connection:
        works = marks.to_mark(connection, again=args.again)
        options.tell_unread(connection, say)
    if not works:
        say("Nothing is marked yet." if args.again else "Nothing awaits marking.")
        return 0
    marker = args.marker or _login()
    say(f"You mark as {marker}; --marker NAME says otherwise. Each mark is saved as you give it.")
    persons = sitting.sit(book, works, marker, Console(highlight=False))
    if persons:
        _renew(book, args, course, persons, expected, say)
    with book.reading() as connection:
        done, every = marks.progress(connection)
    say(f"{done} of {every} answers are marked.")
    return 1 if done < every else 0


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "instructor"


def _renew(
    book: Gradebook,
    args: argparse.Namespace,
    course: Path,
    persons: frozenset[int],
    expected: tuple[Expected, ...],
    say: Say,
) -> None:
    """Write grades.csv anew, and the pages of those whose answers were marked."""
    from withinscope.grading import exports
    from withinscope.grading.book import rows
    from withinscope.grading.feedback import writing

    out = options.out_of(args, course)
    with book.reading() as connection:
        path = exports.write(rows.whole_sheet(connection, expected), out)
        say(f"Scores are in {path}.")
        if args.feedback:
            pages = writing.write(connection, out, course, persons=persons)
            say(f"{pages} feedback {'page' if pages == 1 else 'pages'} renewed.")
