"""`withinscope feedback`: the feedback pages, from what the gradebook holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from withinscope import texts
from withinscope.course import HAND_INS, hand_ins
from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.grading.feedback.giving_back import Given


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
    parser.add_argument(
        "--language",
        choices=texts.known(),
        metavar="TAG",
        help="what the pages say in, such as de; default: the course's, from course.yaml, in which "
        "they are also written anew, for example after marking",
    )
    parser.add_argument(
        "--give-back",
        action="store_true",
        help="on a JupyterHub: also put each page into the folder of its owner's hand-ins",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the pages; return 0, or 1 if there is nobody, or nobody of a name, to write for."""
    course = options.course_of(args)
    if args.give_back:
        on_a_hub()
    book = options.gradebook_of(args, course, say)
    from withinscope.grading import text
    from withinscope.grading.book import roll
    from withinscope.grading.feedback import giving_back, writing

    names = {text.name(name) for name in args.names}
    out = options.out_of(args, course)
    with book.reading() as connection, terminal.progress("Feedback", lambda: None) as step:
        options.tell_unread(connection, say)
        found = roll.named(connection, names)
        persons = {one for ids in found.values() for one in ids} if names else None
        pages = writing.write(
            connection,
            out,
            course,
            persons=persons,
            keys=args.with_keys,
            language=args.language,
            progress=step,
        )
        given = giving_back.give_back(connection, out, persons) if args.give_back else None
    say(f"{pages} feedback {'page is' if pages == 1 else 'pages are'} in {out / 'feedback'}.")
    if names and pages < len(names):
        say("Not every name given is in the gradebook; grades.csv has them as they are written.")
    for line in told(given) if given else ():
        say(line)
    left = given.left if given else ()
    return 0 if pages and pages >= len(names) and not left else 1


def on_a_hub() -> None:
    """Raise Mistake where nobody's own folder is known."""
    if hand_ins() is None:
        what = "Nothing says where this Hub's people have their hand-ins."
        raise Mistake(Problem(what, f"Set {HAND_INS} to the folder that holds theirs."))


def told(given: Given) -> tuple[str, ...]:
    """Return in lines how many have their page now, who has not, and why."""
    has = "person has it" if given.number == 1 else "people have theirs"
    left = (f"{name} has not: {why}." for name, why in given.left)
    return (f"{given.number} {has} in the folder of their hand-ins.", *left)
