"""The answers of a review: each is one more attempt at its item, in the item's own lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from withinscope import types
from withinscope.journal import Line
from withinscope.review import Task
from withinscope.session import Given, Session


class Practice(Session):
    """A round of a review. What it asks is asked anew, whatever was answered before."""

    def __init__(self, notebook_id: str, work: Path, home: Path | None) -> None:
        """Begin a round on the page `notebook_id`, with nothing asked yet."""
        super().__init__(notebook_id, work, None, home)
        self.lines: list[Line] = []
        self._tasks: dict[str, Task] = {}

    def take(self, task: Task) -> None:
        """Have a task's item ready to be shown."""
        self._tasks[task.item.id] = task

    def draft(self, item_id: str, response: Any, confidence: Any) -> None:
        """Leave what is begun to the tab: in the journal it would stand in the lesson's form."""

    def _remembered(self, item: types.Item | types.Released) -> Given:
        return Given()

    def _append(self, kind: str, **fields: Any) -> Line:
        task = self._tasks[fields["item"]]
        line = Line(kind, notebook=task.lesson, review=task.due, **fields)
        self.lines.append(self.journal.append(line))
        return self.lines[-1]
