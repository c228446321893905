"""Read a sheet of marks that somebody filled in: from rows to what is said of each answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

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


def entries(rows: Sequence[Sequence[str]], file: str) -> tuple[Entry, ...]:
    """Return an entry a row that has anything in it; a column that is not ours is passed over.

    Raises Mistake for a sheet without our columns, or with one of them twice.
    """
    head = [cell.strip() for cell in rows[0]] if rows else []
    columns = [form.column(cell) for cell in head]
    ours = [one for one in columns if one] + [
        name for name in head if name in (form.KEY, form.MARK)
    ]
    problem = _problem(head, ours)
    if problem:
        mend = "Fill in the file that `mark --export` wrote, its headings as they are."
        raise Mistake(Problem(problem, mend, Place(file)))
    return tuple(
        _entry(number, dict(zip(head, row, strict=False)), row, columns)
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    )


def _problem(head: Sequence[str], ours: Sequence[object]) -> str:
    lacking = [name for name in (form.KEY, form.MARK) if name not in head]
    if lacking:
        return f"This is no sheet of marks: it has no column `{lacking[0]}`."
    if len(set(ours)) < len(ours):
        return "This sheet of marks has a column twice."
    return ""


def _entry(
    number: int, cells: Mapping[str, str], row: Sequence[str], columns: Sequence[form.Column | None]
) -> Entry:
    mark = cells.get(form.MARK, "").strip()
    return Entry(
        number,
        cells.get(form.KEY, "").strip(),
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
