from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import by_id
from withinscope.types.best_worst import Item, Rated, Response

from ..strategies import ids, options

ITEM = """\
id: contact
type: best-worst
stem: A client asks to be friends. What do you do?
options:
  - {id: a, text: Name what you agreed on, rating: 2, why: It keeps the role and the warmth.}
  - {id: b, text: Thank and move on, rating: 0, why: It is kind and leaves the line unclear.}
  - {id: c, text: Say yes, rating: -2, why: A second relation takes the first one over.}
  - {id: d, text: Ask what it means, rating: 1, why: It opens the matter and leaves it open.}
"""

WORDS = """\
A client asks to be friends. What do you do?

Which fits best, and which fits least?
- Name what you agreed on
- Thank and move on
- Say yes
- Ask what it means"""

SCORES = [
    ({"best": "a", "worst": "c"}, 1, "Fits best: Name what you agreed on\nFits least: Say yes"),
    ({"best": "d", "worst": "c"}, 3 / 4, "Fits best: Ask what it means\nFits least: Say yes"),
    ({"best": "a", "worst": "b"}, 1 / 2, None),
    ({"best": "b", "worst": "d"}, 0, None),
    ({"best": "c", "worst": "a"}, 0, None),
]

BAD = [
    ({"best": "a", "worst": "a"}, "it names the same option best and worst"),
    ({"best": "a", "worst": "x"}, "it names an unknown option"),
    ({"best": "x", "worst": "a"}, "it names an unknown option"),
    ({"best": "a"}, "its response does not have the form of best-worst"),
    ({"best": "a", "worst": None}, "its response does not have the form of best-worst"),
    ({"best": ["a"], "worst": ["c"]}, "its response does not have the form of best-worst"),
]

MISTAKES = [
    ("rating: -2", "rating: -3", 7, "It has to be at least -2"),
    ("rating: 2", "rating: 3", 5, "It has to be at most 2"),
    ("rating: 1", "rating: high", 8, "It has to be a whole number"),
    ("rating: 1", "rating: 0.5", 8, "It has to be a whole number"),
    ("rating: 1, ", "", 8, "`rating` is missing"),
    ("id: d", "id: a", 4, "2 options have the id `a`"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    given = draw(options())
    ratings = st.lists(st.integers(-2, 2), min_size=len(given), max_size=len(given))
    rated = draw(ratings.filter(lambda each: len(set(each)) > 1))
    both = zip(given, rated, strict=True)
    return Item(
        id=draw(ids),
        stem="Best and worst?",
        options=tuple(Rated(o.id, o.text, o.why, rating) for o, rating in both),
    )


def legal(item: Item) -> Iterator[Response]:
    return (Response(*pair) for pair in permutations([o.id for o in item.options], 2))


def best(item: Item) -> dict[str, Any]:
    ranked = sorted(item.options, key=lambda option: option.rating)
    return {"best": ranked[-1].id, "worst": ranked[0].id}


def worst(item: Item) -> dict[str, Any]:
    right = best(item)
    return {"best": right["worst"], "worst": right["best"]}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    first, last = item.options[0].id, item.options[-1].id
    return {"best": first, "worst": last}, {"best": last, "worst": first}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    best, worst = rng.sample([one.id for one in item.options], 2)
    return {"best": best, "worst": worst}


def missing(item: Any) -> str:
    return "Choose the one that fits best."


def fill(shown: Any, item: Any, response: Any) -> None:
    options = by_id(item.options)
    for end, name in (("best", "Fits best"), ("worst", "Fits least")):
        text = options[response[end]].text
        shown.get_by_role("radio", name=f"{name} {text}", exact=True).check()


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.press("ArrowDown", "Tab", "ArrowDown")
    return {"best": item.options[1].id, "worst": item.options[2].id}
