"""Which view a cell asks for: a page of Jupyter and one without it show the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from withinscope.cells import HAND_IN, MARKS
from withinscope.notebooks import Notebook
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


def of_page(
    notebook: Notebook, items: Iterable[Any], session: Session
) -> Iterator[tuple[str, View]]:
    """Yield the views of a page with the ids of their cells; `items` are all that it asks."""
    left = iter(items)
    for cell in notebook.cells:
        first = cell.source.strip().partition("\n")[0]
        if cell.type != "code" or not cell.id:
            continue
        if first in MARKS:
            yield cell.id, of_item(next(left), session)
        elif first in LINES:
            yield cell.id, of_line(first, session)


def _class(name: str) -> Any:
    """Return a view by its module and name; each is imported only where it is shown."""
    module, _, view = name.partition(".")
    return getattr(import_module(f"withinscope.views.{module}"), view)
