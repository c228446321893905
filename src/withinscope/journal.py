"""The durable record of a trainee's answers: append-only lines, on disk before we say saved."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Raw, Struct

from withinscope import disk, process

FOLDER = "journal"
DELETED = "deleted"
_MARK = b'"deleted"'
_LASTING = frozenset({DELETED, "hand-in", "workbook"})
"""Kinds that hold nothing of what a person said, and so outlive a deletion."""


class Line(Struct, frozen=True, omit_defaults=True):
    """One line. `kind` is answer, draft (what stands unsaved in a form), reflection, hand-in,
    workbook (one was made here), found (a record that only a file held, before it is replaced) or
    turn (one of a conversation, answered by itself in the review: `turn` is its node).

    `at` is ISO 8601 in UTC and later than that of every line that was read before this one was
    written, whatever the clock says; `clock` is what it said, where that was another time. The
    one is for the order of lines, the other, through `said_at`, for dates. `review` names the item
    that was due, where an answer was given in the review: its own item, or the one that this
    item stood in for. The kind `deleted` takes back all that was said before it: to its item,
    or without one to every item. Kinds that a newer version wrote are read and ignored.
    """

    kind: str
    at: str = ""
    notebook: str = ""
    item: str = ""
    revision: str = ""
    workbook: str | None = None
    response: Raw = Raw(b"null")
    confidence: int | None = None
    trainee: str | None = None
    file: str | None = None
    review: str = ""
    turn: str = ""
    clock: str = ""

    @property
    def said_at(self) -> datetime | None:
        """When it was said, in UTC, as far as a clock can tell; None where none is told."""
        return moment(self.clock or self.at)


class Deletions(Struct, frozen=True):
    """What was taken back, and when: `items` by notebook and item, `all` everything."""

    all: str
    items: dict[tuple[str, str], str]

    def cover(self, notebook: str, item: str, at: str) -> bool:
        """Tell whether something said at a time (ISO 8601, UTC) was deleted since."""
        return at < self.all or at < self.items.get((notebook, item), "")

    def take(self, line: Line) -> bool:
        """Tell whether a line was deleted."""
        return line.kind not in _LASTING and self.cover(line.notebook, line.item, line.at)


_SLACK = timedelta(minutes=1)
"""By so much a line's time may differ from the clock's and count as the same."""
_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)
"""From here on it is no date that a clock told, and soon there is none after it."""
_DECODER = msgspec.json.Decoder(Line)


class Safe(Protocol):
    """Where the journal is kept for good while the files of its folder are in memory alone."""

    def append(self, data: bytes) -> None:
        """Keep a line; it is on disk when this returns. Raises OSError."""
        ...

    def replace(self, data: bytes) -> None:
        """Keep these lines in place of all that is kept. Raises OSError; then all still is."""
        ...


class Journal:
    """The journal in a work folder: every kernel appends to a file of its own, all are read."""

    def __init__(self, work: str | Path, safe: Safe | None = None) -> None:
        """Use `work`/journal; nothing is made before the first line is written.

        A browser has its files in memory: there, `safe` keeps what is written.
        """
        self.folder = Path(work) / FOLDER
        self._safe = safe
        self._file: Path | None = None
        self._last = datetime.min.replace(tzinfo=UTC)

    def append(self, line: Line) -> Line:
        """Write a line, flushed to disk before this returns; return it with its time.

        Raises OSError if it can't be written: then nothing may be called saved.
        """
        # No two lines of one kernel share a time, and none is older than what it has read, though
        # the clock be put back: so "latest" always has an answer.
        now = datetime.now(UTC)
        self._last = max(now, self._last + timedelta(microseconds=1))
        clock = now.isoformat() if self._last - now > _SLACK else ""
        stamped = msgspec.structs.replace(line, at=self._last.isoformat(), clock=clock)
        _make_folders(self.folder)
        if self._file is None:
            name = f"{self._last:%Y%m%dT%H%M%S}-{process.mark()}-{secrets.token_hex(3)}.jsonl"
            self._file = self.folder / name
        # A raw response may be indented, as it was in a file: here it has to fit on one line.
        raw = msgspec.json.format(msgspec.json.encode(stamped), indent=-1)
        if self._safe is not None:
            self._safe.append(raw + b"\n")
        disk.append(self._file, raw)
        return stamped

    def lines(self) -> Iterator[Line]:
        """Return every line that can be read and stands, once, in the order of their times.

        Sync programs leave copies of a file beside it. Every line has a time of its own, so two
        that are alike are one.
        """
        raws = dict.fromkeys(raw for file in self._files() for raw in _raws(_bytes(file)))
        found = sorted(_read(raws), key=lambda line: line.at)
        self.follow(found[-1].at if found else "")
        gone = deletions(found)
        return (line for line in found if not gone.take(line)) if gone else iter(found)

    @property
    def latest(self) -> datetime:
        """The latest time that was written or read so far, in UTC; the clock's may be earlier."""
        return self._last

    def follow(self, at: str) -> None:
        """Have all that is written from now on be later than a time (ISO 8601)."""
        then = moment(at)
        if then is not None and then < _END_OF_TIME:
            self._last = max(self._last, then)

    def delete(self, notebook: str = "", item: str = "") -> None:
        """Take back all that was said to an item, or without one all that was ever said.

        From now on nobody reads it. Files that no other kernel may be writing to lose it at
        once, the others when the course next starts. Raises OSError if it can't be written.
        """
        self.lines()  # what is deleted has to lie before this line
        self.append(Line(DELETED, notebook=notebook, item=item))
        self.compact()

    def compact(self, alone: bool = False) -> None:
        """Take deleted lines out of the files; `alone` says that no kernel runs.

        Raises OSError; whenever that happens, no line that stands is lost.
        """
        if alone and self.folder.is_dir():
            for left in self.folder.glob(f"*{disk.UNFINISHED}"):  # of a compaction that was cut off
                left.unlink(missing_ok=True)
        if not any(_MARK in _bytes(file) for file in self._files()):
            return  # most journals have nothing deleted, and the course waits for this
        if (gone := deletions(self.lines())) is None:
            return
        for file in self._files():
            if alone or not _is_in_use(file):
                _compact(file, gone)
        self._file = None
        if self._safe is not None:
            self._safe.replace(b"".join(_bytes(file) for file in self._files()))

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.jsonl")) if self.folder.is_dir() else []


