"""`withinscope export`: what the gradebook holds, as a file for other programs."""

from __future__ import annotations

import argparse

from withinscope.grading import exports
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "export",
        "write grades.csv from the gradebook",
        "withinscope export --roster cohort.csv --out results",
    )
    parser.add_argument(
        "--format",
        choices=list(exports.formats()),
        default=exports.USUAL,
        help=f"the file's format ({exports.USUAL})",
    )
    options.add_roster(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the file; return 0."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from withinscope.grading.book import rows

    expected = options.expected_of(args, book)
    with book.reading() as connection:
        sheet = rows.whole_sheet(connection, expected)
        path = exports.write(sheet, options.out_of(args, course), args.format)
    say(f"Scores are in {path}.")
    return 0
