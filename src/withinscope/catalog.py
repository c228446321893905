"""What the course asks, page by page: read once, then kept ready beside the trainee's work."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

from withinscope import __version__, disk, items, notebooks
from withinscope.course import Page, pages
from withinscope.problems import Mistake

FOLDER = ".items"
_LASTS = re.compile(r"\babout (\d+) minutes", re.IGNORECASE)


class Chapter(Struct, frozen=True):
    """A page of the course and its items: whole ones in a lesson, released ones in an exercise.

    There are none where nobody asked for them, and where the page can't be read. `minutes` is how
    long the page says that it takes, None where it says nothing of it.
    """

    page: Page
    items: tuple[Any, ...] = ()
    minutes: int | None = None


class _Kept(Struct, frozen=True):
    """The items of a page as read from a file; `made_from` says from which."""

    made_from: str
    minutes: int | None
    items: Raw


def read(home: Path, work: Path, wanted: Container[str]) -> tuple[Chapter, ...]:
    """Return the pages of the course in `home`, with the items of those whose ids are wanted.

    YAML takes a second for a whole course, so what was read is kept in `work`, where that is
    there. Raises Mistake if course.yaml can't be read.
    """
    return tuple(
        _chapter(home / page.path, page, work) if page.id in wanted else Chapter(page)
        for page in pages(home)
    )


def minutes_said(notebook: notebooks.Notebook) -> int | None:
    """Return how long a page says that it takes: "about 40 minutes", in its first cell."""
    opening = notebook.cells[0].source if notebook.cells else ""
    found = _LASTS.search(opening)
    return int(found[1]) if found else None


def _chapter(file: Path, page: Page, work: Path) -> Chapter:
    if page.role == "page":
        return Chapter(page)
    try:
        data = notebooks.contents(file)
        made_from = hashlib.sha256(__version__.encode() + data).hexdigest()
        kept = work / FOLDER / f"{page.id}.json"
        found = _kept(kept, made_from, page)
        if found is None:
            notebook = notebooks.decode(data, str(file))
            found = Chapter(page, _parsed(notebook), minutes_said(notebook))
            _keep(kept, made_from, found)
        return found
    except (notebooks.Unreadable, Mistake):
        return Chapter(page)  # its author is at work on it, and is told so there


def _parsed(notebook: notebooks.Notebook) -> tuple[Any, ...]:
    if notebook.role == "exercise":
        return notebooks.released_items(notebook)
    return notebooks.items(notebook)


def _kept(file: Path, made_from: str, page: Page) -> Chapter | None:
    """Return what was kept of a page, None if that is not of this very file."""
    which = "Released" if page.role == "exercise" else "Item"
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
        if kept.made_from != made_from:
            return None
        found: list[Any] = msgspec.json.decode(kept.items, type=list[items.union(which)])  # type: ignore[misc]
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return Chapter(page, tuple(found), kept.minutes)


def _keep(file: Path, made_from: str, found: Chapter) -> None:
    """Keep items for the next page; a folder that takes nothing costs only time."""
    if not file.parent.parent.is_dir():
        return
    try:
        file.parent.mkdir(exist_ok=True, mode=0o700)
        kept = msgspec.json.encode(
            _Kept(made_from, found.minutes, Raw(msgspec.json.encode(found.items)))
        )
        # What is lost here is read again; and two kernels may write at once.
        disk.write_whole(file, kept, private=True, sync=False)
    except OSError:
        return
