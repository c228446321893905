"""Cells of Excel workbooks, where numbers are numbers and text is text.

Text is text there, also where it reads like a number, a date or a formula, and stays so when its
cell is edited: so nothing has to stand before it, as it must in a CSV.
"""

from __future__ import annotations

from typing import Any

LONGEST = 32_767
"""Characters that Excel takes in a cell."""
TEXT = "@"
"""Excel's format of cells in which whatever is typed is text."""
_NO_LETTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
"""What XML does not take, and text has none of."""


def cell(page: Any, value: str | float | None, *, bold: bool = False, wrap: bool = False) -> Any:
    """Make a cell of a number, or of text that is no formula whatever it begins with.

    Text has no control characters (`grading.text`); what Excel can't hold is cut, and says so.
    """
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    whole = value.translate(_NO_LETTERS)
    made = WriteOnlyCell(page, whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…")
    made.data_type, made.number_format = "s", TEXT
    if bold:
        made.font = Font(bold=True)
    if wrap:
        made.alignment = Alignment(wrap_text=True, vertical="top")
    return made
