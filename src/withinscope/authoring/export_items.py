"""`withinscope export-items`: the course's items as a file for a question bank, or in words."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import disk
from withinscope.authoring import banks
from withinscope.authoring.banks import Loss, Part
from withinscope.authoring.files import Say, chosen, course_of, parser
from withinscope.authoring.material import Asked, Material, gather
from withinscope.problems import Mistake, Place, Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers

FOLDER = "grading"
"""Out of git's sight: what is for instructors alone is written there."""


def add_parser(commands: Subparsers) -> None:
    """Add `export-items` to the command line."""
    made = parser(
        commands,
        "export-items",
        "Write the course's items as a file for a question bank, and say what it can't carry.",
        "withinscope export-items --format moodle-xml solutions/01_shared_ground.ipynb",
    )
    made.add_argument(
        "--format",
        choices=list(banks.formats()),
        required=True,
        help="moodle-xml or gift for Moodle, qti for other platforms, text to print or paste",
    )
    made.add_argument(
        "--out", metavar="DIR", type=Path, help="where the file goes; default: grading/"
    )
    made.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="lessons and solutions whose items are wanted; default: all",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the file; return 1 if it does not carry all there is of every item, else 0.

    Raises Mistake for items that can't be read, and where there are none.
    """
    course = course_of(args)
    material = gather(course, chosen(args.paths))
    if wrong := (*material.unread, *(problem for _, problem in material.unasked)):
        raise Mistake(*wrong)
    parts = tuple(parts_of(material))
    if not parts:
        what = "There is no item there."
        mend = "An exercise's items stand in its solution: name that."
        raise Mistake(Problem(what, mend))
    made = banks.formats()[args.format]
    written = made.written(material.known.title, parts)
    path = _kept((args.out or course / FOLDER) / made.FILE, written.content)
    losses = (*_withdrawn(material), *written.losses)
    items = sum(len(part.items) for part in parts) + len(losses) - len(written.losses)
    carried = items - len({one.item for one in losses if one.whole})
    say(f"{carried} of {items} items are in {path}.")
    if written.keys:
        say("It tells what is right: it is for instructors, not for trainees.")
    for line in _told(losses):
        say(line)
    return 1 if losses else 0


def parts_of(material: Material) -> Iterator[Part]:
    """Yield the items of each notebook that is asked about; not those that were withdrawn."""
    for book in material.books:
        name = book.notebook.id or ""
        place = book.notebook.path
        here = tuple(
            one.item
            for one in _asked(material)
            if one.place.file == place and one.item.withdrawn is None
        )
        if here:
            yield Part(material.known.title_of(name) or name, here)


def _asked(material: Material) -> Iterator[Asked]:
    return (one for one in material.asked if material.wants(one.place))


def _withdrawn(material: Material) -> Iterator[Loss]:
    for one in _asked(material):
        if one.item.withdrawn is not None:
            yield Loss(one.item.id, "it was withdrawn", whole=True)


def _kept(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(path, content, private=True)
    except OSError as error:
        what = f"This file can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Name another folder: --out.", Place(str(path)))) from None
    return path


def _told(losses: Iterable[Loss]) -> Iterator[str]:
    """Say what is left out, then what is carried without something, by the reason."""
    by_reason: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for one in losses:
        by_reason[not one.whole, one.why].append(one.item)
    for (in_part, why), names in sorted(by_reason.items()):
        how = "Carried without" if in_part else "Left out, since"
        yield f"{how} {why} ({len(names)}): {', '.join(names)}"
