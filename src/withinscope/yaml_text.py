"""YAML that authors write, read into structs; every mistake says which line and how to mend it.

ruamel, which knows lines, is asked for only where something is wrong, odd, or written: it takes
half as long to load as all else that a kernel of the course needs of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import msgspec

from withinscope import yaml_plain
from withinscope.problems import Mistake, Place, Problem

T = TypeVar("T")


class Written(NamedTuple):
    """YAML as it was read: plain names and values, and the tree that knows their lines.

    Without a tree, what is wrong is told of line 1: it is read again to say so, see `parse`.
    """

    data: dict[str, Any]
    tree: Any

    def line(self, path: str) -> int:
        """Return the line, from 1, of what a path names, as `line_of`."""
        return 1 if self.tree is None else _trees().line_at(self.tree, path)

    def convert(self, data: dict[str, Any], into: type[T]) -> T:
        """Return the struct of these data, which are of the tree. Raises Mistake with the line."""
        try:
            return msgspec.convert(data, into)
        except msgspec.ValidationError as error:
            if self.tree is None:
                raise Mistake(Problem(str(error))) from None
            raise Mistake(_trees().explain(self.tree, data, str(error), into)) from None


Fill = Callable[[Written], dict[str, Any]]
"""Makes of what was read the data that become the struct. Raises Mistake with lines."""


def parse(
    text: str,
    into: type[T],
    place: Place = Place(),  # noqa: B008 - frozen
    fill: Fill = lambda written: written.data,
) -> T:
    """Read `text` into a struct. `place` is where its first line stands.

    YAML 1.2, so `no` is a word; texts lose white space at both ends. Raises Mistake.
    """
    plain = yaml_plain.read(text)
    if plain is not None:
        written = Written(plain, tree=None)
        with suppress(Mistake):  # told below, with its line
            return written.convert(fill(written), into)
    try:
        tree = _trees().checked(text)
        written = Written(_trees().data_of(tree), tree)
        return written.convert(fill(written), into)
    except Mistake as mistake:
        raise Mistake(*_trees().in_lines(text), *mistake.problems).at(place) from None
    except RecursionError:
        raise Mistake(Problem("This is nested too deeply to be an item.", place=place)) from None


def dump(data: Any) -> str:
    """Write plain lists, dicts and texts as YAML in block style, long texts as blocks."""
    text: str = _trees().dump(data)
    return text


def line_of(text: str, path: str) -> int:
    """Return the line, from 1, of what a path such as `nodes.open.choices.fix` names.

    A list's entries go by their place, from 0, or by their `id`. Where a path leads nowhere, the
    line is that of the last of it that is there.
    """
    return lines(text)(path)


def lines(text: str) -> Callable[[str], int]:
    """Return `line_of` for many paths in one text, which is then read only once."""
    try:
        tree = _trees().read(text)
    except Mistake:
        return lambda path: 1
    return lambda path: int(_trees().line_at(tree, path))


def _trees() -> Any:
    from withinscope import yaml_tree

    return yaml_tree
