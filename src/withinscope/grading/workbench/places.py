"""Files of the workbench: what lies in the course's folder, and where dropped files go."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from withinscope.course import hand_ins as hub_folder
from withinscope.grading import output
from withinscope.grading.commands import filling
from withinscope.problems import Mistake, Place, Problem

UPLOADS = "uploads"
"""The folder, in the one for grading, of what was dropped on the page."""
LARGEST = 200 * 2**20
"""Bytes of a dropped file. A larger one is chosen from the course's folder, without a copy."""
MOST = 200
"""Entries of a list to choose from."""
HAND_INS = (".zip", ".ipynb")
ROSTERS = (".csv", ".txt", ".tsv", ".xlsx")
GIVEN = (".csv", ".txt", ".zip")
_WRITTEN = {filling.UPLOAD, output.FEEDBACK}
# What a course's folder holds of its own: no hand-ins are in there.
_OWN = {"notebooks", "exercises", "solutions", "src", "tests", "docs", "locks"} | {
    "benchmarks",
    "findings",
    "grading",
    "my-work",
    "node_modules",
}
# What no file here can be called: elsewhere than on Windows, nearly everything goes.
_NO_NAME = re.compile((r'[\\:*?"<>|\x00-\x1f]' if os.name == "nt" else r"\0") + r"|^\.{0,2}$")


class Listing(Struct, frozen=True):
    """What can be chosen, as paths from the course's folder.

    `given` is what may be a platform's own file, to be filled in; `hub` is the one of the hand-ins
    that holds those of all people of a Hub, a whole path, and nothing elsewhere.
    """

    hand_ins: tuple[str, ...] = ()
    rosters: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    hub: str = ""


def listing(course: Path, grading: Path) -> Listing:
    """Return what lies in the course's folder, in its `grading` and among what was dropped."""
    folders = [course, grading, grading / UPLOADS]
    entries = [entry for folder in folders for entry in _entries(folder)]
    files = [one for one in entries if one.is_file()]
    kept = [one for one in entries if one.is_dir() and _is_hand_ins(one, course)]
    hand_ins = [one for one in files if one.suffix.lower() == ".zip"] + kept
    hand_ins += [one for one in files if one.parent.name == UPLOADS and one.suffix == ".ipynb"]
    theirs = [one for one in files if one.parent != grading]  # what lies there was written here
    rosters = [one for one in theirs if one.suffix.lower() in ROSTERS]
    given = [one for one in theirs if one.suffix.lower() in GIVEN]
    hub = hub_folder()
    all_of_it = (str(hub),) if hub is not None and hub.is_dir() else ()
    return Listing(
        (*all_of_it, *_named(hand_ins, course)),
        _named(rosters, course),
        _named(given, course),
        "".join(all_of_it),
    )


def chosen(name: str, offered: tuple[str, ...], course: Path) -> Path:
    """Return the path of an entry of a list. Raises Mistake for what is not there any more."""
    if name not in offered:
        what = "This is not in the course's folder any more."
        raise Mistake(Problem(what, "Choose again.", Place(name)))
    return course / name


def keep(grading: Path, name: str, at: int, data: bytes, *, last: bool) -> str:
    """Write a part of a dropped file, from a byte on; return its first folder, or its name.

    Until the last part it has another name. Raises Mistake for a name that leads elsewhere, a
    part that is not the next one, a file that is too large or can't be written.
    """
    parts = _parts(name)
    folder = output.folder(grading, UPLOADS, *parts[:-1])
    begun = folder / f".{parts[-1]}.new"
    try:
        if at != (begun.stat().st_size if at and begun.exists() else 0):
            raise Mistake(Problem("This file came in pieces that don't fit.", "Drop it again."))
        if at + len(data) > LARGEST:
            raise Mistake(_too_large(name))
        with begun.open("ab" if at else "wb") as out:
            out.write(data)
        begun.chmod(0o600)
        if last:
            begun.replace(folder / parts[-1])
    except OSError as error:
        what = f"This file can't be kept ({error.strerror})."
        raise Mistake(Problem(what, "Make room, then drop it again.", Place(name))) from None
    return parts[0]


def _too_large(name: str) -> Problem:
    what = f"This file has more than {LARGEST // 2**20} MB, too many to drop on a page."
    return Problem(
        what, "Put it into the course's folder and choose it from the list.", Place(name)
    )


def _parts(name: str) -> list[str]:
    parts = name.split("/")
    if len(parts) > 8 or any(_NO_NAME.search(one) or len(one.encode()) > 240 for one in parts):
        what = "A file of this name can't be kept here."
        raise Mistake(Problem(what, "Give it another name.", Place(name[:120])))
    return parts


def _entries(folder: Path) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:  # not there yet
        return
    yield from (one for one in found if not one.name.startswith(".") and not one.is_symlink())


def _is_hand_ins(folder: Path, course: Path) -> bool:
    """Tell whether a folder may hold hand-ins: none of the course's own, none that was written
    here, with a notebook or zip.
    """
    own = _OWN if folder.parent == course else {UPLOADS, *_WRITTEN}
    if folder.name in own:
        return False
    near = (one for pattern in ("*", "*/*", "*/*/*") for one in folder.glob(pattern))
    return any(one.suffix.lower() in HAND_INS and not one.name.startswith("._") for one in near)


def _named(paths: list[Path], course: Path) -> tuple[str, ...]:
    names = dict.fromkeys(one.relative_to(course).as_posix() for one in paths)
    return tuple(names)[:MOST]
