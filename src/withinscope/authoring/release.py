"""`withinscope release`: exercises/ from solutions/, and the bundle that trainees are given."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope.authoring import bundle, exercises
from withinscope.authoring.files import Say, course_of, parser, shown, write
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Add `release` to the command line."""
    made = parser(
        commands,
        "release",
        "Write exercises/ anew from solutions/, without keys.",
        "withinscope release --bundle within-scope.zip",
    )
    what = made.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing, say what is not current")
    what.add_argument(
        "--bundle",
        metavar="OUT",
        type=Path,
        help="a folder or .zip file to build what trainees are given: the course without solutions",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Release, check, or bundle. Raises Mistake for a solution that can't be released."""
    course = course_of(args)
    if args.check:
        return _check(course, say)
    if args.bundle:
        return _bundle(course, args.bundle, say)
    return _release(course, say)


def _release(course: Path, say: Say) -> int:
    made = exercises.exercises(course)
    for exercise in made:
        if not exercise.current:
            write(exercise.path, exercise.text, course)
            say(f"{shown(exercise.path, course)}: written anew.")
    if all(exercise.current for exercise in made):
        say("Every exercise is as its solution makes it.")
    return _tell(course, say)


def _check(course: Path, say: Say) -> int:
    status = _tell(course, say)
    if not status:
        say("Every exercise is as its solution makes it.")
    return status


def _tell(course: Path, say: Say) -> int:
    problems = exercises.disagreements(course)
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0


def _bundle(course: Path, out: Path, say: Say) -> int:
    if problems := exercises.disagreements(course):
        raise Mistake(*problems)
    try:
        count = bundle.build(course, out)
    except OSError as error:
        what = f"{error.filename or out} can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Make room, or name another place.")) from None
    say(f"{out}: {count} files, for trainees. It holds no solutions.")
    return 0
