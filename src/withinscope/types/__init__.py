"""The item types: each is one module here, found by being there.

A type's module holds three structs: `Item` (what an author writes), `Released` (what a trainee
is given) and `Response` (what a trainee answers), and `NAME`, the type as authors write it.
"""

from __future__ import annotations

import pkgutil
from functools import cache, reduce
from importlib import import_module
from operator import or_
from typing import Any, TypeAlias

from withinscope.question import BadResponse, Note, Question, ReleasedQuestion

__all__ = ["BadResponse", "Item", "Note", "Released", "names", "union"]

Item: TypeAlias = Question[Any]
"""An item of any type, as its author wrote it."""
Released: TypeAlias = ReleasedQuestion[Any]
"""An item of any type, as trainees are given it."""


@cache
def names() -> dict[str, str]:
    """Return {type as authors write it: its module's name}, in alphabetical order."""
    modules = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_")
    return {import_module(f"{__name__}.{name}").NAME: name for name in modules}


@cache
def union(which: str) -> Any:
    """Return the tagged union of every type's `Item` or `Released` struct."""
    return reduce(or_, (getattr(import_module(f"{__name__}.{m}"), which) for m in names().values()))
