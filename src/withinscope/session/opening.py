"""What a notebook's file and the journal know of it, merged: values, and functions of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from withinscope import course, journal, notebooks, types
from withinscope.journal import Line
from withinscope.notebooks import Notebook, Record
from withinscope.notebooks.answers import when
from withinscope.problems import Mistake
from withinscope.session.given import ANOTHERS, HANDED_IN, Given, record_of, stated

Item = types.Item | types.Released


class Known(Struct, frozen=True):
    """All that is known of an open notebook: from its file, and from the journal.

    `records` are by item, `unread` what a cell holds as a record and is none. `lines` are those
    of this notebook and, in an exercise, of its workbook, by item, in the order of their times.
    `locked` says why answers can't be changed, if so; `trainee` is the name of the last hand-in
    from any notebook.
    """

    notebook: str
    graded: bool = False
    workbook: str | None = None
    locked: str = ""
    trainee: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    unread: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def handed_in(self) -> str:
        """The name of the file that was handed in last, or nothing."""
        lines = reversed(self.lines.get("", ()))
        return next((line.file for line in lines if line.kind == "hand-in" and line.file), "")


def opened(file: Path | None, notebook_id: str) -> Notebook | None:
    """Return the notebook in a file, None where that is not there, or not of this id."""
    if file is None:
        return None
    try:
        notebook = notebooks.read(file)
    except notebooks.Unreadable:
        return None
    return notebook if notebook.id == notebook_id else None


def is_graded(notebook: Notebook | None, home: Path | None, notebook_id: str) -> bool:
    """Tell whether a notebook is handed in: its file says so, else the syllabus, else its id.

    The syllabus takes a tenth of a second to read, for which every opening page would wait.
    """
    if notebook is not None and notebook.role:
        return notebook.is_graded
    try:
        return course.read(home).is_exercise(notebook_id) if home else notebook_id.startswith("ex")
    except Mistake:
        return notebook_id.startswith("ex")


def known(
    notebook_id: str, graded: bool, notebook: Notebook | None, lines: Sequence[Line]
) -> Known:
    """Return what is known of a notebook; `lines` are all of the journal."""
    asked = notebook if graded else None  # a lesson's file holds no answers
    filed = _records(asked)
    workbook = notebook.workbook if notebook else None
    found = Known(
        notebook_id,
        graded,
        workbook,
        _lock(notebook, [line for line in lines if line.notebook == notebook_id]),
        records=filed,
        unread=_unread(asked, filed),
    )
    return renewed(found, lines)


def renewed(before: Known, lines: Sequence[Line]) -> Known:
    """Return what is known once the whole journal was read again."""
    gone = journal.deletions(lines)
    return msgspec.structs.replace(
        before,
        trainee=_trainee(lines),
        records={
            name: record
            for name, record in before.records.items()
            if not _is_deleted(before, record, gone)
        },
        lines=_by_item(
            line
            for line in lines
            if line.notebook == before.notebook and line.workbook in (None, before.workbook)
        ),
    )


def with_line(before: Known, line: Line) -> Known:
    """Return what is known once a line was written."""
    mine = (*before.lines.get(line.item, ()), line)
    trainee = line.trainee or before.trainee
    return msgspec.structs.replace(before, lines=before.lines | {line.item: mine}, trainee=trainee)


def given(found: Known, item: Item) -> Given:
    """Merge what the file and the journal know of an item: the latest answer wins.

    A journal that has the file's answer knows what came after it, whatever the clocks said.
    """
    filed, kept = _filed(found, item), _journaled(found, item)
    if filed.locked:
        return filed
    newer = when(kept.answered_at) >= when(filed.answered_at)
    knows = has_answer(found, item.id, filed.answered_at) and kept.attempt > 0
    latest = kept if newer or knows else filed
    if kept.attempt and filed.attempt:
        attempt = max(kept.attempt, filed.attempt)
        first = filed.first or kept.first
        latest = msgspec.structs.replace(latest, attempt=attempt, first=first)
    record = with_record(found, item, latest).record if latest.response else filed.record
    return msgspec.structs.replace(
        latest,
        record=record,
        unread=None if record else found.unread.get(item.id),
        draft=_draft(found, item.id),
        locked=found.locked,
    )


def with_record(found: Known, item: Item, answer: Given) -> Given:
    """Return an answer with the record that the notebook's file shall hold of it."""
    record = record_of(item, answer, found.notebook, found.workbook)
    return msgspec.structs.replace(answer, record=record)


def answers(found: Known, item: Item) -> list[Line]:
    """Return every answer on record to an item as it is now, the earliest first."""
    return [
        line
        for line in found.lines.get(item.id, ())
        if line.kind == "answer" and line.revision == item.revision
    ]


