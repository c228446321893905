"""A roster: who is expected to hand in, as learning systems and spreadsheets list them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from withinscope.grading import text
from withinscope.grading.intake import headings, sheets
from withinscope.grading.intake.headings import Columns
from withinscope.problems import Mistake, Place, Problem

# Rows that Canvas writes among its students.
_NOBODY = ("points possible", "student, test", "test student")
_SECTION = re.compile(r"\d+\. \S.*")
_ORIGINAL = re.compile(r".+\((.+)\)")


class Listed(Struct, frozen=True):
    """Somebody on a roster. `columns` is the whole row by its headings (or 1, 2, 3 …);
    `participant` the number that a Moodle worksheet has for them in its assignment.
    """

    name: str
    email: str = ""
    number: str = ""
    cohort: str = ""
    columns: dict[str, str] = {}
    participant: str = ""


class Roster(Struct, frozen=True):
    """A roster's people, each once, in its order."""

    people: tuple[Listed, ...] = ()


def read(path: str | Path, names: str = "") -> Roster:
    """Read a roster from a CSV or an Excel workbook, with all of its columns.

    Names are in the column that is headed so, in any language that is known, or in two (first
    name, last name); `names` says which where none is. A bare list, also with addresses, needs no
    headings. Two rows of one name are two people if their e-mails or numbers differ. Raises
    Mistake for what is neither, for one without names, and where no column of names is known.
    """
    rows = sheets.read(Path(path))
    place = Place(str(path))
    columns = headings.find(rows, names)
    if columns is None and rows:
        heads = ", ".join(text.one_line(cell) for cell in rows[0] if cell.strip())[:300]
        what = f"Which column of this roster has the names is not known. Its first row: {heads}."
        mend = (
            "Say which: --names HEADING, 'FIRST+LAST', or a column's number if it has no headings."
        )
        raise Mistake(Problem(what, mend, place))
    each: dict[tuple[str, str, str], Listed] = {}
    for one in _people(rows, columns) if columns else ():
        each.setdefault((one.name, one.email, one.number), one)
    if not each:
        what = "There are no names in this roster."
        raise Mistake(Problem(what, "Give one a line, in a column `trainee`.", place))
    return Roster(tuple(each.values()))


def _people(rows: Sequence[Sequence[str]], columns: Columns) -> list[Listed]:
    found: list[Listed] = []
    for row in rows[columns.start :]:
        filled = [cell for cell in row if cell.strip()]
        if len(columns.heads) > 1 and len(filled) == 1 and _SECTION.fullmatch(filled[0].strip()):
            break  # what follows in a meeting's report is no list of people
        one = _listed(row, columns)
        if one.name and one.name.casefold() not in _NOBODY:
            found.append(one)
    return found


def _listed(row: Sequence[str], columns: Columns) -> Listed:
    def cell(column: int | None) -> str:
        return text.name(row[column]) if column is not None and len(row) > column else ""

    heads = [*columns.heads, *(str(n + 1) for n in range(len(columns.heads), len(row)))]
    return Listed(
        _name([cell(column) for column in columns.names], columns),
        cell(columns.email),
        cell(columns.number),
        cell(columns.cohort),
        {head: text.one_line(value) for head, value in zip(heads, row, strict=False)},
        "" if columns.participant is None else headings.participant(row[columns.participant]),
    )


def _name(parts: Sequence[str], columns: Columns) -> str:
    """Put a name together: `Ana` and `Ruiz`, `Ruiz, Ana` of Canvas, `Ana (Ana Ruiz)` of Zoom."""
    whole = text.name(" ".join(parts))
    if columns.original and (found := _ORIGINAL.fullmatch(whole)):
        return text.name(found[1])
    last, comma, first = whole.partition(",")
    flip = columns.flipped and comma and whole.casefold() not in _NOBODY
    return text.name(f"{first} {last}") if flip else whole
