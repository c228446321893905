"""What is true of any conversation: the engine against the plainest way to play its text."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from withinscope.dialogue import Dialogue, Finding, replay
from withinscope.dialogue.proof import check
from withinscope.types import BadResponse

from . import walker
from .conversations import conversations, plain
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


def expected(dialogue: Dialogue) -> dict[str, set[str]]:
    """The places of the findings that plain walking shows, by their codes."""
    plainly = Plainly(dialogue)
    data, reached = plainly.data, {at.node for at in plainly.turns}
    earned = [walker.earned(data, at) for at in plainly.ends]
    opened = {f"{at.node}.choices.{one['id']}" for at, ways in plainly.ways.items() for one in ways}
    written = {
        f"{name}.choices.{one['id']}"
        for name in reached
        for one in data["nodes"][name].get("choices", [])
    }
    unsafe = [at for at in plainly.ends if data["nodes"][at.node]["safe"] is False]
    escapes = plainly.leading_to(unsafe)
    closed = plainly.turns.keys() - plainly.leading_to([*plainly.ends, *plainly.stuck])
    points = [point["id"] for point in data["checklist"]]
    never = {p for n, p in enumerate(points) if earned and not any(e[n] for e in earned)}
    always = {p for n, p in enumerate(points) if earned and all(e[n] for e in earned)}
    broken = {
        f"invariants.{number}"
        for number, one in enumerate(data["invariants"])
        for at in plainly.turns
        if (at in plainly.ends if one["at"] is None else at.node == one["at"])
        and not walker.holds(one["needs"], dict(at.state))
    }
    return {
        "unreachable-node": {f"nodes.{name}" for name in data["nodes"].keys() - reached},
        "unreachable-choice": {f"nodes.{name}" for name in written - opened},
        "no-open-choice": {f"nodes.{at.node}" for at in plainly.stuck},
        "no-decision": {
            f"nodes.{at.node}.choices"
            for at, ways in plainly.ways.items()
            if len(ways) == 1 < len(plainly.written(at))
        },
        "unsafe-ending": {
            f"nodes.{at.node}" for at in escapes if data["nodes"][at.node].get("danger")
        },
        "broken-invariant": broken,
        "no-end": set() if plainly.ends else {"nodes.n0"},
        "endless-loop": {f"nodes.{at.node}" for at in closed} if plainly.ends else set(),
        "never-earned": {f"checklist.{point}" for point in never},
        "never-lost": {f"checklist.{point}" for point in always},
        "no-perfect-play": {"checklist"}
        if earned and not never and not any(map(all, earned))
        else set(),
    }


@given(dialogue=conversations())
def test_the_checker_finds_what_plain_walking_shows_and_nothing_else(dialogue: Dialogue) -> None:
    report = check(dialogue)
    assert report.proved
    wanted = expected(dialogue)
    found = {code: {f.at for f in report.findings if f.code == code} for code in wanted}
    # Of a trap only the nodes by which a play comes into it are told.
    traps, entered = wanted.pop("endless-loop"), found.pop("endless-loop")
    assert found == wanted
    assert entered <= traps
    assert bool(entered) == bool(traps)


@given(dialogue=conversations())
def test_the_figures_are_those_of_plain_walking(dialogue: Dialogue) -> None:
    report, plainly = check(dialogue), Plainly(dialogue)
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


@given(dialogue=conversations())
def test_chance_is_the_mean_score_of_blind_play(dialogue: Dialogue) -> None:
    plainly = Plainly(dialogue)
    chance = check(dialogue).chance
    assert chance.exact
    assert chance.value == pytest.approx(blind(plainly), abs=1e-8)
    assert dialogue.chance() == chance.value


def taken_out(dialogue: Dialogue, node: str, choice: str, name: str) -> Any:
    data = plain(dialogue)
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


@given(dialogue=conversations())
def test_an_effect_is_idle_if_no_play_looks_different_without_it(dialogue: Dialogue) -> None:
    plainly = Plainly(dialogue)
    report = check(dialogue)
    idle = {(f.at, f.what.split("`")[3]) for f in report.findings if f.code == "idle-effect"}
    opened = {(at.node, one["id"]) for at, ways in plainly.ways.items() for one in ways}
    wanted = {
        (f"nodes.{node}.choices.{one['id']}.effect", name)
        for node, whole in plainly.data["nodes"].items()
        for one in whole.get("choices", [])
        for name in one.get("effect", {})
        if (node, one["id"]) in opened
        and alike(plainly.data, taken_out(dialogue, node, one["id"], name))
    }
    assert idle == wanted


SHOWN = ("no-open-choice", "no-decision", "unsafe-ending", "broken-invariant", "endless-loop")


@given(dialogue=conversations())
def test_the_path_of_a_finding_is_a_shortest_play_that_shows_it(dialogue: Dialogue) -> None:
    plainly = Plainly(dialogue)
    closed = plainly.turns.keys() - plainly.leading_to([*plainly.ends, *plainly.stuck])
    for finding in check(dialogue).findings:
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


@st.composite
def played(draw: st.DrawFn, dialogue: Dialogue) -> list[str]:
    """A play by chance, of a few choices or to its end."""
    data, path = plain(dialogue), []
    at = walker.start(data)
    for _ in range(draw(st.integers(0, 12))):
        ways = walker.open_choices(data, at)
        if not ways:
            break
        choice = draw(st.sampled_from(ways))
        path.append(f"{at.node}.{choice['id']}")
        at = walker.after(data, at, choice)
    return path


@given(data=st.data())
def test_random_play_shows_nothing_that_the_checker_calls_impossible(data: st.DataObject) -> None:
    dialogue = data.draw(conversations())
    findings = check(dialogue).findings
    play = replay(dialogue, data.draw(played(dialogue)))
    impossible = {f.node for f in findings if f.code == "unreachable-node"}
    never = {f.at for f in findings if f.code == "unreachable-choice"}
    stuck = {f.node for f in findings if f.code == "no-open-choice"}
    alone = {f.node for f in findings if f.code == "no-decision"}
    for turn in play.turns:
        assert turn.node not in impossible
        assert never.isdisjoint(f"nodes.{turn.node}.choices.{one.id}" for one in turn.choices)
        written = dialogue.nodes[turn.node].choices
        if written and not turn.choices:
            assert turn.node in stuck
        if len(turn.choices) == 1 < len(written):
            assert turn.node in alone


@given(data=st.data())
def test_a_play_shows_what_plain_walking_shows(data: st.DataObject) -> None:
    dialogue = data.draw(conversations())
    path = data.draw(played(dialogue))
    play, whole = replay(dialogue, path), plain(dialogue)
    for number, turn in enumerate(play.turns):
        at = walker.allowed(whole, path[:number])
        assert at is not None
        assert (turn.node, frozenset(turn.state.items())) == (at.node, at.state)
        ways = [choice["id"] for choice in walker.open_choices(whole, at)]
        assert [one.id for one in turn.choices] == ways
    assert at is not None
    earned = [point in dialogue.earned(play) for point in dialogue.checklist]
    assert earned == walker.earned(whole, at)
    assert play.ending == (at.node if walker.is_ending(whole, at) else None)
    form: Any = dialogue.released()
    released = replay(form, path)
    assert released == msgspec.structs.replace(play, met={}, broken={})


@given(data=st.data())
def test_replay_allows_a_changed_path_only_if_play_does(data: st.DataObject) -> None:
    dialogue = data.draw(conversations())
    path = data.draw(played(dialogue))
    steps = [f"{n}.{c.id}" for n, node in dialogue.nodes.items() for c in node.choices]
    step = st.sampled_from([*steps, *dialogue.nodes, "", ".", "n0.", ".c0", "n0.c0.c0"]) | st.text()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(path)))
        path[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(step, max_size=2))
    allowed = walker.allowed(plain(dialogue), path) is not None
    forms: tuple[Any, ...] = (dialogue, dialogue.released())
    for form in forms:
        try:
            replay(form, path)
        except BadResponse:
            assert not allowed
        else:
            assert allowed
