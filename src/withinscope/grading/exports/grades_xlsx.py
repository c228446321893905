"""grades.xlsx: the rows of grades.csv as an Excel workbook, where numbers are numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from withinscope.grading import output, text, xlsx
from withinscope.grading.exports.grades_csv import headings
from withinscope.grading.sheet import Row, Sheet

NAME = "xlsx"
FILE = "grades.xlsx"
_WIDTHS = {"A": 28, "C": 16, "G": 40}


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet; its headings stay in view. Raises Mistake if it can't be written."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Grades")
    page.freeze_panes = "B2"
    for column, width in _WIDTHS.items():
        page.column_dimensions[column].width = width
    page.append(_cells(page, headings(sheet), bold=True))
    for row in sheet.rows:
        page.append(_cells(page, tuple(_values(row, sheet.dated))))
    whole = io.BytesIO()
    book.save(whole)
    output.write(path, whole.getvalue())


def _values(row: Row, dated: bool) -> Iterator[str | float | None]:
    yield from (row.trainee, row.exercise, row.state, row.score, row.max_score)
    yield from (row.competent, row.reason)
    yield from (row.earned, row.late, row.off) if dated else ()
    for cell in row.cells:
        yield cell.points if cell else None
        yield cell.state if cell else None
    for one in row.outcomes:
        yield one.points if one and one.highest else None
        yield one.highest if one else None
        yield one.verdict if one else None


def _cells(page: Any, values: Sequence[str | float | None], bold: bool = False) -> list[Any]:
    return [None if value in (None, "") else _cell(page, value, bold) for value in values]


def _cell(page: Any, value: str | float | None, bold: bool) -> Any:
    shown = text.one_line(value) if isinstance(value, str) else value
    return xlsx.cell(page, shown, bold=bold)
