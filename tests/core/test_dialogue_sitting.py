"""Sitting with a conversation, without a page: messages in, the next sitting and effects out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items
from withinscope.dialogue import AnyDialogue, Dialogue, Response, replay, sitting
from withinscope.dialogue.messages import Author, Back, Begin, Look, Message, Reflect, Resume, Say
from withinscope.dialogue.messages import Show as Shown
from withinscope.dialogue.parts import LONGEST_PATH
from withinscope.dialogue.sitting import (
    Answer,
    Draft,
    Kept,
    Reflection,
    Refusal,
    Show,
    Sitting,
    heard,
    opened,
    readable,
)
from withinscope.dialogue.telling import told

from .makers import yaml_of_a

LESSON: Any = items.load(yaml_of_a("dialogue"), mark=items.DIALOGUE)
assert isinstance(LESSON, Dialogue)
EXERCISE: Any = LESSON.released()
TWICE: Any = items.load(yaml_of_a("dialogue") + "again: true\n", mark=items.DIALOGUE).released()
WARM = Response(("open.listen", "risk.ask"), "warm")
LATE = Response(("open.fix", "risk.leave"), "late")


def begun(item: AnyDialogue = LESSON, **kept: Any) -> Sitting:
    return opened(item, Kept(**kept))[0]


def after(at: Sitting, *messages: Message) -> Sitting:
    """Where it stands when all was kept."""
    for message in messages:
        at, _ = heard(at, message)
    return at


def played(at: Sitting, *choices: str) -> Sitting:
    at = after(at, Begin())
    return after(at, *(Say(turn=turn, choice=one) for turn, one in enumerate(choices)))


def refused(at: Sitting, message: Message) -> str:
    """Why nothing comes of a message: nothing else happens then."""
    same, [refusal] = heard(at, message)
    assert same == at
    assert isinstance(refusal, Refusal)
    return refusal.text


def test_beginning_keeps_the_empty_play_and_shows_its_first_line() -> None:
    at, effects = heard(begun(), Begin())
    assert effects == (Draft(()), Show())
    assert at.phase == "during"
    assert told(at, Show())["turns"][0]["client"] == "I can't sleep. Can I call you?"


def test_each_line_is_kept_before_it_is_shown() -> None:
    at = after(begun(), Begin())
    at, effects = heard(at, Say(turn=0, choice="listen"))
    assert effects == (Draft(("open.listen",)), Show(since=1, step=True))
    at, effects = heard(at, Say(turn=1, choice="ask"))
    assert effects == (Answer(WARM), Show(since=2))
    assert (at.phase, at.kept.tries, at.looked) == ("after", (WARM,), 0)


def test_what_could_not_be_kept_is_said_again_from_where_it_stood() -> None:
    before = after(begun(), Begin())
    lost, _ = heard(before, Say(turn=0, choice="listen"))
    assert lost != before
    again, effects = heard(before, Say(turn=0, choice="fix"))
    assert effects[0] == Draft(("open.fix",))
    assert again.play == replay(LESSON, ["open.fix"])


def test_what_was_left_is_taken_up_and_said_so() -> None:
    draft = {"response": {"path": ["open.fix"]}, "confidence": None}
    at, show = opened(LESSON, Kept(draft=draft))
    assert (at.phase, show) == ("during", Show(sitting.STOPPED))
    assert at.play == replay(LESSON, ["open.fix"])


def test_a_last_line_that_was_left_unanswered_is_to_be_said_again() -> None:
    at, _ = opened(LESSON, Kept(draft={"response": {"path": WARM.path}}))
    assert at.play == replay(LESSON, ["open.listen"])


@pytest.mark.parametrize(
    "draft", [{}, {"response": None}, {"response": {"path": ["open.gone"]}}, {"response": [1]}]
)
def test_a_draft_that_is_no_play_any_more_begins_anew(draft: dict[str, Any]) -> None:
    at, show = opened(LESSON, Kept(draft=draft))
    assert (at.phase, at.play, show) == ("before", None, Show(sitting.CHANGED))


def test_an_exercise_is_played_once_or_twice_as_it_says() -> None:
    once = played(begun(EXERCISE), "fix", "leave")
    assert once.kept.tries == (LATE,)
    assert refused(once, Begin()) == sitting.NO_MORE
    assert refused(once, Back(turn=0)) == sitting.PLAYED
    twice = played(played(begun(TWICE), "fix", "leave"), "listen", "ask")
    assert twice.kept.tries == (LATE, WARM)
    assert refused(twice, Begin()) == sitting.NO_MORE


def test_a_lesson_goes_back_to_any_line_and_keeps_every_try() -> None:
    at = played(begun(), "fix", "leave")
    at, effects = heard(at, Back(turn=1))
    assert effects == (Draft(("open.fix",)), Show(since=1))
    at = after(at, Say(turn=1, choice="ask"))
    assert [one.path[-1] for one in at.kept.tries] == ["risk.leave", "risk.ask"]
    at = after(at, Look(attempt=0))
    assert (at.looked, at.play) == (0, replay(LESSON, LATE.path))
    assert refused(at, Look(attempt=2)) == sitting.NO_TRY
    assert refused(at, Back(turn=2)) == sitting.NO_TURN


def test_a_play_left_for_another_can_be_gone_on_with() -> None:
    at = after(played(begun(), "listen", "ask"), Back(turn=1), Look(attempt=0))
    assert at.may_resume
    at, effects = heard(at, Resume())
    assert effects == (Draft(("open.listen",)), Show(sitting.STOPPED))


def test_what_is_locked_takes_nothing() -> None:
    at = begun(attempt=1, tries=(WARM,), locked="This was handed in.")
    for message in (Begin(), Say(turn=0, choice="fix"), Back(turn=0)):
        assert refused(at, message) == "This was handed in."
    assert after(at, Look(attempt=0)).play == replay(LESSON, WARM.path)


def test_a_doubled_click_says_one_thing_and_another_is_told_so() -> None:
    at = played(begun(), "listen")
    assert heard(at, Say(turn=0, choice="listen")) == (at, (Show(),))
    assert heard(at, Say(turn=0, choice="fix")) == (at, (Show(sitting.SAID),))
    assert heard(at, Begin()) == (at, (Show(),))
    assert refused(at, Say(turn=1, choice="nothing")) == sitting.ODD
    over = after(at, Say(turn=1, choice="ask"))
    assert heard(over, Say(turn=1, choice="ask")) == (over, (Show(),))


def test_a_reflection_is_kept_with_what_a_file_can_hold() -> None:
    at, effects = heard(played(begun(), "listen", "ask"), Reflect(text="So. \ud800"))
    assert effects == (Reflection("So. \ufffd"),)
    assert told(at, Show())["debrief"]["reflection"] == "So. \ufffd"
    assert refused(at, Reflect(text="x" * 20_001)) == sitting.TOO_LONG
    assert refused(begun(EXERCISE), Reflect(text="So.")) == sitting.ODD


def test_a_play_as_long_as_can_be_kept_can_only_be_begun_anew() -> None:
    loop = yaml_of_a("dialogue").replace("to: risk}", "to: open}")
    item = items.load(loop, mark=items.DIALOGUE)
    assert isinstance(item, Dialogue)
    path = ["open.listen"] * LONGEST_PATH
    at, _ = opened(item, Kept(draft={"response": {"path": path}}))
    assert refused(at, Say(turn=LONGEST_PATH, choice="fix")) == sitting.TOO_MANY
    assert after(at, Begin()).play == replay(item, [])


def test_only_what_can_still_be_read_is_a_try() -> None:
    raws = [b'{"path":["open.gone"],"ending":"warm"}', b"[", b'{"path":["open.listen","risk.ask"]']
    assert readable(LESSON, [*raws, b'{"path":["open.listen","risk.ask"],"ending":"warm"}']) == (
        WARM,
    )


TURNS, CHOICES = st.integers(-1, 3), st.sampled_from(("listen", "fix", "ask", "plan", "leave", ""))
MESSAGES = st.one_of(
    st.sampled_from((Begin(), Resume(), Shown(), Author())),
    st.builds(Say, turn=TURNS, choice=CHOICES),
    st.builds(Back, turn=TURNS),
    st.builds(Look, attempt=TURNS),
    st.builds(Reflect, text=st.text()),
)


@given(
    st.lists(st.tuples(MESSAGES, st.booleans()), max_size=30),
    st.sampled_from((LESSON, EXERCISE, TWICE)),
)
def test_whatever_is_asked_and_whatever_fails_it_stands_where_its_record_says(
    messages: list[tuple[Message, bool]], item: AnyDialogue
) -> None:
    at, answers = begun(item), list[Response]()
    drafts: list[tuple[str, ...]] = [()]
    for message, kept in messages:
        now, effects = heard(at, message)
        if not kept and any(isinstance(one, Draft | Answer | Reflection) for one in effects):
            continue  # the disk was full: nothing of it happened
        at = now
        drafts += [one.path for one in effects if isinstance(one, Draft)]
        answers += [one.response for one in effects if isinstance(one, Answer)]
        assert sum(isinstance(one, Show | Refusal | Reflection) for one in effects) == 1
        if at.phase == "during":
            assert at.play == replay(item, drafts[-1])
    assert at.kept.tries == tuple(answers)
    assert all(replay(item, one.path).ending == one.ending for one in answers)
    assert at.learning or len(answers) <= (2 if item.again else 1)
