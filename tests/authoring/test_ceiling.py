"""The stem-blind ceiling: what somebody can earn who sees the options and never a stem."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from core.makers import TYPES, a_cell, mark_of_a, yaml_of_a
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items
from withinscope.authoring import linter
from withinscope.authoring.ceiling import ceiling

from .courses import LESSON, SOLUTION, SYLLABUS, a_lesson, a_solution, put_raw

COUNTED = [name for name in TYPES if name not in ("spot", "free", "dialogue")]


def picked(key: str, texts: str = "abc") -> Any:
    """A `single` over these options, the right one being `key`."""
    return _over("single", texts, [""] * len(texts), f"key: {key}\n")


def ticked(*keys: str) -> Any:
    return _over("multiple", "abc", [""] * 3, f"key: [{', '.join(keys)}]\n")


def rated(*ratings: int, texts: str = "abc") -> Any:
    return _over("best-worst", texts, [f", rating: {one}" for one in ratings])


def ordered(key: str) -> Any:
    return _over("order", "abc", [""] * 3, f"key: [{', '.join(key)}]\n")


def _over(type_: str, texts: str, more: list[str], rest: str = "") -> Any:
    """An item over these options, of which each has its text for an id."""
    options = "".join(
        f"  - {{id: {one}, text: {one}, why: Why.{ends}}}\n"
        for one, ends in zip(texts, more, strict=True)
    )
    return items.load(f"id: other\ntype: {type_}\nstem: Which?\noptions:\n{options}{rest}")


def matched(*ratings: str) -> Any:
    """A `matching` over four moves; a case says what each of them is rated, as in `2,0,0,-1`."""
    item: Any = items.load(yaml_of_a("matching"))
    names = [move.id for move in item.moves]
    cases = tuple(
        msgspec.structs.replace(
            item.cases[0],
            id=f"c{n}",
            ratings=dict(zip(names, map(int, each.split(",")), strict=True)),
        )
        for n, each in enumerate(ratings)
    )
    return msgspec.structs.replace(item, cases=cases)


CASES = {
    "an item with its own options can be known whole": ([picked("a")], 1),
    "two keys over one set: either is right once": ([picked("a"), picked("b")], 1 / 2),
    "two of three with one key": ([picked("a"), picked("b"), picked("a")], 2 / 3),
    "every option right once": ([picked("a"), picked("b"), picked("c")], 1 / 3),
    "the place of an option and its id tell nothing": ([picked("a"), picked("b", "cab")], 1 / 2),
    "one option more is another set": ([picked("a"), picked("b", "abcd")], 1),
    # a over c: 1 and 0.5; b over c: 0.5 and 1; a over b: 0.5 and 0.
    "best and worst, one worst in common": ([rated(2, 0, -2), rated(0, 2, -2)], 3 / 4),
    # a over c: 1 and 0; all others less in both.
    "best and worst turned round": ([rated(2, 0, -2), rated(-2, 0, 2)], 1 / 2),
    # a over c: 1, 1/3, 0; b over c: 1/4, 1, 0; a over b: 3/4, 0, 1/3; c over b: 0, 0, 1.
    "best and worst of three": ([rated(2, -1, -2), rated(0, 2, -1), rated(0, -1, 2)], 4 / 9),
    # {a}: 1 and 0; {a, b}: 1/2 and 1/2; none and all: 0.
    "what to tick": ([ticked("a"), ticked("b")], 1 / 2),
    # {a}: 1/2 and 1/2; {a, b}: 1 and 0; {a, c}: 0 and 1; {a, b, c}: 0 and 0.
    "what to tick of two": ([ticked("a", "b"), ticked("a", "c")], 1 / 2),
    # abc: 1 and 0; acb and bac: 1/3 and 0.
    "an order and its reverse": ([ordered("abc"), ordered("cba")], 1 / 2),
    # abc: 1 and 1/3; acb: 1/3 and 1.
    "an order and its neighbor": ([ordered("abc"), ordered("acb")], 2 / 3),
    # The first move earns 1, 0, 0; the second 1/2, 0, 1; the others less.
    "the cases of a matching are its stems": ([matched("2,1,0,0", "0,0,0,1", "0,2,0,1")], 1 / 2),
    # Over both the first earns 1/3 + 1/3, the second 1/3 + 0, the third 0 + 1/3, the fourth 1.
    "moves that come again are one set": (
        [
            matched("1,0,0,0", "0,1,0,0", "0,0,0,1"),
            matched("0,0,0,1", "0,0,0,1", "1,0,0,0"),
        ],
        1 / 2,
    ),
    "bins are options, statements are stems": ([items.load(yaml_of_a("sort"))], 2 / 3),
    "every group has its own best": (
        [rated(2, 0, -2), rated(0, 2, -2), picked("a"), picked("b")],
        (3 / 4 + 3 / 4 + 1 / 2 + 1 / 2) / 4,
    ),
    "types are answered apart": ([picked("a"), rated(0, 2, -2)], 1),
    "an item counts once": ([picked("a"), matched("1,0,0,0", "0,1,0,0", "0,0,1,0")], 2 / 3),
}


@pytest.mark.parametrize(("asked", "value"), CASES.values(), ids=CASES)
def test_the_ceiling_is_what_one_answer_earns_at_most(asked: list[Any], value: float) -> None:
    best, number = ceiling(asked)
    assert best == pytest.approx(value)
    assert number == len(asked)


def test_what_has_no_options_does_not_count() -> None:
    free, spot, talk = (
        items.load(yaml_of_a(one), mark=mark_of_a(one)) for one in ("free", "spot", "dialogue")
    )
    assert ceiling([free, spot, talk]) == (0, 0)
    assert ceiling([free, picked("a"), talk, picked("b")]) == (1 / 2, 2)


@pytest.mark.parametrize("type_", COUNTED)
@given(data=st.data())
def test_a_blind_answer_is_one_that_can_be_given(type_: str, data: st.DataObject) -> None:
    item = data.draw(import_module(f"core.cases.{TYPES[type_]}").items())
    blind = list(item.blind())
    for _, response in blind:
        item.decode(msgspec.json.encode(response))
    assert len({text for text, _ in blind}) == len(blind)
    value, count = ceiling([item])
    assert count == 1
    assert item.chance() <= value + 1e-9 <= 1 + 2e-9


def over(name: str, key: str) -> dict[str, Any]:
    return a_cell(f"""\
