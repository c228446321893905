"""An Excel workbook, as rows of cells: what stands in its sheets, as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from withinscope.problems import Mistake, Place, Problem

SIGN = b"PK\x03\x04"
"""What a workbook begins with, as every zip does."""
LARGEST = 256 * 2**20
"""Bytes of what is packed in it."""
_SHEETS = "xl/workbook.xml"


def read(data: bytes, place: Place, name: str = "roster") -> list[list[str]]:
    """Return the rows of a workbook's open sheet; formulas are what they came to.

    A cell is the text that it shows as far as that can be told: a whole number has no `.0`, a
    day no time. Raises Mistake for what is no workbook, or too large; `name` is what it is to be.
    """
    with _opened(data, place, name) as book:
        return _rows(next(one for one in (book.active, *book.worksheets) if one in book.worksheets))


def pages(data: bytes, place: Place, name: str) -> list[tuple[str, list[list[str]]]]:
    """Return each sheet of a workbook, its title and its rows, as `read` does."""
    with _opened(data, place, name) as book:
        return [(sheet.title, _rows(sheet)) for sheet in book.worksheets]


@contextmanager
def _opened(data: bytes, place: Place, name: str) -> Iterator[Any]:
    import openpyxl

    def wrong(what: str) -> Mistake:
        return Mistake(Problem(what, f"Save the {name} as .xlsx or CSV and give that.", place))

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _SHEETS not in archive.namelist():
                raise wrong("This is no Excel workbook but another zip.")
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise wrong(f"This is too large for a {name}.")
        yield openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Mistake:
        raise
    except Exception as error:  # of a zip, of XML, of numbers, of whatever a file may break
        raise wrong("This Excel workbook can't be read.") from error


def _rows(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()  # some programs say that there is less than there is
    return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
