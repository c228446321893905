"""Play of a conversation as its text says, in the simplest way: nothing of ours is asked.

It reads the plain data of a conversation (`msgspec.to_builtins`), and is what the engine's own
walking, a few operations on packed integers, is held against.
"""

import operator
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

Data = dict[str, Any]

COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}


class Standing(NamedTuple):
    """Where a play stands. The sets can be compared and hashed."""

    node: str
    state: frozenset[tuple[str, int]]
    met: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()


def start(data: Data) -> Standing:
    state = {
        name: kind["start"] if isinstance(kind, dict) else kind
        for name, kind in data["state"].items()
    }
    return Standing(next(iter(data["nodes"])), frozenset(state.items()))


def holds(condition: Data, state: dict[str, int]) -> bool:
    for name, wanted in condition.items():
        if isinstance(wanted, str):
            sign, number = re.findall(r"^([^-0-9 ]+) *(-?[0-9]+)$", wanted)[0]
            if not COMPARE[sign](state[name], int(number)):
                return False
        elif state[name] != wanted:
            return False
    return True


def open_choices(data: Data, at: Standing) -> list[Data]:
    choices = data["nodes"][at.node].get("choices", [])
    return [one for one in choices if holds(one.get("when", {}), dict(at.state))]


def after(data: Data, at: Standing, choice: Data) -> Standing:
    state = dict(at.state)
    for name, change in choice.get("effect", {}).items():
        kind = data["state"][name]
        if isinstance(kind, dict):
            state[name] = min(max(state[name] + change, kind["min"]), kind["max"])
        else:
            state[name] = change
    met = at.met | {*choice.get("meets", [])}
    broken = at.broken | {*choice.get("breaks", [])}
    return Standing(choice["to"], frozenset(state.items()), met - broken, broken)


def allowed(data: Data, path: list[str]) -> Standing | None:
    """Where a path leads, or None if play does not allow it."""
    at = start(data)
    for step in path:
        ways = {f"{at.node}.{choice['id']}": choice for choice in open_choices(data, at)}
        if step not in ways:
            return None
        at = after(data, at, ways[step])
    return at


def is_ending(data: Data, at: Standing) -> bool:
    return data["nodes"][at.node].get("ending") is not None


def earned(data: Data, at: Standing) -> list[bool]:
    choices = [one for node in data["nodes"].values() for one in node.get("choices", [])]
    asked = {point for one in choices for point in one.get("meets", [])}
    return [
        point["id"] not in at.broken and (point["id"] in at.met or point["id"] not in asked)
        for point in data["checklist"]
    ]


def score(data: Data, at: Standing) -> Fraction:
    weights = [Fraction(point.get("weight", 1)) for point in data["checklist"]]
    had = earned(data, at)
    return sum((w for w, h in zip(weights, had, strict=True) if h), Fraction(0)) / sum(weights)


def everything(data: Data, most: int) -> dict[Standing, int] | None:
    """Every standing that play reaches with the fewest choices that lead to it, or None."""
    found = {start(data): 0}
    queue = [start(data)]
    for at in queue:
        for choice in open_choices(data, at):
            there = after(data, at, choice)
            if there not in found:
                found[there] = found[at] + 1
                queue.append(there)
        if len(found) > most:
            return None
    return found


def plays(data: Data, at: Standing | None = None, most: int = 40) -> Iterator[list[str]]:
    """Every whole play of `most` choices at most."""
    at = at or start(data)
    if is_ending(data, at):
        yield []
    elif most:
        for choice in open_choices(data, at):
            for rest in plays(data, after(data, at, choice), most - 1):
                yield [f"{at.node}.{choice['id']}", *rest]
