"""The view of a conversation: plays it line by line, keeps each line first, and looks back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Literal

import msgspec
import traitlets

from withinscope import types
from withinscope.dialogue import AnyDialogue, Dialogue, Play, Response, replay
from withinscope.dialogue.parts import LONGEST_PATH
from withinscope.items import source
from withinscope.session import Given, Session
from withinscope.views.clicks import (
    Author,
    Back,
    Begin,
    Look,
    Message,
    Reflect,
    Resume,
    Say,
    Show,
)
from withinscope.views.item import hidden
from withinscope.views.view import View

Phase = Literal["before", "during", "after"]
LONGEST_REFLECTION = 20_000

LEARNING = (
    "Nothing is graded here. At any line you can go back and try another way. "
    "Every try is kept, for you alone."
)
ONCE = (
    "You play this once, to its end, and how it went is what you hand in. "
    "You can stop at any line and come back to it."
)
TWICE = (
    "You can play this a second time. Both are handed in, and the second counts. "
    "You can stop at any line and come back to it."
)
STOPPED = "This is where you stopped. Go on whenever you like."
CHANGED = "This conversation was changed since you began it, so it begins anew."
ODD = "The page sent something that this conversation does not know. Reload the page."
NOT_PLAYED = "This conversation is not being played just now. Reload the page to see where it is."
SAID = "You had already said something there, and what you see now is where you are."
PLAYED = "In an exercise a conversation is played to its end, without going back."
NO_TURN = "There is no such line to go back to."
NO_TRY = "There is no such try to look back at."
NO_MORE = "This conversation has been played as often as it can be."
TOO_LONG = "That is longer than can be kept. Make it shorter."
TOO_MANY = (
    f"This conversation has come to {LONGEST_PATH:,} lines, and no more can be kept. Begin it anew."
)


class DialogueView(View):
    """One conversation on the page.

    `asked` is what stands before it. `now` is where it stands: the turns from number `since` on
    and all that goes with the latest, so that each click sends no more than it added.
    """

    MISTAKEN = "This was not saved. {}"
    REFUSED = "This was not saved: {}. You are where you were; try again."

    _session: Session

    asked = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)

    def __init__(self, item: AnyDialogue, session: Session, author: bool) -> None:
        """Show `item` where it was left; `author` adds what trainees will and won't see of it."""
        self._item, self._session = item, session
        self._learning = isinstance(item, Dialogue)
        self._phase: Phase = "before"
        self._play: Play | None = None
        self._looked: int | None = None
        self._number = 0
        given = session.show(item)
        status = self._find_place(given)
        number = list(session.items).index(item.id) + 1
        super().__init__(
            "dialogue",
            item.words(),
            asked=_asked(item, number, author),
            now=self._told(status),
        )

    # Where it stands ------------------------------------------------------------------------

    def _find_place(self, given: Given) -> str:
        """Take up the play that was left, if there is one; return what to say about it."""
        if given.response is not None:
            self._phase = "after"
        if given.draft is None or given.locked or not (self._learning or self._may_begin(given)):
            return ""
        self._play = _left(self._item, given)
        if self._play is None:
            return CHANGED
        self._phase = "during"
        return STOPPED

    def _may_begin(self, given: Given) -> bool:
        """Tell whether it may be played from the start."""
        if given.locked:
            return False
        return self._learning or given.attempt < (2 if self._item.again else 1)

    def _tries(self) -> list[Response]:
        """Return the plays that came to an end, the earliest first."""
        given = self._session.given(self._item.id)
        raws = self._session.tries(self._item) if self._learning else ()
        raws = raws or tuple(filter(None, (given.first, given.response)))
        return list(_decoded(self._item, raws))

    def _told(self, status: str = "", since: int = 0, step: bool = False) -> dict[str, Any]:
        """Return what the page needs to show where it stands, the turns from `since` on.

        From one `step` of a play to the next, what stands below it does not change.
        """
        given = self._session.given(self._item.id)
        during = self._phase == "during"
        return {
            "phase": self._phase,
            "number": self._number,
            "since": since,
            "turns": list(self._turns(since)),
            "status": status,
            "locked": given.locked,
            "begin": self._begin_words(given),
            "back": self._learning and not given.locked,
            "resume": self._learning and not during and given.draft is not None,
            "tries": None if step else self._tries_told(),
            "debrief": self._debrief(),
        }

    def _begin_words(self, given: Given) -> str:
        """Return what the button that begins it says, or nothing if there is none."""
        if not self._may_begin(given):
            return ""
        if self._phase == "during":
            full = self._play is not None and len(self._play.path) >= LONGEST_PATH
            return "Begin anew" if full else ""
        if given.response is None:
            return "Begin"
        return "Play again from the start" if self._learning else "Play it a second time"

    def _turns(self, since: int) -> Iterator[dict[str, Any]]:
        turns = self._play.turns if self._play else ()
        for number in range(since, len(turns)):
            turn, before = turns[number], turns[number - 1] if number else None
            last = number == len(turns) - 1
            yield {
                "you": before.said if before else None,
                "scene": turn.scene,
                "client": turn.client,
                # Said once, and again only when it has changed.
                "seems": turn.seems if before is None or turn.seems != before.seems else None,
                "choices": [{"id": one.id, "say": one.say} for one in turn.choices if last],
                "ending": self._item.nodes[turn.node].ending,
            }

    def _tries_told(self) -> list[dict[str, Any]]:
        return [
            {
                "ending": self._item.nodes[one.ending].ending,
                "turns": len(one.path),
                "shown": number == self._looked,
            }
            for number, one in enumerate(self._tries())
        ]

    def _debrief(self) -> dict[str, Any] | None:
        """Return what a lesson tells of the try that is on the page, once it has ended."""
        play = self._play
        if self._phase != "after" or play is None or not isinstance(self._item, Dialogue):
            return None
        # Wanted at the end only, and the page waits for what is imported here.
        from withinscope.views.debrief import debrief

        told = debrief(self._item, Response(play.path, play.ending or ""))
        return told | {"reflection": self._session.reflection(self._item.id)}

    # What the page asks for -----------------------------------------------------------------

    def _do(self, message: Any) -> None:
        """Do one thing that the page asks for; where that fails, stay where the play was."""
        try:
            asked = msgspec.convert(message, Message)
        except (msgspec.ValidationError, RecursionError):
            self._fail(ODD)
            return
        self._number = asked.number
        match asked:
            case Begin() | Resume():
                self._begin(isinstance(asked, Resume))
            case Say():
                self._say(asked.turn, asked.choice)
            case Back():
                self._back(asked.turn)
            case Look():
                self._look(asked.attempt)
            case Show():
                self.now = self._told()
            case Reflect():
                self._reflect(asked.text)
            case Author():
                self._tell_author()

    def _fail(self, text: str) -> None:
        self.send({"kind": "failed", "text": text, "number": self._number})

    def _begin(self, resume: bool) -> None:
        given = self._session.given(self._item.id)
        if self._phase == "during" and not self._begin_words(given):
            self.now = self._told()  # a doubled click
            return
        if not self._may_begin(given):
            self._fail(given.locked or NO_MORE)
            return
        left = _left(self._item, given) if resume else None
        self._go_to(left or replay(self._item, ()), STOPPED if left else "")

    def _go_to(self, play: Play, status: str = "", since: int = 0, step: bool = False) -> None:
        """Take a play that has not ended for the one under way, once it is on disk."""
        self._session.draft(self._item.id, {"path": play.path}, None)
        self._play, self._phase, self._looked = play, "during", None
        self.now = self._told(status, since, step)

    def _say(self, turn: int, choice: str) -> None:
        given = self._session.given(self._item.id)
        if self._phase != "during" or self._play is None or given.locked:
            self._fail(given.locked or NOT_PLAYED)
            return
        path = self._play.path
        if turn != len(path):
            again = 0 <= turn < len(path) and path[turn] == f"{_node(self._play, turn)}.{choice}"
            self.now = self._told("" if again else SAID)
            return
        if len(path) >= LONGEST_PATH:
            self._fail(TOO_MANY)
            return
        try:
            play = replay(self._item, (*path, f"{_node(self._play, turn)}.{choice}"))
        except types.BadResponse:
            self._fail(ODD)
            return
        if play.ending is None:
            self._go_to(play, since=turn + 1, step=True)
        else:
            self._end(play)

    def _end(self, play: Play) -> None:
        """Keep a play that has come to its end as the answer, and show what became of it."""
        response = {"path": play.path, "ending": play.ending}
        self._session.answer(self._item.id, response, None)
        self._play, self._phase, self._looked = play, "after", len(self._tries()) - 1
        self.now = self._told(since=len(play.path))

    def _back(self, turn: int) -> None:
        given = self._session.given(self._item.id)
        if given.locked or not self._learning:
            self._fail(given.locked or PLAYED)
        elif self._play is None or not 0 <= turn < len(self._play.path):
            self._fail(NO_TURN)
        else:
            self._go_to(replay(self._item, self._play.path[:turn]), since=turn)

    def _look(self, attempt: int) -> None:
        tries = self._tries()
        if self._phase == "during" and not self._learning:
            self._fail(PLAYED)
        elif not 0 <= attempt < len(tries):
            self._fail(NO_TRY)
        else:
            self._play, self._phase = replay(self._item, tries[attempt].path), "after"
            self._looked = attempt
            self.now = self._told()

    def _reflect(self, text: str) -> None:
        if not self._learning or len(text) > LONGEST_REFLECTION:
            self._fail(TOO_LONG if self._learning else ODD)
            return
        # Half a letter, which a page can send, has no place in a file.
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._session.reflect(self._item.id, whole)
        self.send({"kind": "kept", "number": self._number})

    def _tell_author(self) -> None:
        """Send both sides of the key. An author alone has one, in a notebook for grades."""
        if isinstance(self._item, Dialogue):
            sides = {"sees": source(self._item.released()), "hidden": hidden(self._item)}
            self.send({"kind": "author", "number": self._number, **sides})


