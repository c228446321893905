"""grades.csv: one row a trainee and exercise, two columns an item, for people and spreadsheets.

A capstone adds three columns an outcome: its points, of how many so far, and a verdict if any.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from withinscope.grading import output, text
from withinscope.grading.sheet import Row, Sheet

NAME = "csv"
FILE = "grades.csv"
LATE = ("earned", "days_late", "points_off")
"""What the score was before points were taken off, by how many days begun it is late, and what that
took off: in sheets of which anything has a due date.
"""
HEAD = ("trainee", "exercise", "state", "score", "max_score", "competent", "reason")
OF_OUTCOME = ("points", "of", "verdict")


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as UTF-8 CSV with the mark that Excel knows it by; text stays text."""
    with output.rows(path) as rows:
        rows.writerow(headings(sheet))
        rows.writerows(
            [*_head(row), *(_late(row) if sheet.dated else ()), *_cells(row)] for row in sheet.rows
        )


def headings(sheet: Sheet) -> tuple[str, ...]:
    """Return the headings. No item's id has a space, so none is like an outcome's."""
    items = (head for name in sheet.items for head in (name, f"{name}_state"))
    outcomes = (f"{name} {what}" for name in sheet.outcomes for what in OF_OUTCOME)
    return (*HEAD, *(LATE if sheet.dated else ()), *items, *outcomes)


def _head(row: Row) -> list[str]:
    return [
        text.cell(row.trainee),
        text.cell(row.exercise),
        row.state,
        text.number(row.score),
        text.number(row.max_score),
        row.competent,
        text.cell(row.reason),
    ]


def _late(row: Row) -> list[str]:
    return [text.number(row.earned), text.number(row.late), text.number(row.off)]


def _cells(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield text.number(cell.points) if cell else ""
        yield cell.state if cell else ""
    for one in row.outcomes:
        yield text.number(one.points) if one and one.highest else ""
        yield text.number(one.highest) if one else ""
        yield one.verdict if one else ""
