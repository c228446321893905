"""One kernel's open notebook: what was asked so far, what was answered, and where answers go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

from withinscope import course, journal, notebooks, types
from withinscope.journal import Journal, Line
from withinscope.notebooks import Record
from withinscope.notebooks.answers import when
from withinscope.problems import Mistake, Problem

HANDED_IN = "This is a copy that was handed in, so its answers can be read and not changed."
ELSEWHERE = Problem(
    "This page has been opened again, in another tab or window.",
    "Go on there, or reload this page to go on here.",
)
ANOTHERS = "These answers were given in another workbook, so they can be read and not changed."


class Given(Struct, frozen=True):
    """What was answered to one item so far.

    `response` is the latest (JSON), `first` the first where there was more than one; `draft` is
    what stands in the form and was not saved; `locked` says why it can't be changed, if so.
    `record` is what the notebook's file shall hold; `unread` what it holds and can't be read.
    """

    response: bytes | None = None
    confidence: int | None = None
    attempt: int = 0
    first: bytes | None = None
    answered_at: str = ""
    draft: dict[str, Any] | None = None
    locked: str = ""
    record: Record | None = None
    unread: bytes | None = None


class Session:
    """An open notebook: its items in the order they were shown, and what was answered."""

    def __init__(self, notebook_id: str, work: Path, file: Path | None, home: Path | None) -> None:
        """Read what the notebook's file and the journal know. Neither has to be there.

        `file` is the open notebook; `home` the course's folder, where its original is.
        """
        self.id = notebook_id
        self.work = work
        self.items: dict[str, types.Item | types.Released] = {}
        self.on_change: list[Callable[[], None]] = []
        self.journal = Journal(work)
        self.home = home
        self._file = file
        opened = _opened(file, notebook_id)
        self.graded = _graded(opened, home, notebook_id)
        every = list(self.journal.lines())
        lines = [line for line in every if line.notebook == notebook_id]
        self.workbook = opened.workbook if opened else None
        self.locked = _lock(opened, lines)
        self._lines = self._mine(lines)
        asked = opened if self.graded else None  # a lesson's file holds no answers
        filed = _records(asked)
        self._records = self._standing(filed, journal.deletions(every))
        self._unread = _unread(asked, filed)
        self._given: dict[str, Given] = {}
        self._closed = False

    def close(self) -> None:
        """Take no more answers: another session has the notebook now, and would not know them."""
        self._closed = True

    def show(self, item: types.Item | types.Released) -> Given:
        """Take an item into the notebook, and return what was answered to it before."""
        self.items[item.id] = item
        if item.id not in self._given:
            self._given[item.id] = self._remembered(item)
        self._changed()
        return self._given[item.id]

    def given(self, item_id: str) -> Given:
        """Return what was answered so far."""
        return self._given.get(item_id, Given())

    def answer(self, item_id: str, response: Any, confidence: Any) -> Given:
        """Keep an answer; when this returns it is on disk.

        Raises BadResponse for one that breaks the item's form, OSError if it can't be written,
        Mistake if the session was closed.
        """
        self._check_open()
        item, before = self.items[item_id], self.given(item_id)
        if before.locked:
            return before
        raw = msgspec.json.encode(response)
        item.decode(raw)
        sure = confidence if confidence in (1, 2, 3) else None
        self._keep_found(item_id, before)
        line = self._append("answer", item=item_id, revision=item.revision, response=Raw(raw),
                            confidence=sure)  # fmt: skip
        first = before.first or before.response
        now = Given(raw, sure, before.attempt + 1, first, line.at)
        self._given[item_id] = msgspec.structs.replace(now, record=self._record(item, now))
        self._changed()
        return self._given[item_id]

    def draft(self, item_id: str, response: Any, confidence: Any) -> None:
        """Keep what stands in a form unsaved, so that closing the tab costs nothing.

        Raises OSError if it can't be written, Mistake if the session was closed.
        """
        self._check_open()
        before = self.given(item_id)
        if before.locked:
            return
        kept = {"response": response, "confidence": confidence}
        self._append("draft", item=item_id, response=Raw(msgspec.json.encode(kept)))
        self._given[item_id] = msgspec.structs.replace(before, draft=kept)
        self._changed()

    def tries(self, item: types.Item | types.Released) -> tuple[bytes, ...]:
        """Return every response on record to an item as it is now, the earliest first."""
        return tuple(bytes(line.response) for line in self._answers(item))

    def reflect(self, item_id: str, text: str) -> None:
        """Keep what somebody wrote for themselves about a conversation, for them alone.

        Raises OSError if it can't be written, Mistake if the session was closed.
        """
        self._check_open()
        self._append("reflection", item=item_id, response=Raw(msgspec.json.encode({"text": text})))

    def reflection(self, item_id: str) -> str:
        """Return what was last written about a conversation, or nothing."""
        mine = [line for line in self._lines if (line.kind, line.item) == ("reflection", item_id)]
        return journal.written(mine[-1]) if mine else ""

    def trainee(self) -> str:
        """Return the name or number last given for a hand-in, or nothing."""
        names = [line.trainee for line in self.journal.lines() if line.kind == "hand-in"]
        return next((name for name in reversed(names) if name), "")

    def hand_in(self, trainee: str) -> Path:
        """Write the hand-in and return its file. Raises OSError or Mistake if that fails."""
        self._check_open()
        self._catch_up()
        moment = datetime.now(UTC)
        name = f"{self.id}_{_file_name(trainee)}_{moment:%Y%m%dT%H%M%S%fZ}.ipynb"
        folder = self.work / "hand-ins"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        records = {name: g.record for name, g in self._given.items() if g.unread is None}
        written = notebooks.handed_in(self._original(), records, trainee, moment.isoformat())
        notebooks.write(folder / name, written)
        self._append("hand-in", trainee=trainee, file=name)
        return folder / name

    def log(self, trace: str) -> str:
        """Write a fault of ours to the work folder; return the sentence that says where."""
        file = self.work / "faults.log"
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as out:
                out.write(f"{datetime.now(UTC).isoformat()}\n{trace}\n")
        except OSError:
            return ""
        return f"What went wrong is in {file}."

    def _check_open(self) -> None:
        if self._closed:
            raise Mistake(ELSEWHERE)

    def _mine(self, lines: Iterable[Line]) -> list[Line]:
        """Keep the lines of this notebook and, in an exercise, of its workbook."""
        books = (None, self.workbook)
        return [line for line in lines if line.notebook == self.id and line.workbook in books]

    def _standing(
        self, records: dict[str, Record], gone: journal.Deletions | None
    ) -> dict[str, Record]:
        """Leave out the records of answers that the trainee has deleted since they were given."""
        return {
            name: record
            for name, record in records.items()
            if gone is None
            or record.workbook not in (None, self.workbook)
            or not gone.cover(self.id, name, str(record.answered_at or ""))
        }

    def _catch_up(self) -> None:
        """Take in what was answered or deleted meanwhile in another tab: the latest counts."""
        every = list(self.journal.lines())
        self._lines, gone = self._mine(every), journal.deletions(every)
        self._records = self._standing(self._records, gone)
        for name, item in self.items.items():
            now, before = self._remembered(item), self.given(name).answered_at
            deleted = gone is not None and gone.cover(self.id, name, before)
            if deleted or when(now.answered_at) > when(before):
                self._given[name] = now

    def _append(self, kind: str, **fields: Any) -> Line:
        line = self.journal.append(Line(kind, notebook=self.id, workbook=self.workbook, **fields))
        self._lines.append(line)
        return line

    def _keep_found(self, item_id: str, before: Given) -> None:
        """Put an answer that only the notebook's file holds on record before it is replaced."""
        known = {line.at for line in self._lines} | {""}
        if before.unread is not None:
            self._append("found", item=item_id, response=Raw(before.unread))
        elif before.record is not None and before.answered_at not in known:
            self._append("found", item=item_id, response=Raw(msgspec.json.encode(before.record)))

    def _changed(self) -> None:
        for tell in self.on_change:
            tell()

    def _remembered(self, item: types.Item | types.Released) -> Given:
        """Merge what the file and the journal know of an item: the latest answer wins."""
        filed = self._filed(item)
        kept = self._journaled(item)
        given = kept if when(kept.answered_at) >= when(filed.answered_at) else filed
        if kept.attempt and filed.attempt:
            attempt = max(kept.attempt, filed.attempt)
            first = filed.first or kept.first
            given = msgspec.structs.replace(given, attempt=attempt, first=first)
        record = self._record(item, given) if given.response else filed.record
        if filed.locked:
            return filed
        return msgspec.structs.replace(
            given,
            record=record,
            unread=None if record else self._unread.get(item.id),
            draft=self._draft(item.id),
            locked=self.locked,
        )

    def _filed(self, item: types.Item | types.Released) -> Given:
        record = self._records.get(item.id)
        if record is None:
            return Given()
        foreign = record.workbook is not None and record.workbook != self.workbook
        given = Given(record=record, locked=ANOTHERS if foreign else "")
        try:
            item.decode(record.response)
        except types.BadResponse:
            return given
        if record.revision != item.revision:
            return given
        return msgspec.structs.replace(
            given,
            # Files are indented; here, the same answer is always the same bytes.
            response=msgspec.json.format(record.response, indent=-1),
            confidence=record.confidence if record.confidence in (1, 2, 3) else None,
            attempt=record.attempt if type(record.attempt) is int and record.attempt > 0 else 1,
            first=None if record.first is None else msgspec.json.encode(record.first),
            answered_at=record.answered_at if isinstance(record.answered_at, str) else "",
        )

    def _answers(self, item: types.Item | types.Released) -> list[Line]:
        wanted = ("answer", item.id, item.revision)
        return [line for line in self._lines if (line.kind, line.item, line.revision) == wanted]

    def _journaled(self, item: types.Item | types.Released) -> Given:
        mine = self._answers(item)
        if not mine:
            return Given()
        last = mine[-1]
        first = bytes(mine[0].response) if len(mine) > 1 else None
        return Given(bytes(last.response), last.confidence, len(mine), first, last.at)

    def _draft(self, item_id: str) -> dict[str, Any] | None:
        """Return what was in the form and not saved since."""
        steps = ("draft", "answer")
        mine = [line for line in self._lines if line.item == item_id and line.kind in steps]
        if not mine or mine[-1].kind != "draft":
            return None
        kept = msgspec.json.decode(mine[-1].response)
        return kept if isinstance(kept, dict) else None

    def _record(self, item: types.Item | types.Released, given: Given) -> Record:
        return Record(
            schema=1,
            exercise=self.id,
            item=item.id,
            revision=item.revision,
            response=Raw(given.response or b"null"),
            workbook=self.workbook,
            confidence=given.confidence,
            answered_at=given.answered_at,
            attempt=given.attempt,
            first=msgspec.json.decode(given.first) if given.first else None,
        )

    def _original(self) -> dict[str, Any]:
        """Return the notebook to hand in: the open one, else the course's own exercise."""
        if self._file is not None:
            try:
                return notebooks.load_dict(self._file)
            except Mistake:
                if self.home is None:
                    raise
        lessons = course.read(self.home).lessons if self.home else ()
        name = next((one.file for one in lessons if one.exercise == self.id), self.id)
        return notebooks.load_dict((self.home or Path.cwd()) / "exercises" / f"{name}.ipynb")


