from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.types.order import Item, Response

from ..strategies import ids, options

ITEM = """\
id: four-steps
type: order
stem: You refer a client. What comes first?
options:
  - {id: say, text: Say what you saw, why: An observation is no diagnosis.}
  - {id: ask, text: Ask what they make of it, why: It is theirs to read.}
  - {id: name, text: Name people who can help, why: A name is warmer than a word.}
  - {id: agree, text: Agree on what coaching does meanwhile, why: Nobody is dropped.}
key: [say, ask, name, agree]
"""

WORDS = """\
You refer a client. What comes first?

Put these in order:
- Name people who can help
- Agree on what coaching does meanwhile
- Ask what they make of it
- Say what you saw"""

SCORES = [
    (
        {"order": ["say", "ask", "name", "agree"]},
        1,
        "1. Say what you saw\n2. Ask what they make of it\n"
        "3. Name people who can help\n4. Agree on what coaching does meanwhile",
    ),
    ({"order": ["ask", "say", "name", "agree"]}, 2 / 3, None),
    ({"order": ["ask", "say", "agree", "name"]}, 1 / 3, None),
    ({"order": ["ask", "name", "agree", "say"]}, 0, None),
    ({"order": ["agree", "ask", "name", "say"]}, 0, None),
    ({"order": ["agree", "name", "ask", "say"]}, 0, None),
]

BAD = [
    ({"order": ["say", "ask", "name"]}, "it leaves out an option"),
    ({"order": []}, "it leaves out an option"),
    ({"order": ["say", "ask", "name", "x"]}, "it names an unknown option"),
    ({"order": ["say", "ask", "name", "say"]}, "it names the same option twice"),
    ({"order": ["say", "ask", "name", "agree", "say"]}, "it names the same option twice"),
    ({"order": "say"}, "its response does not have the form of order"),
    ({"order": {"say": 1}}, "its response does not have the form of order"),
    ({"order": [1, 2, 3, 4]}, "its response does not have the form of order"),
    ({"order": None}, "its response does not have the form of order"),
]

KEY = "key: [say, ask, name, agree]"
MISTAKES = [
    (KEY, "key: [say, ask, name, x]", 9, "The key `x` is none of the options"),
    (KEY, "key: [say, ask, name, say]", 9, "The key names `say` 2 times"),
    (KEY, "key: [say, ask, name]", 9, "The key leaves out `agree`. Name every option once."),
    (KEY, "key: [say, ask]", 9, "`key` has too few entries. It takes at least 3."),
    (KEY, "key: [name, agree, ask, say]", 4, "in the right order already"),
    ("id: agree", "id: name", 4, "2 options have the id `name`"),
    ("text: Ask what they make of it", "text: Say what you saw", 4, "2 options say `Say what"),
    (", why: Nobody is dropped.", "", 8, "`why` is missing"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    given, name = draw(options(least=3)), draw(ids)
    key = tuple(draw(st.permutations([option.id for option in given])))
    made = Item(id=name, stem="In which order?", options=given, key=key)
    shown = tuple(option.id for option in made.released().options)
    # Options that are shown in the right order are a mistake: take the opposite.
    return Item(id=name, stem=made.stem, options=given, key=key[::-1] if key == shown else key)


def legal(item: Item) -> Iterator[Response]:
    return map(Response, permutations(option.id for option in item.options))


def best(item: Item) -> dict[str, Any]:
    return {"order": list(item.key)}


def worst(item: Item) -> dict[str, Any]:
    return {"order": list(item.key[::-1])}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    # An author's item holds them in another order than the page shows.
    asked = item.released() if isinstance(item, Item) else item
    shown = [one.id for one in asked.options]
    return {"order": shown[::-1]}, {"order": [*shown[1:], shown[0]]}


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    names = [one.id for one in item.options]
    return {"order": rng.sample(names, len(names))}


def missing(item: Any) -> str:
    return "Put them in order first: nothing is moved yet."


def fill(shown: Any, item: Any, response: Any) -> None:
    """Move each step up to its place, the first one first."""
    text = {one.id: one.text for one in item.options}
    for place, name in enumerate(response["order"]):
        up = shown.get_by_role("button", name=f"Move “{text[name]}” up", exact=True)
        for _ in range(in_order(shown).index(name) - place):
            up.click()


def in_order(shown: Any) -> list[str]:
    """The steps as they stand on the page."""
    steps = shown.locator(".ws-step")
    return list(steps.evaluate_all("all => all.map(one => one.dataset.option)"))


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    first, second, *rest = in_order(shown)
    keys.press("Tab", "ArrowDown")
    return {"order": [second, first, *rest]}
