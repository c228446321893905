"""A roster: who is expected to hand in."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from withinscope.grading import text
from withinscope.problems import Mistake, Place, Problem

LARGEST = 8 * 2**20
"""Bytes; a hundred thousand names."""
_NAMES = ("trainee", "name", "student", "number", "id")
_NUMBERS = ("number", "id", "id number")
_COHORTS = ("cohort",)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Listed(Struct, frozen=True):
    """Somebody on a roster. `columns` is the whole row by its headings (or 1, 2, 3 …)."""

    name: str
    email: str = ""
    number: str = ""
    cohort: str = ""
    columns: dict[str, str] = {}
    participant: str = ""


class Roster(Struct, frozen=True):
    """A roster's people, each once, in its order."""

    people: tuple[Listed, ...] = ()


class _Columns(Struct, frozen=True):
    """Which column holds what, where there is one."""

    heads: tuple[str, ...]
    name: int
    email: int | None
    number: int | None
    cohort: int | None


def read(path: str | Path) -> Roster:
    """Read a roster from a CSV, with all of its columns.

    Names are in the column headed trainee (or name, student, number, id), else in the first;
    e-mail addresses are known by their form. Two rows of one name are two people if their
    e-mails or numbers differ. Raises Mistake for a file that can't be read as UTF-8 CSV and for
    one without names.
    """
    lines = _lines(Path(path))
    rows = list(csv.reader(lines, delimiter=_delimiter(lines)))
    heads = [text.one_line(head) for head in rows[0]] if rows else []
    headed = _first(heads, _NAMES) is not None
    columns = _columns(heads if headed else [], rows[1:] if headed else rows)
    each: dict[tuple[str, str, str], Listed] = {}
    for one in (_listed(row, columns) for row in (rows[1:] if headed else rows)):
        if one.name:
            each.setdefault((one.name, one.email, one.number), one)
    if not each:
        what = "There are no names in this roster."
        raise Mistake(Problem(what, "Give one a line, in a column `trainee`.", Place(str(path))))
    return Roster(tuple(each.values()))


def _first(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the column of the first heading wanted that is there."""
    low = [head.casefold() for head in heads]
    return next((low.index(head) for head in wanted if head in low), None)


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> _Columns:
    name = _first(heads, _NAMES) or 0
    number = _first(heads, _NUMBERS)
    return _Columns(
        tuple(heads),
        name,
        _email(rows, name),
        None if number == name else number,
        _first(heads, _COHORTS),
    )


def _email(rows: Sequence[Sequence[str]], name: int) -> int | None:
    """Return the first column beside the names in which all that stands is e-mail addresses."""
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column].strip() for row in rows if len(row) > column]
        found = [cell for cell in cells if cell]
        if column != name and found and all(_EMAIL.fullmatch(cell) for cell in found):
            return column
    return None


def _listed(row: Sequence[str], columns: _Columns) -> Listed:
    def cell(column: int | None) -> str:
        return text.name(row[column]) if column is not None and len(row) > column else ""

    heads = [*columns.heads, *(str(n + 1) for n in range(len(columns.heads), len(row)))]
    whole = {head: text.one_line(value) for head, value in zip(heads, row, strict=False)}
    name, email, number, cohort = columns.name, columns.email, columns.number, columns.cohort
    return Listed(cell(name), cell(email), cell(number), cell(cohort), whole)


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
