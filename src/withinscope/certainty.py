"""How sure somebody was, and how right: the answers that tell, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from withinscope.journal import Line
from withinscope.types import BadResponse, Item

RIGHT = 0.75
"""From this score on an answer counts as right: a near miss in a gray zone is no mistake."""
SURE = 3


class Level(Struct, frozen=True):
    """How many answers were given with a certainty (1 a guess, 2 fairly sure, 3 sure)."""

    confidence: int
    right: int
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
    """Tell whether an answer was right; None where nobody can: another version, free text."""
    if line.revision != item.revision:
        return None
    try:
        score = item.score(item.decode(line.response))
    except BadResponse:
        return None
    return None if score is None else score >= RIGHT


def certainty(items: Iterable[Item], answers: Mapping[str, Sequence[Line]]) -> Certainty:
    """Count first answers to items by how sure they were.

    Only the first answer to an item tells how good the feeling is: after it, feedback was read.
    """
    counts: dict[int, list[bool]] = {}
    missed = []
    for item in items:
        lines = [line for line in answers.get(item.id, ()) if line.revision == item.revision]
        first = lines[0] if lines else None
        right = is_right(item, first) if first else None
        if first is None or first.confidence not in (1, 2, 3) or right is None:
            continue
        counts.setdefault(first.confidence, []).append(right)
        if first.confidence == SURE and not right:
            missed.append(Missed(item.id, item.stem, bool(is_right(item, lines[-1]))))
    levels = (Level(n, sum(counts[n]), len(counts[n])) for n in (3, 2, 1) if n in counts)
    return Certainty(tuple(levels), tuple(missed))
