"""What Moodle calls a submission in its downloads, and which of them are teams'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from withinscope.grading.intake import naming, own_names

_MARK = "_assignsubmission_"
PART = re.compile(
    rf"(?P<whose>(?P<name>.*?)(?:_(?P<number>\d+))?){_MARK}[a-z]+_?(?P<file>.*)",
    re.DOTALL,
)
"""`Full name_ID_assignsubmission_file`, with the file's own name after it in flat downloads."""


def part_of(way: Iterable[str]) -> tuple[int, re.Match[str]] | None:
    """Return the first part of a way that is called so, and its place; what follows is theirs."""
    for place, one in enumerate(way):
        if _MARK in one and (found := PART.fullmatch(one)):
            return place, found
    return None


def teams(ways: Iterable[tuple[str, ...]]) -> set[str]:
    """Return whose parts are teams': all of a download that has some without a number, and
    those with files of several people, none of whom has the part's name.
    """
    typed: dict[str, set[str]] = {}
    numberless = False
    for way in ways:
        if (found := part_of(way)) is None:
            continue
        part = found[1]
        numberless = numberless or not part["number"]
        names = typed.setdefault(part["whose"], set())
        own = own_names.typed(part["file"] or way[-1])
        if own and len(names) < 2:
            names.add(own)
    return {whose for whose, names in typed.items() if numberless or _several(whose, names)}


def _several(whose: str, names: set[str]) -> bool:
    """Tell whether files of several people lie where one has a number, and none is called so."""
    name = whose.rpartition("_")[0]
    return len(names) > 1 and not any(naming.agree(one, name) for one in names)
