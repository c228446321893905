"""grades-nbgrader.csv: the columns of nbgrader's own export, for what reads those.

Unlike there a score that is not known is empty, and no zero: nobody handed in, or a person has yet
to mark it. (nbgrader 0.9, `plugins/export.py`.)
"""

from __future__ import annotations

import csv
from pathlib import Path

from withinscope.grading import output, text
from withinscope.grading.sheet import Row, Sheet

NAME = "nbgrader"
FILE = "grades-nbgrader.csv"
HEAD = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def write(sheet: Sheet, path: Path) -> None:
    """Write a row a person and exercise; who has no number of a roster goes by their name."""
    with output.writing(path) as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEAD)
        lines.writerows(_line(sheet, row) for row in sheet.one_each())


def _line(sheet: Sheet, row: Row) -> tuple[str, ...]:
    known = sheet.of(row)
    said = (known.number or row.trainee, known.last, known.first, known.email)
    return (
        text.inert(row.exercise),
        text.moment(row.due),
        text.moment(row.moment),
        *map(text.inert, said),
        text.number(row.earned),
        text.number(row.off),
        text.number(row.score),
        text.number(row.max_score),
    )
