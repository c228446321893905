"""The course in a browser: its files are in memory, and the browser itself keeps the journal."""

from __future__ import annotations

import errno
import importlib
import json
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from withinscope import catalog, course, disk, notebooks, process, workbooks
from withinscope.course import Page
from withinscope.journal import FOLDER, Journal, Safe
from withinscope.notebooks import Notebook
from withinscope.problems import Mistake, Problem
from withinscope.texts import _

HOME = Path("/course")
WORK = Path("/work")
"""Where a worker puts the course, and has the work folder."""
WORKER = "withinscope_browser"
"""The module as which a worker of the site shows itself to Python."""


class Browser(Protocol):
    """What the worker does for Python; each returns why that went wrong, or nothing."""

    def append(self, data: bytes) -> str:
        """Write to the end of the origin's own journal, flushed to disk."""
        ...

    def replace(self, data: bytes) -> str:
        """Write the origin's own journal anew, flushed to disk."""
        ...


class Kept:
    """The journal as the browser keeps it: a `Safe`."""

    def __init__(self, browser: Browser) -> None:
        """Keep it with `browser`."""
        self._browser = browser

    def append(self, data: bytes) -> None:
        """Keep a line. Raises OSError."""
        _check(self._browser.append(data))

    def replace(self, data: bytes) -> None:
        """Keep these lines in place of all others. Raises OSError."""
        _check(self._browser.replace(data))


def why_unkept() -> str:
    """Return why the worker around a kernel keeps nothing more, in a word; nothing if it does."""
    return str(importlib.import_module(WORKER).why_unkept())


def _check(why: str) -> None:
    if why:
        raise OSError(errno.EIO, _said(why))


def _said(why: str) -> str:
    """Return in words why a worker keeps nothing; what the browser itself says stays as it is."""
    match why:
        case "elsewhere":
            return _("the course has been opened again, in another tab or window: go on there")
        case "unkept":
            return _("this browser keeps nothing, as in a private window or without https")
    return why


class Here(Struct, frozen=True):
    """Where the worker runs a page: what a session asks of its `Host`."""

    home: Path
    folder: Path
    kept: Safe
    file: Path

    def notebook(self) -> Path:
        """Return the file of the page."""
        return self.file

    def course(self) -> Path:
        """Return the folder to which the course was unpacked."""
        return self.home

    def work(self) -> Path:
        """Return the folder in memory."""
        return self.folder

    def safe(self) -> Safe:
        """Return the browser's own journal."""
        return self.kept

    def hand_ins(self) -> None:
        """Return None: nobody else's folder is within a browser's reach."""


def begin(work: Path, kept: bytes, safe: Safe) -> None:
    """Take in what the browser has kept, all its journal's lines, without what was deleted."""
    file = work / FOLDER / f"0-{process.mark()}-kept.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(file, kept, private=True)
    Journal(work, safe).compact(alone=True)


def page(home: Path, name: str) -> Page:
    """Return a page of the course by its id. Raises Mistake where there is none."""
    for one in course.pages(home):
        if one.id == name:
            return one
    what = _("The course has no page {name} any more.", name=name)
    raise Mistake(Problem(what, _("Load it again.")))


def open_page(home: Path, work: Path, safe: Safe, opened: Page) -> Here:
    """Return where a page is run; an exercise's file is a copy that says which workbook it is."""
    if opened.role != "exercise":
        return Here(home, work, safe, home / opened.path)
    copy = notebooks.load_dict(home / opened.path)
    workbook = workbooks.workbook(Journal(work, safe), opened.id)
    copy["metadata"]["withinscope"]["workbook"] = workbook
    file = work / opened.path
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(file, json.dumps(copy), private=True)
    return Here(home, work, safe, file)


def of_kernel(notebook_id: str) -> Here:
    """Return where a kernel in a worker runs a notebook, with all that it asks read by then.

    Raises Mistake as `page`, where the notebook can't be read, and where nothing is kept.
    """
    opened, safe = page(HOME, notebook_id), Kept(importlib.import_module(WORKER))
    notebook, asked = read(HOME, WORK, opened)
    if opened.role == "lesson":
        notebooks.take_items_as_read(notebook, asked)
    try:
        return open_page(HOME, WORK, safe, opened)
    except OSError as error:
        what = _("This exercise can't be begun: {reason}.", reason=error.strerror)
        mend = _("Open the course in another window or browser.")
        raise Mistake(Problem(what, mend)) from None


def read(home: Path, work: Path, opened: Page) -> tuple[Notebook, tuple[Any, ...]]:
    """Return a page's notebook and all that it asks. Raises Mistake where it can't be read.

    What an exercise asks is known from then on: a browser reads YAML slowly, and opening and
    handing in would read each of its items.
    """
    [chapter] = [one for one in catalog.read(home, work, {opened.id}) if one.page == opened]
    try:
        notebook = notebooks.read(home / opened.path)
    except notebooks.Unreadable as reason:
        what = _("This page can't be read: {reason}.", reason=reason)
        raise Mistake(Problem(what, _("Load it again."))) from None
    if opened.role == "exercise":
        notebooks.take_items_as_read(notebook, chapter.items)
    return notebook, chapter.items
