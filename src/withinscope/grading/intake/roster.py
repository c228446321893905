"""A roster: who is expected to hand in."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Connection

from withinscope.grading import text
from withinscope.grading.book import queries
from withinscope.problems import Mistake, Place, Problem

LARGEST = 8 * 2**20
"""Bytes; a hundred thousand names."""
_HEADINGS = ("trainee", "name", "student", "number", "id")


def read(path: str | Path) -> tuple[str, ...]:
    """Return the names in a CSV, each once, in order.

    They are in the column headed trainee (or name, student, number, id), else in the first.
    Raises Mistake for a file that can't be read as UTF-8 CSV and for one without names.
    """
    rows = list(csv.reader(_lines(Path(path)), delimiter=_delimiter(_lines(Path(path)))))
    heads = [text.line(head).casefold() for head in rows[0]] if rows else []
    column = next((heads.index(head) for head in _HEADINGS if head in heads), None)
    body = rows if column is None else rows[1:]
    names = [text.name(row[column or 0]) for row in body if len(row) > (column or 0)]
    found = tuple(dict.fromkeys(name for name in names if name))
    if not found:
        what = "There are no names in this roster."
        raise Mistake(Problem(what, "Give one a line, in a column `trainee`.", Place(str(path))))
    return found


def against(
    connection: Connection, exercises: Iterable[str], expected: Collection[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Compare exercises with a roster: (name, exercise) of who is missing, and who is not on it."""
    missing: list[tuple[str, str]] = []
    strangers: set[str] = set()
    for exercise in sorted({*exercises} - {""}) if expected else ():
        names = queries.names_of(connection, exercise)
        missing += [(name, exercise) for name in expected if name not in names]
        strangers |= names - set(expected)
    return missing, sorted(strangers)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST:
            raise Mistake(Problem("This is too large for a roster.", place=Place(str(path))))
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeError:
        what, mend = "This roster is not UTF-8 text.", "Save it as CSV UTF-8."
    except OSError as error:
        what, mend = f"This roster can't be read ({error.strerror}).", "Look at its name."
    raise Mistake(Problem(what, mend, Place(str(path))))


def _delimiter(lines: list[str]) -> str:
    """Spreadsheets write `;` where the comma is the decimal sign."""
    first = lines[0] if lines else ""
    return max(",;\t", key=first.count)
