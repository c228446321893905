"""The sentences of an item, whatever its type, and who says them when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import types
from withinscope.yaml_tree import PROSE

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']*'(?!\w)")
_NEW_TEXT = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
"""Where a text ends though it has no full stop: an empty line, and the next entry of a list."""
_END = re.compile(r"(?<=[.!?…])[\"”\u2019')\]]*\s+(?=[\"“\u2018'(\[]*[A-Z0-9À-ÖØ-ÞŠŽ])")
_ABBREVIATED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|No|e\.g|i\.e|a\.m|p\.m)|\b[A-Z])\.$")
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


def sentences(text: str) -> tuple[str, ...]:
    """Cut a text into sentences as a person would: an entry of a list is one, full stop or none."""
    return tuple(found for part in _NEW_TEXT.split(text) for found in _sentences(part))


def _sentences(part: str) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(part):
        if not _ABBREVIATED.search(part[begin : end.start()]):
            yield from _if_said(part[begin : end.end()])
            begin = end.end()
    yield from _if_said(part[begin:])


def _if_said(text: str) -> Iterator[str]:
    """Yield a text without its spaces and its list's sign, if it holds a word."""
    said = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", text).strip()
    if re.search(r"\w", said):
        yield said


def pieces(item: types.Item) -> tuple[Piece, ...]:
    """Return the texts of an item in the order in which they are written."""
    return tuple(_pieces(msgspec.to_builtins(item), "", ""))


def before(item: types.Item) -> str:
    """Return what a trainee reads before answering, a paragraph a text."""
    return "\n\n".join(piece.text for piece in pieces(item) if piece.first)


def feedback(item: types.Item) -> str:
    """Return what a trainee reads after answering, a paragraph a text."""
    return "\n\n".join(
        piece.text
        for piece in pieces(item)
        if piece.field in {"why", "after", "turns_on", "debrief"}
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
