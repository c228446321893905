"""`withinscope mark`: free text, marked by its rubric in the terminal, without names."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope.grading import text
from withinscope.grading.commands import options, terminal
from withinscope.grading.commands.options import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.grading.agreement import Pair
    from withinscope.grading.book.gradebook import Gradebook
    from withinscope.grading.marking import Role, Work


def add_parser(subparsers: options.Subparsers) -> None:
    """Add the command's parser."""
    parser = options.parser(
        subparsers,
        "mark",
        "mark free text by its rubric, without seeing names",
        "withinscope mark --marker 'R. Okafor'",
    )
    parser.add_argument("--marker", metavar="NAME", help="who marks (your login name)")
    parser.add_argument(
        "--again", action="store_true", help="look at marked answers again; asks before it changes"
    )
    parser.add_argument(
        "--second",
        type=second_share,
        metavar="SHARE",
        help="mark as the second marker: 20%%, 0.2 or all of each item's answers, chosen by lot, "
        "the first's marks unseen",
    )
    _add_ways(parser)
    options.add_roster(parser)
    options.add_feedback(parser)


def second_share(typed: str) -> float:
    """Return the share that is meant by `20%`, `0.2` or `all`, above 0 to 1."""
    said = typed.strip().lower()
    if said == "all":
        return 1
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6}) ?(%?)", said, re.ASCII)
    value = float(found[1]) / (100 if found[2] else 1) if found else 0
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{typed!r} is no share: write 20%, 0.2 or all")
    return value


def _add_ways(parser: argparse.ArgumentParser) -> None:
    """Add what can be done instead of marking in the terminal; one of it at a time."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="write what awaits marking to be filled in, without names: an Excel workbook (.xlsx), "
        "a sheet an item, where levels are chosen; else CSV, a file an item",
    )
    which.add_argument(
        "--import",
        dest="sheets",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="take the marks of such sheets; what is not taken is told row by row",
    )
    which.add_argument(
        "--calibrate",
        action="store_true",
        help="mark the sample answers first, and see how far you are from the expert, and why",
    )
    which.add_argument(
        "--agreement",
        action="store_true",
        help="say how far two markers agree (weighted kappa), and list where they do not",
    )
    which.add_argument(
        "--decide",
        action="store_true",
        help="decide between two marks that differ; both are kept, the decision counts",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="with --import: have the sheet's marks count where an answer has another mark",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Mark; return 0, or 1 if answers still await a mark, or rows of a sheet were not taken."""
    if args.second and (args.sheets or args.calibrate or args.agreement or args.decide):
        what = "--second is for marking, in the terminal or in a sheet that --export writes."
        raise Mistake(Problem(what, "Leave it out: a sheet knows whether it is a second marker's."))
    course = options.course_of(args)
    book = options.gradebook_of(args, course, say)
    options.take_roster(args, book)
    marker = text.name(args.marker or "") or options.login()
    if args.agreement:
        return _agreement(book, say)
    if args.calibrate:
        from withinscope.grading.commands import calibrating

        return calibrating.calibrate(book, marker, say)
    if args.sheets:
        from withinscope.grading.commands import mark_sheets

        taken = mark_sheets.take(book, args.sheets, marker, args.replace, say)
        return max(int(taken.look), _end(book, args, course, taken.persons, say))
    if args.second:
        return _second(book, args, marker, say)
    works, pairs = _queue(book, args, say)
    if args.export and works:
        return _export(book, args.export, works, "first", say)
    if not works:
        say(_nothing(args))
        return 0
    persons = _sit(book, works, marker, "decided" if args.decide else "first", say, pairs)
    return _end(book, args, course, persons, say)


