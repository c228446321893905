"""`withinscope export`: what the gradebook holds, as a file for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope.grading import exports
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from withinscope.grading.sheet import Sheet


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
    options.add_roster(parser, options.group("write one cohort alone"))


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
        metavar="N",
        default="",
        help="with --from: the maximum in the learning platform",
    )
    parser.add_argument(
        "--apply", action="store_true", help="with --from: write the file, not only what changes"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the file; return 0, or 1 with things to look at."""
    course = options.course_of(args)
    if args.source and args.cohort and not args.roster:
        what = "The platform's file itself says whose scores go into it, so --cohort has no say."
        raise Mistake(Problem(what, "Leave it out, or choose a --format."))
    book = options.gradebook_of(args, course, say)
    options.take_roster(options.without_column(args), book)
    if args.source:
        from withinscope.grading.commands import filling

        return filling.fill(args, course, book, say)
    with book.reading() as connection:
        sheet, left_out = sheet_of(connection, course, args.cohort)
        path = exports.write(sheet, options.out_of(args, course), args.format)
    for line in (f"Scores are in {path}.", *left_out):
        say(line)
    return 1 if left_out else 0


def sheet_of(connection: Connection, course: Path, cohort: str = "") -> tuple[Sheet, list[str]]:
    """Return the whole gradebook, or of it a cohort alone, and who is left out of that who may be
    of it, in words. Raises Mistake for a cohort without anybody.
    """
    from withinscope.grading.book import namesakes, roll, rows
    from withinscope.grading.report import groups

    if not cohort:
        return rows.whole_sheet(connection, course), []
    only = groups.of(roll.memberships(connection), cohort)
    unclear = ", ".join(namesakes.may_be(connection, only))
    left_out = [f"Left out, since nothing shows which of the name they are: {unclear}"]
    return rows.whole_sheet(connection, course, only), left_out if unclear else []
