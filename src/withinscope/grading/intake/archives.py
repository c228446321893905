"""Read zips as hostile input: in memory, within bounds, and never through a path they name."""

from __future__ import annotations

import contextlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from withinscope.grading.intake import stamps, strays
from withinscope.grading.intake.found import FILES, STAMP, Found, Ignored, kind, shown
from withinscope.notebooks.reading import LARGEST, TOO_LARGE

MOST_ENTRIES = 50_000
"""Files in a zip and the zips in it: several cohorts' worth."""
MOST_BYTES = 4 * 2**30
"""Bytes read from a zip and the zips in it, unpacked: a hundred thousand hand-ins."""
LARGEST_ZIP = 128 * 2**20
"""Bytes of a zip inside a zip, which has to be held in memory."""
HIGHEST_RATIO = 200
"""Times that a file may shrink when packed; a notebook shrinks ten times, a bomb a thousand."""
DEEPEST = 3
"""Zips in a zip in a zip: as deep as a download of uploads of folders gets."""

_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, OverflowError, UnicodeError, IndexError, KeyError,
)  # fmt: skip
"""Everything that zipfile has been seen to raise for a broken file."""


class _Left:
    """What may still be read of one zip on the disk, shared by every zip inside it."""

    def __init__(self, file: Path) -> None:
        self.file = str(file)
        self.entries = MOST_ENTRIES
        self.bytes = MOST_BYTES


def is_zip(path: Path) -> bool:
    """Tell from its name whether a file given is taken for a zip."""
    return kind(path.name) == "zip"


def count(path: Path) -> int:
    """Return how many notebooks and zips a zip lists; 1 for one that can't be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(kind(_name(info).rpartition("/")[2]) in FILES
                       for info in archive.infolist())  # fmt: skip
    except _UNREADABLE:
        return 1


def ways(path: Path) -> list[tuple[str, ...]]:
    """Return the folders and name of each notebook and zip that a zip lists; none if it can't be
    read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [_parts(_name(info)) for info in archive.infolist()[:MOST_ENTRIES]]
    except _UNREADABLE:
        return []
    return [way for way in names if way and kind(way[-1]) in FILES]


def read(path: Path, where: str, below: tuple[str, ...]) -> Iterator[Found | Ignored]:
    """Yield what a zip holds; what it may not hold is Found with its problem. Raises nothing."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Found(str(path), where, below, path.name, problem="not a file that can be read")
            return
        with path.open("rb") as file:
            yield from _archive(file, where, below, path.name, _Left(path), 1)
    except PermissionError:
        yield Found(str(path), where, below, path.name, problem="no permission to read it")
    except OSError as error:
        reason = f"can't be read ({error.strerror or error})"
        yield Found(str(path), where, below, path.name, problem=reason)


def _archive(
    file: IO[bytes], where: str, below: tuple[str, ...], name: str, left: _Left, depth: int
) -> Iterator[Found | Ignored]:
    try:
        archive = zipfile.ZipFile(file)
    except _UNREADABLE:
        yield Found(
            left.file, where, below, name, problem="not a zip that can be read: broken or cut off"
        )
        return
    with archive:
        infos = archive.infolist()
        left.entries -= len(infos)
        if left.entries < 0:
            reason = f"a zip with more than {MOST_ENTRIES:,} files"
            yield Found(left.file, where, below, name, problem=reason)
            return
        came = _came(archive, infos, below)
        for info in sorted(infos, key=_name):
            found = _entry(archive, info, where, below, left, depth)
            at = came.get(_parts(_name(info))[:-1], 0.0) if came else 0.0
            yield from stamps.stamped(found, at)


def _came(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], below: tuple[str, ...]
) -> dict[tuple[str, ...], float]:
    """Return when what is in each folder came, where nbgrader wrote it down."""
    written: dict[tuple[str, ...], float] = {}
    for info in infos:
        if not info.filename.endswith(STAMP) or info.file_size > stamps.LARGEST:
            continue
        *folders, name = _parts(_name(info))
        if name == STAMP and stamps.is_nbgraders((*below, *folders)):
            with contextlib.suppress(*_UNREADABLE), archive.open(info) as entry:
                written[tuple(folders)] = stamps.moment(entry.read(stamps.LARGEST))
    return written


def _entry(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    where: str,
    below: tuple[str, ...],
    left: _Left,
    depth: int,
) -> Iterator[Found | Ignored]:
    full = _name(info)
    *folders, name = _parts(full) or ("",)
    if any(kind(part) == "skip" for part in (*folders, name)):
        return
    # What is refused for its path is still somebody's: theirs whose folder it names.
    inner = (*below, *(part for part in folders if part != ".."))
    at = f"{where}/{shown(full)}"
    what = kind(name)
    if problem := _bad_path(info, full):
        yield Found(left.file, at, inner, name, problem=problem)
    elif full.endswith("/"):
        if what == "notebook":
            yield Found(left.file, at, inner, name, problem="a folder, not a file")
    elif what == "other":
        yield Ignored(name)
    elif problem := _bad_size(info, what, left, depth):
        found = Found(left.file, at, inner, name, problem=problem)
        yield strays.of(found) if what == "stray" else found
    else:
        yield from _content(archive, info, at, inner, name, left, depth)


def _content(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    where: str,
    below: tuple[str, ...],
    name: str,
    left: _Left,
    depth: int,
) -> Iterator[Found | Ignored]:
    left.bytes -= info.file_size
    try:
        with archive.open(info) as entry:
            data = entry.read(info.file_size + 1)  # never more than the zip admitted
    except _UNREADABLE:
        yield Found(left.file, where, below, name, problem="damaged inside its zip")
        return
    if kind(name) == "zip":
        yield from _archive(io.BytesIO(data), where, below, name, left, depth + 1)
    else:
        found = Found(left.file, where, below, name, data)
        yield strays.of(found) if kind(name) == "stray" else found


def _bad_path(info: zipfile.ZipInfo, full: str) -> str:
    """Say what is wrong with where an entry wants to go, though it goes nowhere."""
    if full.startswith("/"):
        return "its path in the zip begins at the root of the disk"
    if re.match(r"[A-Za-z]:", full):
        return "its path in the zip names a drive"
    if ".." in full.split("/"):
        return "its path in the zip leads out of the zip (..)"
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "a link to a file, not the file itself"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "not a file that can be read"
    return ""


def _bad_size(info: zipfile.ZipInfo, what: str, left: _Left, depth: int) -> str:
    """Say why an entry may not be unpacked, from what the zip says of it."""
    if info.flag_bits & 0x1:
        return "locked with a password"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in a way that isn't read here; zip it again as usual"
    if what != "zip" and info.file_size > LARGEST:
        return TOO_LARGE
    if what == "zip" and info.file_size > LARGEST_ZIP:
        return f"a zip inside a zip, larger than {LARGEST_ZIP // 2**20} MB"
    if info.file_size > 2**20 and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
        return f"a zip bomb: unpacked, more than {HIGHEST_RATIO} times as large"
    if info.file_size > left.bytes:
        return f"beyond the {MOST_BYTES // 2**30} GB that are read of one zip"
    if what == "zip" and depth >= DEEPEST:
        return f"a zip inside {DEEPEST} zips"
    return ""


def _parts(full: str) -> tuple[str, ...]:
    return tuple(part for part in full.split("/") if part not in ("", "."))


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's path with `/`. Many programs write UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")
