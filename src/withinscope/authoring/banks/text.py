"""items.txt: every item in words, as trainees read it, to print or to paste; it holds no key."""

from __future__ import annotations

from collections.abc import Sequence

from withinscope.authoring.banks import Loss, Part, Written

NAME = "text"
FILE = "items.txt"
OPENING = "all but its beginning: the rest of a conversation is played"


def written(title: str, parts: Sequence[Part]) -> Written:
    """Return all items below their notebooks' titles, each below its id."""
    pieces = [_headed(title, "=")]
    for part in parts:
        pieces.append(_headed(part.title, "-"))
        pieces += (f"[{item.id}]\n{item.words().strip()}\n" for item in part.items)
    losses = [Loss(one.id, OPENING) for part in parts for one in part.items if one.played]
    return Written("\n\n".join(pieces).encode("utf-8", "replace"), tuple(losses), keys=False)


def _headed(words: str, line: str) -> str:
    return f"{words}\n{line * len(words)}"