def has_answer(found: Known, item_id: str, at: str) -> bool:
    """Tell whether an answer, by its time, is in the journal, or was when it was replaced."""
    lines = found.lines.get(item_id, ())
    return at in {"", *(line.at for line in lines), *map(_replaced, lines)}


def reflection(found: Known, item_id: str) -> str:
    """Return what was last written about a conversation, or nothing."""
    lines = reversed(found.lines.get(item_id, ()))
    return next((journal.written(line) for line in lines if line.kind == "reflection"), "")


def only_filed(found: Known, item_id: str, before: Given) -> Raw | None:
    """Return the record, in JSON, of an answer that the notebook's file alone holds."""
    if before.unread is not None:
        return Raw(before.unread)
    if before.record is not None and not has_answer(found, item_id, before.answered_at):
        return Raw(msgspec.json.encode(before.record))
    return None


def _replaced(line: Line) -> str:
    """Return the time of the record that a line kept before it was replaced, or nothing."""
    if line.kind != "found":
        return ""
    try:
        record = msgspec.json.decode(line.response)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ""
    at = record.get("answered_at") if isinstance(record, dict) else None
    return at if isinstance(at, str) else ""


def _trainee(lines: Sequence[Line]) -> str:
    names = (line.trainee for line in reversed(lines) if line.kind == "hand-in")
    return next((name for name in names if name), "")


def _by_item(lines: Iterable[Line]) -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.item, []).append(line)
    return {name: tuple(mine) for name, mine in found.items()}


def _is_deleted(found: Known, record: Record, gone: journal.Deletions | None) -> bool:
    """Tell whether the trainee has deleted an answer of theirs since it was given."""
    mine = record.workbook in (None, found.workbook)
    at = str(record.answered_at or "")
    return mine and gone is not None and gone.cover(found.notebook, record.item, at)


def _filed(found: Known, item: Item) -> Given:
    """Return what the notebook's file holds of an item."""
    record = found.records.get(item.id)
    if record is None:
        return Given()
    foreign = record.workbook is not None and record.workbook != found.workbook
    filed = Given(record=record, locked=ANOTHERS if foreign else "")
    try:
        item.decode(record.response)
    except types.BadResponse:
        return filed
    if record.revision != item.revision:
        return filed
    return msgspec.structs.replace(
        filed,
        # Files are indented; here, the same answer is always the same bytes.
        response=msgspec.json.format(record.response, indent=-1),
        confidence=stated(record.confidence),
        attempt=record.attempt if type(record.attempt) is int and record.attempt > 0 else 1,
        first=None if record.first is None else msgspec.json.encode(record.first),
        answered_at=record.answered_at if isinstance(record.answered_at, str) else "",
    )


def _journaled(found: Known, item: Item) -> Given:
    """Return what the journal holds of an item."""
    mine = answers(found, item)
    if not mine:
        return Given()
    last = mine[-1]
    first = bytes(mine[0].response) if len(mine) > 1 else None
    return Given(bytes(last.response), last.confidence, len(mine), first, last.at)


def _draft(found: Known, item_id: str) -> dict[str, Any] | None:
    """Return what was in the form and not saved since."""
    steps = [x for x in found.lines.get(item_id, ()) if x.kind in ("draft", "answer")]
    if not steps or steps[-1].kind != "draft":
        return None
    kept = msgspec.json.decode(steps[-1].response)
    return kept if isinstance(kept, dict) and kept.get("response") is not None else None


def _records(notebook: Notebook | None) -> dict[str, Record]:
    if notebook is None:
        return {}
    try:
        found: Iterable[notebooks.Answer] = notebooks.responses(notebook)
    except notebooks.Unreadable:
        return {}
    return {answer.item: answer.record for answer in found if answer.record is not None}


def _unread(notebook: Notebook | None, records: dict[str, Record]) -> dict[str, bytes]:
    """Return what cells hold as a record and is none: it is kept as it is, never dropped."""
    found = {}
    for cell in notebook.cells if notebook else ():
        item = notebooks.asked(cell)
        if item is not None and item.id not in records and cell.records:
            found[item.id] = cell.records[-1]
    return found


def _lock(notebook: Notebook | None, lines: list[Line]) -> str:
    """Say why a notebook's answers can't be changed here, or nothing if they can."""
    if notebook is None:
        return ""
    if notebook.handed_in_at:
        return HANDED_IN
    mine = {line.workbook for line in lines if line.workbook}
    return ANOTHERS if notebook.workbook and mine and notebook.workbook not in mine else ""
