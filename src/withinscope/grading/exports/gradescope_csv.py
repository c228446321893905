"""grades-gradescope.csv: the columns of Gradescope's export of a course, for what reads those.

One row a person, four columns an exercise. Lateness stays empty: the gradebook does not keep by
when something was due.
"""

from __future__ import annotations

import csv
from pathlib import Path

from withinscope.grading import output, text
from withinscope.grading.sheet import Row, Sheet

NAME = "gradescope"
FILE = "grades-gradescope.csv"
HEAD = ("Name", "SID", "Email")
EACH = ("", " - Max Points", " - Submission Time", " - Lateness (H:M:S)")
TOTAL = "Total Lateness (H:M:S)"


def write(sheet: Sheet, path: Path) -> None:
    """Write a row a person; a score that is not known is empty."""
    exercises: dict[str, None] = {}
    people: dict[tuple[int, str], dict[str, Row]] = {}
    for row in sheet.one_each():
        exercises[row.exercise] = None
        people.setdefault((row.person, row.trainee), {})[row.exercise] = row
    with output.writing(path) as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow((*HEAD, *(f"{one}{what}" for one in exercises for what in EACH), TOTAL))
        for rows in people.values():
            cells = (cell for one in exercises for cell in _cells(rows.get(one)))
            lines.writerow((*_who(sheet, next(iter(rows.values()))), *cells, ""))


def _who(sheet: Sheet, row: Row) -> tuple[str, str, str]:
    known = sheet.of(row)
    return text.inert(row.trainee), text.inert(known.number), text.inert(known.email)


def _cells(row: Row | None) -> tuple[str, str, str, str]:
    if row is None:
        return ("", "", "", "")
    at = text.moment(row.moment)
    return text.number(row.score), text.number(row.max_score), f"{at} +0000" if at else "", ""
