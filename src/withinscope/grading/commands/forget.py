"""`withinscope forget`: remove one person from the gradebook, for good."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from withinscope.grading.book.gradebook import Gradebook
    from withinscope.grading.book.person import Kept

MORE = """

Told first: what is kept of them. With --apply it is removed, with their feedback pages, and can't
be taken back; grades.csv is written anew. What they handed in are files of your own: they are
named, to be deleted by you, since whoever grades them again has the person back."""
NOT_YET = "Nothing is removed yet. With --apply it is, for good."


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "forget",
        "remove one person from the gradebook, for good",
        "withinscope forget 'Ana Ruiz' --apply",
        MORE,
    )
    options.add_person(parser)
    parser.add_argument("--apply", action="store_true", help="remove it, not only tell")


def run(args: argparse.Namespace, say: Say) -> int:
    """Tell what is kept, or remove it; return 1 where it is only told, else 0.

    Raises Mistake for nobody, or for several, of a name.
    """
    course = options.course_of(args)
    out, book = options.out_of(args, course), options.gradebook_of(args, course, say)
    from withinscope.grading.book import person

    with book.reading() as connection:
        whom = person.find(connection, args.trainee)
        found = seen(connection, out, whom)
    if args.apply:
        remove(book, out, course, whom, say)
        return 0
    say(told(found))
    say(NOT_YET)
    return 1


class Seen(Struct, frozen=True):
    """What is kept of somebody, who has such a name, and where the pages of all of them are."""

    kept: Kept
    alike: frozenset[int]
    pages: frozenset[Path]


def seen(connection: Connection, out: Path, whom: int) -> Seen:
    """Return what is kept of a person, in the gradebook and in the folder of what was written."""
    from withinscope.grading.book import person
    from withinscope.grading.feedback import writing

    alike = person.alike_on_pages(connection, whom)
    pages = writing.files(connection, out, alike)
    return Seen(person.kept(connection, whom), frozenset(alike), frozenset(pages))


def remove(book: Gradebook, out: Path, course: Path, whom: int, say: Say) -> None:
    """Remove a person from the gradebook, their pages too, and say what is left to delete.

    Raises Mistake if there is no such person any more.
    """
    from withinscope.grading.book import person

    with book.writing() as connection:
        person.find(connection, f"#{whom}")  # or somebody else has removed them
        found = seen(connection, out, whom)
        line = told(found)
        person.forget(connection, whom, options.login())
    say(line)
    book.compact()
    _renew(book, out, course, {*found.alike} - {whom}, {*found.pages}, say)
    _remove_certificate(found.kept, out, say)
    for left in _left(found.kept, book.copies, out):
        say(left)


def told(found: Seen) -> str:
    """Say what is kept of somebody."""
    from withinscope.grading.feedback import writing

    kept, alone = found.kept, len(found.alike) == 1
    pages = sum(one.suffix == writing.PAGE and one.exists() for one in found.pages) if alone else 0
    counts = (
        (kept.hand_ins, "hand-in"),
        (kept.answers, "answer"),
        (kept.marks, "mark"),
        (pages, "feedback page"),
    )
    shown = [f"{number:,} {what}{'' if number == 1 else 's'}" for number, what in counts if number]
    return f"{kept.name}: {', '.join(shown) or 'a name on a roster, and nothing more'}."


def _renew(
    book: Gradebook, out: Path, course: Path, others: set[int], old: set[Path], say: Say
) -> None:
    """Write grades.csv anew, remove their pages, and call those of namesakes as they are to be."""
    from withinscope.grading import exports
    from withinscope.grading.book import rows
    from withinscope.grading.feedback import writing

    with book.reading() as connection:
        say(f"Scores:   {exports.write(rows.sheet(connection, course), out)}")
        writing.renew(connection, out, course, others, old)


def _remove_certificate(kept: Kept, out: Path, say: Say) -> None:
    """Remove their certificate, and say what no one can: take back a copy that was given out."""
    from withinscope.grading.certificates import writing

    theirs = [one for one in writing.files(out, kept.name, kept.twin) if one.exists()]
    for one in theirs:
        one.unlink()
    if theirs:
        say("Their certificate is removed too; whoever was given it still has it.")


def _left(kept: Kept, copies: list[Path], out: Path) -> Iterator[str]:
    """Say where the person may still be named, for the instructor to delete."""
    yield "Removed from the gradebook. What is yours to delete or to write anew:"
    yield from (f"- what they handed in: {place}" for place in kept.places)
    yield from (f"- a copy of the gradebook as it was: {path}" for path in copies)
    if kept.listed:
        yield "- the roster that names them"
    yield f"- whatever else was written from the gradebook before, as in {out}"
