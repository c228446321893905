"""`withinscope report`: a cohort on one page, from what the gradebook holds."""

from __future__ import annotations

import argparse

from withinscope.grading import output
from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "report",
        "write a page on the cohort: outcomes, who may need a talk, item analysis",
        "withinscope report --cohort 2026 --against 2025",
    )
    parser.add_argument(
        "--anonymous", action="store_true", help="without names, to be shown to others"
    )
    options.add_roster(parser, options.group("report on one cohort alone"))
    parser.add_argument(
        "--against",
        metavar="NAME",
        default="",
        help="another cohort, or HEADING=VALUE, to set beside it; a cohort's is the one before",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the page; return 0, or 1 if nothing is graded yet."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from withinscope.grading.report import page

    options.take_roster(options.without_column(args), book)
    with book.reading() as connection:
        options.tell_unread(connection, say)
        shown = page.report(connection, course, args.cohort, args.against)
    if not shown.people:
        first = terminal.command("grade PATH")
        say(f"Nothing is graded yet, so there is nothing to report: {first}.")
        return 1
    name = "report-anonymous.html" if args.anonymous else "report.html"
    path = output.folder(options.out_of(args, course)) / name
    output.write(path, page.page(shown, anonymous=args.anonymous))
    say(f"The report is {path}.")
    return 0
