"""The figures of a report, and what happens past its bound."""

import pytest

from withinscope.dialogue.proof import blind, check, effects
from withinscope.dialogue.proof.blind import PLAYS

from .conversations import Data, a_conversation, the_conversation

MEETS = {"to": "end", "meets": ["point"]}


def a_loop(**more: Data | str) -> Data:
    """One goes round in `open`, earns the point on leaving it well, or just leaves."""
    return {"open": {"again": "open", "well": MEETS, "go": "end"} | more, "end": "End"}


def a_line(length: int) -> Data:
    """Two ways on from each node, of which one meets the point; so many nodes in a row."""
    nodes: Data = {}
    for number in range(length):
        to = f"n{number + 1}" if number + 1 < length else "end"
        nodes[f"n{number}"] = {"go": {"to": to, "meets": ["point"]}, "on": to}
    return nodes | {"end": "End"}


def test_a_report_tells_the_figures_of_a_conversation() -> None:
    report = check(the_conversation())
    assert report.proved
    assert (report.states, report.shortest, report.longest) == (7, 2, 2)
    assert (report.plays.number, str(report.plays)) == (4, "4")
    assert (report.chance.value, report.chance.how) == (0.5, "exact")


def test_every_distinct_play_is_counted_even_past_a_billion() -> None:
    report = check(a_conversation(a_line(40), expert=["n0.go"]))
    assert (report.plays.number, report.plays.exact) == (2**40, True)
    assert (report.shortest, report.longest) == (40, 40)
    assert report.chance.value == pytest.approx(1 - 0.5**40)


def test_more_plays_than_can_be_counted_are_told_as_such() -> None:
    report = check(a_conversation(a_line(60), expert=["n0.go"]))
    assert str(report.plays) == "at least 1,000,000,000,000,000"


def test_a_loop_with_a_way_out_is_fine_and_has_no_longest_play() -> None:
    report = check(a_conversation(a_loop(), expert=["open.well"]))
    assert report.findings == ()
    assert (report.shortest, report.longest) == (1, None)
    assert str(report.plays) == "at least 2"


def test_chance_in_a_loop_is_solved_and_says_how() -> None:
    report = check(a_conversation(a_loop(), expert=["open.well"]))
    assert report.chance.value == pytest.approx(1 / 2, abs=1e-9)
    assert report.chance.exact
    assert "since the conversation has loops" in report.chance.how


def test_a_play_that_never_ends_earns_nothing_by_chance() -> None:
    trap = {"back": "trap", "on": "trap"}
    nodes = a_loop(stay="trap") | {"trap": trap}
    report = check(a_conversation(nodes, expert=["open.well"]))
    assert [finding.code for finding in report.findings] == ["endless-loop"]
    assert report.chance.value == pytest.approx(1 / 3, abs=1e-9)


def past_its_bound() -> Data:
    """A loop with more than a thousand states."""
    shut = {"to": "open", "when": {"calm": ">900"}}
    return {"open": {"up": {"to": "open", "effect": {"calm": 1}}, "go": "end", "shut": shut}}


CALM = {"calm": {"start": 0, "min": 0, "max": 1000}}


def test_past_its_bound_a_report_says_that_it_is_partial() -> None:
    report = check(a_conversation(past_its_bound() | {"end": "End"}, state=CALM), bound=500)
    assert not report.proved
    assert [finding.code for finding in report.findings] == ["partial"]
    assert report.findings[0].what == (
        "This conversation has more than 500 states: partial, not a proof."
    )
    assert (report.states, report.shortest, report.longest) == (500, None, None)


def test_what_surely_is_wrong_is_told_past_the_bound_too() -> None:
    nodes = past_its_bound() | {"end": "End", "dead": {"a": {"to": "end", "when": {"calm": 7}}}}
    nodes["open"]["off"] = "dead"
    report = check(a_conversation(nodes, state=CALM), bound=500)
    assert [(f.code, f.path) for f in report.findings] == [
        ("no-open-choice", ("open.off",)),
        ("partial", ()),
    ]


def test_past_the_bound_chance_is_simulated_and_says_so() -> None:
    dialogue = a_conversation(a_loop(), expert=["open.well"])
    found = check(dialogue, bound=1).chance
    assert not found.exact
    assert found.how == f"simulated: the mean of {PLAYS:,} plays by chance"
    assert found.value == pytest.approx(1 / 2, abs=0.02)
    assert check(dialogue, bound=1).chance == found


def test_points_beside_the_play_make_states_of_their_own() -> None:
    """Every node but the first is reached with the point met, and without."""
    report = check(a_conversation(a_line(3), expert=["n0.go"]))
    assert report.states == 1 + 2 + 2 + 2


def test_a_long_conversation_is_proved_whole() -> None:
    """After n turns the counter may have n + 1 values; 50 of them can still break the point."""
    nodes: Data = {}
    for number in range(200):
        to = f"n{number + 1}" if number < 199 else "end"
        nodes[f"n{number}"] = {"go": {"to": to, "effect": {"calm": 1}}, "on": to}
    nodes["n199"]["late"] = {"to": "end", "when": {"calm": ">=150"}, "breaks": ["point"]}
    report = check(a_conversation(nodes | {"end": "End"}, state=CALM, expert=["n0.go"]))
    assert report.proved
    assert report.states == 200 * 201 // 2 + 201 + 50


def test_effects_that_take_too_long_to_compare_are_told_as_partial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(effects, "MOST_PAIRS", 1)
    nodes: Data = {
        "open": {"up": {"to": "next", "effect": {"calm": 1}}, "on": "next"},
        "next": {"well": MEETS, "go": "last"},
        "last": {"well": MEETS | {"when": {"calm": 1}}, "go": "end", "off": "end"},
        "end": "End",
    }
    report = check(a_conversation(nodes, state=CALM, expert=["open.up", "next.well"]))
    assert not report.proved
    assert [finding.what for finding in report.findings] == [
        "Whether every effect can matter took too long to find out: partial, not a proof."
    ]


def test_loops_that_take_too_long_to_solve_are_simulated_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = a_conversation(a_loop(), expert=["open.well"])
    for updates in (10, 61):  # before the first round, and after a few
        monkeypatch.setattr(blind, "MOST_UPDATES", updates)
        report = check(dialogue)
        assert report.proved
        assert not report.chance.exact
        assert report.chance.value == pytest.approx(1 / 2, abs=0.02)
