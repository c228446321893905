"""The files of sheets of marks: CSV, one an item, or one Excel workbook with a sheet an item."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from withinscope.grading import output, text, xlsx
from withinscope.grading.intake import sheets
from withinscope.grading.marksheet import reading
from withinscope.grading.marksheet.reading import Filled
from withinscope.grading.marksheet.writing import Heading, MarkSheet
from withinscope.problems import Mistake

WORKBOOK = ".xlsx"
_KIND = sheets.Kind("sheet of marks", lines=20_000, largest=2**26, headed=True)
"""An answer may have any number of lines; ten thousand long ones fit."""
_LONGEST_TITLE, _LONGEST_PROMPT = 31, 255
"""Characters that Excel takes as a sheet's name, and as what it says at a cell."""
_WIDE, _NARROW = 60, 24
"""Characters of what is written, and of the rest."""


def named(path: Path, made: Sequence[MarkSheet]) -> dict[Path, tuple[MarkSheet, ...]]:
    """Return what is written where: a workbook holds all; of a CSV there is one for each item.

    The one that was named, or where there are several items one beside each.
    """
    if path.suffix.lower() == WORKBOOK:
        return {path: tuple(made)}
    names = _names(made)
    alone = len(made) == 1
    return {
        path if alone else path.with_name(f"{path.stem}.{name}{path.suffix}"): (sheet,)
        for name, sheet in zip(names, made, strict=True)
    }


def _names(made: Sequence[MarkSheet], longest: int | None = None) -> Iterator[str]:
    """Yield a name for each sheet: its item's; two revisions of an item are two sheets."""
    times: Counter[str] = Counter()
    for sheet in made:
        name = sheet.item[:longest]
        times[name.casefold()] += 1
        mark = "" if times[name.casefold()] == 1 else f"-{times[name.casefold()]}"
        yield f"{name[: longest and longest - len(mark)]}{mark}"


def write(path: Path, made: Sequence[MarkSheet]) -> None:
    """Write sheets into a file. Raises Mistake if it can't be written."""
    if path.suffix.lower() == WORKBOOK:
        output.write(path, _workbook(made))
        return
    [sheet] = made
    with output.rows(path) as rows:
        rows.writerow([heading.words for heading in sheet.headings])
        for row in sheet.rows:
            cells = zip(sheet.headings, row, strict=True)
            rows.writerow([text.cell(cell) if head.free else cell for head, cell in cells])


def _workbook(made: Sequence[MarkSheet]) -> bytes:
    import openpyxl

    book, whole = openpyxl.Workbook(write_only=True), io.BytesIO()
    for name, sheet in zip(_names(made, _LONGEST_TITLE), made, strict=True):
        _fill(book.create_sheet(name), sheet)
    book.save(whole)
    return whole.getvalue()


def _fill(page: Any, sheet: MarkSheet) -> None:
    """Fill a page in: headings stay in view, and below a criterion only its levels can be typed."""
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    for at, heading in enumerate(sheet.headings, 1):
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = _WIDE if heading.free else _NARROW
        if heading.allowed and sheet.rows:
            page.data_validations.append(
                _levels(heading, f"{letter}2:{letter}{len(sheet.rows) + 1}")
            )
    page.append([xlsx.cell(page, one.words, bold=True, wrap=True) for one in sheet.headings])
    for row in sheet.rows:
        page.append([_cell(page, *one) for one in zip(sheet.headings, row, strict=True)])


def _levels(heading: Heading, cells: str) -> Any:
    """Return the rule of a column of levels: one to choose, in words beside it, and no other."""
    from openpyxl.worksheet.datavalidation import DataValidation

    numbers = ",".join(map(str, heading.allowed))
    return DataValidation(
        type="list",
        formula1=f'"{numbers}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="No such level",
        error=f"A level of this criterion is one of {numbers.replace(',', ', ')}.",
        showInputMessage=True,
        prompt=heading.words[:_LONGEST_PROMPT],
        sqref=cells,
    )


def _cell(page: Any, heading: Heading, value: str) -> Any:
    """Make a cell: a level is a number, so that it is one of those that are allowed."""
    number = int(value) if heading.allowed and value else value
    return xlsx.cell(page, number, wrap=heading.free)


class Tab(Struct, frozen=True):
    """A sheet that was filled in, and where it stands: the file, in a workbook its name too."""

    where: str
    filled: Filled


def read(path: Path) -> tuple[Tab, ...]:
    """Return the sheets of a file. Of a workbook those that are no sheets of marks are passed over.

    Raises Mistake where none is one.
    """
    found, first = [], None
    for title, rows in sheets.pages(path, _KIND):
        where = f"{path}, {title}" if title else str(path)
        try:
            found.append(Tab(where, reading.entries(rows, where)))
        except Mistake as mistake:
            first = first or mistake
    if not found and first is not None:
        raise first
    return tuple(found)
