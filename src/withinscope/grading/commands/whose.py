"""`withinscope whose`: hand-ins with two names, asked once whose they are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from withinscope.grading import text
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from withinscope.grading.book.gradebook import Gradebook
    from withinscope.grading.book.two_names import Question, Said

MORE = """

Where the learning system has a file in one person's place and the notebook in it holds another's
name, it counts for whom the place shows. You are asked once whose it is; the answer is kept with
who gave it and when, and holds for every later hand-in with the same two names. With --again those
that were answered are asked too, to answer them otherwise or to take the answer back."""
NONE = "No hand-in has two names."
_SAID: dict[str, Said] = {"1": "place", "2": "name", "0": ""}


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "whose",
        "say whose a hand-in with two names is",
        "withinscope whose",
        MORE,
    )
    parser.add_argument(
        "--again", action="store_true", help="ask again what was answered, to change or take back"
    )
    options.add_feedback(parser)


def run(args: argparse.Namespace, say: Say) -> int:
    """Ask; return 1 if a question is left open, else 0."""
    course = options.course_of(args)
    out, book = options.out_of(args, course), options.gradebook_of(args, course, say)
    from rich.console import Console

    from withinscope.grading.book import two_names

    with book.reading() as connection:
        asked = [one for one in two_names.every(connection) if args.again or one.open]
    if not asked:
        say(NONE if args.again else "No question is open.")
    _ask(book, asked, Console(highlight=False), out, course, pages=args.feedback)
    with book.reading() as connection:
        return int(two_names.left(connection) > 0)


def _ask(
    book: Gradebook,
    asked: list[Question],
    console: Console,
    out: Path,
    course: Path,
    *,
    pages: bool,
) -> None:
    """Ask one after the other until the end or until somebody quits; each answer is kept."""
    for one in asked:
        typed = _typed(one, console)
        if typed is None:
            return
        if not typed or _SAID[typed] == one.said:
            continue
        path = settle(book, one, _SAID[typed], out, course, pages=pages)
        console.print(f"Kept. Scores are in {path}.")


def _typed(one: Question, console: Console) -> str | None:
    """Return what is typed, one of the choices or nothing, or None to quit."""
    from rich.text import Text

    for line in shown(one):
        console.print(Text(line))
    keys = "1, 2" if one.open else "1, 2, 0 opens it again"
    question = Text(f"Whose is it? [{keys}; Enter leaves it as it is, q quits] ", style="bold")
    while True:
        try:
            typed = console.input(question).strip().lower()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return None
        if typed == "q":
            return None
        if typed in ("", "1", "2") or (typed == "0" and not one.open):
            return typed
        console.print("Please type 1 or 2.")


def shown(one: Question) -> list[str]:
    """Return a question in lines, with what may be answered, and what was."""
    told = text.one_line(one.told)
    lines = [
        f"{told[:1].upper()}{told[1:]} ({', '.join(one.exercises)}).",
        f"1  {one.shown}'s, who typed another name",
        f"2  {text.one_line(one.typed)}'s, in {one.shown}'s place",
    ]
    return lines if one.open else [*lines, answered(one)]


def answered(one: Question) -> str:
    """Say whose it was said to be, by whom and when."""
    whose = one.shown if one.said == "place" else text.one_line(one.typed)
    return f"It counts for {whose}, as {one.who} said on {one.at[:10]}."


def settle(
    book: Gradebook, asked: Question, said: Said, out: Path, course: Path, *, pages: bool
) -> Path:
    """Keep an answer, and write the scores anew, with the `pages` of those whom it concerns; return
    the scores' file.
    """
    from withinscope.grading import exports
    from withinscope.grading.book import rows, settling
    from withinscope.grading.feedback import writing

    with book.writing() as connection:
        whose = settling.concerned(connection, asked)
        old = writing.files(connection, out, whose)
        settling.settle(connection, asked, said, options.login())
        whose |= settling.concerned(connection, asked)
    with book.reading() as connection:
        path = exports.write(rows.sheet(connection, course), out)
        if pages:
            writing.renew(connection, out, course, whose, old)
    return path
