"""grades-gradescope.csv: the columns of Gradescope's export of a course, for what reads those.

One row a person, four columns an exercise. Lateness stays empty where nothing was due, or nobody
knows when it was handed in. The score is what is left of it after what being late costs.
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
            late = [row.overdue for row in rows.values() if row.overdue is not None]
            total = _clock(sum(late)) if late else ""
            lines.writerow((*_who(sheet, next(iter(rows.values()))), *cells, total))


def _who(sheet: Sheet, row: Row) -> tuple[str, str, str]:
    known = sheet.of(row)
    return text.inert(row.trainee), text.inert(known.number), text.inert(known.email)


def _cells(row: Row | None) -> tuple[str, str, str, str]:
    if row is None:
        return ("", "", "", "")
    at = text.moment(row.moment)
    late = "" if row.overdue is None else _clock(row.overdue)
    return text.number(row.score), text.number(row.max_score), f"{at} +0000" if at else "", late


def _clock(seconds: float) -> str:
    """Write a length of time as Gradescope does: hours, of which there may be many, 00 to 59."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"
