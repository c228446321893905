"""The view at an exercise's end: what is answered, what is missing, and handing it in."""

from __future__ import annotations

import base64
from typing import Any

import traitlets

from withinscope.cells import HAND_IN, WORDS
from withinscope.session import Session, hand_in
from withinscope.views.view import View

LONGEST_NAME = 120


class HandInView(View):
    """The items with their state, a field for the name or number, and the button."""

    MISTAKEN = "This was not handed in, and your answers are safe. {}"
    REFUSED = "This was not handed in: {}. Your answers are safe; try again."

    _session: Session

    overview = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        """Show where the session's exercise stands, and follow it."""
        self._session = session
        super().__init__("hand_in", WORDS[HAND_IN], overview=self._overview())
        session.watch(lambda change: self._refresh())

    def _overview(self) -> dict[str, Any]:
        session = self._session
        items = [
            {"id": item.id, "stem": item.stem, "state": _state(session, item.id)}
            for item in session.items.values()
        ]
        known = session.known
        return {
            "items": items,
            "trainee": known.trainee,
            "locked": known.locked,
            "clock": session.clock_doubt(),
        }

    def _refresh(self) -> None:
        self.overview = self._overview()

    def _do(self, message: Any) -> None:
        """Hand in under the name or number that came along."""
        trainee = str(message.get("trainee", "")).strip()[:LONGEST_NAME]
        if not trainee:
            self._fail("Write your name or number first.")
            return
        file = hand_in(self._session, trainee)
        # Sent along, so that the browser can offer the file wherever the course's server runs.
        content = base64.b64encode(file.read_bytes()).decode("ascii")
        self.send({"kind": "done", "file": file.name, "folder": str(file.parent), "data": content})
        self._refresh()


def _state(session: Session, item_id: str) -> str:
    given = session.given(item_id)
    played = session.items[item_id].played
    # A conversation is answered by its end; a second run under way takes nothing from the first.
    if given.draft is not None and not (played and given.response is not None):
        return "begun" if played else "unsaved"
    return "answered" if given.response is not None else "missing"
