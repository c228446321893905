"""`withinscope tidy`: notebooks as git wants them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withinscope import notebooks
from withinscope.authoring.files import (
    Say,
    all_notebooks,
    chosen,
    course_of,
    parser,
    read_json,
    shown,
    write,
)
from withinscope.problems import Mistake, Place, Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers

TRAINEES = {"workbook", "trainee", "handed_in_at", "handed_in_after", "nav"}
"""What only a trainee's notebook says of itself."""


def add_parser(commands: Subparsers) -> None:
    """Add `tidy` to the command line."""
    made = parser(
        commands,
        "tidy",
        "Take what a run left out of notebooks, so that git shows only what people wrote.",
        "withinscope tidy notebooks/01_shared_ground.ipynb",
    )
    made.add_argument("--check", action="store_true", help="write nothing, say what is not tidy")
    made.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="default: every notebook of the course"
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Tidy notebooks, or say which are not. Raises Mistake if none could be read."""
    course = None if args.paths and not args.course else course_of(args)
    paths = chosen(args.paths) if args.paths else all_notebooks(course or Path())
    changed = 0
    problems: list[Problem] = []
    for path in paths:
        try:
            changed += _tidy(path, course, args.check, say)
        except Mistake as mistake:
            problems += mistake.problems
    if problems and len({problem.place.file for problem in problems}) == len(paths):
        raise Mistake(*problems)
    for problem in problems:
        say(str(problem))
    if not changed and not problems:
        say(f"All tidy: {len(paths)} notebooks.")
    return 1 if problems or (args.check and changed) else 0


def _tidy(path: Path, course: Path | None, check: bool, say: Say) -> bool:
    """Tidy one notebook, or say that it is not; return whether it was not."""
    name = shown(path, course)
    text = tidied(path, course)
    if path.read_bytes().replace(b"\r\n", b"\n") == text.encode():  # git gives each system its own
        return False
    if check:
        say(str(Problem("This notebook is not tidy.", "Run `withinscope tidy`.", Place(name))))
    else:
        write(path, text, course)
        say(f"{name}: tidied.")
    return True


def tidied(path: Path, course: Path | None) -> str:
    """Return what a notebook's file should hold.

    Raises Mistake for one that can't be read, and for one with a trainee's work in it.
    """
    notebook = read_json(path, course)
    name = shown(path, course)
    if _is_work(notebook):
        what = "This notebook holds a trainee's answers, which tidying would take out."
        mend = "Leave it as it is. If they were a try of yours, run `withinscope release`."
        raise Mistake(Problem(what, mend, Place(name)))
    return notebooks.text_of(notebooks.tidy(notebook, name))


def _is_work(notebook: dict[str, Any]) -> bool:
    """Tell whether a notebook is a working copy or a hand-in, or holds any record."""
    about = notebook["metadata"]["withinscope"]
    outputs = [out for cell in notebook["cells"] for out in cell.get("outputs") or []]
    recorded = any(notebooks.MIME in (output.get("data") or {}) for output in outputs)
    return not TRAINEES.isdisjoint(about) or (about["role"] == "exercise" and recorded)