def _graded(opened: notebooks.Notebook | None, home: Path | None, notebook_id: str) -> bool:
    """Tell whether a notebook is handed in: its file says so, else the syllabus, else its id.

    The syllabus takes a tenth of a second to read, for which every opening page would wait.
    """
    if opened is not None and opened.role:
        return opened.is_graded
    try:
        return course.read(home).is_exercise(notebook_id) if home else notebook_id.startswith("ex")
    except Mistake:
        return notebook_id.startswith("ex")


def start(notebook_id: str, told: str | None = None) -> Session:
    """Open a session for the notebook that this kernel runs; `told` as for `open_file`."""
    try:
        home: Path | None = course.find()
    except Mistake:
        home = None
    return Session(notebook_id, course.work_folder(home), open_file(told), home)


def open_file(told: str | None = None) -> Path | None:
    """Return the file of the notebook that this kernel runs, where somebody tells it.

    Jupyter does, by a path from its own root, while the kernel starts in the notebook's folder;
    `told` is the whole path, from an editor that is no Jupyter.
    """
    name = os.environ.get("JPY_SESSION_NAME")
    file = Path.cwd() / Path(name).name if name else Path(told) if told else None
    return file if file is not None and file.suffix == ".ipynb" and file.is_file() else None


def _opened(file: Path | None, notebook_id: str) -> notebooks.Notebook | None:
    if file is None:
        return None
    try:
        notebook = notebooks.read(file)
    except notebooks.Unreadable:
        return None
    return notebook if notebook.id == notebook_id else None


