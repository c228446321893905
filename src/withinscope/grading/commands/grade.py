"""`withinscope grade`: hand-ins into a gradebook, grades.csv and feedback pages."""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope.grading import output
from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from withinscope.grading.book.gradebook import Gradebook
    from withinscope.grading.book.rules import Rules
    from withinscope.grading.cohort import RunResult
    from withinscope.grading.intake.roster import Roster


AGAIN = """

What is handed in is graded and written at once, by the key in force: the one that has graded the
exercise so far. What else would change a score (a key corrected in solutions/, other points,
an item that is `withdrawn`, another --pick, and where being late costs points another --late or
due date) is only shown: who, from what to what, and why. With --apply it is written, for everybody
who handed in the exercise."""


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "grade",
        "grade hand-ins: files, folders and zips",
        "withinscope grade hand-ins/ late.zip --roster cohort.csv",
        AGAIN,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="what was handed in; none: all that the gradebook holds, graded again",
    )
    parser.add_argument(
        "--apply",
        action="store_true",
        help="write what changes for people who were graded before, not only show it",
    )
    options.add_roster(parser)
    _add_rules(parser)
    options.add_feedback(parser)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    """Add by what is graded: keys, dates, and which hand-in counts."""
    parser.add_argument(
        "--key",
        type=Path,
        metavar="OLD.ipynb",
        action="append",
        default=[],
        help="an earlier revision of a solution, for answers to it, which count at once if there "
        "was no key for them; may be given again",
    )
    parser.add_argument(
        "--due",
        metavar="WHEN",
        action="append",
        default=[],
        help="when it is due: '[EXERCISE=]2026-12-01 23:59 Europe/Berlin', none, or course, as "
        "course.yaml says (so it is at first); remembered; may be given again",
    )
    parser.add_argument(
        "--late",
        metavar="POLICY",
        action="append",
        default=[],
        help="what becomes of what is late: '[EXERCISE=]none', flag (told, the usual), course, "
        "or the points that each day begun costs; remembered; may be given again",
    )
    parser.add_argument(
        "--pick",
        choices=("newest", "first", "best"),
        help="which of a person's hand-ins counts (newest at first); remembered; all are kept",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Grade; return 0, or 1 with things to look at, or 2 if nothing could be read."""
    if not args.paths:
        return _again(args, say)
    course = options.course_of(args)
    if lacking := [str(path) for path in args.paths if not os.path.lexists(path)]:
        what = f"There is no file or folder {', '.join(lacking)}."
        raise Mistake(Problem(what, "Look at its name; nothing was graded."))
    book = options.gradebook_of(args, course, say)
    from rich.console import Console

    listed = options.roster_of(args)
    counts = options.rules_of(course, args.pick, args.due, args.late, say)
    solutions = _solutions(course, args)
    gc.freeze()  # What is loaded by now stays: looking through it again and again costs a tenth.
    gc.set_threshold(50_000)
    console = Console()
    done = _grade(book, args, solutions, listed, counts)
    look = _write(book, done, args, course, console, say)
    if done.read == 0:
        say("Nothing that could be graded was found.")
        return 2
    return 1 if look else 0


def _solutions(course: Path, args: argparse.Namespace) -> Path:
    """Return the folder of the keys. Raises Mistake if there are none."""
    solutions = course / "solutions"
    if not solutions.is_dir() and not args.key:
        what = f"There are no solutions in {course}, so there is no key to grade by."
        raise Mistake(Problem(what, "Trainees' copies have none: grade in the full course."))
    return solutions


def _grade(
    book: Gradebook, args: argparse.Namespace, solutions: Path, listed: Roster, counts: Rules
) -> RunResult:
    from withinscope.grading.cohort import grade_all
    from withinscope.grading.intake import collect

    with (
        terminal.progress("Grading", lambda: collect.count(args.paths)) as step,
        book.writing() as connection,
    ):
        return grade_all(
            connection,
            args.paths,
            solutions,
            args.key,
            step,
            listed,
            counts,
            who=options.login(),
            apply=args.apply,
        )


def _again(args: argparse.Namespace, say: Say) -> int:
    """Grade anew what the gradebook holds; return 1 if something would change and is not written,
    or is to be looked at.
    """
    if args.roster:
        what = "A roster says who is missing among hand-ins, and no hand-ins are named."
        raise Mistake(Problem(what, "Name files, folders or zips as well, or leave --roster out."))
    course = options.course_of(args)
    solutions = _solutions(course, args)
    book = options.gradebook_of(args, course, say)
    from rich.console import Console

    from withinscope.grading import outcomes
    from withinscope.grading.cohort import regrade_all
    from withinscope.grading.commands import summary

    counts = options.rules_of(course, args.pick, args.due, args.late, say)
    with book.writing() as connection:
        done = regrade_all(
            connection, solutions, args.key, counts, who=options.login(), apply=args.apply
        )
    if not done.exercises:
        raise Mistake(Problem("Nothing is graded yet.", "Name files, folders or zips to grade."))
    console = Console()
    if done.pending:
        capstones = outcomes.capstones(course).exercises
        for part in summary.changed(summary.WOULD, done.pending, capstones):
            console.print(part)
        say(summary.NOT_YET)
        return 1
    if not done.changes:
        say("Nobody's score changes.")
    return 1 if _write(book, done, args, course, console, say) else 0


def _write(
    book: Gradebook,
    done: RunResult,
    args: argparse.Namespace,
    course: Path,
    console: Console,
    say: Say,
) -> bool:
    """Write what people read, say how it went; return whether there is something to look at."""
    from withinscope.grading import exports, outcomes
    from withinscope.grading.book import expected, queries, rows
    from withinscope.grading.commands import summary

    out, pages = options.out_of(args, course), 0
    if args.feedback:
        from withinscope.grading.feedback import writing

        with terminal.progress("Feedback", lambda: done.kept) as step:
            pages = writing.catch_up(book, out, course, step)
    with book.reading() as connection:
        missing = expected.missing(connection, done.exercises)
        strangers = expected.strangers(connection, done.exercises, done.expected)
        grades = exports.write(rows.sheet(connection, course), out)
        capstones = outcomes.capstones(course).exercises
        for part in summary.shown(connection, done, missing, strangers, capstones):
            console.print(part)
        looks = next(queries.to_look_at(connection, {*done.exercises, ""}), None)
        waiting = any(one.needs_marking for one in queries.tallies(connection, done.exercises))
    say(f"Scores:   {grades}")
    if args.feedback:
        none = f"no page is new (all: {terminal.command('feedback')})"
        told = out / output.FEEDBACK if pages else none
        say(f"Feedback: {told}")
    if args.out and not args.gradebook:
        say(f"Kept in:  {course / options.FOLDER / options.GRADEBOOK} (--gradebook names another)")
    if waiting:
        say(f"Next:     {terminal.command('mark')}")
    if done.pending:
        say(summary.NOT_YET)
    return bool(looks or missing or strangers or done.pending)