%%item
id: {name}
type: single
set: moves
stem: What now, after {name} {name * 2} {name * 3}?
key: {key}
why: {{a: "{name} waits.", b: "{name} asks.", c: "{name} calls."}}
turns_on: The fact of {name}.
""")


def the_set() -> dict[str, Any]:
    return a_cell(
        "%%set\nid: moves\noptions:\n"
        "  - {id: a, text: Wait}\n  - {id: b, text: Asks}\n  - {id: c, text: Call}\n"
    )


def told(course: Path) -> list[str]:
    """What the linter says of ceilings."""
    found = map(str, linter.check(course).findings)
    return [one for one in found if "WS706" in one or "WS802" in one]


def test_an_exercise_over_one_key_is_told_in_the_syllabus(course: Path) -> None:
    asked = [over(f"ex01-{n}", "b") for n in "pqrs"]
    put_raw(course, SOLUTION, a_solution(the_set(), *asked))
    said = "course.yaml:12: WS706 Who sees the options and no stem can earn 100% of ex01. "
    assert told(course) == [f"{said}Ask over sets, until it is 60% at most."]
    asked = [over(f"ex01-{n}", key) for n, key in zip("pqrs", "bcab", strict=True)]
    put_raw(course, SOLUTION, a_solution(the_set(), *asked))
    assert told(course) == []


def test_a_ceiling_at_the_limit_is_allowed(course: Path) -> None:
    asked = [over(f"ex01-{n}", key) for n, key in zip("pqrst", "bbbac", strict=True)]
    put_raw(course, SOLUTION, a_solution(the_set(), *asked))
    assert told(course) == []
    put_raw(course, SOLUTION, a_solution(the_set(), *asked[:3], over("ex01-u", "a")))
    assert len(told(course)) == 1


def test_what_was_withdrawn_raises_no_ceiling(course: Path) -> None:
    kept = [over(f"ex01-{n}", key) for n, key in zip("pqrs", "bcab", strict=True)]
    alike = [over(f"ex01-{n}", "b") for n in "tuvw"]
    put_raw(course, SOLUTION, a_solution(the_set(), *kept, *alike))
    assert any("of ex01" in one for one in told(course))
    for cell in alike:
        cell["source"] += "withdrawn: taken out\n"
    put_raw(course, SOLUTION, a_solution(the_set(), *kept, *alike))
    assert told(course) == []


def test_once_the_course_is_whole_it_is_an_error(course: Path) -> None:
    asked = [over(f"ex01-{n}", "b") for n in "pqrs"]
    put_raw(course, SOLUTION, a_solution(the_set(), *asked))
    (course / "course.yaml").write_text(f"{SYLLABUS}complete: true\n")
    assert [one.split()[1] for one in told(course)] == ["WS802"]


def test_check_says_the_ceiling_and_who_the_clients_are(
    course: Path, command: Callable[..., Any]
) -> None:
    lesson = a_lesson(the_set(), over("p", "a"), over("q", "b"))
    for cell, people in zip(
        lesson["cells"][3:], ("Oona, 44, baker", "Ivo, 19, no work"), strict=True
    ):
        cell["source"] += f'people: ["{people}", "Oona, 44, baker"]\n'
    put_raw(course, LESSON, lesson)
    said = command("check").out.splitlines()
    assert said[-2:] == [
        "Who sees the options and no stem can earn 0.67 of the course, 1.00 of ex01; "
        "0.60 is the limit.",
        "Clients of L01: Oona, 44, baker; Ivo, 19, no work.",
    ]
    said = command("check", course / LESSON).out.splitlines()
    assert said[-2].startswith("Who sees the options and no stem can earn 0.50 of L01; ")
