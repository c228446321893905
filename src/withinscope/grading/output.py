"""Write files for people: whole or not at all, and never outside the output folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from withinscope.problems import Mistake, Place, Problem

FEEDBACK = "feedback"
GRADES = "grades.csv"


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
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        what = f"This file can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Is it open elsewhere?", Place(str(path)))) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file as `writing` does, all at once."""
    part = f"{path.parent}/.{secrets.token_hex(6)}.part"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            _write_all(handle, content)
        finally:
            os.close(handle)
        Path(part).replace(path)
    except OSError as error:
        Path(part).unlink(missing_ok=True)
        what = f"This file can't be written ({error.strerror})."
        raise Mistake(Problem(what, "Is it open elsewhere?", Place(str(path)))) from None


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]
