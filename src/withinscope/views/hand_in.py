"""The view at an exercise's end: what is answered, what is missing, and handing it in."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import msgspec

from withinscope.cells import HAND_IN, WORDS
from withinscope.session import Session, handing_in
from withinscope.texts import N_, _
from withinscope.views.view import Shown, View

LONGEST_NAME = 120


class HandInView(View):
    """The items with their state, a field for the name or number, and the button."""

    MISTAKEN = N_("This was not handed in, and your answers are safe. {reason}")
    REFUSED = N_("This was not handed in: {reason}. Your answers are safe; try again.")

    _session: Session

    overview: Shown[dict[str, Any]] = Shown(dict)

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
            "locked": _(known.locked),
            "clock": session.clock_doubt(),
            "before": session.known.handed_in,
            "returned": handing_in.feedback(session) is not None,
        }

    def _refresh(self) -> None:
        self.overview = self._overview()

    def _do(self, message: Any) -> None:
        """Hand in under the name or number that came along, or show what was handed in last."""
        match message.get("kind"):
            case "hand-in":
                self._hand_in(message)
            case "look":
                self._look()
            case "feedback":
                self._show_feedback()

    def _hand_in(self, message: Any) -> None:
        trainee = str(message.get("trainee", "")).strip()[:LONGEST_NAME]
        if not trainee:
            self._fail(_("Write your name or number first."))
            return
        file = handing_in.hand_in(self._session, trainee)
        self.send({"kind": "done", **self._receipt(file)})
        self._refresh()

    def _look(self) -> None:
        file = handing_in.last(self._session)
        if file is None:
            self._fail(" ".join((self._gone(), _("You can hand in again."))))
            return
        self.send({"kind": "seen", **self._receipt(file)})

    def _gone(self) -> str:
        name = self._session.known.handed_in
        if self._session.in_memory:
            return _(
                "The file {name} is where this browser puts downloads, if you kept it.", name=name
            )
        folder = self._session.work / handing_in.FOLDER
        return _("The file {name} is not in {folder} any more.", name=name, folder=folder)

    def _show_feedback(self) -> None:
        page = handing_in.feedback(self._session)
        if page is None:
            self._fail(_("Your feedback is not there any more. Ask your instructor for it."))
            return
        self.send({"kind": "returned", "data": base64.b64encode(page).decode("ascii")})

    def _receipt(self, file: Path) -> dict[str, Any]:
        """Return what the page tells of a hand-in, from what stands in its file.

        The file goes along, so that the browser can offer it wherever the course's server runs;
        `folder` is empty where nobody can open it; `delivered` says that the instructor has it.
        Raises OSError and Mistake.
        """
        data = file.read_bytes()
        return {
            "file": file.name,
            "folder": "" if self._session.in_memory else str(file.parent),
            "data": base64.b64encode(data).decode("ascii"),
            "said": msgspec.to_builtins(handing_in.said(data, file.name)),
            "delivered": self._session.hand_ins is not None,
        }


def _state(session: Session, item_id: str) -> str:
    given = session.given(item_id)
    played = session.items[item_id].played
    # A conversation is answered by its end; a second run under way takes nothing from the first.
    if given.draft is not None and not (played and given.response is not None):
        return "begun" if played else "unsaved"
    return "answered" if given.response is not None else "missing"
