"""Exports: what the gradebook holds, as files for other programs; each format is a module here.

A format is found by being there; `lms/` holds what a learning platform gives to be filled in. Its
module has

    NAME                    what `export --format` calls it
    FILE                    the name of its file
    write(sheet, path)      writes it, whole or not at all; raises Mistake if it can't
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

from withinscope.grading import output
from withinscope.grading.sheet import Sheet

USUAL = "csv"
"""The format that grading and marking write."""


class Format(Protocol):
    """What the module of a format has."""

    NAME: str
    FILE: str

    @staticmethod
    def write(sheet: Sheet, path: Path) -> None:
        """Write a sheet. Raises Mistake if the file can't be written."""


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name, in alphabetical order."""
    modules = [module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg]
    found: list[Format] = [import_module(f"{__name__}.{module}") for module in modules]  # type: ignore[misc]
    return {one.NAME: one for one in sorted(found, key=lambda one: one.NAME)}


def write(sheet: Sheet, out: Path, name: str = USUAL) -> Path:
    """Write a sheet into a folder, which is made if need be, and return the file's path."""
    made = formats()[name]
    path = output.folder(out) / made.FILE
    made.write(sheet, path)
    return path
