"""The course's own items: named at once, and read only by the test that is about them.

Reading all of them takes half a minute, and every process that collects tests would do it first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from withinscope import dialogue, items, notebooks, types

COURSE = Path(__file__).parents[2]
#: What authors write: an exercise's items stand in its solution, with their keys.
NOTEBOOKS = sorted(
    path for name in ("notebooks", "solutions") for path in (COURSE / name).glob("*.ipynb")
)
_ID = re.compile(r"^id: *(\S+) *$", re.MULTILINE)
_TYPE = re.compile(r"^type: *(\S+) *$", re.MULTILINE)


class Named(NamedTuple):
    """An item by its id: where it stands, and of what type it is."""

    path: Path
    id: str
    type: str

    @property
    def kind(self) -> Any:
        """The struct that it is read into."""
        if self.type == dialogue.NAME:
            return dialogue.Dialogue
        return import_module(f"withinscope.types.{types.names()[self.type]}").Item


@cache
def named() -> tuple[Named, ...]:
    """Every item of the course, in the order of its notebooks."""
    return tuple(one for path in NOTEBOOKS for one in _named_in(path))


def _named_in(path: Path) -> Iterator[Named]:
    for cell in notebooks.read(path).cells:
        if cell.type == "code" and cell.source.startswith(items.MARKS):
            found, type_ = _ID.search(cell.source), _TYPE.search(cell.source)
            assert found, cell.source
            yield Named(path, found[1], type_[1] if type_ else dialogue.NAME)


@cache
def read(path: Path) -> dict[str, Any]:
    """The items of a notebook by id, read once a process."""
    return {item.id: item for item in notebooks.items(notebooks.read(path))}


def every() -> Iterator[tuple[Path, Any]]:
    """Every item of the course, and the notebook that it is in."""
    return ((path, item) for path in NOTEBOOKS for item in read(path).values())
