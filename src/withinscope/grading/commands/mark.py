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
    from withinscope.grading.marking import Work


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
    _add_sheets(parser)
    options.add_roster(parser)
    options.add_feedback(parser)


def _add_sheets(parser: argparse.ArgumentParser) -> None:
    """Add what marking in a spreadsheet takes."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--export",
        type=Path,
        metavar="FILE.csv",
        help="write what awaits marking as a sheet to fill in, without names; a file an item",
    )
    which.add_argument(
        "--import",
        dest="sheets",
        type=Path,
        nargs="+",
        metavar="FILE.csv",
        help="take the marks of such sheets; what is not taken is told row by row",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="with --import: have the sheet's marks count where an answer has another mark",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Mark; return 0, or 1 if answers still await a mark, or rows of a sheet were not taken."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    expected = options.expected_of(args, book)
    marker = args.marker or _login()
    if args.sheets:
        from withinscope.grading.commands import mark_sheets

        taken = mark_sheets.take(book, args.sheets, marker, args.replace, say)
        return max(int(taken.look), _end(book, args, course, taken.persons, expected, say))
    from withinscope.grading.book import marks

    with book.reading() as connection:
        works = marks.to_mark(connection, again=args.again)
        options.tell_unread(connection, say)
        if args.export and works:
            from withinscope.grading.commands import mark_sheets

            mark_sheets.export(connection, args.export, works, say)
            return 0
    if not works:
        say("Nothing is marked yet." if args.again else "Nothing awaits marking.")
        return 0
    say(f"You mark as {marker}; --marker NAME says otherwise. Each mark is saved as you give it.")
    return _end(book, args, course, _sit(book, works, marker), expected, say)


def _sit(book: Gradebook, works: list[Work], marker: str) -> frozenset[int]:
    from rich.console import Console

    from withinscope.grading.commands import sitting

    return sitting.sit(book, works, marker, Console(highlight=False))


def _end(
    book: Gradebook,
    args: argparse.Namespace,
    course: Path,
    persons: frozenset[int],
    expected: tuple[Expected, ...],
    say: Say,
) -> int:
    """Bring files up to date and say how far marking is; return 1 if answers await a mark."""
    from withinscope.grading.book import marks

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
