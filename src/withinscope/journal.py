"""The durable record of a trainee's answers: append-only lines, on disk before we say saved."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

FOLDER = "journal"


class Line(Struct, frozen=True, omit_defaults=True):
    """One line. `kind` is answer, workbook (one was made or opened here), trainee or hand-in.

    `at` is ISO 8601 in UTC and grows from line to line of one kernel. Kinds that a newer
    version wrote are read and ignored.
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


_DECODER = msgspec.json.Decoder(Line)


class Journal:
    """The journal in a work folder: every kernel appends to a file of its own, all are read."""

    def __init__(self, work: str | Path) -> None:
        """Use `work`/journal; nothing is made before the first line is written."""
        self.folder = Path(work) / FOLDER
        self._file: Path | None = None
        self._last = datetime.min.replace(tzinfo=UTC)

    def append(self, line: Line) -> Line:
        """Write a line, flushed to disk before this returns; return it with its time.

        Raises OSError if it can't be written: then nothing may be called saved.
        """
        # Two lines of one kernel never share a time, so "latest" always has an answer.
        self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
        stamped = msgspec.structs.replace(line, at=self._last.isoformat())
        _make_folders(self.folder)
        if self._file is None:
            name = f"{self._last:%Y%m%dT%H%M%S}-{os.getpid()}-{secrets.token_hex(3)}.jsonl"
            self._file = self.folder / name
        # A raw response may be indented, as it was in a file: here it has to fit on one line.
        append(self._file, msgspec.json.format(msgspec.json.encode(stamped), indent=-1))
        return stamped

    def lines(self) -> Iterator[Line]:
        """Yield every line that can be read, in the order of their times."""
        files = sorted(self.folder.glob("*.jsonl")) if self.folder.is_dir() else []
        found = [line for file in files for line in read(_bytes(file))]
        return iter(sorted(found, key=lambda line: line.at))


def _make_folders(folder: Path) -> None:
    """Make the journal's folder, and the work folder around it, readable by their owner only."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)


def _bytes(file: Path) -> bytes:
    """Return what a file holds; nothing if it is gone or can't be read, so the others are."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def append(file: Path, data: bytes) -> None:
    """Append a line to a file and flush it to disk.

    Opening starts with a newline where the last byte is none: a torn line costs only itself.
    """
    new = not file.exists()
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as out:
        end = out.seek(0, os.SEEK_END)
        torn = end > 0 and (out.seek(end - 1), out.read(1))[1] != b"\n"
        _write_all(out, (b"\n" if torn else b"") + data + b"\n")
        os.fsync(out.fileno())
    if new:
        _sync_folder(file.parent)


def _write_all(out: Any, data: bytes) -> None:
    while data:
        data = data[out.write(data) :]


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some network file systems can't do this to a folder; the line itself is on disk.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(descriptor)


def read(data: bytes) -> Iterator[Line]:
    """Yield the lines of a journal file; one that is torn or foreign is left out."""
    for raw in data.split(b"\n"):
        try:
            yield _DECODER.decode(raw)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            continue
