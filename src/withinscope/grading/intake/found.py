"""What a search for hand-ins finds, and which files it looks at."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from withinscope.grading import text

SKIPPED = frozenset({".ipynb_checkpoints", "__MACOSX"})
"""Folders that programs make beside people's files, with copies of them."""


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
    the file, `name` the file's own.
    """

    file: str
    where: str
    below: tuple[str, ...]
    name: str
    data: bytes = b""
    problem: str = ""
    around: Surroundings = Surroundings()

    @property
    def way(self) -> tuple[str, ...]:
        """The folders, or the zip, that it stands in, from the disk's root on, and its name.

        A learning system's own names are known wherever in it they stand.
        """
        outer = Path(self.file).parts
        _, _, inner = self.where.partition(f"{shown(outer[-1])}/")
        return (*outer, *inner.split("/")) if inner and kind(outer[-1]) == "zip" else outer


class Ignored(Struct, frozen=True):
    """A file that is no notebook and no zip; only counted."""

    name: str


def kind(name: str) -> Literal["notebook", "zip", "skip", "other"]:
    """Tell from its name what a file is taken for."""
    if name in SKIPPED or name.startswith("._"):
        return "skip"
    lower = name.lower()
    return "notebook" if lower.endswith(".ipynb") else "zip" if lower.endswith(".zip") else "other"


def shown(name: str) -> str:
    """Return a file's name as it is shown, whatever bytes it is made of."""
    whole = (
        name
        if name.isascii()
        else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    )
    return text.one_line(whole)
