"""`withinscope export --from`: a learning platform's own file, filled in; first what changes."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from withinscope.grading import output, text
from withinscope.grading.book import queries
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.book.standings import standings
from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say
from withinscope.grading.exports import lms
from withinscope.grading.exports.lms import Ask, Filled, Left, Source
from withinscope.grading.feedback import writing
from withinscope.problems import Mistake, Place, Problem

UPLOAD = "for-the-platform"
"""The folder, in the one for people, of what is to be given to a platform."""
NOTHING = "Nothing changes, so there is nothing to give back."
LARGEST = 2**30
"""Bytes of a platform's file: a zip of a thousand hand-ins, with room."""


class Wanted(Struct, frozen=True):
    """A file that a platform gave, and of what it is to be filled in: as in `lms.Ask`."""

    path: Path
    exercise: str = ""
    column: str = ""
    points: float | None = None


MOST_POINTS = 1e6
"""No platform's maximum is higher; what is typed beyond it is a slip."""


def points_of(said: str) -> float | None:
    """Read a platform's maximum, with either decimal sign; None where nothing is said.

    Raises Mistake for what is no number of points.
    """
    try:
        points = float(said.replace(",", ".")) if said.strip() else None
    except ValueError:
        points = 0
    if points is not None and not 0 < points <= MOST_POINTS:
        raise Mistake(Problem(f"{said.strip()} is no number of points.", "Write digits: 100."))
    return points


def fill(args: argparse.Namespace, course: Path, book: Gradebook, say: Say) -> int:
    """Say what changes, and write the file if told to; return 1 if anybody is left out."""
    wanted = Wanted(args.source, args.exercise or "", args.column, points_of(args.points))
    with book.reading() as connection:
        filled = filled_in(connection, course, wanted)
    for line in told(filled):
        say(line)
    if not filled.changes:
        say(NOTHING)
    elif args.apply:
        say(f"To be uploaded: {write(filled, options.out_of(args, course))}")
    else:
        say("Nothing is written yet: --apply writes the file.")
    return 1 if filled.left else 0


def filled_in(connection: Connection, course: Path, wanted: Wanted) -> Filled:
    """Fill a file in; nothing is written. Raises Mistake for what is wrong with it."""
    source = _source(wanted.path)
    titles = writing.titles(course)
    exercise = _exercise(connection, wanted.exercise, titles)
    page = writing.pages_of(connection, course, exercise)
    ask = Ask(exercise, titles.get(exercise, ""), wanted.column, wanted.points, page)
    return lms.fill(source, standings(connection, exercise), ask)


def write(filled: Filled, out: Path) -> Path:
    """Write what was filled in where it is to be uploaded from; return the file."""
    path = output.folder(out, UPLOAD) / filled.file
    output.write(path, filled.content)
    return path


def _source(path: Path) -> Source:
    try:
        if path.stat().st_size > LARGEST:
            raise Mistake(Problem("This file is too large.", place=Place(str(path))))
        return Source(path.name, path.read_bytes())
    except OSError as error:
        what = f"This file can't be read ({error.strerror})."
        raise Mistake(Problem(what, "Look at its name.", Place(str(path)))) from None


def _exercise(connection: Connection, asked: str, titles: Mapping[str, str]) -> str:
    """Return the exercise that is meant. Raises Mistake, with what there is, if none shows."""
    known = queries.exercises_graded(connection)
    if asked in known or (not asked and len(known) == 1):
        return asked or known[0]
    if not known:
        raise Mistake(
            Problem("Nothing is graded yet.", f"Grade first: {terminal.command('grade PATH')}.")
        )
    there = ", ".join(f"{one} ({titles[one]})" if one in titles else one for one in known)
    what = f"There is no exercise {asked} here." if asked else "Several exercises are graded."
    raise Mistake(Problem(what, f"Name one: --exercise ID. There are: {there}."))


def told(filled: Filled) -> Iterator[str]:
    """Say who changes, from what to what; who does not, by the reason; and what else to know."""
    for change in filled.changes:
        before = f"from {text.one_line(change.before)} to " if change.before else ""
        yield f"{text.one_line(change.who)}: {before}{text.one_line(change.after)}"
    yield from beside(filled)


def beside(filled: Filled) -> Iterator[str]:
    """Say who does not change, by the reason; and what else to know."""
    yield from _left(filled.left)
    yield from filled.notes


def _left(left: Sequence[Left]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in left:
        by_reason[one.why].append(text.one_line(one.who))
    for why, names in by_reason.items():
        yield f"Left as they are, {len(names)}, {why}: {'; '.join(names)}"
