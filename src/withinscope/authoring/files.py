"""The course's notebooks as files: which there are, and what stands in them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withinscope import disk, notebooks
from withinscope.course import FILE, find
from withinscope.notebooks import Notebook, Unreadable
from withinscope.problems import Mistake, Place, Problem

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

Say = Callable[[str], None]
"""Prints a line."""
ROLES = {"notebooks": "lesson", "exercises": "exercise", "solutions": "solution"}
"""What a notebook is, by the folder that it is in."""


def parser(commands: Subparsers, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    """Add a command's parser, with the option that every command here has."""
    made = commands.add_parser(
        name, help=summary, description=summary, epilog=f"Example: {example}"
    )
    made.add_argument("--course", metavar="DIR", type=Path, help="default: the one around here")
    return made


def course_of(args: argparse.Namespace) -> Path:
    """Return the course's folder. Raises Mistake if there is none."""
    if args.course and not (args.course / FILE).is_file():
        what = f"There is no course in {args.course}: it holds no {FILE}."
        raise Mistake(Problem(what, "Name the folder that does: --course DIR."))
    return Path(args.course).resolve() if args.course else find()


def inside(folder: Path, ending: str = ".ipynb") -> list[Path]:
    """Return the files of a folder that end so, without hidden ones: a Mac puts a `._x.ipynb` of
    its own beside each x.ipynb where a disk or a zip can't hold what it knows of it.
    """
    return sorted(folder.glob(f"[!.]*{ending}"))


def all_notebooks(course: Path) -> tuple[Path, ...]:
    """Return every notebook of a course, folder by folder."""
    return tuple(path for folder in ROLES for path in inside(course / folder))


def chosen(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the notebooks that paths name: files, and all below folders.

    Raises Mistake for a path that names none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        below = [path] if path.is_file() else sorted(path.rglob("*.ipynb"))
        here = [
            one
            for one in below
            if ".ipynb_checkpoints" not in one.parts and not one.name.startswith("._")
        ]
        if not here:
            raise Mistake(Problem(f"There is no notebook at {path}.", "Look at the name."))
        found |= dict.fromkeys(file.resolve() for file in here)
    return tuple(found)


def shown(path: Path, course: Path | None) -> str:
    """Return a path as messages name it: from the course's folder, with forward slashes."""
    inside = course is not None and path.is_relative_to(course)
    return (path.relative_to(course) if inside and course else path).as_posix()


def read(path: Path, course: Path | None) -> Notebook:
    """Read a notebook; its path is as messages name it. Raises Mistake."""
    name = shown(path, course)
    try:
        return notebooks.decode(notebooks.contents(path), name)
    except Unreadable as reason:
        what = f"This notebook can't be read: {reason}."
        mend = "Mend it in JupyterLab, or fetch it from git again."
        raise Mistake(Problem(what, mend, Place(name))) from None


def read_json(path: Path, course: Path | None) -> dict[str, Any]:
    """Read a notebook's JSON, whole. Raises Mistake."""
    read(path, course)  # refuses what is no notebook, or holds a cell id twice
    try:
        return notebooks.load_dict(path)
    except Mistake as mistake:
        raise mistake.at(Place(shown(path, course))) from None


def write(path: Path, text: str, course: Path | None) -> None:
    """Write a notebook's text whole. Raises Mistake if that fails; it is then as it was."""
    try:
        path.parent.mkdir(exist_ok=True)
        disk.write_whole(path, text)
    except OSError as error:
        what = f"This file can't be written ({error.strerror}), and is as it was."
        mend = "Make room, or see whether you may write there."
        raise Mistake(Problem(what, mend, Place(shown(path, course)))) from None
