"""An item, whatever its type: YAML in, validated, and the released cell out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from withinscope import types
from withinscope.problems import Mistake, Place, Problem
from withinscope.yaml_text import dump, parse

MARK = "%%item"
ANSWERED = "Answered"
"""What a record's text in words begins with: where only that is left, a record was lost."""
LONGEST = 64 * 1024
"""Characters of a cell that are still read as an item; longer ones are nobody's work."""


def load(text: str, place: Place = Place()) -> types.Item:  # noqa: B008 - frozen
    """Read an item as its author wrote it, key and all. `place` is where the YAML begins.

    Raises Mistake for what can't be read and for what would make its score meaningless.
    """
    item: types.Item = parse(text, types.union("Item"), place)
    found = [*item.mistakes(), *_taken_for_an_answer(item)]
    problems = [Problem(what, place=place.at_line(line_of(text, field))) for field, what in found]
    if problems:
        raise Mistake(*problems)
    return item


def _taken_for_an_answer(item: types.Item) -> Iterator[tuple[str, str]]:
    """Yield a mistake for a stem that begins as the words beside a record do.

    Grading takes a cell with such words and no record for one whose answer was lost.
    """
    if item.stem.startswith((f"{ANSWERED}:", f"{ANSWERED},")):
        yield "stem", f"The stem can't begin with `{ANSWERED}`. Begin with another word."


def load_released(text: str, place: Place = Place()) -> types.Released:  # noqa: B008
    """Read an item as trainees are given it. Raises Mistake, also if it holds a key."""
    item: types.Released = parse(text, types.union("Released"), place)
    return item


def source(item: types.Released) -> str:
    """Write a released item as the source of its cell, from the struct alone."""
    data = msgspec.to_builtins(item)
    first = [name for name in ("id", "type", "stem", "care", "confidence") if name in data]
    ordered = {name: data.pop(name) for name in first} | data
    return f"{MARK}\n{dump(ordered)}".rstrip("\n")


def yaml_of(cell_source: str) -> str | None:
    """Return the YAML of an item's cell, or None for any other cell."""
    head, _, body = cell_source.partition("\n")
    return body if head.rstrip() == MARK else None


def is_released(text: str) -> bool:
    """Tell whether YAML is an item in its released form, by what it holds."""
    try:
        load_released(text)
    except Mistake:
        return False
    return True


def line_of(text: str, field: str) -> int:
    """Return the line of an item's YAML, from 1, on which a field begins; 1 if none does."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{field}:")), 1)
