"""grades.csv: one row a trainee and exercise, the whole gradebook."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection

from withinscope.grading import output, text
from withinscope.grading.book import queries
from withinscope.grading.book.expected import Expected, against
from withinscope.grading.book.queries import Grade

HEAD = ("trainee", "exercise", "state", "score", "max_score", "competent", "reason")
VALUED = frozenset({"graded"})
"""States of an item whose points are a value; the others leave it empty."""


def write(connection: Connection, out: Path, missing: Collection[tuple[str, str]] = ()) -> Path:
    """Write grades.csv and return its path; `missing` are (trainee, exercise), from a roster."""
    path = output.folder(out) / output.GRADES
    columns = queries.order_of_items(connection)
    with output.writing(path) as file:
        sheet = csv.writer(file, lineterminator="\n")
        heads = [head for name in columns for head in (name, f"{name}_state")]
        sheet.writerow((*HEAD, *heads))
        sheet.writerows(_rows(connection, columns))
        blank = ("",) * len(heads)
        for trainee, exercise in missing:
            sheet.writerow(
                (text.cell(trainee), text.cell(exercise), "missing", "", "", "", "", *blank)
            )
    return path


def write_all(connection: Connection, out: Path, expected: Collection[Expected]) -> Path:
    """Write grades.csv, with a row for whoever of a roster is missing in any exercise."""
    exercises = queries.exercises_graded(connection)
    missing, _ = against(connection, exercises, expected)
    return write(connection, out, missing)


def _rows(connection: Connection, columns: list[str]) -> Iterator[list[str]]:
    at = {name: 2 * number for number, name in enumerate(columns)}
    names = queries.item_names(connection)
    places = {number: at[name] for number, name in names.items() if name in at}
    blank = [""] * (2 * len(columns))
    for grade in queries.by_exercise(connection):
        cells = blank.copy()
        for answer in grade.answers:
            place = places[answer.item]
            if answer.state in VALUED:
                cells[place] = text.number(answer.points)
            cells[place + 1] = answer.state
        yield _head(grade) + cells


def _head(row: Grade) -> list[str]:
    return [
        text.cell(row.trainee),
        text.cell(row.exercise),
        row.state,
        text.number(row.score),
        text.number(row.max_score),
        row.competent,
        text.cell(row.reason),
    ]
