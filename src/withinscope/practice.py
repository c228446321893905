"""The answers of a review: each is one more attempt at its item, in the item's own lesson."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw

from withinscope.journal import Line
from withinscope.problems import Mistake
from withinscope.review import Task, TurnItem, line_for
from withinscope.session import Change, Given, Session
from withinscope.session.answering import Watcher
from withinscope.session.given import checked, elsewhere
from withinscope.session.opening import Item


class Practice:
    """A round of a review. What it asks is asked anew, whatever was answered before.

    Its answers go to the journal of the session on whose page it stands.
    """

    def __init__(self, session: Session, tell: Watcher = lambda change: None) -> None:
        """Begin a round with nothing asked yet; `tell` hears of each answer once it is on disk."""
        self.items: dict[str, Item] = {}
        self.lines: list[Line] = []
        self._session = session
        self._tell = tell
        self._tasks: dict[str, Task] = {}
        self._given: dict[str, Given] = {}
        self._closed = False

    def close(self) -> None:
        """Take no more answers: the round is over."""
        self._closed = True

    def take(self, task: Task) -> None:
        """Have a task's item ready to be shown."""
        self._tasks[task.item.id] = task

    def show(self, item: Item) -> Given:
        """Take an item into the round, as if it had never been answered."""
        self.items[item.id] = item
        return self._given.setdefault(item.id, Given())

    def answer(self, item_id: str, response: Any, confidence: Any) -> Given:
        """Keep an answer in the item's own lesson; when this returns it is on disk.

        Raises BadResponse, OSError and Mistake as a session does.
        """
        if self._closed:
            raise Mistake(elsewhere())
        item, task = self.items[item_id], self._tasks[item_id]
        raw, sure = checked(item, response, confidence)
        if self._given[item_id].is_repeated_by(raw, sure):
            return self._given[item_id]  # a button was pressed again
        line = Line("answer", notebook=task.lesson, item=item_id, revision=item.revision,
                    response=Raw(raw), confidence=sure, review=task.due)  # fmt: skip
        kept = line_for(item, line) if isinstance(item, TurnItem) else line
        at = self._session.journal.append(kept).at
        self.lines.append(msgspec.structs.replace(line, at=at))
        now = self._given[item_id].followed_by(raw, sure, at)
        self._given[item_id] = now
        self._tell(Change("answered", item_id, now))
        return now

    def draft(self, item_id: str, response: Any, confidence: Any) -> None:
        """Leave what is begun to the tab: in the journal it would stand in the lesson's form."""

    def log(self, trace: str) -> str:
        """Write a fault of ours to the work folder; return the sentence that says where."""
        return self._session.log(trace)
