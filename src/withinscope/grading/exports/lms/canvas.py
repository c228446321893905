"""Canvas's gradebook, filled in: its own current export, with one column of grades.

Canvas takes a cell that it is given, also a blank one, and leaves alone what is not there: so rows
without a new grade and the other assignments are left out. The columns that say who somebody is and
the row of points possible stay letter for letter (`lib/gradebook_importer.rb` of instructure's
canvas-lms needs them).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source, _grades
from withinscope.grading.exports.lms._table import Table, chosen, maybe, read, written
from withinscope.grading.exports.lms._who import Row, letters, matched
from withinscope.grading.sheet import Standing
from withinscope.problems import Mistake, Place, Problem

NAME = "Canvas's gradebook export"
KNOWN = (
    "Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Integration ID",
    "Root Account", "Section",
)  # fmt: skip
"""The columns before the grades, whose names Canvas does not translate."""
POINTS = "Points Possible"
EXCUSED, NOT_ASSIGNED = "EX", "N/A"
_LEFT = {
    EXCUSED: "is excused in Canvas, which a grade would undo",
    NOT_ASSIGNED: "has not been assigned this in Canvas",
}
_ASSIGNMENT = re.compile(r".+ \(\d+\)")


def takes(source: Source) -> bool:
    """Tell whether a file is a gradebook's export: it has ids, and a row of points."""
    table = maybe(source)
    return table is not None and "ID" in table.head and _points_row(table) is not None


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Return the rows of those whose grade changes. Raises Mistake as `chosen`."""
    table = read(source)
    assignments = [at for at, head in enumerate(table.head) if _ASSIGNMENT.fullmatch(head)]
    column = chosen(source, table, assignments, ask)
    top = _points_row(table) or 0
    maximum = _maximum(source, table, top, column, ask)
    sign = "," if "," in table.rows[top][column] else "."
    found = matched(_rows(table, top), people, lambda row: _sure(table, row, people))
    changes, left, kept = [], [*found.left], [table.rows[top]]
    for at, person in sorted(found.people.items()):
        before, worth = table.rows[at][column], _grades.grade(person, maximum)
        if worth is None or before in _LEFT:
            left.append(Left(person.name, _LEFT.get(before) or person.why_not or "no score"))
        elif not _grades.same(before, new := _grades.written(worth, sign)):
            kept.append((*table.rows[at][:column], new, *table.rows[at][column + 1 :]))
            changes.append(Change(person.name, before or _grades.NONE, new))
    left += _grades.absent(found.absent)
    whole = _only(table, kept, column)
    notes = tuple(_grades.told(people, maximum))
    return Filled(source.name, written(whole), tuple(changes), tuple(left), notes)


def _points_row(table: Table) -> int | None:
    """Return the row of points possible; before it may stand one of what is not posted yet."""
    found = (at for at, row in enumerate(table.rows[:3]) if row[0].strip() == POINTS)
    return next(found, None)


def _maximum(source: Source, table: Table, top: int, column: int, ask: Ask) -> float:
    maximum = ask.points or _grades.value(table.rows[top][column])
    if not maximum:
        what = f"{table.head[column]} has no points possible, so a grade has no measure."
        raise Mistake(Problem(what, "Give it points in Canvas, or --points N.", Place(source.name)))
    return maximum


def _rows(table: Table, top: int) -> list[Row]:
    """Return the rows of people; Canvas adds a test student, who is in no gradebook of ours."""
    width = 2 if table.head[0] == "LastName" else 1
    logins = [at for at, head in enumerate(table.head) if head == "SIS Login ID"]
    return [
        Row(at, " ".join(row[:width]), next((row[c] for c in logins if "@" in row[c]), ""))
        for at, row in enumerate(table.rows)
        if at > top
    ]


def _sure(table: Table, row: Row, people: Sequence[Standing]) -> list[Standing]:
    """Return who has Canvas's id, where the name does not speak against it."""
    number = table.rows[row.at][table.head.index("ID")].strip()
    return [one for one in people if number and number in one.numbers and _named(row, one)]


def _named(row: Row, person: Standing) -> bool:
    """An id is Canvas's only if its download says so: it begins with the name, run together."""
    return any(letters(name) == letters(row.name) for name in person.names)


def _only(table: Table, rows: Sequence[Sequence[str]], column: int) -> Table:
    """Return a table with what Canvas needs to know people, and one column of grades."""
    kept = [at for at, head in enumerate(table.head) if head in KNOWN or at == column]
    return msgspec.structs.replace(
        table,
        head=tuple(table.head[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
    )
