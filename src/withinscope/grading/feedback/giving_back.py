"""Feedback back to a JupyterHub's people: each page into the folder of its owner's hand-ins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from withinscope import course, disk
from withinscope.grading.book import accounts
from withinscope.grading.feedback import writing
from withinscope.grading.intake import hub

NO_FOLDER = "there is no folder of this account"
SEVERAL = "two workbooks were handed in under this name, so there are two pages"


class Given(Struct, frozen=True):
    """How many got their page, and who did not: their name, and why."""

    number: int
    left: tuple[tuple[str, str], ...] = ()


def give_back(connection: Connection, out: Path, persons: Iterable[int] | None = None) -> Given:
    """Put the pages in `out` into their owners' folders; whoever has no account is passed over.

    An account is somebody's alone, so a page never gets into another's folder.
    """
    wanted = None if persons is None else set(persons)
    folders: dict[str, Path] = {}
    for account, folder in hub.folders():
        folders.setdefault(account, folder)  # where somebody made several, theirs is the first
    number, left = 0, []
    for person, name, account in accounts.of(connection, hub.ACCOUNT):
        if wanted is not None and person not in wanted:
            continue
        pages = [one for one in writing.files(connection, out, [person]) if one.suffix == ".html"]
        if why := _failed(folders, account, pages):
            left.append((name, why))
        else:
            number += 1
    return Given(number, tuple(left))


def _failed(folders: Mapping[str, Path], account: str, pages: list[Path]) -> str:
    """Give somebody their page; return why that failed, or nothing."""
    if len(pages) != 1:
        return SEVERAL
    if account not in folders:
        return NO_FOLDER
    try:
        # Who can't enter the folder can't read the page; its owner can, whose group is another.
        disk.write_inside(folders[account], course.RETURNED, pages[0].read_bytes(), mode=0o644)
    except OSError as error:
        return str(error.strerror or error)
    return ""
