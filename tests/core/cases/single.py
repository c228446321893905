from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import by_id
from withinscope.types.single import Item, Response

from ..strategies import ids, options

ITEM = """\
id: texts
type: single
stem: A client texts at night. What comes first?
options:
  - {id: a, text: Answer at once, why: It moves the line that you agreed on.}
  - {id: b, text: Ask about safety, why: Safety comes before every other concern.}
  - {id: c, text: Wait until Monday, why: Waiting is only safe once you know more.}
key: b
"""

WORDS = """\
A client texts at night. What comes first?

( ) Answer at once
( ) Ask about safety
( ) Wait until Monday"""

SCORES = [
    ({"choice": "b"}, 1, "Ask about safety"),
    ({"choice": "a"}, 0, "Answer at once"),
    ({"choice": "c", "unknown": [1, {}]}, 0, "Wait until Monday"),
]

BAD = [
    ({"choice": "d"}, "it names an unknown option"),
    ({"choice": ""}, "it names an unknown option"),
    ({"choice": "B"}, "it names an unknown option"),
    ({"choice": ["b"]}, "its response does not have the form of single"),
    ({"choice": None}, "its response does not have the form of single"),
    ({"choice": True}, "its response does not have the form of single"),
    ({"choices": ["b"]}, "its response does not have the form of single"),
]

MISTAKES = [
    ("key: b", "key: d", 8, "The key `d` is none of the options"),
    ("key: b", "key: [b]", 8, "`key` has to be a text"),
    ("id: c", "id: a", 4, "2 options have the id `a`"),
    (", why: It moves the line that you agreed on.", "", 5, "`why` is missing"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    given = draw(options())
    key = draw(st.sampled_from(given)).id
    return Item(id=draw(ids), stem="Which?", options=given, key=key)


def legal(item: Item) -> Iterator[Response]:
    return (Response(option.id) for option in item.options)


def best(item: Item) -> dict[str, Any]:
    return {"choice": item.key}


def worst(item: Item) -> dict[str, Any]:
    return {"choice": next(one.id for one in item.options if one.id != item.key)}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    return {"choice": item.options[0].id}, {"choice": item.options[-1].id}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    return {"choice": rng.choice([one.id for one in item.options])}


def missing(item: Any) -> str:
    return "Choose one first."


def fill(shown: Any, item: Any, response: Any) -> None:
    text = by_id(item.options)[response["choice"]].text
    shown.get_by_role("radio", name=text, exact=True).check()


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.press("Space", "ArrowDown", "ArrowDown", "ArrowUp")
    return {"choice": item.options[1].id}
