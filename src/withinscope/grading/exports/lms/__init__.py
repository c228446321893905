"""Grades back to a learning platform: a file that it gave, filled in; each kind is a module here.

A kind is found by being there. Its module has

    NAME                        what people call the file
    takes(source)               whether a file is of this kind
    fill(source, people, ask)   what it becomes; raises Mistake for what is wrong with it

Nothing is written here: first come the changes, for whoever is to agree with them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from withinscope.grading.sheet import Standing
from withinscope.problems import Mistake, Place, Problem


class Source(Struct, frozen=True):
    """A file that a platform gave: its name, and its bytes."""

    name: str
    data: bytes


class Ask(Struct, frozen=True):
    """What is wanted: an exercise's grades, for people who know it by its `title`.

    `column` is part of a heading, where the file has several grades; `points` the platform's
    maximum, where the file does not say it; `page` gives a person's feedback page.
    """

    exercise: str
    title: str = ""
    column: str = ""
    points: float | None = None
    page: Callable[[int], bytes] = lambda _: b""


class Change(Struct, frozen=True):
    """Whose grade, or page, would be another, from what to what, as the platform writes it."""

    who: str
    before: str
    after: str


class Left(Struct, frozen=True):
    """Who is left as they are, and why."""

    who: str
    why: str


class Filled(Struct, frozen=True):
    """The file to be given back, what it changes, who is left out, and what else to know."""

    file: str
    content: bytes
    changes: tuple[Change, ...]
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


class Kind(Protocol):
    """What the module of a kind of file has."""

    NAME: str

    @staticmethod
    def takes(source: Source) -> bool:
        """Tell whether a file is of this kind. Raises Mistake for what can't be read at all."""

    @staticmethod
    def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
        """Fill it in. Raises Mistake."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind of file."""
    names = [one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")]
    return tuple(import_module(f"{__name__}.{name}") for name in names)  # type: ignore[misc]


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Fill in a file of whatever kind it is. Raises Mistake for one of no kind that is known."""
    found = next((kind for kind in kinds() if kind.takes(source)), None)
    if found is None:
        known = ", ".join(kind.NAME for kind in kinds())
        what = "This is no file of a learning platform that can be filled in."
        mend = f"Give it as it was downloaded: {known}."
        raise Mistake(Problem(what, mend, Place(source.name)))
    return found.fill(source, people, ask)
