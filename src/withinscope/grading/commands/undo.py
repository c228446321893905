"""`withinscope undo`: take the latest step of grading back."""

from __future__ import annotations

import argparse

from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

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

    from withinscope.grading import exports, outcomes
    from withinscope.grading.book import rows, undoing
    from withinscope.grading.commands import summary
    from withinscope.grading.feedback import writing

    with book.writing() as connection:
        step = undoing.latest(connection)
        if step is None:
            say("There is no step to take back.")
            return 0
        changes = undoing.take_back(connection, step, who=options.login(), apply=False)
        persons = {one.person for one in changes}
        old = writing.files(connection, out, persons)
        if args.apply:
            undoing.take_back(connection, step, who=options.login(), apply=True)
    say(f"The latest step: {step.what} on {step.at[:16].replace('T', ' ')} UTC by {step.who}.")
    title = "Changed" if args.apply else summary.WOULD
    for part in summary.changed(title, changes, outcomes.capstones(course).exercises):
        Console().print(part)
    if not changes:
        say("Nobody's score changes.")
    if not args.apply:
        say(summary.NOT_YET)
        return 1
    with book.reading() as connection:
        say(f"Scores:   {exports.write(rows.sheet(connection, course), out)}")
        if args.feedback:
            writing.renew(connection, out, course, persons, old)
    return 0
