"""The trainee's own copies of the course's notebooks, made and refreshed before Jupyter starts.

A copy says in `metadata.withinscope`, beside its role and id:

    made_from   SHA-256 of the course's file that it was made from
    made_as     SHA-256 of its cells as they were made, which tells whether somebody edited them
    nav         title, course (its title), language (the course's), contents [{title, path, role}],
                back, next, look_up (paths from the work folder, or null) and, where the course has
                a newer version of an exercise that was begun, outdated (true)
    workbook    exercises only: which workbook this is, for as long as the journal lives

A copy with answers is never replaced, an edited one is set aside first, and the course's own
files are only read.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from withinscope import navigation, notebooks, workbooks
from withinscope.course import Page, pages, read
from withinscope.journal import Journal
from withinscope.lab.trust import Trust
from withinscope.problems import Mistake
from withinscope.texts import N_, _

ASIDE = "set-aside"
OUTDATED = N_(
    "The course has a newer version of this exercise. You had begun this one, so it was kept. "
    "To take the newer one instead, rename this file and start the course again."
)


class Copy(Struct, frozen=True):
    """A copy as it stands: the notebook's JSON, None if it can't be read as one of this page."""

    path: Path
    notebook: dict[str, Any] | None

    def about(self, key: str) -> Any:
        """Return what the copy says of itself under `key`; None if it says nothing."""
        return self.notebook["metadata"]["withinscope"].get(key) if self.notebook else None


class _Places(Struct, frozen=True):
    """The course that copies are made from, the folder where they lie, and who trusts them."""

    course: Path
    work: Path
    trust: Trust


def refresh(folder: Path, work: Path, trust: Trust) -> tuple[str, ...]:
    """Bring the copies in `work` up to date with the course in `folder`; `trust` hears of each.

    Returns what the trainee should be told, a sentence each. Raises Mistake where the course's
    own files are wrong, OSError where `work` can't be written.
    """
    places, course_pages = _Places(folder, work, trust), pages(folder)
    known = read(folder)
    told = [
        _refresh_page(places, page, navigation.bar(known, course_pages, number))
        for number, page in enumerate(course_pages)
    ]
    return tuple(sentence for sentence in told if sentence)


def _refresh_page(places: _Places, page: Page, nav: dict[str, Any]) -> str:
    """Bring one copy up to date; return what to tell, "" for nothing."""
    digest = _digest_of_file(places.course / page.path)
    copy = _copy(places.work, page)
    if copy.about("made_from") == digest and copy.about("nav") == nav:
        return ""
    copy = _checked(copy)
    if copy.notebook and copy.about("made_from") == digest:
        _renew_navigation(places, copy.path, copy.notebook, nav)
        return ""
    if copy.notebook and page.role == "exercise" and _is_answered(copy.notebook):
        _renew_navigation(places, copy.path, copy.notebook, nav | {"outdated": True})
        return _(
            "{title}: {sentence} (It is {file}.)",
            title=page.title,
            sentence=_(OUTDATED),
            file=copy.path,
        )
    told = _set_aside(copy, places.work, page)
    workbook = _workbook(copy, places.work, page)
    _make(places, page, {"nav": nav, "made_from": digest, **workbook})
    return told


def _copy(work: Path, page: Page) -> Copy:
    path = work / page.path
    try:
        notebook = notebooks.load_dict(path)
        if notebook["metadata"]["withinscope"].get("id") == page.id:
            return Copy(path, notebook)
    except (Mistake, RecursionError, AttributeError):
        pass
    return Copy(path, None)


def _checked(copy: Copy) -> Copy:
    """Return the copy, as one that can't be read if it is no valid notebook: it may be edited."""
    from withinscope.jupyter_format import nbformat

    try:
        nbformat.validate(nbformat.from_dict(copy.notebook))
    except Exception:  # nbformat promises none in particular for what is no notebook at all
        return Copy(copy.path, None)
    return copy


def _is_answered(notebook: dict[str, Any]) -> bool:
    """Tell whether any output of a valid notebook holds a record."""
    return any(
        notebooks.MIME in output.get("data", {})
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    )


def _workbook(copy: Copy, work: Path, page: Page) -> dict[str, str]:
    """Return an exercise's workbook, which a copy that was made without a journal knows, too."""
    if page.role != "exercise":
        return {}
    return {"workbook": workbooks.workbook(Journal(work), page.id, copy.about("workbook"))}


def _set_aside(copy: Copy, work: Path, page: Page) -> str:
    """Move away a copy that is not as we made it, before another takes its place."""
    as_made = copy.notebook and copy.about("made_as") == _digest_of_cells(copy.notebook)
    if as_made or not copy.path.exists():
        return ""
    moment = datetime.now().strftime("%Y%m%dT%H%M%S")
    aside = work / ASIDE / f"{copy.path.stem}_{page.role}_{moment}.ipynb"
    aside.parent.mkdir(parents=True, exist_ok=True)
    copy.path.replace(aside)
    return _(
        "{title}: your copy was not as the course made it. It is kept as {file}, and a new one was "
        "made.",
        title=page.title,
        file=aside,
    )


def _digest_of_file(file: Path) -> str:
    """Return the digest of a notebook's file, the same whichever line ends it or a cell has."""
    data = file.read_bytes().replace(b"\r\n", b"\n").replace(rb"\r\n", rb"\n")
    return hashlib.sha256(data).hexdigest()


def _digest_of_cells(notebook: dict[str, Any]) -> str:
    cells = [
        (cell.get("cell_type"), notebooks.lines("".join(cell["source"])))
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _make(places: _Places, page: Page, about: dict[str, Any]) -> None:
    """Write a fresh copy of the course's file, which is to be trusted."""
    notebook = notebooks.load_dict(places.course / page.path)
    notebook["metadata"]["withinscope"] |= {"made_as": _digest_of_cells(notebook), **about}
    notebooks.write(places.work / page.path, notebook)
    places.trust.sign(places.work / page.path)


def _renew_navigation(
    places: _Places, path: Path, notebook: dict[str, Any], nav: dict[str, Any]
) -> None:
    """Give a copy that stays the course's present contents; its trust is neither won nor lost."""
    if notebook["metadata"]["withinscope"].get("nav") == nav:
        return
    trusted = places.trust.is_signed(path)
    notebook["metadata"]["withinscope"]["nav"] = nav
    notebooks.write(path, notebook)
    if trusted:
        places.trust.sign(path)
