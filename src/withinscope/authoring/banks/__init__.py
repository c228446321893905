"""Question banks: the course's items as files for other programs; each format is a module here.

A format is found by being there. Its module has

    NAME                        what `export-items --format` calls it
    FILE                        the name of its file
    written(title, parts)       the file's bytes, and what it does not carry

What a format can't carry is told item by item, never left out without a word. No library that is
kept writes all that items are made of (shares of points, orders, matches), so these do.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from withinscope import types


class Part(Struct, frozen=True):
    """A notebook's items, under its title."""

    title: str
    items: tuple[types.Item, ...]


class Loss(Struct, frozen=True):
    """What a file lacks of an item, or, if it lacks it `whole`, why it does."""

    item: str
    why: str
    whole: bool = False


class Written(Struct, frozen=True):
    """A file of items, what it lacks of them, and whether it tells what is right."""

    content: bytes
    losses: tuple[Loss, ...] = ()
    keys: bool = True


class NotCarried(Exception):  # noqa: N818 - a format has its limits, the program is fine
    """An item that a format has no question for; the text says why."""


class Format(Protocol):
    """What the module of a format has."""

    NAME: str
    FILE: str

    @staticmethod
    def written(title: str, parts: Sequence[Part]) -> Written:
        """Return a course's items as a file."""


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name, in alphabetical order."""
    names = [one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")]
    found: list[Format] = [import_module(f"{__name__}.{name}") for name in names]  # type: ignore[misc]
    return {one.NAME: one for one in sorted(found, key=lambda one: one.NAME)}
