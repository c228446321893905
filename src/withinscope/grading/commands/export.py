"""`withinscope export`: what the gradebook holds, as a file for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from withinscope.grading import exports
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "export",
        "write scores from the gradebook as a file for other programs",
        "withinscope export --from Grades-C1-Exercise-412.csv --apply",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--format",
        choices=list(exports.formats()),
        default=exports.USUAL,
        help=f"the file's format ({exports.USUAL})",
    )
    which.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="fill in what Moodle gave (its grading worksheet, its gradebook's export, or its zip "
        "of submissions, which becomes one of feedback pages) or Canvas (its gradebook's export, "
        "or its zip of submissions)",
    )
    _add_filling(parser)
    options.add_roster(parser)


def _add_filling(parser: argparse.ArgumentParser) -> None:
    """Add what --from needs to know."""
    parser.add_argument(
        "--exercise", metavar="ID", help="with --from: whose scores, for example ex01"
    )
    parser.add_argument(
        "--column", metavar="WORDS", default="", help="with --from: part of the heading to fill in"
    )
    parser.add_argument(
        "--points",
        type=float,
        metavar="N",
        help="with --from: the maximum in the learning platform",
    )
    parser.add_argument(
        "--apply", action="store_true", help="with --from: write the file, not only what changes"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the file; return 0, or 1 with things to look at."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    expected = options.expected_of(args, book)
    if args.source:
        from withinscope.grading.commands import filling

        return filling.fill(args, course, book, say)
    from withinscope.grading.book import rows

    with book.reading() as connection:
        sheet = rows.whole_sheet(connection, course, expected)
        path = exports.write(sheet, options.out_of(args, course), args.format)
    say(f"Scores are in {path}.")
    return 0
