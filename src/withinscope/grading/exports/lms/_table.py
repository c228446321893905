"""Tables of a learning platform, read and written so that no cell changes by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from msgspec import Struct

from withinscope.grading.exports.lms import Ask, Source
from withinscope.grading.output import BYTE_ORDER_MARK
from withinscope.problems import Mistake, Place, Problem


class Table(Struct, frozen=True):
    """A table: its headings and rows, all of one width, and how they were written."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    marked: bool = False

    def column(self, at: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(row[at] for row in self.rows)

    def every(self, fits: Callable[[str], object], *, blank: bool = False) -> list[int]:
        """Return the columns all of whose cells fit; `blank` ones too, as long as one is not."""
        return [at for at in range(len(self.head)) if _all(self.column(at), fits, blank)]


def _all(cells: Sequence[str], fits: Callable[[str], object], blank: bool) -> bool:
    said = [cell for cell in cells if cell.strip()]
    whole = bool(said) and (blank or len(said) == len(cells))
    return whole and all(fits(cell) for cell in said)


def read(source: Source) -> Table:
    """Read a table. Raises Mistake for what a platform would not take either."""
    try:
        content = source.data.decode("utf-8")
    except UnicodeError:
        raise _wrong(source, "This file is not UTF-8 text", _AS_IT_WAS) from None
    plain = content.removeprefix(BYTE_ORDER_MARK)
    first = plain.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter, strict=True)
        rows = [tuple(row) for row in lines if row]
    except csv.Error as error:
        raise _wrong(source, f"This table can't be read ({error})", _AS_IT_WAS) from None
    if len(rows) < 2:
        raise _wrong(source, "There is nobody in this table", _AS_IT_WAS)
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            what = f"Row {number} has {len(row)} cells, the headings {len(rows[0])}"
            raise _wrong(source, what, _AS_IT_WAS)
    return Table(rows[0], tuple(rows[1:]), delimiter, content != plain)


_AS_IT_WAS = "Download it again, and give it as it was downloaded."


def _wrong(source: Source, what: str, mend: str) -> Mistake:
    return Mistake(Problem(f"{what}.", mend, Place(source.name)))


def maybe(source: Source) -> Table | None:
    """Return the table that a file is, None for a zip. Raises Mistake as `read`."""
    return None if source.data.startswith(b"PK") else read(source)


def written(table: Table) -> bytes:
    """Return a table as bytes, its byte order mark and delimiter as they were."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=table.delimiter, lineterminator="\n")
    lines.writerows((table.head, *table.rows))
    return ((BYTE_ORDER_MARK if table.marked else "") + out.getvalue()).encode()


def chosen(source: Source, table: Table, columns: Sequence[int], ask: Ask) -> int:
    """Return the column of the grades that are asked for.

    It is the only one, or whose heading holds what was asked for, else the exercise's title.
    Raises Mistake, with the headings, where that is none or several.
    """
    found = list(columns)
    for words in (ask.column, "" if ask.column else ask.title):
        if words:
            found = [at for at in columns if words.casefold() in table.head[at].casefold()]
    if not ask.column and len(columns) == 1:
        found = list(columns)
    if len(found) != 1:
        heads = "; ".join(table.head[at] for at in (found or columns)) or "none"
        raise _wrong(
            source,
            f"It does not show which column is meant. There are: {heads}",
            "Name part of its heading: --column WORDS.",
        )
    return found[0]
