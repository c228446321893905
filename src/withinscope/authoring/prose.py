"""The sentences of an item, whatever its type, and who says them when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import types
from withinscope.yaml_text import PROSE

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']*'(?!\w)")
_BEFORE = {"stem", "text", "say", "client", "scene"}
_HIDDEN = {"rubric", "samples", "invariants", "checklist"}


class Piece(Struct, frozen=True):
    """A text of an item. `at` is its path in the YAML, `field` its name there."""

    at: str
    field: str
    text: str

    @property
    def first(self) -> bool:
        """Whether a trainee reads it before answering."""
        return self.field in _BEFORE and self.at.split(".")[0] not in _HIDDEN

    @property
    def narrated(self) -> str:
        """What the author says in it: all but what stands in quotes, and nothing of a client's."""
        if self.field in {"client", "thought"}:
            return ""
        return self.text if self.field == "say" else unquoted(self.text)


def unquoted(text: str) -> str:
    """Return a text without what stands in quotes in it."""
    return _QUOTED.sub(" ", text)


def pieces(item: types.Item) -> tuple[Piece, ...]:
    """Return the texts of an item in the order in which they are written."""
    return tuple(_pieces(msgspec.to_builtins(item), "", ""))


def before(item: types.Item) -> str:
    """Return what a trainee reads before answering, a paragraph a text."""
    return "\n\n".join(piece.text for piece in pieces(item) if piece.first)


def feedback(item: types.Item) -> str:
    """Return what a trainee reads after answering, a paragraph a text."""
    return "\n\n".join(
        piece.text for piece in pieces(item) if piece.field in {"why", "after", "debrief"}
    )


def _pieces(value: Any, at: str, field: str) -> Iterator[Piece]:
    if isinstance(value, dict):
        for name, inner in value.items():
            # A variant of what the client says is the client's.
            own = field if field == "client" and name == "text" else name
            yield from _pieces(inner, f"{at}.{name}" if at else name, own)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _pieces(inner, f"{at}.{number}", field)
    elif isinstance(value, str) and field in PROSE:
        yield Piece(at, field, value)
