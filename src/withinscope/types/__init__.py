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

import msgspec

from withinscope.parts import Remark
from withinscope.question import Question, ReleasedQuestion
from withinscope.response import BadResponse

__all__ = ["BadResponse", "Item", "Released", "Remark", "names", "union"]

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
def fields_of_options(type_: str) -> frozenset[str] | None:
    """Return what an option of a type says beside its id and text, None if it has no options."""
    if type_ not in names():
        return None
    info: Any = msgspec.inspect.type_info(import_module(f"{__name__}.{names()[type_]}").Item)
    fields = {one.name: one.type for one in info.fields}
    if "options" not in fields:
        return None
    return frozenset(one.name for one in fields["options"].item_type.fields) - {"id", "text"}


@cache
def union(which: str) -> Any:
    """Return the tagged union of every type's `Item` or `Released` struct."""
    return reduce(or_, (getattr(import_module(f"{__name__}.{m}"), which) for m in names().values()))
