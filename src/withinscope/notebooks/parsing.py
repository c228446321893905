"""A notebook's JSON, read into just the fields that matter; the rest is skipped.

A cohort's hand-ins differ in their outputs alone, so what else a cell has is read once and known
again by its bytes. Whatever is odd is read a second time, with care, and told as it is.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from withinscope.cells import READ, lines
from withinscope.halves import IN_DOUBT, mended
from withinscope.items import ANSWERED

MIME = "application/vnd.withinscope.response+json"
LONGEST_KNOWN = 32 * 1024
"""Bytes of a source that is worth knowing again: four times the longest conversation's."""
_ANSWERED = re.compile(rb'[\[\s]*"' + ANSWERED.encode() + b"[:,]")
_BROKEN = (msgspec.MsgspecError, UnicodeError, RecursionError)


class Unreadable(Exception):  # noqa: N818 - the file's fault
    """A file that is no notebook we can read; the text says why.

    `trainee` is whose it says that it is, if that much can be read.
    """

    def __init__(self, reason: str, trainee: str | None = None) -> None:
        """Say why, and whose it is."""
        super().__init__(reason)
        self.trainee = trainee


class Source(Struct, frozen=True):
    """A cell's text with one kind of line end; `yaml` are its characters if it is read as YAML."""

    text: str
    yaml: int


class Output(Struct):
    """An output of a cell: of all that it shows, what may be a record, and words."""

    output_type: Any = None
    data: Data | None = None

    @property
    def told(self) -> bool:
        """Whether it says that something was answered, or is of no kind that we know."""
        if self.data is None:
            return self.output_type not in ("stream", "error")
        return _ANSWERED.match(bytes(self.data.words)) is not None


class Data(Struct):
    """What an output shows, by MIME type, as it stands in the file."""

    record: Raw = field(name=MIME, default=Raw())
    words: Raw = field(name="text/plain", default=Raw())


class ParsedCell(Struct, frozen=True):
    """A cell as it stands in a file; `records` are what its outputs have of our MIME type."""

    id: str | None
    type: str
    source: Source
    tags: tuple[str, ...]
    outputs: Sequence[Output]
    records: tuple[bytes, ...]


class Parsed(Struct, frozen=True):
    """A notebook's file; `about` is what its metadata says to us, whatever that is."""

    nbformat: int
    about: Any
    cells: tuple[ParsedCell, ...]


class _Tags(Struct):
    tags: Any = None


class _Metadata(Struct):
    withinscope: Any = None


class _QuickCell(Struct):
    cell_type: str
    source: Raw = Raw(b'""')
    id: str | None = None
    metadata: _Tags | None = None
    outputs: list[Output] | None = None


class _CarefulCell(Struct):
    cell_type: str
    source: str | list[str] = ""
    id: str | None = None
    metadata: _Tags | None = None
    outputs: list[Output] | None = None


class _Quick(Struct):
    nbformat: int
    cells: list[_QuickCell]
    metadata: _Metadata = field(default_factory=_Metadata)


class _Careful(Struct):
    nbformat: int
    cells: list[_CarefulCell]
    metadata: _Metadata = field(default_factory=_Metadata)


_QUICK = msgspec.json.Decoder(_Quick)
_CAREFUL = msgspec.json.Decoder(_Careful)
_SOURCE = msgspec.json.Decoder(str | list[str])


def parsed(data: bytes) -> Parsed:
    """Read a notebook's bytes. Raises Unreadable for what is no notebook."""
    whole = data.removeprefix(BOM_UTF8)
    try:
        whole.decode()  # the decoder skips what it does not read, broken letters too
        file = _QUICK.decode(whole)
        cells = tuple([_quick(cell) for cell in file.cells])
    except _BROKEN:
        return _carefully(whole)
    records = b" ".join([record for cell in cells for record in cell.records])
    if b"\\u" in records and IN_DOUBT.search(records):
        return _carefully(whole)
    return Parsed(file.nbformat, file.metadata.withinscope, cells)


def _quick(cell: _QuickCell) -> ParsedCell:
    source, outputs = bytes(cell.source), cell.outputs or ()
    known = _known_source(source) if len(source) <= LONGEST_KNOWN else _read_source(source)
    tags = _tags(cell.metadata) if cell.metadata and cell.metadata.tags else ()
    records = _records(outputs) if outputs else ()
    return ParsedCell(cell.id, cell.cell_type, known, tags, outputs, records)


def _records(outputs: Sequence[Output]) -> tuple[bytes, ...]:
    return tuple([r for one in outputs if one.data and (r := bytes(one.data.record))])


def _read_source(raw: bytes) -> Source:
    return _source(_SOURCE.decode(raw))


_known_source = lru_cache(maxsize=1024)(_read_source)


def _source(read: str | list[str]) -> Source:
    text = lines(read if isinstance(read, str) else "".join(read))
    return Source(text, len(text) if text.startswith(READ) else 0)


def _tags(metadata: _Tags | None) -> tuple[str, ...]:
    tags = metadata.tags if metadata else None
    return tuple([tag for tag in tags if isinstance(tag, str)]) if isinstance(tags, list) else ()


def _carefully(data: bytes) -> Parsed:
    """Read whatever is odd, every field at once, so that an error says where it is."""
    if not data.strip():
        raise Unreadable("empty")
    try:
        # The decoder refuses everything for half a character.
        file = _CAREFUL.decode(mended(data))
    except UnicodeError:
        raise Unreadable("not UTF-8 text") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except msgspec.ValidationError as error:
        raise Unreadable(f"not a notebook ({error})") from None
    except msgspec.DecodeError as error:
        reason = "cut off before its end" if "truncated" in str(error) else f"not JSON ({error})"
        raise Unreadable(reason) from None
    return Parsed(file.nbformat, file.metadata.withinscope, tuple(map(_careful, file.cells)))


def _careful(cell: _CarefulCell) -> ParsedCell:
    source, tags, outputs = _source(cell.source), _tags(cell.metadata), cell.outputs or ()
    return ParsedCell(cell.id, cell.cell_type, source, tags, outputs, _records(outputs))
