"""Moodle's offline grading worksheet, filled in, in whatever language it is.

What Moodle does with it was seen on 4.5 and 5.1: an identifier counts letter for letter, a blank
grade is left alone, a blank comment wipes the one that is there, a locked row's grade is passed
over without a word. Columns are known by their form, since their headings are translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source, _grades
from withinscope.grading.exports.lms._moodle import Numbers, assignment
from withinscope.grading.exports.lms._table import Table, maybe, read, written
from withinscope.grading.exports.lms._who import Matched, Row, matched
from withinscope.grading.sheet import Standing
from withinscope.grading.text import EMAIL
from withinscope.problems import Mistake, Place, Problem

NAME = "Moodle's grading worksheet"
LOCKED = "Moodle has locked this grade"
UNREAD = (
    "Moodle can't read the dates of a worksheet in this language, so without a word it passes over "
    "whoever has a grade already ({names}). Download the worksheet in English, or tick 'Allow "
    "updating records that have been modified more recently in Moodle than in the spreadsheet'."
)

_IDENTIFIER = re.compile(r"\D*?(\d+)")
_MAXIMUM = re.compile(r"\d+[.,]\d+")
_WHEN = re.compile(r".*\d{4}.*\d{1,2}[:.h]\d\d.*|.*\d{1,2}[:.h]\d\d.*\d{4}.*")
_ENGLISH = re.compile(
    r"(\w+day, )?\d{1,2} (January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{4},? \d{1,2}:\d\d( ?[AP]M)?"
)
# Moodle's words for whether a grade can be changed, in the languages that most sites have.
_ANSWERS = [
    ("yes", "no"), ("ja", "nein"), ("oui", "non"), ("sí", "no"), ("sì", "no"), ("sim", "não"),
    ("ja", "nee"), ("ja", "nej"), ("ja", "nei"), ("kyllä", "ei"), ("tak", "nie"), ("ano", "ne"),
    ("igen", "nem"), ("evet", "hayır"), ("ναι", "όχι"), ("да", "нет"), ("так", "ні"),  # noqa: RUF001
    ("はい", "いいえ"), ("是", "否"), ("예", "아니요"), ("نعم", "لا"), ("כן", "לא"),
]  # fmt: skip
_NO = frozenset(no for _, no in _ANSWERS)
_EITHER = _NO | {yes for yes, _ in _ANSWERS}
_BETWEEN = "    "


class _Sheet(Struct, frozen=True):
    """Which column holds what, where there is one."""

    identifier: int
    grade: int
    maximum: int
    graded_at: int
    name: int | None
    email: int | None
    locked: int | None
    team: bool
    workflow: bool


def takes(source: Source) -> bool:
    """Tell whether a file is a worksheet, graded by points or by a scale."""
    table = maybe(source)
    return table is not None and (_sheet(table) is not None or _scale(table))


def fill(source: Source, people: Sequence[Standing], ask: Ask) -> Filled:
    """Fill the grades in; all else stays as it was, but for the comments, which are left out.

    Moodle then leaves comments as they are: read from a worksheet they lose their line ends.
    Raises Mistake for a scale, and for an identifier that comes twice.
    """
    table = read(source)
    sheet = _sheet(table)
    if sheet is None:
        what = "This assignment is graded by a scale, which points can't fill."
        mend = "Give the assignment points in Moodle, then download its worksheet again."
        raise Mistake(Problem(what, mend, Place(source.name)))
    _once(source, table.column(sheet.identifier))
    found = _matched(source, table, sheet, people)
    maximum = _grades.value(table.rows[0][sheet.maximum])
    rows, left = list(table.rows), list(found.left)
    changes: dict[int, Change] = {}
    for at, person in found.people.items():
        why, new = _new(table, sheet, at, person, maximum)
        if why:
            left.append(Left(person.name, why))
        elif not _grades.same(before := rows[at][sheet.grade], new):
            rows[at] = (*rows[at][: sheet.grade], new, *rows[at][sheet.grade + 1 :])
            changes[at] = Change(person.name, before or _grades.NONE, new)
    notes = (*_grades.told(people, maximum), *_notes(table, sheet, changes))
    width = sheet.graded_at + 1
    whole = msgspec.structs.replace(
        table, head=table.head[:width], rows=tuple(row[:width] for row in rows)
    )
    left += _grades.absent(found.absent)
    return Filled(source.name, written(whole), tuple(changes.values()), tuple(left), notes)


def _new(
    table: Table, sheet: _Sheet, at: int, person: Standing, maximum: float | None
) -> tuple[str, str]:
    """Return why a person's grade can't be filled in, or else the grade as it is written."""
    worth = _grades.grade(person, maximum)
    if worth is None:
        return person.why_not or _grades.ABSENT, ""
    if sheet.locked is not None and table.rows[at][sheet.locked].casefold() in _NO:
        return LOCKED, ""
    return "", _grades.written(worth, "," if "," in table.rows[at][sheet.maximum] else ".")


def _sheet(table: Table) -> _Sheet | None:
    """Find the columns by their form; None where those that Moodle needs are not all there."""
    identifier = next(iter(table.every(_IDENTIFIER.fullmatch)), None)
    maximum = next((at for at in table.every(_MAXIMUM.fullmatch) if _is_maximum(table, at)), None)
    if identifier is None or maximum is None or maximum - 1 <= identifier:
        return None
    words = [at for at in table.every(lambda c: c.casefold() in _EITHER) if at > maximum]
    dates = [at for at in table.every(lambda c: c == "-" or _WHEN.fullmatch(c)) if at > maximum]
    if not dates:
        return None
    status = next(iter(table.every(lambda cell: " - " in cell)), None)
    named = status is None or status > identifier + 1
    return _Sheet(
        identifier,
        maximum - 1,
        maximum,
        dates[-1],
        identifier + 1 if named else None,
        next(iter(table.every(EMAIL.fullmatch)), None),
        words[0] if words else None,
        team=status is not None and status < maximum - 2,
        workflow=bool(words) and words[0] > maximum + 1,
    )


def _is_maximum(table: Table, at: int) -> bool:
    """Every assignment has one maximum, and before it stand the grades, or nothing yet."""
    grades = table.column(at - 1) if at else ("?",)
    alike = len(set(table.column(at))) == 1
    return alike and all(not cell or _grades.value(cell) is not None for cell in grades)


def _scale(table: Table) -> bool:
    """Tell whether it is a worksheet whose grades are words, which stand in every row."""
    scales = table.every(lambda cell: _BETWEEN in cell.strip())
    alike = any(len(set(table.column(at))) == 1 for at in scales)
    return alike and bool(table.every(_IDENTIFIER.fullmatch))


def _once(source: Source, identifiers: Sequence[str]) -> None:
    doubled = sorted({one for one in identifiers if identifiers.count(one) > 1})
    if doubled:
        what = f"{doubled[0]} stands in this worksheet twice, and Moodle takes the last."
        raise Mistake(Problem(what, "Download it again.", Place(source.name)))


def _matched(source: Source, table: Table, sheet: _Sheet, people: Sequence[Standing]) -> Matched:
    """Say whose each row is. A team's folders have the team's number, which is nobody's."""
    numbers, here = Numbers(people), assignment(source.name)
    rows = [
        Row(at, _cell(row, sheet.name), _cell(row, sheet.email))
        for at, row in enumerate(table.rows)
    ]

    def sure(row: Row) -> Sequence[Standing]:
        told = _IDENTIFIER.fullmatch(table.rows[row.at][sheet.identifier])
        return () if sheet.team or told is None else numbers.of(told[1], row, here)

    found = matched(rows, people, sure)
    left = (_named(one, table, sheet) for one in found.left)
    return msgspec.structs.replace(found, left=tuple(left))


