from collections.abc import Iterator
from itertools import chain, combinations
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.types.multiple import Item, Response

from ..strategies import ids, options

ITEM = """\
id: shared
type: multiple
stem: What do both do?
options:
  - {id: a, text: Listen, why: Listening is shared ground.}
  - {id: b, text: Diagnose, why: A diagnosis is a clinician's.}
  - {id: c, text: Agree on an aim, why: Both work toward something agreed on.}
  - {id: d, text: Treat, why: Treating is therapy.}
  - {id: e, text: Prescribe, why: Prescribing is a doctor's.}
key: [a, c]
"""

WORDS = """\
What do both do?

[ ] Listen
[ ] Diagnose
[ ] Agree on an aim
[ ] Treat
[ ] Prescribe"""

SCORES = [
    ({"choices": ["a", "c"]}, 1, "Listen\nAgree on an aim"),
    ({"choices": ["c", "a"]}, 1, "Listen\nAgree on an aim"),
    ({"choices": ["a"]}, 1 / 2, "Listen"),
    ({"choices": ["a", "c", "d"]}, 2 / 3, "Listen\nAgree on an aim\nTreat"),
    ({"choices": ["a", "b"]}, 1 / 6, "Listen\nDiagnose"),
    ({"choices": ["b", "d"]}, 0, "Diagnose\nTreat"),
    ({"choices": ["a", "b", "c", "d", "e"]}, 0, None),
    ({"choices": []}, 0, "None of these"),
]

BAD = [
    ({"choices": ["a", "x"]}, "it names an unknown option"),
    ({"choices": ["a", "a"]}, "it names the same option twice"),
    ({"choices": "ac"}, "its response does not have the form of multiple"),
    ({"choices": {"a": True}}, "its response does not have the form of multiple"),
    ({"choices": [0]}, "its response does not have the form of multiple"),
    ({"choices": [["a"]]}, "its response does not have the form of multiple"),
    ({"choices": None}, "its response does not have the form of multiple"),
]

MISTAKES = [
    ("key: [a, c]", "key: [a, x]", 10, "The key `x` is none of the options"),
    ("key: [a, c]", "key: [a, a]", 10, "The key names `a` 2 times"),
    ("key: [a, c]", "key: [a, b, c, d, e]", 10, "Every option is a key"),
    ("key: [a, c]", "key: []", 10, "`key` has too few entries"),
    ("key: [a, c]", "key: a", 10, "It has to be a list"),
    ("id: e", "id: d", 4, "2 options have the id `d`"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    given = draw(options())
    keys = st.sets(st.sampled_from([o.id for o in given]), min_size=1, max_size=len(given) - 1)
    return Item(id=draw(ids), stem="Which?", options=given, key=tuple(sorted(draw(keys))))


def legal(item: Item) -> Iterator[Response]:
    names = [option.id for option in item.options]
    subsets = chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))
    return (Response(subset) for subset in subsets)


def best(item: Item) -> dict[str, Any]:
    return {"choices": list(item.key)}


def worst(item: Item) -> dict[str, Any]:
    return {"choices": [one.id for one in item.options if one.id not in item.key]}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    names = [one.id for one in item.options]
    return {"choices": names[:2]}, {"choices": names[:1]}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    return {"choices": [one.id for one in item.options if rng.random() < 0.5]}


def missing(item: Any) -> str:
    return ""


def fill(shown: Any, item: Any, response: Any) -> None:
    for one in item.options:
        box = shown.get_by_role("checkbox", name=one.text)
        box.set_checked(one.id in response["choices"])


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.press("Space", "Tab", "Space", "Tab", "Space", "Space")
    return {"choices": [one.id for one in item.options[:2]]}
