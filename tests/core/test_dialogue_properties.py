"""What the checker says of any conversation, against the plainest way to play its text."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from withinscope.dialogue import Dialogue, Finding
from withinscope.dialogue.proof import Report, check

from . import walker
from .conversations import conversations
from .plainly import Plainly, expected
from .walker import Standing


@given(dialogue=conversations())
def test_what_the_checker_says_of_a_conversation_is_what_plain_walking_shows(
    dialogue: Dialogue,
) -> None:
    """All that it says of one at once: drawing one takes longer than any of this."""
    report, plainly = check(dialogue), Plainly(dialogue)
    it_finds_what_there_is_and_nothing_else(report, plainly)
    its_figures_are_right(report, plainly)
    chance_is_the_mean_score_of_blind_play(report, plainly)
    assert dialogue.chance() == report.chance.value
    an_effect_is_idle_if_no_play_looks_different_without_it(report, plainly)
    the_path_of_a_finding_is_a_shortest_play_that_shows_it(report, plainly)


def it_finds_what_there_is_and_nothing_else(report: Report, plainly: Plainly) -> None:
    assert report.proved
    wanted = expected(plainly)
    found = {code: {f.at for f in report.findings if f.code == code} for code in wanted}
    # Of a trap only the nodes by which a play comes into it are told.
    traps, entered = wanted.pop("endless-loop"), found.pop("endless-loop")
    assert found == wanted
    assert entered <= traps
    assert bool(entered) == bool(traps)


def its_figures_are_right(report: Report, plainly: Plainly) -> None:
    assert report.states == len(plainly.turns)
    shortest = min((plainly.turns[at] for at in plainly.ends), default=None)
    assert report.shortest == shortest
    if plainly.loops():
        assert (report.longest, report.plays.exact) == (None, False)
        assert (report.plays.number > 0) == (shortest is not None)
    else:
        plays = list(walker.plays(plainly.data))
        assert report.plays.number == len(plays)
        assert report.longest == max(map(len, plays), default=None)


def blind(plainly: Plainly) -> float:
    """The mean score of blind play: what goes on from every standing, over and over."""
    value = dict.fromkeys(plainly.turns, 0.0)
    value |= {at: float(walker.score(plainly.data, at)) for at in plainly.ends}
    moving = [(at, theres) for at, theres in plainly.next.items() if theres]
    for _ in range(20_000):
        change = 0.0
        for at, theres in reversed(moving):
            mean = sum(value[there] for there in theres) / len(theres)
            change, value[at] = max(change, abs(mean - value[at])), mean
        if change < 1e-14:
            break
    return value[next(iter(value))]


def chance_is_the_mean_score_of_blind_play(report: Report, plainly: Plainly) -> None:
    assert report.chance.exact
    assert report.chance.value == pytest.approx(blind(plainly), abs=1e-8)


def taken_out(whole: Any, node: str, choice: str, name: str) -> Any:
    data = deepcopy(whole)
    one = next(one for one in data["nodes"][node]["choices"] if one["id"] == choice)
    del one["effect"][name]
    return data


def looks(data: Any, at: Standing) -> Any:
    """All that anybody sees of a standing, and what the invariants say of it."""
    state, node = dict(at.state), data["nodes"][at.node]
    lines = [one for one in node.get("client") or [] if walker.holds(one.get("when", {}), state)]
    seems = [one for one in data["seems"] if walker.holds(one.get("when", {}), state)]
    needs = [
        walker.holds(one["needs"], state)
        for one in data["invariants"]
        if (node.get("ending") is not None if one["at"] is None else one["at"] == at.node)
    ]
    ways = [choice["id"] for choice in walker.open_choices(data, at)]
    return at.node, ways, lines[:1], seems[:1], needs


def alike(data: Any, other: Any) -> bool:
    """Whether no play of one conversation looks different in the other."""
    waiting = [(walker.start(data), walker.start(other))]
    seen = set(waiting)
    while waiting:
        one, two = waiting.pop()
        if looks(data, one) != looks(other, two):
            return False
        ways = zip(walker.open_choices(data, one), walker.open_choices(other, two), strict=True)
        for mine, theirs in ways:
            pair = walker.after(data, one, mine), walker.after(other, two, theirs)
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
    return True


def an_effect_is_idle_if_no_play_looks_different_without_it(
    report: Report, plainly: Plainly
) -> None:
    idle = {(f.at, f.what.split("`")[3]) for f in report.findings if f.code == "idle-effect"}
    opened = {(at.node, one["id"]) for at, ways in plainly.ways.items() for one in ways}
    wanted = {
        (f"nodes.{node}.choices.{one['id']}.effect", name)
        for node, whole in plainly.data["nodes"].items()
        for one in whole.get("choices", [])
        for name in one.get("effect", {})
        if (node, one["id"]) in opened
        and alike(plainly.data, taken_out(plainly.data, node, one["id"], name))
    }
    assert idle == wanted


SHOWN = ("no-open-choice", "no-decision", "unsafe-ending", "broken-invariant", "endless-loop")


def the_path_of_a_finding_is_a_shortest_play_that_shows_it(
    report: Report, plainly: Plainly
) -> None:
    closed = plainly.turns.keys() - plainly.leading_to([*plainly.ends, *plainly.stuck])
    for finding in report.findings:
        if finding.code in SHOWN:
            at = walker.allowed(plainly.data, list(finding.path))
            assert at is not None
            assert len(finding.path) == shortest_to(plainly, finding, closed)


def shortest_to(plainly: Plainly, finding: Finding, closed: set[Standing]) -> int:
    data = plainly.data
    if finding.code == "unsafe-ending":
        return through(plainly, finding.node)
    number = int(finding.at.split(".")[1]) if finding.code == "broken-invariant" else 0
    shows: Callable[[Standing], bool] = {
        "no-open-choice": lambda at: not plainly.ways[at],
        "no-decision": lambda at: len(plainly.ways[at]) == 1,
        "broken-invariant": lambda at: (
            not walker.holds(data["invariants"][number]["needs"], dict(at.state))
        ),
        "endless-loop": lambda at: at in closed,
    }[finding.code]
    at_all = finding.code == "broken-invariant" and data["invariants"][number]["at"] is None
    there = plainly.ends if at_all else [at for at in plainly.turns if at.node == finding.node]
    return min(plainly.turns[at] for at in there if shows(at))


def through(plainly: Plainly, node: str) -> int:
    """The fewest choices through a node to an ending that is not safe."""
    best = []
    for source, before in plainly.turns.items():
        if source.node == node:
            found, queue = {source: before}, [source]
            for at in queue:
                for there in plainly.next[at]:
                    if there not in found:
                        found[there] = found[at] + 1
                        queue.append(there)
            best += [
                found[at] for at in found if plainly.data["nodes"][at.node].get("safe") is False
            ]
    return min(best)
