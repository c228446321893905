"""Conversations for tests: a small one to change, and any that hypothesis can think of."""

import operator
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st

from withinscope import items
from withinscope.dialogue import Dialogue

from .cases.dialogue import ITEM

Data = dict[str, Any]


def the_conversation() -> Dialogue:
    """The one of the case table, in which nothing is wrong."""
    return read(ITEM)


def read(text: str) -> Dialogue:
    found = items.load(text, mark=items.DIALOGUE)
    assert isinstance(found, Dialogue)
    return found


def a_conversation(nodes: Data, **more: Any) -> Dialogue:
    """A conversation of `nodes`; a choice is written `name: to`, or as all that it holds."""
    data = {
        "id": "talk",
        "title": "Talk",
        "stem": "Meet.",
        "checklist": [{"id": "point", "text": "Point"}],
        "expert": ["open.go"],
        "nodes": {name: a_node(node) for name, node in nodes.items()},
    }
    return msgspec.convert(data | more, Dialogue)


def a_node(node: Data | str) -> Data:
    """An ending, given its title, or a moment, given its choices by their ids."""
    if isinstance(node, str):
        return {"ending": node, "safe": True, "debrief": "It ended."}
    node = dict(node)
    told = {name: node.pop(name) for name in ("client", "danger", "scene") if name in node}
    choices = [a_choice(name, choice) for name, choice in node.items()]
    return {"client": "Well."} | told | {"choices": choices}


def a_choice(name: str, choice: Data | str) -> Data:
    given = {"to": choice} if isinstance(choice, str) else choice
    return {"id": name, "say": f"Say {name}", "why": f"Why {name}"} | given


COUNTERS = ("calm", "trust")
FLAGS = ("asked", "named")
POINTS = ("p0", "p1")
SIGNS = (">=", "<=", ">", "<", "==", "!=")


# Strategies are made once: making them takes hypothesis far longer than drawing from them.
NUMBERS = st.integers(-1, 3)
FLAG = st.dictionaries(st.sampled_from(FLAGS), st.booleans(), max_size=1)
COMPARED = st.builds(lambda sign, n: f"{sign}{n}", st.sampled_from(SIGNS), NUMBERS)
COUNTER = st.dictionaries(st.sampled_from(COUNTERS), NUMBERS | COMPARED, max_size=1)
CONDITIONS: st.SearchStrategy[Data] = st.just({}) | st.builds(operator.or_, COUNTER, FLAG)
NEEDS = CONDITIONS.filter(bool)
CHANGES = st.dictionaries(st.sampled_from(COUNTERS), st.integers(-2, 2), max_size=2)
EFFECTS: st.SearchStrategy[Data] = st.builds(operator.or_, CHANGES, FLAG)
MET = st.lists(st.sampled_from(POINTS), max_size=2, unique=True)
YES_OR_NO = st.booleans()


@cache
def one_of(*names: str | None) -> st.SearchStrategy[Any]:
    return st.sampled_from(names)


@cache
def number(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


def a_moment(draw: st.DrawFn, names: list[str]) -> Data:
    choices = []
    for place in range(draw(number(1, 3))):
        points = draw(MET)
        meets = draw(number(0, len(points)))
        choice: Data = {
            "id": f"c{place}",
            "say": "Say",
            "why": "Why",
            "to": draw(one_of(*names)),
        }
        choice |= {"when": draw(CONDITIONS), "effect": draw(EFFECTS)}
        choices.append(choice | {"meets": points[:meets], "breaks": points[meets:]})
    lines = [{"when": draw(CONDITIONS), "text": "One"}] if draw(YES_OR_NO) else []
    lines = [line for line in lines if line["when"]]
    danger = draw(YES_OR_NO)
    return {"client": [*lines, {"text": "Other"}], "choices": choices, "danger": danger}


@st.composite
def conversations(draw: st.DrawFn) -> Dialogue:
    """Any conversation that loads: with loops and traps, dead ends and useless effects."""
    count, ends = draw(number(1, 4)), draw(number(1, 2))
    names = [f"n{place}" for place in range(count)] + [f"e{place}" for place in range(ends)]
    nodes = {name: a_moment(draw, names) for name in names[:count]}
    for name in names[count:]:
        nodes[name] = {"ending": "End", "safe": draw(YES_OR_NO), "debrief": "It ended."}
    at = one_of(None, *names)
    data: Data = {
        "id": "any",
        "title": "Any",
        "stem": "Meet.",
        "state": {name: {"start": 1, "min": draw(number(-1, 0)), "max": 2} for name in COUNTERS}
        | {name: draw(YES_OR_NO) for name in FLAGS},
        "checklist": [{"id": name, "text": name, "weight": n + 1} for n, name in enumerate(POINTS)],
        "invariants": [{"at": draw(at), "needs": draw(NEEDS)} for _ in range(draw(number(0, 2)))],
        "seems": [{"when": draw(NEEDS), "text": "Far off"}] if draw(YES_OR_NO) else [],
        "expert": [f"n0.{nodes['n0']['choices'][0]['id']}"],
        "nodes": nodes,
    }
    return msgspec.convert(loadable(data), Dialogue)


def loadable(data: Data) -> Data:
    """Leave out counters and flags that nothing reads, and points that no choice names."""
    choices = [choice for node in data["nodes"].values() for choice in node.get("choices", [])]
    lines = [line for node in data["nodes"].values() for line in node.get("client", [])]
    read = {name for one in (*choices, *lines, *data["seems"]) for name in one.get("when", {})}
    read |= {name for one in data["invariants"] for name in one["needs"]}
    for choice in choices:
        choice["effect"] = {k: v for k, v in choice["effect"].items() if k in read}
    choices[0]["meets"] = [] if "p0" in choices[0]["breaks"] else ["p0"]
    used = {point for one in choices for point in (*one["meets"], *one["breaks"])}
    return data | {
        "state": {name: kind for name, kind in data["state"].items() if name in read},
        "checklist": [point for point in data["checklist"] if point["id"] in used],
    }


def plain(dialogue: Dialogue) -> Data:
    """What the independent walker reads."""
    data: Data = msgspec.to_builtins(dialogue)
    return data
