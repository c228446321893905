"""The session: shows items, keeps answers and drafts, and tells those who watch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Raw

from withinscope import journal
from withinscope.journal import Journal, Line, Safe
from withinscope.notebooks import Record
from withinscope.notebooks.answers import when
from withinscope.problems import Mistake
from withinscope.session import clocks, faults, opening
from withinscope.session.given import Change, Given, checked, elsewhere, stated
from withinscope.session.opening import Item

Watcher = Callable[[Change], None]


class Answers(Protocol):
    """What the view of an item needs: somebody who shows it and keeps what is answered."""

    @property
    def items(self) -> dict[str, Item]:
        """The items shown so far, by id, in the order in which they were shown."""
        ...

    def show(self, item: Item) -> Given:
        """Take an item in, and return what was answered to it before."""
        ...

    def answer(self, item_id: str, response: Any, confidence: Any) -> Given:
        """Keep an answer; when this returns it is on disk.

        Raises BadResponse for one that breaks the item's form, OSError if it can't be written,
        Mistake if no more are taken.
        """
        ...

    def draft(self, item_id: str, response: Any, confidence: Any) -> None:
        """Keep what stands in a form unsaved. Raises OSError and Mistake as `answer`."""
        ...

    def log(self, trace: str) -> str:
        """Write a fault of ours to a log; return the sentence that says where."""
        ...


class Session:
    """An open notebook: its items in the order they were shown, and what was answered."""

    def __init__(
        self,
        notebook_id: str,
        work: Path,
        file: Path | None,
        home: Path | None,
        safe: Safe | None = None,
        hand_ins: Path | None = None,
    ) -> None:
        """Read what the notebook's file and the journal know. Neither has to be there.

        `file` is the open notebook; `home` the course's folder, where its original is; `safe` is
        where the journal is kept for good, if not in `work`; `hand_ins` where the instructor finds
        what is handed in, None where the trainee sends it.
        """
        self.id = notebook_id
        self.work = work
        self.file = file
        self.home = home
        self.hand_ins = hand_ins
        self.journal = Journal(work, safe)
        #: Whether the work folder is in a browser's memory, where nobody can open it.
        self.in_memory = safe is not None
        self.items: dict[str, Item] = {}
        notebook = opening.opened(file, notebook_id)
        graded = opening.is_graded(notebook, home, notebook_id)
        self.known = opening.known(notebook_id, graded, notebook, list(self.journal.lines()))
        for record in self.known.records.values():
            self.journal.follow(str(record.answered_at))
        self._given: dict[str, Given] = {}
        self._watchers: list[Watcher] = []
        self._closed = False

    def close(self) -> None:
        """Take no more answers: another session has the notebook now, and would not know them."""
        self._closed = True

    def watch(self, tell: Watcher) -> None:
        """Have every change told from now on, once it is on disk."""
        self._watchers.append(tell)

    def show(self, item: Item) -> Given:
        """Take an item into the notebook, and return what was answered to it before."""
        self.items[item.id] = item
        before = self._given.get(item.id) or opening.given(self.known, item)
        return self._now("shown", item.id, before)

    def given(self, item_id: str) -> Given:
        """Return what was answered so far."""
        return self._given.get(item_id, Given())

    def answer(self, item_id: str, response: Any, confidence: Any) -> Given:
        """Keep an answer; when this returns it is on disk.

        The one on record once more is no new answer: a button was pressed again. A conversation
        that is played the same way again is one. Raises BadResponse for one that breaks the item's
        form, OSError if it can't be written, Mistake if the session was closed.
        """
        self._check_open()
        item, before = self.items[item_id], self.given(item_id)
        if before.locked:
            return before
        raw, sure = checked(item, response, confidence)
        if not item.played and before.is_repeated_by(raw, sure):
            self._catch_up()  # in another tab it may have been deleted since
            before = self.given(item_id)
            if before.is_repeated_by(raw, sure):
                self.draft(item_id, None, None)
                return self.given(item_id)
        return self._keep(item, before, raw, sure)

    def _keep(self, item: Item, before: Given, raw: bytes, sure: int | None) -> Given:
        """Write an answer to the journal, and then take it for how the item stands."""
        if (found := opening.only_filed(self.known, item.id, before)) is not None:
            self._append("found", item=item.id, response=found)  # before it is replaced
        line = self._append("answer", item=item.id, revision=item.revision, response=Raw(raw),
                            confidence=sure)  # fmt: skip
        now = before.followed_by(raw, sure, line.at)
        return self._now("answered", item.id, opening.with_record(self.known, item, now))

    def draft(self, item_id: str, response: Any, confidence: Any) -> None:
        """Keep what stands in a form unsaved, so that closing the tab costs nothing.

        None for a response says that nothing does any more, and so does what is saved already: a
        form may send it that has not heard yet that its answer is. Raises OSError if it can't be
        written, Mistake if the session was closed.
        """
        self._check_open()
        before = self.given(item_id)
        if before.is_repeated_by(msgspec.json.encode(response), stated(confidence)):
            response = None
        if before.locked or (response is None and before.draft is None):
            return
        kept = {"response": response, "confidence": confidence}
        self._append("draft", item=item_id, response=Raw(msgspec.json.encode(kept)))
        draft = None if response is None else kept
        self._now("drafted", item_id, msgspec.structs.replace(before, draft=draft))

    def tries(self, item: Item) -> tuple[bytes, ...]:
        """Return every response on record to an item as it is now, the earliest first."""
        return tuple(bytes(line.response) for line in opening.answers(self.known, item))

    def reflect(self, item_id: str, text: str) -> None:
        """Keep what somebody wrote for themselves about a conversation, for them alone.

        Raises OSError if it can't be written, Mistake if the session was closed.
        """
        self._check_open()
        self._append("reflection", item=item_id, response=Raw(msgspec.json.encode({"text": text})))

    def reflection(self, item_id: str) -> str:
        """Return what was last written about a conversation, or nothing."""
        return opening.reflection(self.known, item_id)

    def records(self) -> dict[str, Record | None]:
        """Return what is to be handed in, by item: the latest, from every tab.

        None stands for what is not answered, or no longer; what can't be read is left out.
        Raises Mistake if the session was closed.
        """
        self._check_open()
        self._catch_up()
        return {name: one.record for name, one in self._given.items() if one.unread is None}

    def note_hand_in(self, trainee: str, file: str) -> None:
        """Keep that a file was handed in. Raises OSError if it can't be written."""
        self._append("hand-in", trainee=trainee, file=file)

    def clock_doubt(self) -> str:
        """Say that the clock can't be right, by what was read so far; nothing if it can."""
        return clocks.doubt(datetime.now(UTC), self.journal.latest)

    def log(self, trace: str) -> str:
        """Write a fault of ours to the work folder; return the sentence that says where."""
        told = faults.log(self.work, trace)
        return "" if self.in_memory else told

    def _check_open(self) -> None:
        if self._closed:
            raise Mistake(elsewhere())

    def _now(self, kind: Any, item_id: str, given: Given) -> Given:
        """Take what was answered for how it stands, and tell those who watch."""
        self._given[item_id] = given
        for tell in self._watchers:
            tell(Change(kind, item_id, given))
        return given

    def _append(self, kind: str, **fields: Any) -> Line:
        workbook = self.known.workbook
        line = self.journal.append(Line(kind, notebook=self.id, workbook=workbook, **fields))
        self.known = opening.with_line(self.known, line)
        return line

    def _catch_up(self) -> None:
        """Take in what was answered or deleted meanwhile in another tab: the latest counts."""
        every = list(self.journal.lines())
        self.known, gone = opening.renewed(self.known, every), journal.deletions(every)
        for name, item in self.items.items():
            now, before = opening.given(self.known, item), self.given(name).answered_at
            deleted = gone is not None and gone.cover(self.id, name, before)
            known = deleted or opening.has_answer(self.known, name, before)
            if known or when(now.answered_at) > when(before):
                self._given[name] = now
