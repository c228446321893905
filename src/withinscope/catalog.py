"""What the course asks, page by page: read once, then kept ready beside the trainee's work."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

from withinscope import __version__, disk, items, notebooks
from withinscope.course import Page, pages
from withinscope.problems import Mistake

FOLDER = ".items"


class Chapter(Struct, frozen=True):
    """A page of the course and its items: whole ones in a lesson, released ones in an exercise.

    There are none where nobody asked for them, and where the page can't be read.
    """

    page: Page
    items: tuple[Any, ...] = ()


class _Kept(Struct, frozen=True):
    """The items of a page as read from a file; `made_from` says from which."""

    made_from: str
    items: Raw


def read(home: Path, work: Path, wanted: Container[str]) -> tuple[Chapter, ...]:
    """Return the pages of the course in `home`, with the items of those whose ids are wanted.

    YAML takes a second for a whole course, so what was read is kept in `work`, where that is
    there. Raises Mistake if course.yaml can't be read.
    """
    return tuple(
        Chapter(page, _items(home / page.path, page, work) if page.id in wanted else ())
        for page in pages(home)
    )


def _items(file: Path, page: Page, work: Path) -> tuple[Any, ...]:
    if page.role == "page":
        return ()
    try:
        data = notebooks.contents(file)
        made_from = hashlib.sha256(__version__.encode() + data).hexdigest()
        kept = work / FOLDER / f"{page.id}.json"
        found = _kept(kept, made_from, page.role)
        if found is None:
            found = _parsed(notebooks.decode(data, str(file)))
            _keep(kept, made_from, found)
        return found
    except (notebooks.Unreadable, Mistake):
        return ()  # its author is at work on it, and is told so there


def _parsed(notebook: notebooks.Notebook) -> tuple[Any, ...]:
    if notebook.role == "exercise":
        return notebooks.released_items(notebook)
    return notebooks.items(notebook)


def _kept(file: Path, made_from: str, role: str) -> tuple[Any, ...] | None:
    """Return what was kept of a page, None if that is not of this very file."""
    which = "Released" if role == "exercise" else "Item"
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
        if kept.made_from != made_from:
            return None
        found: list[Any] = msgspec.json.decode(kept.items, type=list[items.union(which)])  # type: ignore[misc]
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return tuple(found)


def _keep(file: Path, made_from: str, found: tuple[Any, ...]) -> None:
    """Keep items for the next page; a folder that takes nothing costs only time."""
    if not file.parent.parent.is_dir():
        return
    try:
        file.parent.mkdir(exist_ok=True, mode=0o700)
        kept = msgspec.json.encode(_Kept(made_from, Raw(msgspec.json.encode(found))))
        # What is lost here is read again; and two kernels may write at once.
        disk.write_whole(file, kept, private=True, sync=False)
    except OSError:
        return
