"""All that a trainee has said, as one file to keep, and back from it."""

from __future__ import annotations

from collections.abc import Iterator

from withinscope import disk, journal, process
from withinscope.journal import Journal, Safe


def text(folder: Journal) -> bytes:
    """Return every line of a journal, as it was written."""
    return b"".join(raw + b"\n" for raw in _lines(folder))


def bring_back(folder: Journal, data: bytes, safe: Safe) -> int:
    """Add what a journal lacks of a kept one; return how many lines that were.

    Lines have times of their own, so in whichever order they come the same is the latest; what was
    deleted stays deleted. What is no line is left out. Raises OSError.
    """
    known = set(_lines(folder))
    new = list(dict.fromkeys(raw for raw in _readable(data) if raw not in known))
    if not new:
        return 0
    whole = b"".join(raw + b"\n" for raw in new)
    safe.append(whole)
    folder.folder.mkdir(parents=True, exist_ok=True)
    disk.append(folder.folder / f"1-{process.mark()}-back.jsonl", whole.rstrip(b"\n"))
    return len(new)


def _lines(folder: Journal) -> Iterator[bytes]:
    for file in sorted(folder.folder.glob("*.jsonl")):
        yield from _readable(file.read_bytes())


def _readable(data: bytes) -> Iterator[bytes]:
    """Yield what is a line of a journal, of this version or a newer one."""
    for raw in data.splitlines():
        if next(journal.read(raw), None) is not None:
            yield raw
