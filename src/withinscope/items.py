"""An item, whatever its type: YAML in, validated, and the released cell out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from withinscope import dialogue, types
from withinscope.cells import DIALOGUE as DIALOGUE
from withinscope.cells import ITEM as ITEM
from withinscope.cells import MARKS as MARKS
from withinscope.cells import READ, SET
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import BARE, OptionSet, Shelf, filled, written_at
from withinscope.yaml_text import Written, dump, lines, parse

ANSWERED = "Answered"
"""What a record's text in words begins with: where only that is left, a record was lost."""
LONGEST = 64 * 1024
"""Characters of a cell that are still read as an item; longer ones are nobody's work."""
KEPT = 1024
"""Items kept once read, since reading YAML is slow and a text always gives the same item.

More than a course has, with its exercises in both forms: of one more, read in turn, none is kept.
"""
_kept: dict[tuple[str, str, str, Shelf], Any] = {}


@cache
def union(which: str) -> Any:
    """Return the union of every `Item` or `Released` struct, conversations among them."""
    whole = dialogue.Dialogue if which == "Item" else dialogue.ReleasedDialogue
    return types.union(which) | whole


def load(
    text: str,
    place: Place = Place(),  # noqa: B008 - frozen
    mark: str = ITEM,
    shelf: Shelf = BARE,
) -> types.Item:
    """Read an item as its author wrote it, key and all. `place` is where the YAML begins.

    `mark` is what its cell begins with, `shelf` the sets that it can name. Raises Mistake for what
    can't be read and for what would make its score meaningless.
    """
    item: types.Item = _once("Item", text, place, mark, shelf)
    return item


def load_released(text: str, place: Place = Place(), mark: str = ITEM) -> types.Released:  # noqa: B008
    """Read an item as trainees are given it. Raises Mistake, also if it holds a key."""
    item: types.Released = _once("Released", text, place, mark)
    return item


def load_set(text: str, place: Place = Place()) -> OptionSet:  # noqa: B008
    """Read a set. Raises Mistake."""
    read: OptionSet = _once("Set", text, place, SET)
    return read


def _once(which: str, text: str, place: Place, mark: str, shelf: Shelf = BARE) -> Any:
    """Read a cell's YAML, or return what it was read to before."""
    key = _key(which, text, mark, _named(text, shelf))
    if key not in _kept:
        _keep(key, _read(which, text, place, mark, shelf))
    return _kept[key]


def _key(which: str, text: str, mark: str, shelf: Shelf = BARE) -> tuple[str, str, str, Shelf]:
    return (which, mark, text if text.endswith("\n") else f"{text}\n", shelf)


def _named(text: str, shelf: Shelf) -> Shelf:
    """Return the sets of a shelf, where one can make a difference."""
    return Shelf(shelf.sets) if "set" in text else BARE


def _keep(key: tuple[str, str, str, Shelf], read: Any) -> None:
    if len(_kept) == KEPT:
        _kept.pop(next(iter(_kept)))  # the one that is there the longest
    _kept[key] = read


def take_as_read(
    source: str, item: types.Item | types.Released, which: str = "Released", shelf: Shelf = BARE
) -> None:
    """Take an item for what a cell asks, as it was read of that source before.

    It is a trainee's, or with `which` "Item" an author's, whose `shelf` is that of the cell. A
    browser has no libyaml, and takes a tenth of a second to read one.
    """
    mark, text = _parted(source)
    _keep(_key(which, text, mark, _named(text, shelf)), item)


def _read(which: str, text: str, place: Place, mark: str, shelf: Shelf) -> Any:
    into = OptionSet if which == "Set" else _struct(which, text, mark, place)
    if which != "Item":
        read = parse(text, into, place)
        _refuse(read.mistakes(), text, place)
        return read

    def fill(written: Written) -> dict[str, Any]:
        type_ = dialogue.NAME if mark == DIALOGUE else written.data.get("type")
        known = type_ in (*types.names(), dialogue.NAME)  # another is told of where it is read
        return (
            filled(written, str(type_), types.fields_of_options(str(type_)), shelf)
            if known
            else written.data
        )

    item = parse(text, into, place, fill)
    found = [*item.mistakes(), *_taken_for_an_answer(item)]
    _refuse(((written_at(item, at), what) for at, what in found), text, place)
    return item


