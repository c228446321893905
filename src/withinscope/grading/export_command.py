"""`withinscope export`: grades.csv, from what the gradebook holds."""

from __future__ import annotations

import argparse

from withinscope.grading import commands
from withinscope.grading.commands import Say


def add_parser(subparsers: commands.Subparsers) -> None:
    """Add the command's parser."""
    parser = commands.parser(
        subparsers,
        "export",
        "write grades.csv from the gradebook",
        "withinscope export --roster cohort.csv --out results",
    )
    commands.add_roster(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Write grades.csv; return 0."""
    course = commands.course_of(args)
    book = commands.gradebook_of(args, course)
    from withinscope.grading import export, roster

    expected = roster.read(args.roster) if args.roster else ()
    with book.reading() as connection:
        path = export.write_all(connection, commands.out_of(args, course), expected)
    say(f"Scores are in {path}.")
    return 0