def _asked(item: AnyDialogue, number: int, author: bool) -> dict[str, Any]:
    """Return what stands before a conversation: who one meets, what was agreed, how it goes."""
    graded = ONCE if not item.again else TWICE
    return {
        "id": item.id,
        "number": number,
        "title": item.title,
        "stem": item.stem,
        "care": item.care,
        "rules": LEARNING if isinstance(item, Dialogue) and not author else graded,
        "learning": isinstance(item, Dialogue),
        "author": author,
    }


def _left(item: AnyDialogue, given: Given) -> Play | None:
    """Return the play that was left, or None where it can't be gone on with."""
    draft = given.draft or {}
    try:
        kept = msgspec.convert(draft.get("response"), dict[str, tuple[str, ...]])
        play = replay(item, kept.get("path", ()))
    except (msgspec.ValidationError, types.BadResponse):
        return None
    # One that has ended is an answer: its last line is still to be kept.
    return play if play.ending is None else replay(item, play.path[:-1])


def _decoded(item: AnyDialogue, raws: tuple[bytes, ...]) -> Iterator[Response]:
    """Yield the tries that can be read: the first of a record is as its file has it."""
    for raw in raws:
        with suppress(types.BadResponse):
            yield item.decode(raw)


def _node(play: Play, turn: int) -> str:
    return play.turns[turn].node
