"""Write files for people: whole or not at all, and never outside the output folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from withinscope import disk
from withinscope.problems import Mistake, Place, Problem

FEEDBACK = "feedback"
BYTE_ORDER_MARK = "\ufeff"
"""At a file's beginning; by it Excel knows UTF-8."""


def folder(out: Path, *below: str) -> Path:
    """Make and return a folder in the output folder. Raises Mistake if a link leads out of it."""
    path = out.joinpath(*below)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        what = f"This folder can't be made ({error.strerror})."
        raise Mistake(Problem(what, "Name another: --out.", Place(str(path)))) from None
    if not path.resolve().is_relative_to(out.resolve()):
        what = "This folder is a link that leads out of the output folder."
        raise Mistake(Problem(what, "Take the link away.", Place(str(path))))
    return path


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """Give a text file that takes its place only once it is whole; a link there is replaced.

    Raises Mistake if it can't be written.
    """
    with binary(path) as out:
        file = io.TextIOWrapper(out, encoding="utf-8", newline="")
        yield file
        file.detach()


@contextmanager
def rows(path: Path) -> Iterator[Any]:
    """Give what writes the rows of a CSV, in UTF-8 with the mark; raises Mistake as `writing`."""
    with writing(path) as file:
        file.write(BYTE_ORDER_MARK)
        yield csv.writer(file, lineterminator="\n")


def write(path: Path, content: bytes) -> None:
    """Write a file as `writing` does, all at once."""
    with _told(path):
        disk.write_whole(path, content, private=True, sync=False, follow=False)


@contextmanager
def binary(path: Path) -> Iterator[BinaryIO]:
    """Give a file of bytes as `writing` does one of text."""
    # The gradebook has all that stands in it: nobody waits for the disk, page by page.
    with _told(path), disk.whole(path, private=True, sync=False, follow=False) as out:
        yield out


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what a disk says of a file in words."""
    try:
        yield
    except OSError as error:
        what = f"This file can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Is it open elsewhere?", Place(str(path)))) from None
