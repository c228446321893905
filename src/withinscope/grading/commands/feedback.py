"""`withinscope feedback`: the feedback pages, from what the gradebook holds."""

from __future__ import annotations

import argparse

from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "feedback",
        "write a feedback page for each trainee",
        "withinscope feedback --with-keys 'Ana Ruiz'",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these trainees")
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="also tell what would have been right: options, an expert's way, rubrics, samples",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the pages; return 0, or 1 if there is nobody, or nobody of a name, to write for."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from withinscope.grading import text
    from withinscope.grading.book import roll
    from withinscope.grading.feedback import writing

    names = {text.name(name) for name in args.names}
    out = options.out_of(args, course)
    with book.reading() as connection, terminal.progress("Feedback", lambda: None) as step:
        options.tell_unread(connection, say)
        found = roll.named(connection, names)
        persons = {one for ids in found.values() for one in ids} if names else None
        pages = writing.write(
            connection, out, course, persons=persons, keys=args.with_keys, progress=step
        )
    say(f"{pages} feedback {'page is' if pages == 1 else 'pages are'} in {out / 'feedback'}.")
    if names and pages < len(names):
        say("Not every name given is in the gradebook; grades.csv has them as they are written.")
    return 0 if pages and pages >= len(names) else 1
