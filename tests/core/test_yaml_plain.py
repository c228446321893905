"""What libyaml reads is what ruamel reads: the quick way changes no word, number or message."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from withinscope import notebooks, yaml_plain
from withinscope.cells import READ
from withinscope.problems import Mistake
from withinscope.yaml_text import parse

COURSE = Path(__file__).parents[2]
FOLDERS = ("notebooks", "exercises", "solutions")
FILES = sorted(file for folder in FOLDERS for file in COURSE.glob(f"{folder}/*.ipynb"))
#: What means something to YAML, or may.
MEANT = [
    "#",
    " #",
    ":",
    ": ",
    "-",
    "- ",
    "? ",
    ", ",
    ">",
    ">-",
    "+",
    "2",
    "'",
    '"',
    '""',
    "|",
    "|-",
]
MEANT += ["|2", "|#", "{", "}", "[", "]", "[a:b]", "{a:1}", '{"a":1}', "[? a]", "&a ", "*a", "!t "]
MEANT += ["<<: ", "~", "null", "True", "no", "0x1f", "1e3", "1_000", "010", "0o7", "-1", "+1", ".5"]
MEANT += [
    "1.0",
    "12:30",
    "2026-11-23",
    "...",
    "---",
    "%",
    "@",
    "`",
    "=",
    "\\",
    "\\n",
    '"a\\tb"',
    "é",
]
MEANT += ["\n", "\n\n", "\n  ", "\n \n", "\t"]
UNSEEN = ["\u00a0", "\u200b", "\u2028", "\u0085", "\r", "\ufeff"]


def asked(file: Path) -> list[str]:
    """The YAML of a notebook's cells."""
    parted = [cell.source.partition("\n") for cell in notebooks.read(file).cells]
    return [text for mark, _, text in parted if mark in READ]


TEXTS = [text for file in FILES for text in asked(file)]
SHORT = sorted(text for text in TEXTS if len(text) < 900)[::7]


def outcome(text: str) -> Any:
    """What a text is read as, every value with its type, or what is said of it."""
    try:
        return typed(parse(text, dict))
    except Mistake as mistake:
        return mistake.problems


def typed(value: Any) -> Any:
    if isinstance(value, dict):
        return [(name, typed(one)) for name, one in value.items()]
    return [typed(one) for one in value] if isinstance(value, list) else (type(value), value)


def by_ruamel(text: str) -> Any:
    with mock.patch.object(yaml_plain, "Loader", None):
        return outcome(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_all_that_the_course_asks_is_read_the_quick_way_and_the_same(file: Path) -> None:
    for text in asked(file):
        assert yaml_plain.read(text) is not None
        assert outcome(text) == by_ruamel(text)


def test_the_syllabus_too() -> None:
    text = (COURSE / "course.yaml").read_text()
    assert yaml_plain.read(text) is not None
    assert outcome(text) == by_ruamel(text)


EDIT = st.tuples(
    st.floats(0, 1),
    st.integers(0, 5),
    st.sampled_from([*MEANT, *UNSEEN]) | st.text("ab :#-'"),
)


@given(text=st.sampled_from(SHORT), edits=st.lists(EDIT, min_size=1, max_size=3))
def test_no_edit_is_read_in_two_ways(text: str, edits: list[tuple[float, int, str]]) -> None:
    for place, cut, put in edits:
        at = round(place * len(text))
        text = text[:at] + put + text[at + cut :]
    assert outcome(text) == by_ruamel(text)


@given(text=st.lists(st.sampled_from([*MEANT, *UNSEEN, "a", "b: ", "\nc: ", "\n- "])).map("".join))
@example("a: |# b\n  c")
@example("a: |\n \n   b")
@example("a: b\na: c")
@example("a: 'b'\n'a ': c")
@example('a: "\\ud83d"')
@example("a: &x b\nc: *x")
@example("a: " + "[" * 3000)
@example("--- \na: b")
@example("a: b\n...")
@example("a: 00_welcome\nb: 23:31. He answers.\nc: -5 degrees\nd: 1e3\ne: 1:30\nf: .inf")
def test_no_text_is_read_in_two_ways(text: str) -> None:
    assert outcome(text) == by_ruamel(text)
