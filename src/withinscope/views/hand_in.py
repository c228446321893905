"""The view at an exercise's end: what is answered, what is missing, and handing it in."""

from __future__ import annotations

import base64
import traceback
from typing import Any

import anywidget
import traitlets

from withinscope.dialogue import NAME
from withinscope.notebooks.writing import HAND_IN_WORDS
from withinscope.problems import Mistake
from withinscope.session import Session
from withinscope.views.scripts import module

LONGEST_NAME = 120


class HandInView(anywidget.AnyWidget):
    """The items with their state, a field for the name or number, and the button."""

    overview = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        """Show where the session's exercise stands, and follow it."""
        self._session = session
        super().__init__(overview=self._overview(), _esm=module("hand_in"))
        session.on_change.append(self._refresh)
        self.on_msg(self._heard)

    def bundle(self) -> dict[str, Any]:
        """Return what the cell shows: the widget, and a fixed sentence for those without it."""
        data: dict[str, Any] = (self._repr_mimebundle_() or ({}, {}))[0]
        return data | {"text/plain": HAND_IN_WORDS}

    def _overview(self) -> dict[str, Any]:
        session = self._session
        items = [
            {"id": item.id, "stem": item.stem, "state": _state(session, item.id)}
            for item in session.items.values()
        ]
        return {"items": items, "trainee": session.trainee(), "locked": session.locked}

    def _refresh(self) -> None:
        self.overview = self._overview()

    def _heard(self, _: Any, message: Any, __: Any) -> None:
        trainee = str(message.get("trainee", "")).strip()[:LONGEST_NAME]
        if not trainee:
            self.send({"kind": "failed", "text": "Write your name or number first."})
            return
        try:
            file = self._session.hand_in(trainee)
        except (OSError, Mistake) as error:
            why = str(getattr(error, "strerror", None) or error).rstrip(".")
            text = f"This was not handed in: {why}. Your answers are safe; try again."
            self.send({"kind": "failed", "text": text})
            return
        except Exception:
            log = self._session.log(traceback.format_exc())
            self.send({"kind": "failed", "text": f"Something went wrong here. {log}"})
            return
        # Sent along, so that the browser can offer the file wherever the course's server runs.
        content = base64.b64encode(file.read_bytes()).decode("ascii")
        self.send({"kind": "done", "file": file.name, "folder": str(file.parent), "data": content})
        self._refresh()


def _state(session: Session, item_id: str) -> str:
    given = session.given(item_id)
    played = session.items[item_id].type == NAME
    # A conversation is answered by its end; a second run under way takes nothing from the first.
    if given.draft is not None and not (played and given.response is not None):
        return "begun" if played else "unsaved"
    return "answered" if given.response is not None else "missing"
