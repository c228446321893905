"""The view of a conversation: hears its page, keeps each line first, and shows where it stands."""

from __future__ import annotations

from typing import Any

import msgspec

from withinscope.dialogue import AnyDialogue, Dialogue
from withinscope.dialogue.messages import Author, Message
from withinscope.dialogue.sitting import (
    ODD,
    Answer,
    Draft,
    Effect,
    Kept,
    Reflection,
    Refusal,
    Show,
    Sitting,
    heard,
    opened,
    readable,
)
from withinscope.dialogue.telling import asked, told
from withinscope.items import source
from withinscope.session import Given, Session
from withinscope.texts import N_, _
from withinscope.views.item import hidden
from withinscope.views.view import Shown, View


class DialogueView(View):
    """One conversation on the page.

    `asked` is what stands before it. `now` is where it stands: the turns from number `since` on
    and all that goes with the latest, so that each click sends no more than it added.
    """

    MISTAKEN = N_("This was not saved. {reason}")
    REFUSED = N_("This was not saved: {reason}. You are where you were; try again.")

    _session: Session

    asked: Shown[dict[str, Any]] = Shown(dict)
    now: Shown[dict[str, Any]] = Shown(dict)

    def __init__(self, item: AnyDialogue, session: Session, author: bool) -> None:
        """Show `item` where it was left; `author` adds what trainees will and won't see of it."""
        self._item, self._session = item, session
        self._number = 0
        self._sitting, show = opened(item, self._on_record(session.show(item)))
        number = list(session.items).index(item.id) + 1
        super().__init__(
            "dialogue",
            item.preview(),
            asked=asked(item, number, author),
            now=told(self._sitting, show),
        )

    def _on_record(self, given: Given) -> Kept:
        """Return what the session knows of it."""
        raws = self._session.tries(self._item) if isinstance(self._item, Dialogue) else ()
        raws = raws or tuple(filter(None, (given.first, given.response)))
        return Kept(
            given.attempt if given.response is not None else 0,
            readable(self._item, raws),
            given.draft,
            self._session.reflection(self._item.id),
            given.locked,
        )

    def _here(self) -> Sitting:
        """Return where it stands, with what another tab may have added to the record."""
        given, here = self._session.given(self._item.id), self._sitting
        if (given.attempt, given.locked) == (here.kept.attempt, here.kept.locked):
            return here
        return msgspec.structs.replace(here, kept=self._on_record(given))

    def _do(self, message: Any) -> None:
        """Do one thing that the page asks for; where that fails, stay where the play was."""
        try:
            said = msgspec.convert(message, Message)
        except (msgspec.ValidationError, RecursionError):
            self._fail(_(ODD))
            return
        self._number = said.number
        if isinstance(said, Author):
            self._tell_author()
            return
        after, effects = heard(self._here(), said)
        for effect in effects:
            self._perform(effect, after)
        self._sitting = after

    def _perform(self, effect: Effect, after: Sitting) -> None:
        """Do one thing; raises Mistake and OSError as the session does."""
        match effect:
            case Draft():
                self._session.draft(self._item.id, {"path": effect.path}, None)
            case Answer():
                self._session.answer(self._item.id, effect.response, None)
            case Reflection():
                self._session.reflect(self._item.id, effect.text)
                self.send({"kind": "kept", "number": self._number})
            case Show():
                self._sitting = after
                self.now = told(after, effect, self._number)
            case Refusal():
                self._fail(_(effect.text))

    def _fail(self, text: str) -> None:
        self.send({"kind": "failed", "text": text, "number": self._number})

    def _tell_author(self) -> None:
        """Send both sides of the key. An author alone has one, in a notebook for grades."""
        if isinstance(self._item, Dialogue):
            sides = {"sees": source(self._item.released()), "hidden": hidden(self._item)}
            self.send({"kind": "author", "number": self._number, **sides})
