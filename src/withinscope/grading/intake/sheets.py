"""A sheet as spreadsheets and learning systems export it: from bytes to rows of cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from msgspec import Struct

from withinscope.grading.intake import workbooks
from withinscope.problems import Mistake, Place, Problem

LARGEST = 8 * 2**20
"""Bytes; a hundred thousand names."""
MOST_LINES = 3
"""Lines of one cell; a quote that is opened and closed far below swallows more."""


class Kind(Struct, frozen=True):
    """What a sheet is called, in the middle of a sentence, and what it may hold.

    `lines` are the most of one cell, `largest` is in bytes. The first cell of one that is `headed`
    has no separator in it, so that what ends it is one, whatever commas stand after that.
    """

    name: str = "roster"
    lines: int = MOST_LINES
    largest: int = LARGEST
    headed: bool = False


ROSTER = Kind()
_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
# What a file of another kind begins with, and what it is then.
_OTHERS = {
    b"PK\x03\x04": "an Excel workbook or another zip",
    b"\xd0\xcf\x11\xe0": "an Excel workbook of the old kind",
    b"%PDF": "a PDF",
    b"{": "a notebook or other JSON",
    b"<": "a web page",
}


def read(path: Path) -> list[list[str]]:
    """Return the rows of a roster, blank ones left out, from a CSV or an Excel workbook.

    Raises Mistake as `rows` and `workbooks.read` do.
    """
    place = Place(str(path))
    data = _bytes(path, place, ROSTER)
    packed = data.startswith(workbooks.SIGN)
    found = workbooks.read(data, place) if packed else _csv(data, place, ROSTER)
    return [row for row in found if any(cell.strip() for cell in row)]


def rows(path: Path, kind: Kind) -> list[list[str]]:
    """Return every row of a CSV, blank ones too, however it is encoded and separated.

    Raises Mistake for what is no CSV: another kind of file, a quote that is not closed.
    """
    place = Place(str(path))
    return _csv(_bytes(path, place, kind), place, kind)


def pages(path: Path, kind: Kind) -> list[tuple[str, list[list[str]]]]:
    """Return every row of a CSV under no title, or of each sheet of a workbook under its own.

    Raises Mistake as `rows` and `workbooks.read` do.
    """
    place = Place(str(path))
    data = _bytes(path, place, kind)
    if data.startswith(workbooks.SIGN):
        return workbooks.pages(data, place, kind.name)
    return [("", _csv(data, place, kind))]


def _csv(data: bytes, place: Place, kind: Kind) -> list[list[str]]:
    whole = _text(data, place, kind)
    first, _, rest = whole.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?[;,\t]*\s*', first, re.IGNORECASE)  # as Excel writes it
    whole = rest if told else whole
    separator = told[1] if told else _first(whole) if kind.headed else _separator(whole)
    reader = csv.reader(io.StringIO(whole, newline=""), delimiter=separator, strict=True)
    found: list[list[str]] = []
    at = 1
    try:
        for row in reader:
            if any(cell.count("\n") > kind.lines for cell in row):
                raise csv.Error("a cell of many lines")
            found.append(row)
            at = reader.line_num + 1
    except csv.Error:
        line = at + bool(told)
        what = f"This {kind.name} can't be read: a quotation mark is opened and not closed."
        raise Mistake(
            Problem(what, 'Look for a " in or after this line.', Place(place.file, line=line))
        ) from None
    return found


def _bytes(path: Path, place: Place, kind: Kind) -> bytes:
    try:
        if path.stat().st_size > kind.largest:
            raise Mistake(Problem(f"This is too large for a {kind.name}.", place=place))
        return path.read_bytes()
    except OSError as error:
        what = f"This {kind.name} can't be read ({error.strerror})."
        raise Mistake(Problem(what, "Look at its name.", place)) from None


def _text(data: bytes, place: Place, kind: Kind) -> str:
    """Decode a sheet: UTF-8, else the Unicode or the Western European that Excel writes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    start = data.lstrip(codecs.BOM_UTF8 + b" \r\n\t")
    other = next((kind for sign, kind in _OTHERS.items() if start.startswith(sign)), "")
    if other or b"\0" in data:
        what = f"This is no {kind.name} but {other or 'a file that is no text'}."
        raise Mistake(Problem(what, f"Save the {kind.name} as CSV and give that.", place))
    try:
        return data.decode("utf-8-sig")
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _separator(whole: str) -> str:
    """Spreadsheets write `;` where the comma is the decimal sign; a title may have neither."""
    bare = _QUOTED.sub("", "\n".join(whole.split("\n", 30)[:30]))
    return max(_SEPARATORS, key=bare.count)


def _first(whole: str) -> str:
    """Return the separator that stands first, after a heading that has none in it."""
    found = re.search(rf"[{_SEPARATORS}]", whole)
    return found[0] if found else ","