def _named(left: Left, table: Table, sheet: _Sheet) -> Left:
    """Tell of a row without a name by its identifier."""
    if not left.who.startswith("row "):
        return left
    at = int(left.who.removeprefix("row ")) - 1
    return Left(table.rows[at][sheet.identifier], left.why)


def _cell(row: Sequence[str], at: int | None) -> str:
    return "" if at is None else row[at]


def _notes(table: Table, sheet: _Sheet, changes: Mapping[int, Change]) -> Iterator[str]:
    """Say beforehand what Moodle would do without a word."""
    unread = [
        change.who
        for at, change in changes.items()
        if (when := table.rows[at][sheet.graded_at]) != "-" and not _ENGLISH.fullmatch(when)
    ]
    zero = [one.who for one in changes.values() if _grades.value(one.after) == 0]
    if unread:
        yield UNREAD.format(names=", ".join(unread))
    if zero:
        yield f"Moodle 5.2 may pass over a grade of 0; look there after: {', '.join(zero)}."
    if sheet.locked is None:
        yield "Which grades are locked can't be read in this language; Moodle passes over those."
    if changes and sheet.workflow:
        yield "Trainees see these grades once their marking workflow state is 'Released'."
    if changes:
        yield "Moodle passes over whoever is graded there after this worksheet was downloaded."
