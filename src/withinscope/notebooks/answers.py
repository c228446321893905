"""What was answered: the record in a cell's outputs, read from a file and written into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw, Struct

from withinscope import types
from withinscope.items import ANSWERED
from withinscope.notebooks.parsing import MIME, Unreadable
from withinscope.notebooks.reading import Cell, Notebook, asked
from withinscope.texts import english

__all__ = [
    "MIME",
    "Answer",
    "Record",
    "answers_in",
    "asking",
    "place_of_record",
    "responses",
    "shown",
    "unread",
    "when",
]


class Record(Struct, frozen=True, omit_defaults=True):
    """An answer as it stands in a notebook. Extra fields are ignored; odd extras do no harm.

    `answered_at` is ISO 8601; `confidence` 1 a guess, 2 fairly sure, 3 sure; `attempt` counts
    from 1; `first` is the first response where there was more than one.
    """

    schema: int
    exercise: str
    item: str
    revision: str
    response: Raw
    workbook: Any = None
    confidence: Any = None
    answered_at: Any = None
    attempt: Any = None
    first: Any = None


class Answer(Struct, frozen=True):
    """What one item's cell holds: a record, or the `reason` why there is none to grade."""

    item: str
    record: Record | None
    reason: str = ""


class _Core(Struct):
    """What a record can't be graded without, and the rest as it came."""

    schema: int
    exercise: str
    item: str
    revision: str
    response: Raw
    workbook: Raw = Raw()
    confidence: Raw = Raw()
    answered_at: Raw = Raw()
    attempt: Raw = Raw()
    first: Raw = Raw()


_DECODER = msgspec.json.Decoder(Record)
_CORE = msgspec.json.Decoder(_Core)
_EXTRAS = ("workbook", "confidence", "answered_at", "attempt", "first")
_BROKEN = (msgspec.MsgspecError, UnicodeError, RecursionError)


def responses(notebook: Notebook) -> tuple[Answer, ...]:
    """Read what a notebook answers, at most one Answer an item; unanswered items have none.

    Raises Unreadable if an item stands in it twice: no one can tell which counts.
    """
    return answers_in(asking(notebook), notebook)


def answers_in(cells: Mapping[str, Cell], notebook: Notebook) -> tuple[Answer, ...]:
    """Read what a notebook answers, whose `cells` ask these items."""
    answers: dict[str, Answer] = {}
    strays: list[Answer] = []
    asks = {id(cell): item for item, cell in cells.items()}
    for cell in notebook.cells:
        if not cell.records:
            continue
        item = asks.get(id(cell), "")
        for answer in _candidates(cell.records, item, notebook.id):
            if answer.item != item:
                strays.append(answer)
            if item and (item not in answers or _beats(answer, answers[item])):
                answers[item] = answer
    own = (
        answer if answer.item == name else msgspec.structs.replace(answer, item=name)
        for name, answer in answers.items()
    )
    return (*own, *(stray for stray in strays if stray.item not in answers))


def asking(notebook: Notebook) -> dict[str, Cell]:
    """Return the cells that ask items, by their ids. Raises Unreadable for an item that is twice:
    no one can tell which counts.
    """
    found = [(item.id, cell) for cell in notebook.cells if (item := asked(cell)) is not None]
    cells = dict(found)
    if len(cells) < len(found):
        name, count = Counter(name for name, _ in found).most_common(1)[0]
        raise Unreadable(f"the item {name} stands in it {count} times")
    return cells


def _candidates(raws: tuple[bytes, ...], item: str, exercise: str | None) -> Iterator[Answer]:
    for raw in raws:
        try:
            record = _record(raw)
        except _BROKEN:
            yield Answer(item, None, "its record does not have the form of an answer")
            continue
        reason = _reason(record, item, exercise)
        yield Answer(record.item, None if reason else record, reason)


def _record(raw: bytes) -> Record:
    """Read a record; an extra that can't be (1e999, half a letter) is None and stops nothing."""
    try:
        return _DECODER.decode(raw)
    except _BROKEN:
        core = _CORE.decode(raw)
    fields = msgspec.structs.asdict(core)
    extras = {k: _decoded(v) for k, v in fields.items() if k in _EXTRAS}
    return Record(**fields | extras)


def _decoded(raw: Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except _BROKEN:
        return None


def _reason(record: Record, item: str, exercise: str | None) -> str:
    if record.schema != 1:
        return f"its record has schema {record.schema}, where 1 is needed"
    if not item or record.item != item:
        return "its record stands in another item's cell"
    if record.exercise != exercise:
        return "its record is from another exercise"
    return "its response is empty" if bytes(record.response) == b"null" else ""


def _beats(one: Answer, other: Answer) -> bool:
    """Tell whether an answer counts before another: any record before none, then the latest."""
    if one.record is None or other.record is None:
        return other.record is None and one.record is not None
    return when(one.record.answered_at) > when(other.record.answered_at)


@lru_cache(maxsize=512)
def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return float("-inf")


def when(answered_at: object) -> float:
    """Return seconds since 1970 for an ISO time, and minus infinity for anything else."""
    return _moment(answered_at) if isinstance(answered_at, str) else float("-inf")


def place_of_record() -> dict[str, str]:
    """Return the bundle that stands for a record before there is one: it shows nothing."""
    return {"text/plain": ""}


def shown(record: Record, item: types.Released) -> dict[str, Any]:
    """Return a record's bundle: the record, and in words what was answered."""
    try:
        with english():  # it is stored
            words = f"{ANSWERED}:\n{item.said(item.decode(record.response))}"
    except types.BadResponse:
        words = f"{ANSWERED}, to another version of this question."
    return {MIME: msgspec.json.decode(msgspec.json.encode(record)), "text/plain": words}


def unread(raw: bytes) -> dict[str, Any]:
    """Return the bundle of a record that this version can't read: the record as it was."""
    return {MIME: msgspec.json.decode(raw), "text/plain": f"{ANSWERED}, in another form."}
