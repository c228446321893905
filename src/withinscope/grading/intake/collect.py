"""Find hand-ins: in files, folders and zips, however deep; nothing is unpacked or followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from withinscope.grading.intake import archives, stamps, strays, surroundings
from withinscope.grading.intake.found import FILES, STAMP, Found, Ignored, kind, shown
from withinscope.notebooks import Unreadable, contents

__all__ = ["collect", "count", "opened"]


def collect(paths: Iterable[str | Path]) -> Iterator[Found | Ignored]:
    """Yield what stands at and below the paths, in an order that only their names decide.

    What is in a zip is read at once, any other file when it is `opened`. One that can't be read is
    Found too, with its problem; raises nothing.
    """
    tops = [Path(path) for path in paths]
    around = surroundings.around(ways for top in tops for ways in _ways(top))
    for top in tops:
        for one in _at(top):
            yield msgspec.structs.replace(one, around=around) if isinstance(one, Found) else one


def _at(top: Path) -> Iterator[Found | Ignored]:
    if top.is_dir():
        yield from _below(top)
    elif archives.is_zip(top):
        yield from archives.read(top, shown(top.name), ())
    else:
        yield from stamps.stamped([_file(top, shown(top.name), ())], stamps.beside(top.parent))


def _ways(top: Path) -> Iterator[list[tuple[str, ...]]]:
    """Yield the ways to the files below a path given, and to those of each zip there."""
    if archives.is_zip(top) and not top.is_dir():
        yield archives.ways(top)
    elif top.is_dir():
        found: list[tuple[str, ...]] = []
        for folder, _, names in os.walk(top):
            below = Path(folder).relative_to(top).parts
            found += [(*below, name) for name in names if kind(name) in FILES]
            for name in names:
                if kind(name) == "zip":
                    yield archives.ways(Path(folder, name))
        yield found


def count(paths: Iterable[str | Path]) -> int:
    """Return how many files `collect` will find, zips inside zips counted as one."""
    total = 0
    for path in paths:
        if not Path(path).is_dir():
            total += archives.count(Path(path)) if archives.is_zip(Path(path)) else 1
            continue
        for folder, _, names in os.walk(path):
            for name in names:
                if (what := kind(name)) == "zip":
                    total += archives.count(Path(folder, name))
                else:
                    total += what in FILES
    return total


def _below(top: Path) -> Iterator[Found | Ignored]:
    """Walk a folder without recursion: somebody's nest of folders may be a thousand deep."""
    waiting: list[tuple[Path, tuple[str, ...]]] = [(top, ())]
    while waiting:
        folder, below = waiting.pop()
        where = "/".join((shown(top.name) or ".", *map(shown, below)))
        inner: list[tuple[Path, tuple[str, ...]]] = []
        entries = list(_entries(folder))
        stamp = any(not isinstance(one, OSError) and one.name == STAMP for one in entries)
        came = stamps.beside(folder) if stamp else 0.0
        for entry in entries:
            if isinstance(entry, OSError):
                reason = "a folder that can't be opened " + f"({entry.strerror or entry})"
                yield Found(str(folder), where, below, "", problem=reason)
            elif kind(entry.name) != "skip":
                if entry.is_dir(follow_symlinks=False):
                    inner.append((Path(entry.path), (*below, entry.name)))
                found = _entry(entry, f"{where}/{shown(entry.name)}", below)
                yield from stamps.stamped(found, came)
        waiting += reversed(inner)


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | OSError]:
    try:
        with os.scandir(folder) as found:
            yield from sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield error


def _entry(
    entry: os.DirEntry[str], where: str, below: tuple[str, ...]
) -> Iterator[Found | Ignored]:
    what = kind(entry.name)
    if entry.is_dir(follow_symlinks=False):
        if what == "notebook":
            yield Found(entry.path, where, below, entry.name, problem="a folder, not a file")
    elif what == "other" or (what == "stray" and entry.is_symlink()):
        yield Ignored(entry.name)
    elif entry.is_symlink():
        # It may lead to another trainee's file, or out of the folder altogether.
        yield Found(
            entry.path, where, below, entry.name, problem="a link to a file, not the file itself"
        )
    elif what == "zip":
        yield from archives.read(Path(entry.path), where, below)
    else:
        yield _file(Path(entry.path), where, below)


def _file(path: Path, where: str, below: tuple[str, ...]) -> Found:
    return Found(str(path), where, below, path.name, unread=True)


def opened(found: Found) -> Found:
    """Return a file with what is in it, or with its problem. Raises nothing."""
    if not found.unread:
        return found
    try:
        read = msgspec.structs.replace(found, data=contents(found.file), unread=False)
    except Unreadable as reason:
        read = msgspec.structs.replace(found, problem=str(reason), unread=False)
    return strays.of(read) if kind(found.name) == "stray" else read
