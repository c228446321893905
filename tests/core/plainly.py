"""A conversation played in the plainest way: every standing, and the findings that this shows."""

from typing import Any

from hypothesis import assume

from withinscope.dialogue import Dialogue

from . import walker
from .conversations import plain
from .walker import Standing


class Plainly:
    """Every standing of a conversation, walked in the simplest way, and what it shows."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.data = plain(dialogue)
        found = walker.everything(self.data, most=500)
        assume(found is not None)
        assert found is not None
        self.turns = found
        self.ways = {at: walker.open_choices(self.data, at) for at in found}
        self.next = {
            at: [walker.after(self.data, at, choice) for choice in ways]
            for at, ways in self.ways.items()
        }
        self.before: dict[Standing, set[Standing]] = {at: set() for at in found}
        for at, theres in self.next.items():
            for there in theres:
                self.before[there].add(at)
        self.ends = [at for at in found if walker.is_ending(self.data, at)]
        self.stuck = [at for at in found if not self.ways[at] and at not in self.ends]

    def leading_to(self, goals: list[Standing]) -> set[Standing]:
        """Every standing from which play may reach one of some others, and those themselves."""
        found, waiting = set(goals), list(goals)
        while waiting:
            more = self.before[waiting.pop()] - found
            found |= more
            waiting += more
        return found

    def written(self, at: Standing) -> list[Any]:
        choices: list[Any] = self.data["nodes"][at.node].get("choices", [])
        return choices

    def loops(self) -> bool:
        return any({*self.next[at]} & self.leading_to([at]) for at in self.turns)


def expected(plainly: Plainly) -> dict[str, set[str]]:
    """The places of the findings that plain walking shows, by their codes."""
    return of_nodes(plainly) | of_choices(plainly) | of_endings(plainly) | of_points(plainly)


def of_nodes(plainly: Plainly) -> dict[str, set[str]]:
    data, reached = plainly.data, {at.node for at in plainly.turns}
    broken = {
        f"invariants.{number}"
        for number, one in enumerate(data["invariants"])
        for at in plainly.turns
        if (at in plainly.ends if one["at"] is None else at.node == one["at"])
        and not walker.holds(one["needs"], dict(at.state))
    }
    return {
        "unreachable-node": {f"nodes.{name}" for name in data["nodes"].keys() - reached},
        "no-open-choice": {f"nodes.{at.node}" for at in plainly.stuck},
        "broken-invariant": broken,
    }


def of_choices(plainly: Plainly) -> dict[str, set[str]]:
    opened = {f"{at.node}.choices.{one['id']}" for at, ways in plainly.ways.items() for one in ways}
    written = {
        f"{name}.choices.{one['id']}"
        for name in {at.node for at in plainly.turns}
        for one in plainly.data["nodes"][name].get("choices", [])
    }
    return {
        "unreachable-choice": {f"nodes.{name}" for name in written - opened},
        "no-decision": {
            f"nodes.{at.node}.choices"
            for at, ways in plainly.ways.items()
            if len(ways) == 1 < len(plainly.written(at))
        },
    }


def of_endings(plainly: Plainly) -> dict[str, set[str]]:
    nodes = plainly.data["nodes"]
    escapes = plainly.leading_to([at for at in plainly.ends if nodes[at.node]["safe"] is False])
    closed = plainly.turns.keys() - plainly.leading_to([*plainly.ends, *plainly.stuck])
    return {
        "unsafe-ending": {f"nodes.{at.node}" for at in escapes if nodes[at.node].get("danger")},
        "no-end": set() if plainly.ends else {"nodes.n0"},
        "endless-loop": {f"nodes.{at.node}" for at in closed} if plainly.ends else set(),
    }


def of_points(plainly: Plainly) -> dict[str, set[str]]:
    earned = [walker.earned(plainly.data, at) for at in plainly.ends]
    points = [point["id"] for point in plainly.data["checklist"]]
    never = {p for n, p in enumerate(points) if earned and not any(e[n] for e in earned)}
    always = {p for n, p in enumerate(points) if earned and all(e[n] for e in earned)}
    imperfect = earned and not never and not any(map(all, earned))
    return {
        "never-earned": {f"checklist.{point}" for point in never},
        "never-lost": {f"checklist.{point}" for point in always},
        "no-perfect-play": {"checklist"} if imperfect else set(),
    }