def _queue(
    book: Gradebook, args: argparse.Namespace, say: Say
) -> tuple[Sequence[Work], Mapping[Work, Pair]]:
    """Return what is to be marked, and, where somebody decides, the two marks of each."""
    from withinscope.grading.book import marks

    with book.reading() as connection:
        options.tell_unread(connection, say)
        if not args.decide:
            return marks.to_mark(connection, again=args.again), {}
        from withinscope.grading.commands import second_marks

        found = [one for one in second_marks.pairs(connection) if one.open]
    return [one.work for one in found], {one.work: one for one in found}


def _nothing(args: argparse.Namespace) -> str:
    if args.decide:
        return "No two marks await a decision."
    return "Nothing is marked yet." if args.again else "Nothing awaits marking."


def _second(book: Gradebook, args: argparse.Namespace, marker: str, say: Say) -> int:
    """Mark a share a second time; return 1 if some of it still lacks one of its two marks."""
    from withinscope.grading.commands import second_marks

    def queue() -> second_marks.Queue:
        with book.reading() as connection:
            return second_marks.queue(connection, args.second, marker, again=args.again)

    works = queue().works
    if args.export and works:
        return _export(book, args.export, works, "second", say)
    if works:
        _sit(book, works, marker, "second", say)
    now = queue()
    for line in now.told():
        say(line)
    return 1 if now.done < now.chosen else 0


def _agreement(book: Gradebook, say: Say) -> int:
    """Say how far two markers agree; return 1 if there is something to decide."""
    from rich.console import Console

    from withinscope.grading.commands import second_marks

    with book.reading() as connection:
        found = second_marks.pairs(connection)
        if not found:
            say(f"No answer has two marks yet: {terminal.command('mark --second 20%')}")
            return 0
        for part in second_marks.shown(connection, found):
            Console(highlight=False).print(part)
    left = any(one.open for one in found)
    if left:
        say(f"Next:     {terminal.command('mark --decide')}")
    return int(left)


def _export(book: Gradebook, path: Path, works: Sequence[Work], role: Role, say: Say) -> int:
    from withinscope.grading.commands import mark_sheets

    with book.reading() as connection:
        mark_sheets.export(connection, path, works, say, role)
    return 0


def _sit(
    book: Gradebook,
    works: Sequence[Work],
    marker: str,
    role: Role,
    say: Say,
    pairs: Mapping[Work, Pair] = {},
) -> frozenset[int]:
    """Mark in the terminal; return the people whose answers were marked."""
    from rich.console import Console

    from withinscope.grading.book import marks
    from withinscope.grading.commands import calibrating, sitting

    with book.reading() as connection:
        new = not marks.has_marked(connection, marker) and calibrating.samples(connection)
    if new:
        first = terminal.command("mark --calibrate")
        say(f"New here? Mark the sample answers first: {first}")
    say(f"You mark as {marker}; --marker NAME says otherwise. Each mark is saved as you give it.")
    desk = sitting.Desk(book, marker, Console(highlight=False), role, pairs)
    return sitting.sit(desk, works)


def _end(
    book: Gradebook,
    args: argparse.Namespace,
    course: Path,
    persons: frozenset[int],
    say: Say,
) -> int:
    """Bring files up to date and say how far marking is; return 1 if answers await a mark."""
    from withinscope.grading.book import marks

    if persons:
        _renew(book, args, course, persons, say)
    with book.reading() as connection:
        done, every = marks.progress(connection)
    say(f"{done} of {every} answers are marked.")
    return 1 if done < every else 0


def _renew(
    book: Gradebook,
    args: argparse.Namespace,
    course: Path,
    persons: frozenset[int],
    say: Say,
) -> None:
    """Write grades.csv anew, and the pages of those whose answers were marked."""
    from withinscope.grading import exports
    from withinscope.grading.book import rows
    from withinscope.grading.feedback import writing

    out = options.out_of(args, course)
    with book.reading() as connection:
        path = exports.write(rows.sheet(connection, course), out)
        say(f"Scores are in {path}.")
        if args.feedback:
            pages = writing.write(connection, out, course, persons=persons)
            say(f"{pages} feedback {'page' if pages == 1 else 'pages'} renewed.")
