"""`withinscope new`: a course of one's own, with the same engine, that works at once."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import course, disk
from withinscope.authoring import engine, exercises, starter
from withinscope.authoring.files import Say
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.authoring.files import Subparsers

LONGEST = 80
"""Characters of a title, which has to fit the bar of a page."""
PAGES = (
    "notebooks/review.ipynb",
    "notebooks/my_notes.ipynb",
    "solutions/grade_a_cohort.ipynb",
)
"""Pages of Within Scope that suit any course; an author may change them."""
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_NO_NAME = re.compile(r"[<>:\"/\\|?*\x00-\x1f]")


def add_parser(commands: Subparsers) -> None:
    """Add `new` to the command line."""
    made = commands.add_parser(
        "new",
        help="begin a course of your own",
        description="Begin a course of your own, with the same engine: a folder with a first "
        "lesson, a first exercise and all that plays, checks, releases and grades them. Nothing is "
        "overwritten.",
        epilog="Example: withinscope new ../my-course --title 'Holding steady'",
    )
    made.add_argument(
        "folder", metavar="FOLDER", type=Path, help="where; a folder that is not there"
    )
    made.add_argument("--title", help="of the course; default: the folder's name")
    made.add_argument("--lesson", default="First lesson", help="its title; default: %(default)s")
    made.add_argument(
        "--upgrade",
        action="store_true",
        help="instead, bring the engine of a course that was made so up to date, and nothing else",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Make the course, or bring its engine up to date. Raises Mistake with what to do instead."""
    folder: Path = args.folder.resolve()
    root = engine.whole_copy()
    try:
        if args.upgrade:
            _upgrade(root, folder, say)
        else:
            _make(root, folder, _titles(args, folder), say)
    except OSError as error:
        what = f"{error.filename or folder} can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Make room, or name another place.")) from None
    return 0


def _titles(args: argparse.Namespace, folder: Path) -> dict[str, str]:
    """Return what a course's files are made with. Raises Mistake for what can't be a name."""
    _check_name(folder.name)
    title = _checked(args.title or _from_name(folder.name), "course")
    lesson = _checked(args.lesson, "lesson")
    return {
        "title": title,
        "title_quoted": json.dumps(title, ensure_ascii=False),
        "lesson": lesson,
        "lesson_quoted": json.dumps(lesson, ensure_ascii=False),
        "file": f"01_{_stem(lesson)}",
        "folder": folder.name,
        "name": _stem(folder.name).replace("_", "-"),
    }


def _check_name(name: str) -> None:
    """Refuse a folder's name that another system could not unpack."""
    if _NO_NAME.search(name) or name != name.strip(" .") or _DEVICE.fullmatch(name):
        what = f"A folder called {name!r} can't be unpacked on every system."
        raise Mistake(Problem(what, "Use letters, digits, - and _, for example my-course."))


def _from_name(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _checked(title: str, whose: str) -> str:
    """Return a title. Raises Mistake unless it is one line that can be read."""
    unseen = {unicodedata.category(letter) for letter in title} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    if unseen or not any(letter.isalnum() for letter in title):
        what = f"The {whose}'s title is to be one line of letters, and this is {title!r}."
        raise Mistake(Problem(what, "Give it another."))
    if len(title) > LONGEST:
        what = f"The {whose}'s title has {len(title)} characters, and {LONGEST} fit."
        raise Mistake(Problem(what, "Make it shorter; a lesson can say more below it."))
    return title.strip()


def _stem(title: str) -> str:
    """Return a title as the stem of a file: a to z, digits, and `_` between words.

    Raises Mistake where nothing is left of it, as of a title in another script.
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = "_".join(re.findall(r"[a-z0-9]+", re.sub(r"'", "", plain)))[:40].strip("_")
    if not stem:
        what = f"No name for a file can be made of {title!r}: it has no letter from a to z."
        mend = "Begin with another title; you can change it in course.yaml and in the notebook."
        raise Mistake(Problem(what, mend))
    return stem


def _make(root: Path, folder: Path, titles: dict[str, str], say: Say) -> None:
    _refuse_place(folder)
    parts = engine.files(root, titles["title"])
    titles["wheel"] = engine.wheel_of(parts)
    written = {
        **starter.files(titles),
        **{page: (root / page).read_bytes() for page in PAGES},
        **parts,
    }
    _refuse_what_is_there(folder, written)
    _write(folder, written)
    for exercise in exercises.exercises(folder):
        exercise.path.parent.mkdir(exist_ok=True)
        disk.write_whole(exercise.path, exercise.text)
    say(f"{titles['title']}: {folder}")
    say(f"Play it:   cd {folder}; python3 start.py")
    say("Check it:  python3 start.py check")
    say(f"Write it:  {engine.FOLDER}/docs/author-guide.md, 'A course of your own'")


def _upgrade(root: Path, folder: Path, say: Say) -> None:
    """Replace the engine of a course, and take away the one before."""
    if not (folder / course.FILE).is_file() or not list((folder / engine.FOLDER).glob("*.whl")):
        what = f"{folder} is no course that `withinscope new` made: it holds no {engine.FOLDER}/."
        raise Mistake(Problem(what, "Name the folder of one, or leave out --upgrade."))
    parts = engine.files(root, course.read(folder).title)
    before = {path for path in (folder / engine.FOLDER).rglob("*") if path.is_file()}
    _write(folder, parts)
    for path in before - {folder / name for name in parts}:
        path.unlink()
    environment = starter.environment(
        {"name": _stem(folder.name).replace("_", "-"), "wheel": engine.wheel_of(parts)}
    )
    disk.write_whole(folder / starter.ENVIRONMENT, environment)
    say(f"{folder}: its engine is that of {engine.wheel_of(parts)} now. Nothing else was changed.")


def _refuse_place(folder: Path) -> None:
    """Refuse a place inside another course, whose commands and git would take it for theirs."""
    for above in folder.parents:
        if (above / course.FILE).is_file():
            what = f"{folder} would be inside the course {above}."
            raise Mistake(Problem(what, f"Put it beside it: {above.parent / folder.name}"))


def _refuse_what_is_there(folder: Path, written: dict[str, bytes]) -> None:
    """Refuse to write over anything, or into what is a course already."""
    there = [name for name in (course.FILE, *written) if (folder / name).exists()]
    if there or (folder.exists() and not folder.is_dir()):
        what = f"{folder} holds {there[0]} already." if there else f"{folder} is a file."
        raise Mistake(Problem(what, "Nothing was written. Name a folder that is not there."))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(path, content, sync=False)
        if name in engine.OPENED:
            path.chmod(0o755)
