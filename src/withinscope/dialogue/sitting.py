"""Sitting with a conversation: where it stands and what somebody asks for, to what is to be done.

Pure, so that a notebook's page, a terminal or a page without a kernel play it by the same rules:
`opened` takes up what is on record, `heard` answers a message with the next sitting and with what
to do about it, in order. Where something can't be kept, the sitting before it still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from withinscope.dialogue.item import AnyDialogue, Dialogue
from withinscope.dialogue.messages import Back, Begin, Look, Message, Reflect, Resume, Say
from withinscope.dialogue.parts import LONGEST_PATH, Response
from withinscope.dialogue.playing import Play, replay
from withinscope.halves import whole
from withinscope.response import BadResponse
from withinscope.texts import N_

LONGEST_REFLECTION = 20_000
"""Characters."""

STOPPED = N_("This is where you stopped. Go on whenever you like.")
CHANGED = N_("This conversation was changed since you began it, so it begins anew.")
ODD = N_("The page sent something that this conversation does not know. Reload the page.")
NOT_PLAYED = N_(
    "This conversation is not being played just now. Reload the page to see where it is."
)
SAID = N_("You had already said something there, and what you see now is where you are.")
PLAYED = N_("In an exercise a conversation is played to its end, without going back.")
NO_TURN = N_("There is no such line to go back to.")
NO_TRY = N_("There is no such try to look back at.")
NO_MORE = N_("This conversation has been played as often as it can be.")
TOO_LONG = N_("That is longer than can be kept. Make it shorter.")
TOO_MANY = N_("This conversation has come to as many lines as can be kept. Begin it anew.")

Phase = Literal["before", "during", "after"]


class Kept(Struct, frozen=True):
    """What is on record of a conversation.

    `attempt` counts the plays that ended, of which `tries` are those that can still be read, the
    earliest first. `draft` is how far a play under way had come, as the journal has it;
    `reflection` is what was written about it; `locked` says why nothing can be added, if so.
    """

    attempt: int = 0
    tries: tuple[Response, ...] = ()
    draft: Mapping[str, Any] | None = None
    reflection: str = ""
    locked: str = ""


class Sitting(Struct, frozen=True):
    """Where a conversation stands. `looked` is the try that is looked back at, from 0.

    `play` is what is on the page: it has not ended during a play, and has after it.
    """

    item: AnyDialogue
    kept: Kept
    phase: Phase = "before"
    play: Play | None = None
    looked: int | None = None

    @property
    def learning(self) -> bool:
        """Whether it is played to learn, with all its author's words, and not for a grade."""
        return isinstance(self.item, Dialogue)

    @property
    def may_begin(self) -> bool:
        """Whether it may be played from the start."""
        if self.kept.locked:
            return False
        return self.learning or self.kept.attempt < (2 if self.item.again else 1)

    @property
    def begins(self) -> bool:
        """Whether it can be begun from here: not from amid a play, unless that is full."""
        full = self.play is not None and len(self.play.path) >= LONGEST_PATH
        return self.may_begin and (self.phase != "during" or full)

    @property
    def may_resume(self) -> bool:
        """Whether there is a play to go on with that was left for another."""
        return self.learning and self.phase != "during" and self.kept.draft is not None


class Draft(Struct, frozen=True):
    """To do: keep how far the play has come."""

    path: tuple[str, ...]


class Answer(Struct, frozen=True):
    """To do: keep the play, which has come to its end, as the answer."""

    response: Response


class Reflection(Struct, frozen=True):
    """To do: keep what was written about the conversation, and say so."""

    text: str


class Show(Struct, frozen=True):
    """To do: show where it stands, the turns from `since` on, and what `status` says of it.

    From one `step` of a play to the next, what stands below it does not change.
    """

    status: str = ""
    since: int = 0
    step: bool = False


class Refusal(Struct, frozen=True):
    """To do: say why nothing came of the message."""

    text: str


Effect: TypeAlias = Draft | Answer | Reflection | Show | Refusal
Step: TypeAlias = tuple[Sitting, tuple[Effect, ...]]
"""The sitting after a message, and what is to be done, in order."""


def opened(item: AnyDialogue, kept: Kept) -> tuple[Sitting, Show]:
    """Take a conversation up where it was left."""
    at = Sitting(item, kept, "after" if kept.attempt else "before")
    if kept.draft is None or not at.may_begin:
        return at, Show()
    play = _left(at)
    if play is None:
        return at, Show(CHANGED)
    return replace(at, phase="during", play=play), Show(STOPPED)


