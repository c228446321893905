"""`withinscope export`: grades.csv, from what the gradebook holds."""

from __future__ import annotations

import argparse

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
    options.add_roster(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Write grades.csv; return 0."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from withinscope.grading.exports import grades_csv

    expected = options.expected_of(args, book)
    with book.reading() as connection:
        path = grades_csv.write_all(connection, options.out_of(args, course), expected)
    say(f"Scores are in {path}.")
    return 0
