"""`withinscope check`: the author's linter."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from withinscope.authoring import linter
from withinscope.authoring.files import Say, chosen, course_of, parser
from withinscope.problems import Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Add `check` to the command line."""
    made = parser(
        commands,
        "check",
        "Look for mistakes in the syllabus and in every item; nothing is changed.",
        "withinscope check --format github",
    )
    made.add_argument(
        "--format", choices=list(FORMATS), default="text", help="default: %(default)s"
    )
    made.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="notebooks to look at; default: all"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Say every problem, a line each; return 1 if there is one, else 0."""
    course = course_of(args)
    problems, looked_at = linter.check(course, chosen(args.paths))
    if written := FORMATS[args.format](problems):
        say(written)
    if args.format == "text":
        say(f"{_counted(len(problems), 'problem')} in {_counted(looked_at, 'notebook')}.")
    return 1 if problems else 0


def _counted(number: int, word: str) -> str:
    return f"{number or 'No'} {word}{'' if number == 1 else 's'}"


def _text(problems: Sequence[Problem]) -> str:
    return "\n".join(map(str, problems))


def _json(problems: Sequence[Problem]) -> str:
    return json.dumps([_fields(problem) for problem in problems], indent=2, ensure_ascii=False)


def _fields(problem: Problem) -> dict[str, str | int | None]:
    place: dict[str, str | int | None] = msgspec.structs.asdict(problem.place)
    return {**place, "what": problem.what, "mend": problem.mend}


def _github(problems: Sequence[Problem]) -> str:
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    """Write a problem as GitHub Actions' workflow commands have it.

    The line is told in the title: GitHub's own would be a line of the file's JSON.
    """
    place = problem.place
    where = [f"cell {place.cell}"] if place.cell else []
    where += [f"line {place.line}"] if place.line else []
    title = f",title={_escaped(', '.join(where), ':,')}" if where else ""
    text = _escaped(f"{problem.what} {problem.mend}".strip())
    return f"::error file={_escaped(place.file or '', ':,')}{title}::{text}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what ends a workflow command; `more` is what ends one of its properties."""
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
