"""Which view a cell asks for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from withinscope.cells import HAND_IN
from withinscope.session import Session
from withinscope.views.view import View

LINES = {
    HAND_IN: "hand_in.HandInView",
    "%progress": "progress.ProgressView",
    "%map": "map.MapView",
    "%review": "review.ReviewView",
    "%notes": "notes.NotesView",
    "%my_code": "my_code.MyCodeView",
}
"""The view of each line that trainees' pages have, by the line: its module and its name there."""


def of_item(item: Any, session: Session, author: bool = False) -> View:
    """Return the view of an item, shown in a session; `author` adds what only its author sees."""
    name = "dialogue.DialogueView" if item.played else "item.ItemView"
    view: View = _class(name)(item, session, author)
    return view


def of_line(line: str, session: Session) -> View:
    """Return the view of one of the LINES. Raises Mistake as the view does."""
    view: View = _class(LINES[line])(session)
    return view


def _class(name: str) -> Any:
    """Return a view by its module and name; each is imported only where it is shown."""
    module, _, view = name.partition(".")
    return getattr(import_module(f"withinscope.views.{module}"), view)
