from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import strategies as st

from withinscope.parts import by_id
from withinscope.types.matching import Case, Item, Response

from ..strategies import choices, ids, options

ITEM = """\
id: doors
type: matching
stem: What do you do at the door?
moves:
  - {id: a, text: Say nothing}
  - {id: b, text: Ask what they need}
  - {id: c, text: Name a doctor}
  - {id: d, text: Call for help now}
cases:
  - id: c1
    text: She is crying.
    ratings: {a: 2, b: 1, c: -1, d: -2}
    why: She needs no words yet.
    turns_on: Her tears have just begun.
  - id: c2
    text: He has a fever.
    ratings: {a: -1, b: 0, c: 1, d: -1}
    why: A fever is a doctor's.
    turns_on: He is hot, and awake.
  - {id: c3, text: They fell., ratings: {a: -2, b: -1, c: 0, d: 2}, why: Hurt., turns_on: Still.}
"""

WORDS = """\
What do you do at the door?

Moves, each of which may fit once, more than once or never:
- Say nothing
- Ask what they need
- Name a doctor
- Call for help now
Which fits best in each case?
1. She is crying.
2. He has a fever.
3. They fell."""

SCORES = [
    (
        {"matched": {"c1": "a", "c2": "c", "c3": "d"}},
        1,
        "She is crying. -> Say nothing\nHe has a fever. -> Name a doctor\n"
        "They fell. -> Call for help now",
    ),
    ({"matched": {"c3": "d", "c2": "c", "c1": "b"}}, 5 / 6, None),
    ({"matched": {"c1": "a", "c2": "a", "c3": "a"}}, 1 / 3, None),
    ({"matched": {"c1": "d", "c2": "b", "c3": "c"}}, 0, None),
    ({"matched": {"c2": "c"}}, 1 / 3, None),
    (
        {"matched": {}},
        0,
        "She is crying. -> left open\nHe has a fever. -> left open\nThey fell. -> left open",
    ),
]

BAD = [
    ({"matched": {"c4": "a"}}, "it names an unknown case"),
    ({"matched": {"c1": "e"}}, "it names an unknown move"),
    ({"matched": {"c1": ["a"]}}, "its response does not have the form of matching"),
    ({"matched": {"c1": None}}, "its response does not have the form of matching"),
    ({"matched": [["c1", "a"]]}, "its response does not have the form of matching"),
    ({"matched": None}, "its response does not have the form of matching"),
]

MISTAKES = [
    ("{a: 2, b: 1, c: -1, d: -2}", "{a: 2, b: 1, c: -1}", 12, "Case `c1` leaves out `d`"),
    ("c: -1, d: -2", "c: -1, e: -2", 12, "Case `c1` rates `e`, which is no move"),
    ("{a: -1, b: 0, c: 1, d: -1}", "{a: -1, b: 0, c: 0, d: -1}", 17, "No move helps in case `c2`"),
    ("{a: 2, b: 1, c: -1, d: -2}", "{}", 12, "Case `c1` leaves out `a`, `b`, `c`, `d`"),
    ("a: 2, b: 1", "a: 3, b: 1", 12, "It has to be at most 2"),
    ("    turns_on: He is hot, and awake.\n", "", 15, "`turns_on` is missing"),
    ("id: c2", "id: c1", 9, "2 cases have the id `c1`"),
    ("id: b, text: Ask what they need", "id: a, text: Ask", 4, "2 moves have the id `a`"),
    ("text: Name a doctor", "text: Say nothing", 4, "2 moves say `Say nothing`"),
    ("  - {id: d, text: Call for help now}\n", "", 5, "It takes at least 4"),
    ("stem: What do you do at the door?", "stem: Who?\nset: x", 4, "A `matching` has no options"),
]


@st.composite
def items(draw: st.DrawFn) -> Item:
    moves = draw(choices(least=4, most=4))
    names = [move.id for move in moves]
    cases = []
    for one in draw(options(least=3, most=3)):
        ratings = st.lists(st.integers(-2, 2), min_size=4, max_size=4)
        # One move at least earns nothing, so that everything can be wrong.
        given = draw(ratings.filter(lambda each: max(each) > 0 and min(each) <= 0))
        rated = dict(zip(names, given, strict=True))
        cases.append(Case(one.id, one.text, one.why, rated, "A fact."))
    return Item(id=draw(ids), stem="Which?", moves=moves, cases=tuple(cases))


def legal(item: Item) -> Iterator[Response]:
    cases, moves = [case.id for case in item.cases], [move.id for move in item.moves]
    chosen = product(moves, repeat=len(cases))
    return (Response(dict(zip(cases, each, strict=True))) for each in chosen)


def best(item: Item) -> dict[str, Any]:
    return {"matched": {case.id: case.best[0] for case in item.cases}}


def worst(item: Item) -> dict[str, Any]:
    least = {case.id: min(case.ratings, key=case.ratings.__getitem__) for case in item.cases}
    return {"matched": least}


def answers(item: Any) -> tuple[dict[str, Any], ...]:
    names = [one.id for one in item.cases]
    ends = (item.moves[0].id, item.moves[-1].id)
    return tuple({"matched": dict.fromkeys(names, end)} for end in ends)


def drawn(item: Any, rng: Random) -> dict[str, Any]:
    moves = [one.id for one in item.moves]
    return {"matched": {one.id: rng.choice(moves) for one in item.cases}}


def missing(item: Any) -> str:
    return f"Choose a move for each case: {len(item.cases)} are left."


def fill(shown: Any, item: Any, response: Any) -> None:
    cases = by_id(item.cases)
    letters = {one.id: chr(65 + place) for place, one in enumerate(item.moves)}
    moves = by_id(item.moves)
    for name, move in response["matched"].items():
        row = shown.get_by_role("group", name=cases[name].text, exact=True)
        row.get_by_role("radio", name=f"{letters[move]} {moves[move].text}", exact=True).check()


def by_keys(keys: Any, shown: Any, item: Any) -> dict[str, Any]:
    keys.press("Tab")  # from the list of moves, which can be scrolled
    for row in shown.locator("fieldset.ws-row").all()[1:]:
        keys.press("Space")
        keys.tab_into(row)
    keys.press("ArrowRight")
    names, (first, second, *_) = [one.id for one in item.cases], [move.id for move in item.moves]
    return {"matched": {**dict.fromkeys(names[:-1], first), names[-1]: second}}
