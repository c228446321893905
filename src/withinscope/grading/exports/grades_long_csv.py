"""grades-long.csv: one row an item of a hand-in, for whoever analyzes them in another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from withinscope.grading import output, text
from withinscope.grading.sheet import Row, Sheet

NAME = "csv-long"
FILE = "grades-long.csv"
LATE = "late"
"""The state of a row that is no item's, but the points that being late took off."""
HEAD = ("trainee", "exercise", "state", "item", "item_state", "points")


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as UTF-8 CSV; who has no items, such as who is missing, has a row too."""
    with output.rows(path) as rows:
        rows.writerow(HEAD)
        for row in sheet.rows:
            rows.writerows(_lines(row, sheet.items))


def _lines(row: Row, items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    about = (text.cell(row.trainee), text.cell(row.exercise), row.state)
    held = [(item, cell) for item, cell in zip(items, row.cells, strict=True) if cell]
    for item, cell in held:
        yield (*about, item, cell.state, text.number(cell.points))
    if row.off:
        yield (*about, "", LATE, text.number(-row.off))
    if not held:
        yield (*about, "", "", "")
