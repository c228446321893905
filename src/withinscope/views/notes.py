"""The view of all that a trainee said: to read, print, keep, or delete."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from withinscope import catalog, course
from withinscope.cells import WORDS
from withinscope.journal import Line
from withinscope.notes import KINDS, Section, document, sections
from withinscope.session import Session
from withinscope.views.view import Shown, View


class NotesView(View):
    """What was said, lesson by lesson, as `sections`; the kernel writes the page to keep."""

    _session: Session

    sections: Shown[list[Any]] = Shown(list)

    def __init__(self, session: Session) -> None:
        """Read all that was said. Raises Mistake where the course is not to be found."""
        self._session = session
        self._home = session.home or course.find()
        super().__init__("notes", WORDS["%notes"], sections=msgspec.to_builtins(self._read()))

    def _read(self) -> list[Section]:
        lines = self._said()
        wanted = {line.notebook for line in lines}
        chapters = catalog.read(self._home, self._session.work, wanted)
        return sections(chapters, lines, course.read(self._home).fields)

    def _do(self, message: Any) -> None:
        """Write the page to keep, or delete."""
        match message.get("kind"):
            case "keep":
                now = datetime.now().astimezone()
                page = document(course.read(self._home), self._read(), now)
                self.send({"kind": "page", "html": page, "name": f"my-notes_{now:%Y-%m-%d}.html"})
            case "delete":
                self._delete(message.get("item"), message.get("notebook"))

    def _delete(self, item: Any, notebook: Any) -> None:
        """Delete the answers to one item or, where both are null, to all."""
        known = {(line.notebook, line.item) for line in self._said()}
        if (notebook, item) in known:
            self._session.journal.delete(notebook, item)
        elif item is None and notebook is None:
            self._session.journal.delete()
        self.sections = msgspec.to_builtins(self._read())
        self.send({"kind": "deleted", "item": item})

    def _said(self) -> list[Line]:
        return [line for line in self._session.journal.lines() if line.kind in KINDS]
