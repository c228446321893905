"""What hypothesis makes: texts as odd as people's, ids, options."""

import string
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import Choice, Option

ODD = [
    "no",
    "01",
    "2026-11-23",
    "1e3",
    "~",
    "null",
    "<<",
    "=",
    "---",
    "a\n---\nb",
    "...",
    "a\n...\nb",
    "%TAG ! tag",
    "a #1 wish",
    "# all of it",
    "a: b",
    "- a",
    "? a",
    "*a",
    "&a b",
    "!a b",
    "|\n  a",
    "'a\"",
    "a\n\n\n  b\nc",
    "a\n  b\n c",
    "a \nb",
    "a\tb\n\tc",
    "a\r\nb\rc",
    "a\x85b\u2028c\u2029d",
    "\ufeffa\ufeff",
    "\N{WAVING HAND SIGN}\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT OVERRIDE}x",
    "\x00\x1b\x7f",
    "{a, b}",
    "<!-- a -->",
    "long " * 3000 + "text",
]
"""Texts that mean something to YAML, to a notebook or to a terminal."""

texts: st.SearchStrategy[str] = (
    (
        st.sampled_from(ODD)
        | st.text(max_size=60)
        | st.text("ab:#-%&*!|>'\"\n \t{}[],?", max_size=30)
    )
    .map(str.strip)
    .filter(bool)
)
"""Texts as items hold them: anything that Unicode has, without white space at the ends."""

ids = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_letters),
    st.text(string.ascii_letters + string.digits + "_-", max_size=12),
)
"""Ids: a letter, then letters, digits, `_` and `-`. Drawn as text, which a pattern makes slow."""


def unique(least: int = 2, most: int = 5) -> st.SearchStrategy[list[str]]:
    return st.lists(ids, min_size=least, max_size=most, unique=True)


def choices(least: int = 2, most: int = 4) -> st.SearchStrategy[tuple[Choice, ...]]:
    return unique(least, most).map(lambda names: tuple(Choice(name, name) for name in names))


def options(least: int = 2, most: int = 5) -> st.SearchStrategy[tuple[Option, ...]]:
    made = unique(least, most)
    return made.map(lambda names: tuple(Option(n, f"Text {n}", f"Why {n}") for n in names))


json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)
"""Anything that json.dumps writes, NaN and infinity included."""
