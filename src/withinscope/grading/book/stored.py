"""Items as a gradebook keeps them: JSON with its version, read back, or told that it can't be."""

from __future__ import annotations

from typing import NoReturn

import msgspec
from msgspec import Raw, Struct

from withinscope import __version__, types
from withinscope.items import union
from withinscope.question import Question
from withinscope.response import BadResponse

VERSION = __version__
"""What is kept beside an item: the version of the structs that its JSON was written from."""


class Unread(Question[Struct], frozen=True, tag="unread"):
    """Stands for an item that an earlier version kept and this one can't read; `why` says so.

    Its points, and whether it is critical, are known if they can still be read; answers to it
    are not gradable, for that reason, and what they came to before stands.
    """

    why: str

    def decode(self, raw: bytes | Raw) -> NoReturn:
        """Raise BadResponse: nobody can say what was asked."""
        raise BadResponse(f"its question was {self.why}")


class _Basics(Struct, frozen=True):
    """What every item ever had."""

    stem: str = "(This question can't be shown any more.)"
    points: float = 1
    critical: bool = False


_ITEM = msgspec.json.Decoder(union("Item"))
_BASICS = msgspec.json.Decoder(_Basics)


def write(item: types.Item) -> str:
    """Return an item as JSON, to be kept with VERSION."""
    return msgspec.json.encode(item).decode()


def columns(item: types.Item) -> dict[str, str]:
    """Return what a row of `items` keeps of an item."""
    return {"content": write(item), "version": VERSION}


def read(name: str, content: str, version: str) -> types.Item:
    """Return an item from its JSON, or an Unread one with the reason."""
    try:
        item: types.Item = _ITEM.decode(content)
    except (msgspec.MsgspecError, UnicodeError) as error:
        why = f"kept by Within Scope {version}, and {VERSION} can't read it ({error})"
        old = _basics(content)
        return Unread(id=name, stem=old.stem, points=old.points, critical=old.critical, why=why)
    return item


def _basics(content: str) -> _Basics:
    try:
        return _BASICS.decode(content)
    except (msgspec.MsgspecError, UnicodeError):
        return _Basics()
