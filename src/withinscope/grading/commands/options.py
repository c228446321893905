"""What the instructor's commands have in common: their options, the course, the gradebook."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import course
from withinscope.grading import text
from withinscope.grading.commands import terminal
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from withinscope.grading.book.gradebook import Gradebook
    from withinscope.grading.book.rules import Pick, Rules
    from withinscope.grading.intake.roster import Roster

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FOLDER = "grading"
GRADEBOOK = "gradebook.db"
WAITING = "Another command is writing to this gradebook; this one waits until it has finished …"
Say = Callable[[str], None]


def parser(
    commands: Subparsers, name: str, summary: str, example: str, more: str = ""
) -> argparse.ArgumentParser:
    """Add a command's parser, with the options that every command here has.

    `more` is what its help says below the summary.
    """
    made = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.{more}",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--course", type=Path, metavar="DIR", help="the course's folder")
    made.add_argument(
        "--gradebook", metavar="URL", help="a file or an SQLAlchemy URL (grading/gradebook.db)"
    )
    made.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where files for people go (grading/); the gradebook stays where it is",
    )
    return made


def add_roster(
    parser: argparse.ArgumentParser,
    cohort: str = "what the roster's people are together (the file's name)",
) -> None:
    """Let a command compare with a roster; `cohort` is the help on the name of its people."""
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="who is expected to hand in: a CSV or Excel's .xlsx",
    )
    parser.add_argument(
        "--names",
        metavar="HEADING",
        default="",
        help="the roster's column of names, or two: 'Given+Family'; asked for if it is not known",
    )
    parser.add_argument(
        "--cohort",
        metavar="NAME",
        type=_cohort,
        default="",
        help=cohort,
    )


def _cohort(said: str) -> str:
    """Return a cohort's name as it is kept and compared; HEADING=VALUE is none."""
    return said if "=" in said else text.name(said)


def group(what: str) -> str:
    """Return the help on --cohort of a command that does something for one cohort alone."""
    return (
        f"{what} (a roster's name), or those in whose row of a roster stands HEADING=VALUE; a "
        "roster given now is called so"
    )


def without_column(args: argparse.Namespace) -> argparse.Namespace:
    """Return options by which a roster that is given now is read: HEADING=VALUE is no name for
    its people.
    """
    return argparse.Namespace(**vars(args) | {"cohort": ""}) if "=" in args.cohort else args


def roster_of(args: argparse.Namespace) -> Roster:
    """Return the roster that was given, each of whom is of a cohort: their own, the one that was
    named, or the file's name. Raises Mistake for one that can't be read.
    """
    from withinscope.grading.intake import roster

    return roster_in(args.roster, args.names, args.cohort) if args.roster else roster.Roster()


def roster_in(file: Path, names: str = "", cohort: str = "") -> Roster:
    """Return the roster in a file, as `roster_of` does; `names` is its column of names."""
    import msgspec

    from withinscope.grading.intake import roster

    named = (
        msgspec.structs.replace(one, cohort=one.cohort or cohort or text.name(file.stem))
        for one in roster.read(file, names).people
    )
    return roster.Roster(tuple(named))


def add_person(parser: argparse.ArgumentParser) -> None:
    """Have a command take one person."""
    parser.add_argument(
        "trainee",
        metavar="TRAINEE",
        help="a name, an e-mail address or a number, as the gradebook knows them",
    )


def add_feedback(parser: argparse.ArgumentParser) -> None:
    """Let a command leave out the feedback pages that it would write."""
    parser.add_argument(
        "--feedback",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="write feedback pages for those it concerns, or leave them as they are",
    )


def course_of(args: argparse.Namespace) -> Path:
    """Return the course's folder. Raises Mistake if there is none."""
    if args.course and not (args.course / course.FILE).is_file():
        what = f"There is no course in {args.course}: it holds no {course.FILE}."
        raise Mistake(Problem(what, "Name the folder that does: --course DIR."))
    return args.course.resolve() if args.course else course.find()


def out_of(args: argparse.Namespace, home: Path) -> Path:
    """Return the folder for what is written for people; `home` is the course's."""
    return Path(args.out) if args.out else home / FOLDER


def gradebook_of(args: argparse.Namespace, home: Path, say: Say) -> Gradebook:
    """Open the gradebook, the course's unless another is named.

    Raises Mistake if that fails, also for want of a package.
    """
    needed()
    from withinscope.grading.book.gradebook import Gradebook

    book = Gradebook(args.gradebook or home / FOLDER / GRADEBOOK, lambda: say(WAITING))
    if book.copied:
        say(f"This gradebook was brought up to date; as it was, it is kept in {book.copied}.")
    return book


def rules_of(
    home: Path, pick: Pick | None, due: Sequence[str], late: Sequence[str], say: Say
) -> Rules:
    """Return how hand-ins count, as it is said and as the syllabus has it.

    Raises Mistake for what is no date or policy. Another slip in the syllabus stops no grading: it
    is told, and due dates stay as they are.
    """
    from withinscope.grading.book import rules

    try:
        syllabus = course.read(home)
    except Mistake as mistake:
        say(f"Due dates stay as they are: the syllabus can't be read. {mistake}")
        return rules.Rules(pick, rules.due(due), rules.late(late), None)
    return rules.Rules(pick, rules.due(due), rules.late(late), rules.of_course(syllabus))


def take_roster(args: argparse.Namespace, book: Gradebook) -> None:
    """Take the roster that was given, if any, into the gradebook, which remembers who is expected.

    Raises Mistake for a roster that can't be read.
    """
    if not args.roster:
        return
    from withinscope.grading.book.people import People

    read = roster_of(args)
    with book.writing() as connection:
        People(connection).enroll(read)


def tell_unread(connection: Connection, say: Say) -> None:
    """Say which items of the gradebook can't be read any more, and what brings them back."""
    from withinscope.grading.book import entries

    unread = entries.unread(connection)
    for exercise, item in unread:
        say(f"The item {item.id} of {exercise} is passed over: {item.why}.")
    if unread:
        again = terminal.command("grade HAND-INS --key SOLUTION.ipynb")
        say(f"Its solution brings it back: {again}")


def login() -> str:
    """Return who is at this computer, as it knows them."""
    try:
        return text.name(getpass.getuser()) or "instructor"
    except (OSError, KeyError):  # an account without a name
        return "instructor"


def needed() -> None:
    """Raise Mistake, with what to do, unless the packages of the instructor's side are there."""
    for package in ("sqlalchemy", "jinja2", "openpyxl", "rich"):
        if find_spec(package) is None:
            what = f"For grading one more package is needed: {package}."
            mend = 'Install what instructors need: python3 -m pip install "withinscope[instructor]"'
            raise Mistake(Problem(what, mend))