def heard(at: Sitting, message: Message) -> Step:
    """Return what comes of a message."""
    match message:
        case Begin():
            return _begin(at, None)
        case Resume():
            return _begin(at, _left(at))
        case Say():
            return _say(at, message.turn, message.choice)
        case Back():
            return _back(at, message.turn)
        case Look():
            return _look(at, message.attempt)
        case Reflect():
            return _reflect(at, message.text)
        case _:
            return at, (Show(),)


def readable(item: AnyDialogue, raws: Iterable[bytes]) -> tuple[Response, ...]:
    """Return the responses that can be read: the first of a record is as its file has it."""
    found = []
    for raw in raws:
        with suppress(BadResponse):
            found.append(item.decode(raw))
    return tuple(found)


def _left(at: Sitting) -> Play | None:
    """Return the play that was left, or None where it can't be gone on with."""
    draft = at.kept.draft or {}
    try:
        kept = msgspec.convert(draft.get("response"), dict[str, tuple[str, ...]])
        play = replay(at.item, kept.get("path", ()))
    except (msgspec.ValidationError, BadResponse):
        return None
    # One that has ended is an answer: its last line is still to be kept.
    return play if play.ending is None else replay(at.item, play.path[:-1])


def _refused(at: Sitting, text: str) -> Step:
    return at, (Refusal(at.kept.locked or text),)


def _begin(at: Sitting, left: Play | None) -> Step:
    if at.phase == "during" and not at.begins:
        return at, (Show(),)  # a doubled click
    if not at.may_begin:
        return _refused(at, NO_MORE)
    return _went_on(at, left or replay(at.item, ()), Show(STOPPED if left else ""))


def _went_on(at: Sitting, play: Play, show: Show) -> Step:
    """Take a play that has not ended for the one under way."""
    kept = replace(at.kept, draft={"response": {"path": play.path}})
    return Sitting(at.item, kept, "during", play), (Draft(play.path), show)


def _say(at: Sitting, turn: int, choice: str) -> Step:
    if _was_said(at.play, turn, choice):
        return at, (Show(),)
    if at.phase != "during" or at.play is None or at.kept.locked:
        return _refused(at, NOT_PLAYED)
    path = at.play.path
    if turn != len(path):
        return at, (Show(SAID),)
    if len(path) >= LONGEST_PATH:
        return _refused(at, TOO_MANY)
    try:
        play = replay(at.item, (*path, _step(at.play, turn, choice)))
    except BadResponse:
        return _refused(at, ODD)
    if play.ending is None:
        return _went_on(at, play, Show(since=turn + 1, step=True))
    return _ended(at, play, Response(play.path, play.ending))


def _was_said(play: Play | None, turn: int, choice: str) -> bool:
    """Tell whether a choice is on the way already: a button was pressed again."""
    on_way = play is not None and 0 <= turn < len(play.path)
    return play is not None and on_way and play.path[turn] == _step(play, turn, choice)


def _step(play: Play, turn: int, choice: str) -> str:
    return f"{play.turns[turn].node}.{choice}"


def _ended(at: Sitting, play: Play, response: Response) -> Step:
    """Take a play that has come to its end for the answer, and look back at it."""
    tries = (*at.kept.tries, response)
    kept = replace(at.kept, attempt=at.kept.attempt + 1, tries=tries, draft=None)
    after = Sitting(at.item, kept, "after", play, looked=len(tries) - 1)
    return after, (Answer(response), Show(since=len(play.path)))


def _back(at: Sitting, turn: int) -> Step:
    if at.kept.locked or not at.learning:
        return _refused(at, PLAYED)
    if at.play is None or not 0 <= turn < len(at.play.path):
        return _refused(at, NO_TURN)
    return _went_on(at, replay(at.item, at.play.path[:turn]), Show(since=turn))


def _look(at: Sitting, attempt: int) -> Step:
    if at.phase == "during" and not at.learning:
        return at, (Refusal(PLAYED),)
    if not 0 <= attempt < len(at.kept.tries):
        return at, (Refusal(NO_TRY),)
    play = replay(at.item, at.kept.tries[attempt].path)
    return replace(at, play=play, phase="after", looked=attempt), (Show(),)


def _reflect(at: Sitting, text: str) -> Step:
    if not at.learning or len(text) > LONGEST_REFLECTION:
        return at, (Refusal(TOO_LONG if at.learning else ODD),)
    kept = whole(text)
    return replace(at, kept=replace(at.kept, reflection=kept)), (Reflection(kept),)