def _records(opened: notebooks.Notebook | None) -> dict[str, Record]:
    if opened is None:
        return {}
    try:
        answers: Iterable[notebooks.Answer] = notebooks.responses(opened)
    except notebooks.Unreadable:
        return {}
    return {answer.item: answer.record for answer in answers if answer.record is not None}


def _unread(opened: notebooks.Notebook | None, records: dict[str, Record]) -> dict[str, bytes]:
    """Return what cells hold as a record and is none: it is kept as it is, never dropped."""
    found = {}
    for cell in opened.cells if opened else ():
        item = notebooks.asked(cell)
        if item is not None and item.id not in records and cell.records:
            found[item.id] = cell.records[-1]
    return found


def _lock(opened: notebooks.Notebook | None, lines: list[Line]) -> str:
    """Say why a notebook's answers can't be changed here, or nothing if they can."""
    if opened is None:
        return ""
    if opened.handed_in_at:
        return HANDED_IN
    mine = {line.workbook for line in lines if line.workbook}
    return ANOTHERS if opened.workbook and mine and opened.workbook not in mine else ""


def _file_name(trainee: str) -> str:
    """Write a name so that it can stand in a file's name on any system."""
    kept = "".join(c if c.isalnum() or c in "-." else "-" for c in trainee.strip())
    return kept.strip("-.")[:60] or "trainee"
