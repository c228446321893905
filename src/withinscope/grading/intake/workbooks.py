"""An Excel workbook, as rows of cells: what stands in the sheet that lies open, as text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from withinscope.problems import Mistake, Place, Problem

SIGN = b"PK\x03\x04"
"""What a workbook begins with, as every zip does."""
LARGEST = 256 * 2**20
"""Bytes of what is packed in it."""
_SHEETS = "xl/workbook.xml"


def read(data: bytes, place: Place) -> list[list[str]]:
    """Return the rows of a workbook's open sheet; formulas are what they came to.

    A cell is the text that it shows as far as that can be told: a whole number has no `.0`, a
    day no time. Raises Mistake for what is no workbook, or too large.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _SHEETS not in archive.namelist():
                raise _wrong("This is no Excel workbook but another zip.", place)
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise _wrong("This is too large for a roster.", place)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = next(one for one in (book.active, *book.worksheets) if one in book.worksheets)
        sheet.reset_dimensions()  # some programs say that there is less than there is
        return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except Mistake:
        raise
    except Exception as error:  # of a zip, of XML, of numbers, of whatever a file may break
        raise _wrong("This Excel workbook can't be read.", place) from error


def _wrong(what: str, place: Place) -> Mistake:
    return Mistake(Problem(what, "Save the list of names as .xlsx or CSV and give that.", place))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
