"""Any conversation, played: the engine against the plainest way to play its text."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from withinscope.dialogue import Dialogue, replay
from withinscope.dialogue.proof import check
from withinscope.types import BadResponse

from . import walker
from .conversations import conversations, plain


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
def test_a_play_is_what_the_checker_and_plain_walking_say_and_no_other_path_is_one(
    data: st.DataObject,
) -> None:
    """All of one play at once: drawing a conversation takes longer than any of this."""
    dialogue = data.draw(conversations())
    path = data.draw(played(dialogue))
    it_shows_nothing_that_the_checker_calls_impossible(dialogue, path)
    it_shows_what_plain_walking_shows(dialogue, path)
    a_changed_path_is_allowed_only_if_play_allows_it(dialogue, changed(dialogue, path, data))


def it_shows_nothing_that_the_checker_calls_impossible(dialogue: Dialogue, path: list[str]) -> None:
    findings, play = check(dialogue).findings, replay(dialogue, path)
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


def it_shows_what_plain_walking_shows(dialogue: Dialogue, path: list[str]) -> None:
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


def changed(dialogue: Dialogue, path: list[str], data: st.DataObject) -> list[str]:
    """A path with steps put in, left out or replaced."""
    path = path[:]
    steps = [f"{n}.{c.id}" for n, node in dialogue.nodes.items() for c in node.choices]
    step = st.sampled_from([*steps, *dialogue.nodes, "", ".", "n0.", ".c0", "n0.c0.c0"]) | st.text()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(path)))
        path[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(step, max_size=2))
    return path


def a_changed_path_is_allowed_only_if_play_allows_it(dialogue: Dialogue, path: list[str]) -> None:
    allowed = walker.allowed(plain(dialogue), path) is not None
    forms: tuple[Any, ...] = (dialogue, dialogue.released())
    for form in forms:
        try:
            replay(form, path)
        except BadResponse:
            assert not allowed
        else:
            assert allowed
