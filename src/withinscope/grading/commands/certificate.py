"""`withinscope certificate`: a page to print, and an Open Badge signed with the school's key."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from withinscope import course
from withinscope.course import Course
from withinscope.grading import output, text
from withinscope.grading.commands import options
from withinscope.grading.commands.options import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.grading.certificates.credential import Whom
    from withinscope.grading.certificates.earned import Earned, Seen

FEWEST = 3
"""Words that say what was seen; with fewer nobody could tell."""
SCHOOL = "school: {name: …, address: https://…}"


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "certificate",
        "write a certificate to print, and an Open Badge that others can check",
        "withinscope certificate 'Ana Ruiz' --seen 'Twelve supervised sessions.' "
        "--by 'Ines Roth' --on 2026-11-20 --agreed",
        " Scores alone are never enough for one:\nsomebody confirms what else they saw.",
    )
    parser.add_argument(
        "trainee",
        metavar="TRAINEE",
        nargs="?",
        help="a name, an e-mail address or a number, as the gradebook knows them",
    )
    parser.add_argument("--seen", metavar="TEXT", help="what was seen of them at work")
    parser.add_argument("--by", metavar="NAME", help="who confirms that")
    parser.add_argument("--on", metavar="DATE", help="when they did, such as 2026-11-20")
    parser.add_argument(
        "--agreed",
        action="store_true",
        help="they agreed to a certificate that names them, and to what it says",
    )
    parser.add_argument("--name", help="the name that they want on it (the gradebook's)")
    parser.add_argument(
        "--email", metavar="ADDRESS", help="with which they can show it is theirs; kept as a hash"
    )
    parser.add_argument("--until", metavar="DATE", help="the last day on which it holds (for good)")
    parser.add_argument(
        "--new-key", action="store_true", help="instead, make the key that your school signs with"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write them; return 1 where no credential could be signed. Raises Mistake."""
    home = options.course_of(args)
    out = options.out_of(args, home)
    if args.new_key:
        return _new_key(home, out, say)
    today = datetime.now(UTC).date()
    given = _given(args, today)
    known = course.read(home)
    found = _found(args, home, known, say)
    page, file = _files(out, found)
    from withinscope.grading.certificates import page as pages

    made = pages.page(known, found.whom.name, found.earned, given.seen, today)
    output.write(page, made.encode())
    say(f"To print: {page}")
    signed = _signed(out, known, found, given)
    if isinstance(signed, str):
        file.unlink(missing_ok=True)  # one from before would say what is no longer so
        say(signed)
        return 1
    output.write(file, signed)
    say(f"To be checked by others: {file}")
    return 0


class _Given(Struct, frozen=True):
    """What the instructor says: what was seen, and until when a credential holds."""

    seen: Seen
    until: date | None


class _Found(Struct, frozen=True):
    """Whom a certificate is for, and what they came to."""

    whom: Whom
    earned: Earned
    called: str
    twin: int


def _new_key(home: Path, out: Path, say: Say) -> int:
    from withinscope.grading.certificates import signing

    path = signing.new_key(output.folder(out))
    say(
        f"The school's key: {path}. Whoever has it can sign in the school's name. Keep a copy safe."
    )
    say(f"For others: {path.with_name(signing.PUBLIC)}. Put it where all can fetch it, and say")
    say(f"where in {home / course.FILE}: {SCHOOL[:-1]}, key: https://…}}")
    return 0


def _given(args: argparse.Namespace, today: date) -> _Given:
    """Return what the instructor says. Raises Mistake with what is missing."""
    from withinscope.grading.certificates.earned import Seen

    if not args.trainee:
        raise Mistake(Problem("For whom?", "Name them: withinscope certificate TRAINEE …"))
    what, by = text.block(args.seen or "").strip(), text.name(args.by or "")
    if len(what.split()) < FEWEST or not by or not args.on:
        problem = "Scores alone are no proof of competence, so no certificate comes of them alone."
        mend = (
            "Somebody who saw them at work, for example in supervised practice, confirms it: "
            "--seen 'what was seen' --by 'who confirms it' --on DATE."
        )
        raise Mistake(Problem(problem, mend))
    if not args.agreed:
        problem = "A certificate names somebody, and whoever they show it to can pass it on."
        raise Mistake(Problem(problem, "Ask them first; once they agreed, add --agreed."))
    on, until = _day(args.on, "--on"), _day(args.until, "--until") if args.until else None
    if on > today:
        raise Mistake(Problem(f"{on} has not come yet.", "Say when it was confirmed: --on."))
    if until and until < today:
        raise Mistake(Problem(f"{until} is over.", "Say until when it holds: --until."))
    return _Given(Seen(what, by, on), until)


def _day(told: str, option: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        what = f"{told} is no date."
        raise Mistake(Problem(what, f"Write it so: {option} 2026-11-20")) from None


def _found(args: argparse.Namespace, home: Path, known: Course, say: Say) -> _Found:
    """Return whom it is for. Raises Mistake for nobody, or several, and where nothing is graded."""
    book = options.gradebook_of(args, home, say)
    from withinscope.grading.book import entries, person, queries
    from withinscope.grading.certificates import earned
    from withinscope.grading.certificates.credential import Whom

    with book.reading() as connection:
        options.tell_unread(connection, say)
        number = person.find(connection, args.trainee)
        grades = list(queries.by_trainee(connection, persons=[number]))
        items = entries.every_item(connection)
    came_to = earned.earned(known, grades, items)
    name = text.name(args.name or grades[0].trainee)
    email = _email(args.email) if args.email else ""
    return _Found(Whom(name, email), came_to, grades[0].trainee, grades[0].twin)


def _email(told: str) -> str:
    if not text.EMAIL.fullmatch(told.strip()):
        raise Mistake(
            Problem(f"{told} is no e-mail address.", "Write it so: --email ana@example.org")
        )
    return told.strip()


def _files(out: Path, found: _Found) -> tuple[Path, Path]:
    from withinscope.grading.certificates import writing

    output.folder(out, writing.FOLDER)
    return writing.files(out, found.called, found.twin)


def _signed(out: Path, known: Course, found: _Found, given: _Given) -> bytes | str:
    """Return the credential, or why none can be signed, in words."""
    from withinscope.grading.certificates import credential, signing

    if found.earned.open:
        why = "\n".join(f"- {one}" for one in found.earned.open)
        return f"No credential was signed, since it would say that all of it was completed:\n{why}"
    if known.school is None:
        return f"For one that others can check, say who you are in {course.FILE}: {SCHOOL}"
    key = signing.read_key(out)
    if key is None:
        return "For one that others can check, make a key: withinscope certificate --new-key"
    term = credential.Term(datetime.now(UTC).replace(microsecond=0), given.until)
    made = credential.credential(known, known.school, found.whom, found.earned, given.seen, term)
    return signing.signed(made, key, known.school.key).encode()
