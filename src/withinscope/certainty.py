"""How sure somebody was, and how right: the answers that tell, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Raw, Struct

from withinscope.journal import Line
from withinscope.types import BadResponse, Item

CLOSE = 0.75
"""From this score on an answer that is not right comes close: a near miss is no mistake."""
SURE = 3
Standing = Literal["right", "close", "off"]
"""How an answer stands: right in all, close (by its score, or rated next to the best), or off."""


class Level(Struct, frozen=True):
    """How many answers were given with a certainty (1 a guess, 2 fairly sure, 3 sure), and how
    many of them were right in all, and how many came close.
    """

    confidence: int
    right: int
    close: int
    total: int


class Missed(Struct, frozen=True):
    """An item that somebody was sure of and did not have right; `mended` if it is by now."""

    item: str
    stem: str
    mended: bool


class Certainty(Struct, frozen=True):
    """Levels from sure to guess, those without answers left out, and what to look at again."""

    levels: tuple[Level, ...] = ()
    missed: tuple[Missed, ...] = ()


def is_right(item: Item, line: Line) -> bool | None:
    """Tell whether an answer was right, or so close that it is no mistake; None as `standing`."""
    found = standing(item, line)
    return None if found is None else found != "off"


def standing(item: Item, line: Line) -> Standing | None:
    """Return how an answer stands; None where nobody can tell: another version, free text."""
    if line.revision != item.revision:
        return None
    try:
        return standing_of(item, line.response)
    except BadResponse:
        return None


def standing_of(item: Item, raw: bytes | Raw) -> Standing | None:
    """Return how a response stands, None where a person marks. Raises BadResponse as `decode`."""
    response = item.decode(raw)
    score = item.score(response)
    if score is None:
        return None
    if score == 1:
        return "right"
    return "close" if score >= CLOSE or item.nearly(response) else "off"


def certainty(items: Iterable[Item], answers: Mapping[str, Sequence[Line]]) -> Certainty:
    """Count first answers to items by how sure they were.

    Only the first answer to an item tells how good the feeling is: after it, feedback was read.
    """
    counts: dict[int, list[Standing]] = {}
    missed = []
    for item in items:
        lines = [line for line in answers.get(item.id, ()) if line.revision == item.revision]
        first = lines[0] if lines else None
        stood = standing(item, first) if first else None
        if first is None or first.confidence not in (1, 2, 3) or stood is None:
            continue
        counts.setdefault(first.confidence, []).append(stood)
        if first.confidence == SURE and stood == "off":
            missed.append(Missed(item.id, item.stem, bool(is_right(item, lines[-1]))))
    levels = tuple(_level(sure, counts[sure]) for sure in (3, 2, 1) if sure in counts)
    return Certainty(levels, tuple(missed))


def _level(confidence: int, stood: Sequence[Standing]) -> Level:
    return Level(confidence, stood.count("right"), stood.count("close"), len(stood))
