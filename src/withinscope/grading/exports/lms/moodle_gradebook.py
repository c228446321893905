"""Moodle's gradebook, as a CSV for its import, made from the CSV of its export.

An import is all or nothing, and a blank or `-` erases the grade that is there: so there are only
rows with a grade, one column of grades, and whoever they are known by, letter for letter. The
column of when it was downloaded is left out, since with it Moodle refuses what a spreadsheet saved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source, _grades
from withinscope.grading.exports.lms._table import Table, chosen, maybe, read, written
from withinscope.grading.exports.lms._who import Row, matched
from withinscope.grading.sheet import Standing
from withinscope.grading.text import EMAIL

NAME = "Moodle's gradebook export (CSV)"

_GRADED = re.compile(r".*\S \([^()]+\)")
_POINTS = re.compile(r"-|\d+([.,]\d+)?")
_STAMP = re.compile(r"\d{9,11}")


def takes(source: Source) -> bool:
    """Tell whether a file is a gradebook's export: its last column says when it was made."""
    table = maybe(source)
    return table is not None and bool(_STAMP.fullmatch(table.rows[0][-1]) and _points(table))


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Return the rows of those whose grade changes. Raises Mistake as `chosen`."""
    table = read(source)
    column = chosen(source, table, _points(table), ask)
    known = range(min(at for at, head in enumerate(table.head) if _GRADED.fullmatch(head)))
    email = next((at for at in known if at in table.every(EMAIL.fullmatch, blank=True)), None)
    rows = [
        Row(at, " ".join(row[:2]), "" if email is None else row[email])
        for at, row in enumerate(table.rows)
    ]
    found = matched(rows, people, lambda _: ())
    changes, left, kept = [], [*found.left], []
    for at, person in sorted(found.people.items()):
        row, worth = table.rows[at], _grades.grade(person, ask.points)
        if worth is None:
            left.append(Left(person.name, person.why_not or "no score"))
        elif not _grades.same(row[column], new := _grades.written(worth)):
            kept.append((*row[: known.stop], new))
            changes.append(Change(person.name, row[column], new))
    whole = Table((*table.head[: known.stop], table.head[column]), tuple(kept))
    left += _grades.absent(found.absent)
    return Filled(source.name, written(whole), tuple(changes), tuple(left), _notes(people, ask))


def _points(table: Table) -> list[int]:
    """Return the columns of grades that are points, or that nobody has yet."""
    heads = [at for at, head in enumerate(table.head) if _GRADED.fullmatch(head)]
    return [at for at in table.every(_POINTS.fullmatch) if at in heads]


def _notes(people: Sequence[Standing], ask: Ask) -> tuple[str, ...]:
    how = "On importing, map the column of e-mail addresses (or ID numbers), then that of grades."
    if ask.points is None:
        unsaid = "This export does not say Moodle's maximum: scores are written as they are. If it"
        points = f"{unsaid} is another than the exercise's, give it: --points N."
        return (how, points, *_grades.told(people, None))
    return (how, *_grades.told(people, ask.points))
