"""What a search for hand-ins finds, and which files it looks at."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Literal

from msgspec import Struct

from withinscope.course import RETURNED
from withinscope.grading import text

STAMP = "timestamp.txt"
"""In which nbgrader writes down when what stands beside it came."""
SKIPPED = frozenset(
    {
        *(".ipynb_checkpoints", "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"),
        *(STAMP, RETURNED),
    }
)
"""What programs make beside people's files: copies of them, how a folder is shown, when each came,
and the feedback that we give back.
"""
Kind = Literal["notebook", "zip", "skip", "stray", "other"]
FILES = frozenset({"notebook", "zip", "stray"})
"""Kinds of what may be handed in."""
_ARCHIVE = "an archive of a kind that isn't read here: ask for the .ipynb itself, or a .zip"
_DOCUMENT = "a document, not the exercise: ask for the .ipynb that handing in made"
_PICTURE = "a picture, not the exercise: ask for the .ipynb that handing in made"
_MAIL = "a mail: take the file that is attached to it out of it"
_CLOUD = "a placeholder, the file itself is still in the cloud: download it, then grade again"
_PART = "a download that was never finished: download it again"
TEXT = "text and no notebook: ask for the .ipynb that handing in made"
_SUFFIXES = {
    _ARCHIVE: "rar 7z tar gz tgz bz2 xz zipx",
    _DOCUMENT: "doc docx odt rtf pages pdf ppt pptx key",
    _PICTURE: "png jpg jpeg heic gif webp bmp tif tiff",
    _MAIL: "eml msg",
    _CLOUD: "icloud gdoc gdraw gsheet url webloc lnk",
    _PART: "crdownload part partial download",
    TEXT: "html htm mht mhtml txt json md py",
}
STRAYS = {f".{suffix}": what for what, names in _SUFFIXES.items() for suffix in names.split()}
"""What people hand in instead of a notebook, by its suffix, and what to do about it."""


class Surroundings(Struct, frozen=True):
    """What is known of a search as a whole.

    `shared` are folders under which people's folders part, as names are compared: `Cohort 2026`
    with a folder a person in it is nobody's, also where another part of the same download holds
    one person alone. `teams` are the parts of Moodle's names that are a team's.
    """

    shared: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()


class Found(Struct, frozen=True):
    """A file that may be a hand-in: its bytes, or the `problem` that keeps them from us.

    `file` is the file on the disk, or the zip that it is in; `where` is how people know it
    (`cohort.zip/ana/ex01.ipynb`), `below` the folders between the path given, or the zip, and
    the file, `name` the file's own. `stray` says that it is no notebook, and whether it surely was
    put there to be handed in; one that is `unread` is neither yet, and has no bytes. `came` is when
    it did, in seconds since 1970, where whoever collected it wrote that down, else 0.
    """

    file: str
    where: str
    below: tuple[str, ...]
    name: str
    data: bytes = b""
    problem: str = ""
    stray: Literal["", "perhaps", "surely"] = ""
    around: Surroundings = Surroundings()
    unread: bool = False
    came: float = 0.0

    @property
    def way(self) -> tuple[str, ...]:
        """The folders, or the zip, that it stands in, from the disk's root on, and its name.

        A learning system's own names are known wherever in it they stand.
        """
        folder, name = os.path.split(self.file)
        outer = (*_parts(folder), name) if name else _parts(folder)
        _, _, inner = self.where.partition(f"{shown(outer[-1])}/")
        return (*outer, *inner.split("/")) if inner and kind(outer[-1]) == "zip" else outer


class Ignored(Struct, frozen=True):
    """A file that is no notebook and no zip; only counted."""

    name: str


def kind(name: str) -> Kind:
    """Tell from its name what a file is taken for; a stray may be a notebook all the same."""
    if name in SKIPPED or name.startswith(("._", "~$")):
        return "skip"
    lower = name.lower()
    if lower.endswith((".ipynb", ".zip")):
        return "notebook" if lower.endswith(".ipynb") else "zip"
    suffix = PurePath(lower).suffix
    return "stray" if ".ipynb" in lower or not suffix or suffix in STRAYS else "other"


@lru_cache(maxsize=1024)
def _parts(folder: str) -> tuple[str, ...]:
    return Path(folder).parts


@lru_cache(maxsize=1024)  # folders' names above all
def shown(name: str) -> str:
    """Return a file's name as it is shown, whatever bytes it is made of."""
    whole = (
        name
        if name.isascii()
        else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    )
    return text.one_line(whole)
