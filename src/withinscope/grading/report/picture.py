"""A flow picture: a row a turn, a block a moment as wide as people are many, bands between them.

Such pictures go back to Sankey (1898): the width of a band is what flows in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

WIDTH, ROW, HIGH, GAP = 720.0, 84.0, 30.0, 12.0
"""Of the picture, from one row to the next, of a block, and between two: in its own units."""
LETTER = 9.0
"""About the width of a letter; a block that its name does not fit in goes without."""


class Arrow(Struct, frozen=True):
    """How many go in a turn from a moment to another, and whether an expert does."""

    turn: int
    start: str
    to: str
    people: int
    expert: bool


class Block(Struct, frozen=True):
    """A moment in a row, and its name if there is room for it."""

    x: float
    y: float
    width: float
    label: str


class Band(Struct, frozen=True):
    """A band between two blocks, as the path of an SVG."""

    path: str
    expert: bool


class Picture(Struct, frozen=True):
    """Blocks and bands; `rows` are where each turn's row begins."""

    height: float
    rows: tuple[float, ...]
    blocks: tuple[Block, ...]
    bands: tuple[Band, ...]


_Spot = tuple[int, str]


def picture(arrows: Iterable[Arrow], place: Mapping[str, int]) -> Picture:
    """Lay a picture out; `place` says in which order moments stand in a row."""
    every = sorted(arrows, key=lambda one: (one.turn, place[one.start], place[one.to]))
    people = _people(every)
    turns = max(turn for turn, _ in people)
    rows = [
        sorted((spot for spot in people if spot[0] == turn), key=lambda spot: place[spot[1]])
        for turn in range(1, turns + 1)
    ]
    all_ = max(sum(people[spot] for spot in row) for row in rows)
    scale = (WIDTH - GAP * (max(map(len, rows)) - 1)) / all_
    left = {spot: x for row in rows for spot, x in _in_row(row, people, scale)}
    blocks = tuple(_block(spot, left[spot], people[spot] * scale) for row in rows for spot in row)
    tops = tuple(_top(turn) for turn in range(1, turns + 1))
    return Picture(_top(turns) + HIGH, tops, blocks, tuple(_bands(every, left, scale)))


def _people(arrows: Iterable[Arrow]) -> dict[_Spot, int]:
    """Return how many were at each moment in each turn; at an ending, those who came to it."""
    out: dict[_Spot, int] = defaultdict(int)
    into: dict[_Spot, int] = defaultdict(int)
    for one in arrows:
        out[one.turn, one.start] += one.people
        into[one.turn + 1, one.to] += one.people
    return {spot: into.get(spot) or out[spot] for spot in {*out, *into}}


def _in_row(
    row: Sequence[_Spot], people: Mapping[_Spot, int], scale: float
) -> Iterator[tuple[_Spot, float]]:
    """Yield where each block of a row begins; the row stands in the middle."""
    whole = sum(people[spot] for spot in row) * scale + GAP * (len(row) - 1)
    x = (WIDTH - whole) / 2
    for spot in row:
        yield spot, x
        x += people[spot] * scale + GAP


def _top(turn: int) -> float:
    return (turn - 1) * ROW


def _block(spot: _Spot, x: float, width: float) -> Block:
    turn, name = spot
    return Block(x, _top(turn), width, name if len(name) * LETTER <= width else "")


def _bands(arrows: Iterable[Arrow], left: Mapping[_Spot, float], scale: float) -> Iterator[Band]:
    out, into = dict(left), dict(left)
    for one in arrows:
        start, end, width = (one.turn, one.start), (one.turn + 1, one.to), one.people * scale
        yield Band(_path(out[start], into[end], width, _top(one.turn) + HIGH), one.expert)
        out[start] += width
        into[end] += width


def _path(x: float, to: float, width: float, y: float) -> str:
    """Return the outline of a band that leaves at (x, y), straight down, and comes in straight."""
    end, middle = y + ROW - HIGH, y + (ROW - HIGH) / 2
    down = f"M{x:.1f} {y:.1f}C{x:.1f} {middle:.1f} {to:.1f} {middle:.1f} {to:.1f} {end:.1f}"
    far, back = to + width, x + width
    up = f"H{far:.1f}C{far:.1f} {middle:.1f} {back:.1f} {middle:.1f} {back:.1f} {y:.1f}Z"
    return down + up
