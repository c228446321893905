"""grades-long.csv: one row an item of a hand-in, for whoever analyzes them in another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from withinscope.grading import output, text
from withinscope.grading.sheet import Row, Sheet

NAME = "csv-long"
FILE = "grades-long.csv"
Line = tuple[str, str, str, str, str, float | None]
LATE = "late"
"""The state of a row that is no item's, but the points that being late took off."""
HEAD = ("trainee", "exercise", "state", "item", "item_state", "points")


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as UTF-8 CSV."""
    with output.rows(path) as rows:
        rows.writerow(HEAD)
        for trainee, exercise, *rest, points in lines(sheet):
            rows.writerow((text.cell(trainee), text.cell(exercise), *rest, text.number(points)))


def lines(sheet: Sheet) -> Iterator[Line]:
    """Yield the rows, their texts as they are; who is missing, or has no items, has one too."""
    for row in sheet.rows:
        yield from _lines(row, sheet.items)


def _lines(row: Row, items: tuple[str, ...]) -> Iterator[Line]:
    about = (row.trainee, row.exercise, row.state)
    held = [(item, cell) for item, cell in zip(items, row.cells, strict=True) if cell]
    for item, cell in held:
        yield (*about, item, cell.state, cell.points)
    if row.off:
        yield (*about, "", LATE, -row.off)
    if not held:
        yield (*about, "", "", None)
