"""YAML of any kind: words stay words, nothing raises anything but a mistake or fills the memory."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from withinscope import items
from withinscope.problems import Mistake, Problem
from withinscope.yaml_text import dump, parse

from .strategies import ODD, ids, texts
from .test_yaml_text import ANSWER, ITEM, STEM

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        "x: &x [*x]",
        "[" * 60_000,
        "{a: " * 15_000,
        "- " * 30_000,
        "? " * 30_000,
        "a:\n" + "".join(f"{' ' * n}a:\n" for n in range(300)),
    ],
    ids=["billion laughs", "itself", "lists", "maps", "entries", "keys", "indented"],
)
def test_text_made_to_fill_the_memory_is_refused_in_seconds(text: str) -> None:
    started = time.process_time()
    with pytest.raises(Mistake):
        items.load(text)
    assert time.process_time() - started < 20  # 2 on the slowest machine in mind


MEANINGFUL = st.text(
    "ab01:#-%&*!|>'\"?@`<~=.,{}[] \n\t\r\\\ufeff\x85\u2028\ud800\x00é", max_size=60
)


@given(text=st.text(max_size=200) | MEANINGFUL)
@example("? ")
@example("<<: a")
@example("%YAML 1.1\n---\na: no")
@example("%YAML 9.9\n---\na: no")
@example("a: !!timestamp 1")
@example("a: 0x")
@example("a: " + "9" * 5000)
@example("!!set {a, b}")
@example("a: !!binary x")
@example("? {a: b}\n: c")
def test_no_text_raises_anything_but_a_mistake(text: str) -> None:
    only_mistakes(text)


@given(at=st.integers(0, len(ITEM)), cut=st.integers(0, 12), put=MEANINGFUL)
def test_no_edit_of_an_item_raises_anything_but_a_mistake(at: int, cut: int, put: str) -> None:
    only_mistakes(ITEM[:at] + put + ITEM[at + cut :])


def only_mistakes(text: str) -> None:
    for load in (items.load, items.load_released):
        for problem in problems_of(load, text):
            assert problem.what
            assert 1 <= (problem.place.line or 0) <= text.count("\n") + text.count("\r") + 2


def problems_of(load: Callable[[str], Any], text: str) -> tuple[Problem, ...]:
    try:
        item = load(text)
    except Mistake as mistake:
        return mistake.problems
    assert len(item.revision) == 64
    assert item.words()
    return ()


@given(data=st.recursive(texts, lambda x: st.lists(x, min_size=1) | st.dictionaries(ids, x)))
@example(ODD)
def test_what_is_dumped_reads_back_the_same(data: object) -> None:
    assert parse(dump({"text": data}), dict) == {"text": data}


@pytest.mark.parametrize("letter", ["\u2028", "\u0085"])
def test_a_line_end_that_nobody_sees_is_named_before_what_it_led_to(letter: str) -> None:
    (first, *_) = problems_of(items.load, ITEM.replace("stem: ", f"stem: |\n  One{letter}two\n "))
    assert first.place.line == 4
    assert f"(U+{ord(letter):04X}) stands in this line" in first.what


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("off", "off"),
        ("12:30", "12:30"),
        ('"01"', "01"),
        ("'#1'", "#1"),
        ("don't", "don't"),
        ("a#b", "a#b"),
        ('"a" # for authors', "a"),
        ("|\n  a\n\n  b # c\n", "a\n\nb # c"),
        (">\n  a\n  b\n", "a b"),
        (r'" a\n\u00e4 "', "a\nä"),
    ],
)
def test_words_stay_words(written: str, read: str) -> None:
    assert items.load(ITEM.replace(STEM, written)).stem == read


def test_prose_keeps_the_letters_without_width_that_it_needs() -> None:
    family = "\U0001f469\u200d\U0001f467"
    item: Any = items.load(ITEM.replace(ANSWER, f"A {family}"))
    assert item.options[0].text == f"A {family}"