def _struct(which: str, text: str, mark: str, place: Place) -> Any:
    """Return what the YAML of a cell is read into."""
    if mark == DIALOGUE:
        return dialogue.Dialogue if which == "Item" else dialogue.ReleasedDialogue
    if found := re.search(rf"^type: *[\"']?{dialogue.NAME}[\"']? *$", text, re.MULTILINE):
        here = place.at_line(text.count("\n", 0, found.start()) + 1)
        what = "A conversation has a cell of its own kind."
        raise Mistake(Problem(what, f"Begin this cell with `{DIALOGUE}`.", here))
    return types.union(which)


def _refuse(found: Iterable[tuple[str, str]], text: str, place: Place) -> None:
    """Raise Mistake with every mistake found, if there is one, each at its line."""
    if mistakes := list(found):
        line = lines(text)
        raise Mistake(*(Problem(what, place=place.at_line(line(at))) for at, what in mistakes))


def _taken_for_an_answer(item: types.Item) -> Iterator[tuple[str, str]]:
    """Yield a mistake for a stem that begins as the words beside a record do.

    Grading takes a cell with such words and no record for one whose answer was lost.
    """
    if item.stem.startswith((f"{ANSWERED}:", f"{ANSWERED},")):
        yield "stem", f"The stem can't begin with `{ANSWERED}`. Begin with another word."


def of_cell(
    source: str,
    place: Place = Place(),  # noqa: B008
    shelf: Shelf = BARE,
) -> types.Item | None:
    """Return the item of a cell as its author wrote it, or None for a cell that is none's.

    `place` is that of the cell. Raises Mistake as `load`, and for a set that can't be read or has
    the id of another above it.
    """
    mark, text = _parted(source)
    if mark == SET:
        _shelve(text, _below(place), shelf)
        return None
    return load(text, _below(place), mark, shelf) if mark else None


def _shelve(text: str, place: Place, shelf: Shelf) -> None:
    """Raise Mistake for a set that can't be read, and for one whose id another has."""
    one = load_set(text, place)
    if one.id in [each.id for each in shelf.sets]:
        here = place.at_line(lines(text)("id"))
        raise Mistake(Problem(f"A set `{one.id}` stands above.", "Give each its own id.", here))


def shelves(sources: Iterable[str]) -> Iterator[Shelf]:
    """Yield, for each cell of a notebook by its source, the sets that an item in it can name."""
    found = [_shelved(source) for source in sources]
    for number in range(len(found)):
        above, below = found[:number], found[number:]
        first = {one.id: one for one in reversed(above) if isinstance(one, OptionSet)}
        yield Shelf(
            tuple(reversed(first.values())),
            unread=tuple(one for one in above if isinstance(one, str)),
            below=tuple(one.id for one in below if isinstance(one, OptionSet)),
        )


def _shelved(source: str) -> OptionSet | str | None:
    """Return the set of a cell, its id where more can't be read, or None."""
    mark, text = _parted(source)
    if mark != SET:
        return None
    try:
        return load_set(text)
    except Mistake:
        name = re.search(r"^id: *[\"']?([\w-]+)", text, re.MULTILINE)
        return name[1] if name else None


def released_of_cell(source: str, place: Place = Place()) -> types.Released | None:  # noqa: B008
    """Return the item of a trainee's cell, or None for a cell that is none's. Raises Mistake."""
    mark, text = _parted(source)
    return load_released(text, _below(place), mark) if mark in MARKS else None


def _parted(source: str) -> tuple[str, str]:
    head, _, body = source.partition("\n")
    return (head.rstrip(), body) if head.rstrip() in READ else ("", "")


def _below(place: Place) -> Place:
    return Place(place.file, place.cell, (place.line or 1) + 1)


def source(item: types.Released) -> str:
    """Write a released item as the source of its cell, from the struct alone."""
    data = msgspec.to_builtins(item)
    mark = DIALOGUE if data["type"] == dialogue.NAME else ITEM
    if mark == DIALOGUE:
        del data["type"]
    names = ("id", "type", "title", "stem", "care", "confidence")
    first = [name for name in names if name in data]
    ordered = {name: data.pop(name) for name in first} | data
    return f"{mark}\n{dump(ordered)}".rstrip("\n")


def yaml_of(cell_source: str) -> str | None:
    """Return the YAML of an item's or a set's cell, or None for any other cell."""
    mark, text = _parted(cell_source)
    return text if mark else None
