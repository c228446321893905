"""Read a sheet of marks that somebody filled in: from rows to what is said of each answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope.grading.marking import Role
from withinscope.grading.marksheet import form
from withinscope.problems import Mistake, Place, Problem


class Entry(Struct, frozen=True):
    """A row of a sheet: its number there, the answer's key, and what was typed by criterion.

    `mark` is the number of the mark that the answer had when the sheet was written, if any.
    Criteria of `levels` are all that the sheet has a column for; `comments` only those said.
    """

    row: int
    key: str
    mark: int | None
    levels: Mapping[str, str]
    comments: Mapping[str, str]


class Filled(Struct, frozen=True):
    """A sheet that was filled in: whose marks they are to be, and an entry a row."""

    role: Role
    entries: tuple[Entry, ...]


def entries(rows: Sequence[Sequence[str]], file: str) -> Filled:
    """Return an entry a row that has anything in it; a column that is not ours is passed over.

    Raises Mistake for a sheet without our columns, or with one of them twice.
    """
    head = [cell.strip() for cell in rows[0]] if rows else []
    columns = [form.column(cell) for cell in head]
    mark = next((name for name in head if name in form.MARKS), "")
    problem = _problem(head, mark, columns)
    if problem:
        mend = "Fill in the file that `mark --export` wrote, its headings as they are."
        raise Mistake(Problem(problem, mend, Place(file)))
    whole = ((n, row) for n, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row))
    at = head.index(form.KEY), head.index(mark)
    return Filled(form.MARKS[mark], tuple(_entry(n, row, at, columns) for n, row in whole))


def _problem(head: Sequence[str], mark: str, columns: Sequence[form.Column | None]) -> str:
    if form.KEY not in head or not mark:
        lacking = next(iter(form.MARKS)) if form.KEY in head else form.KEY
        return f"This is no sheet of marks: it has no column `{lacking}`."
    criteria = [one for one in columns if one]
    ours = [name for name in head if name == form.KEY or name in form.MARKS]
    if len(set(criteria)) < len(criteria) or len(ours) > 2:
        return "This sheet of marks has a column twice."
    return ""


def _entry(
    number: int,
    row: Sequence[str],
    at: tuple[int, int],
    columns: Sequence[form.Column | None],
) -> Entry:
    """Return the entry of a row; `at` is where its key and the number of its mark stand."""
    key, mark = (row[place].strip() if place < len(row) else "" for place in at)
    return Entry(
        number,
        key,
        int(mark) if mark.isdecimal() and mark.isascii() and len(mark) < 19 else None,
        dict(_typed(row, columns, comments=False)),
        {name: said for name, said in _typed(row, columns, comments=True) if said},
    )


def _typed(
    row: Sequence[str], columns: Sequence[form.Column | None], *, comments: bool
) -> Iterator[tuple[str, str]]:
    for at, column in enumerate(columns):
        if column and column.comments == comments:
            cell = row[at] if at < len(row) else ""
            yield column.criterion, form.comment(cell) if comments else cell.strip()
