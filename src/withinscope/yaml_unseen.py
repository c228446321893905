"""Letters that nobody sees, where they change what YAML means: each is named, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from withinscope.problems import Place, Problem

_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
"""YAML 1.1 ends a line at these, and no editor shows it."""
_INDENT = re.compile("^[ -]*(?P<letter>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NAMES = {
    "\u0085": "a line end of its own kind",
    "\u00a0": "a no-break space",
    "\u00ad": "a soft hyphen",
    "\u200b": "a space without width",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}


def in_lines(text: str) -> Iterator[Problem]:
    """Yield each letter that ends a line unseen. A line here is what an editor numbers.

    Where a text can't be read, they are the likeliest reason; where it can, they do no harm.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if found := _LINE_ENDS.search(line):
            mend = "Take it out; where a new line is meant, press Enter."
            yield Problem(f"{_named(found[0])} stands in this line.", mend, Place(line=number))


def in_indents(text: str) -> Iterator[Problem]:
    """Yield each line that is indented with another letter than a space, as prose may well be."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _INDENT.search(line):
            yield _indented(found["letter"], number)


def _indented(letter: str, line: int) -> Problem:
    name = _named(letter)
    what = f"This line is indented with {name[0].lower()}{name[1:]}."
    return Problem(what, "Put ordinary spaces in its place.", Place(line=line))


def in_names(tree: Any, prose: set[str], within: bool = False) -> Iterator[Problem]:
    """Yield each unseen letter in a name, or in a value that is no prose, such as an id.

    In prose some are meant: a joined emoji has one, and so do some languages. `prose` are the
    names of such fields, `within` tells that one holds all of `tree`.
    """
    if isinstance(tree, CommentedMap):
        for name, value in tree.items():
            yield from _in_text(name, "name", tree.lc.key(name)[0] + 1)
            free = within or name in prose
            if not free:
                yield from _in_text(value, "text", tree.lc.value(name)[0] + 1)
            yield from in_names(value, prose, free)
    elif isinstance(tree, CommentedSeq):
        for number, entry in enumerate(tree):
            if not within:
                yield from _in_text(entry, "text", tree.lc.item(number)[0] + 1)
            yield from in_names(entry, prose, within)


def _in_text(text: Any, what: str, line: int) -> Iterator[Problem]:
    """Yield a problem for a text with a letter without width, a name also for an odd space."""
    if not isinstance(text, str):
        return
    found = _ZERO_WIDTH.search(text) or (_SPACES.search(text) if what == "name" else None)
    if found and what == "name" and text.startswith(found[0]) and _SPACES.match(text):
        yield _indented(found[0], line)
    elif found:
        seen = _ZERO_WIDTH.sub("", text).strip()
        told = f"{_named(found[0])} stands in `{seen}`, where nobody can see it."
        yield Problem(told, f"Type the {what} anew.", Place(line=line))


def _named(letter: str) -> str:
    name = _NAMES.get(letter, "an invisible character")
    return f"{name[0].upper()}{name[1:]} (U+{ord(letter):04X})"