def deletions(lines: Iterable[Line]) -> Deletions | None:
    """Return what lines in the order of their times delete, None for nothing."""
    found = [line for line in lines if line.kind == DELETED]
    if not found:
        return None
    everything = [line.at for line in found if not line.item]
    items = {(line.notebook, line.item): line.at for line in found if line.item}
    return Deletions(everything[-1] if everything else "", items)


def answers(lines: Iterable[Line], kind: str = "answer") -> dict[str, list[Line]]:
    """Group answers, or lines of another kind, by item, in the order of the lines."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind == kind:
            found.setdefault(line.item, []).append(line)
    return found


def written(line: Line) -> str:
    """Return what somebody wrote, in free text or a reflection; nothing for choices."""
    try:
        response = msgspec.json.decode(line.response)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ""
    text = response.get("text") if isinstance(response, dict) else None
    return text if isinstance(text, str) else ""


def dates(lines: Sequence[Line]) -> list[datetime | None]:
    """Return when each of some lines, in their order, was said, as far as clocks can tell.

    What was said before something else can't have a later date: a clock was ahead then.
    """
    found: list[datetime | None] = []
    after: datetime | None = None
    for line in reversed(lines):
        at = line.said_at
        after = min(filter(None, (at, after)), default=None)
        found.append(at and after)
    return found[::-1]


def moment(at: str) -> datetime | None:
    """Return the time of a line in UTC, None where it tells none."""
    try:
        found = datetime.fromisoformat(at)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _is_in_use(file: Path) -> bool:
    """Tell whether another kernel may be writing to a file, by the mark in its name."""
    mark = file.name.split("-")[1] if file.name.count("-") > 1 else ""
    return mark != process.mark() and process.may_run(mark)


def _compact(file: Path, gone: Deletions) -> None:
    """Write a file anew without what was deleted, whole or not at all.

    It is moved first: a kernel that has just opened it by its name makes a new one.
    """
    if not any(gone.take(line) for line in read(_bytes(file))):
        return
    moved = file.with_name(f"{file.stem}{secrets.token_hex(2)}.jsonl")
    file.rename(moved)
    kept = b"".join(raw + b"\n" for raw in _standing(_bytes(moved), gone))
    if not kept:
        moved.unlink()
        return
    disk.write_whole(moved, kept, private=True)


def _standing(data: bytes, gone: Deletions) -> Iterator[bytes]:
    """Yield the raw lines that stay; what can't be read goes with all that was said before."""
    at = ""
    for raw in data.split(b"\n"):
        found = next(read(raw), None)
        at = found.at if found else at
        if raw and not (gone.take(found) if found else gone.cover("", "", at)):
            yield raw


def _make_folders(folder: Path) -> None:
    """Make the journal's folder, and the work folder around it, readable by their owner only."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        disk.sync_folder(folder.parent)


def _bytes(file: Path) -> bytes:
    """Return what a file holds; nothing if it is gone or can't be read, so the others are."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def read(data: bytes) -> Iterator[Line]:
    """Yield the lines of a journal file; one that is torn or foreign is left out."""
    return _read(_raws(data))


def _raws(data: bytes) -> Iterator[bytes]:
    """Yield the lines of a file as they are written, whatever ends them."""
    return (raw.rstrip(b"\r") for raw in data.split(b"\n"))


def _read(raws: Iterable[bytes]) -> Iterator[Line]:
    for raw in raws:
        try:
            yield _DECODER.decode(raw)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            continue
