"""A set: options that are written once, over which several items of a notebook each ask."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from withinscope.cells import SET
from withinscope.parts import Choice, Id, Rating, Several, Text, alike, repeated
from withinscope.problems import Mistake, Place, Problem
from withinscope.yaml_text import Written

OF_EACH = {"why": "why", "ratings": "rating"}
"""The fields in which an item says of each option by its id what else an option says of itself."""


class OptionSet(Struct, frozen=True, forbid_unknown_fields=True):
    """Options as trainees see them. What fits, and why, belongs to an item and an option."""

    id: Id
    options: Several[Choice]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (field, what is wrong): ids or texts used twice."""
        yield from (("options", text) for text in repeated(self.options, "options"))
        yield from (("options", text) for text in alike(self.options, "options"))


class Shelf(Struct, frozen=True):
    """The sets that an item can name, which are those above it in its notebook.

    `unread` are the ids of those that can't be read, `below` of those that come too late.
    """

    sets: tuple[OptionSet, ...] = ()
    unread: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def plus(self, one: OptionSet) -> Shelf:
        """Return the shelf with one more set, which takes the place of one with its id."""
        return Shelf((*(each for each in self.sets if each.id != one.id), one))

    def named(self, name: str) -> OptionSet:
        """Return a set by its id. Raises Mistake, without a line, if no item here can name it."""
        for one in self.sets:
            if one.id == name:
                return one
        if name in self.unread:
            raise Mistake(Problem(f"The set `{name}` can't be read.", "Mend its cell first."))
        if name in self.below:
            what = f"The set `{name}` stands below this."
            raise Mistake(Problem(what, "Move it above the first item that names it."))
        near = difflib.get_close_matches(name, [one.id for one in self.sets], 1)
        mend = f"Did you mean `{near[0]}`?" if near else f"Write it above, in a cell `{SET}`."
        raise Mistake(Problem(f"There is no set `{name}` above this.", mend))


BARE = Shelf()
"""Where there are no sets: in an exercise, which has its options in full."""


class _OfEach(Struct, frozen=True):
    """What an item says of each option of its set, by the option's id."""

    why: dict[Id, Text] = {}
    ratings: dict[Id, Rating] = {}


def filled(
    written: Written, type_: str, fields: Collection[str] | None, shelf: Shelf
) -> dict[str, Any]:
    """Return an item's data with the options of the set that it names, if it names one.

    `type_` is its type; `fields` are what an option of that says beside its id and text, None if
    it has no options. Raises Mistake with all that is wrong, each at its line.
    """
    data = written.data
    if data.get("set") is None:
        left = [name for name in OF_EACH if isinstance(data.get(name), dict)]
        if fields is not None and left:
            what = f"`{left[0]}` stands here, and no `set`."
            mend = f"Name the set, or give each option its own `{OF_EACH[left[0]]}`."
            raise _at(written, left[0], Problem(what, mend))
        return data
    if problem := _misplaced(data, type_, fields):
        raise _at(written, "set", problem)
    try:
        options = shelf.named(str(data["set"])).options
    except Mistake as mistake:
        raise _at(written, "set", *mistake.problems) from None
    said = written.convert({name: data[name] for name in OF_EACH if name in data}, _OfEach)
    if found := list(_faults(written, said, fields or (), options)):
        raise Mistake(*found)
    rest = {name: value for name, value in data.items() if name not in OF_EACH}
    return rest | {"options": [_whole(option, said, fields or ()) for option in options]}


def _at(written: Written, path: str, *problems: Problem) -> Mistake:
    return Mistake(*problems).at(Place(line=written.line(path)))


def _misplaced(data: dict[str, Any], type_: str, fields: Collection[str] | None) -> Problem | None:
    """Return what is wrong where an item should name no set."""
    if fields is None:
        what = f"A `{type_}` has no options that a set could hold."
        return Problem(what, "Take `set` out, or make it a `best-worst`, `single` or `multiple`.")
    if "options" in data:
        return Problem("`set` and `options` both stand here.", "Keep one of them.")
    return None


def _faults(
    written: Written, said: _OfEach, fields: Collection[str], options: tuple[Choice, ...]
) -> Iterator[Problem]:
    """Yield options of which something is not said, and what is said of none."""
    ids = [option.id for option in options]
    for name, field in OF_EACH.items():
        given = getattr(said, name)
        place = Place(line=written.line(name if name in written.data else "set"))
        if field not in fields:
            if given:
                what = f"The options of `{written.data['type']}` have no `{field}`."
                yield Problem(what, f"Take `{name}` out.", place)
            continue
        if left := [f"`{one}`" for one in ids if one not in given]:
            what = f"`{field}` is missing for {', '.join(left)}."
            yield Problem(what, f"Say it in `{name}`, in a line for each option.", place)
        for one in given:
            if one not in ids:
                what = f"`{name}` names `{one}`, which is no option of `{written.data['set']}`."
                here = Place(line=written.line(f"{name}.{one}"))
                yield Problem(what, f"Its options are `{'`, `'.join(ids)}`.", here)


def _whole(option: Choice, said: _OfEach, fields: Collection[str]) -> dict[str, Any]:
    own = {
        field: getattr(said, name)[option.id] for name, field in OF_EACH.items() if field in fields
    }
    return {"id": option.id, "text": option.text, **own}


def written_at(item: Any, path: str) -> str:
    """Return where an item's YAML says what the item has at a path: its options are the set's."""
    step, _, rest = path.partition(".")
    if item.set is None or step != "options":
        return path
    if not rest:
        return "ratings" if hasattr(item.options[0], "rating") else "set"
    number, _, field = rest.partition(".")
    for name, own in OF_EACH.items():
        if field == own:
            return f"{name}.{item.options[int(number)].id}"
    return "set"
