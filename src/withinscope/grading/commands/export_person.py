"""`withinscope export-person`: all that the gradebook keeps of one person, to be handed to them."""

from __future__ import annotations

import argparse
import json

from withinscope.grading import output, text
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "export-person",
        "write all that the gradebook keeps of one person as a file",
        "withinscope export-person 'Ana Ruiz'",
    )
    options.add_person(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Write it as JSON; return 0. Raises Mistake for nobody, or for several, of a name."""
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    from withinscope.grading.book import person

    with book.reading() as connection:
        whom = person.find(connection, args.trainee)
        found = person.everything(connection, whom)
    name = text.file_stem(found["person"]["name"])
    path = output.folder(options.out_of(args, course)) / f"person-{name}.json"
    output.write(path, json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
    say(f"All that is kept of {found['person']['name']} is in {path}.")
    say("What they handed in are files of their own, named there as `place`.")
    return 0
