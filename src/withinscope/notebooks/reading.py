"""Read a notebook, ours or a stranger's, into just the fields that matter; nothing is executed."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from withinscope import types
from withinscope.cells import READ
from withinscope.items import LONGEST, MARKS, of_cell, released_of_cell, shelves, take_as_read
from withinscope.notebooks.parsing import Parsed, ParsedCell, Unreadable, parsed
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import BARE, Shelf

LARGEST = 32 * 1024 * 1024
"""Bytes: a hundred times a hand-in with long answers, small enough to parse at once."""
TOO_LARGE = f"larger than {LARGEST // 2**20} MB"
MOST_YAML = 256 * 1024
"""Characters of all items of a notebook: ten times a long exercise. YAML is slow to read, and
what is made to be slow takes a second for 20,000."""


class Cell(Struct, frozen=True):
    """A cell: its text, its tags, and the raw records found in its outputs.

    `lost` tells that there is no record though its outputs say there was one, or are damaged or
    `cleared`: an exercise is released with an output for each item.
    """

    id: str | None
    type: str
    source: str
    tags: tuple[str, ...] = ()
    records: tuple[bytes, ...] = ()
    lost: bool = False
    cleared: bool = False


class Notebook(Struct, frozen=True):
    """A notebook as far as the course is concerned. What is absent or odd is None.

    `handed_in_at` is what the trainee's clock said, and `handed_in_after` a later time that their
    computer knew of: the clock was put back, and this hand-in still came after that.
    """

    path: str
    role: str | None
    id: str | None
    workbook: str | None
    trainee: str | None
    handed_in_at: str | None
    cells: tuple[Cell, ...]
    handed_in_after: str | None = None

    @property
    def is_graded(self) -> bool:
        """Tell whether its answers are for grades: a solution is its exercise with the key."""
        return self.role in ("exercise", "solution")

    def place(self, cell: int, line: int | None = None) -> Place:
        """Return the place of a cell, counted from 0 here and from 1 in messages."""
        return Place(self.path, cell + 1, line)


def read(path: str | Path) -> Notebook:
    """Read a notebook file. Raises Unreadable, its text without the path."""
    return decode(contents(path), str(path))


def contents(path: str | Path) -> bytes:
    """Return a file's bytes. Raises Unreadable: too large, not a file, no permission, no luck."""
    file = Path(path)
    try:
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable("a folder, not a file")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("not a file that can be read")  # a pipe would wait for ever
        if found.st_size > LARGEST:
            raise Unreadable(TOO_LARGE)
        return file.read_bytes()
    except PermissionError:
        raise Unreadable("no permission to read it") from None
    except OSError as error:
        raise Unreadable(f"can't be read ({error.strerror or error})") from None
    except ValueError:
        raise Unreadable("can't be read (its name holds a character that no file's has)") from None


def decode(data: bytes, path: str) -> Notebook:
    """Read a notebook from its bytes. Raises Unreadable."""
    file = parsed(data)
    known = file.about if isinstance(file.about, dict) else {}
    if reason := _refusal(file):
        raise Unreadable(reason, _text(known.get("trainee")))
    return Notebook(
        path,
        role=_text(known.get("role")),
        id=_text(known.get("id")),
        workbook=_text(known.get("workbook")),
        trainee=_text(known.get("trainee")),
        handed_in_at=_text(known.get("handed_in_at")),
        cells=tuple([_cell(cell) for cell in file.cells]),
        handed_in_after=_text(known.get("handed_in_after")),
    )


def _refusal(file: Parsed) -> str:
    """Say why a notebook can't be gone by, or nothing. Only cells of code are known by their ids:
    a text cell that a program copied with its id does no harm.
    """
    if file.nbformat != 4:
        return f"notebook format {file.nbformat}, where 4 is needed"
    names = [cell.id for cell in file.cells if cell.id and cell.type == "code"]
    if len(set(names)) < len(names):
        twice, _ = Counter(names).most_common(1)[0]
        return f"the cell id {_short(twice)} stands in it more than once"
    if sum([cell.source.yaml for cell in file.cells]) > MOST_YAML:
        return f"its items are longer than {MOST_YAML:,} characters"
    return ""


def _cell(cell: ParsedCell) -> Cell:
    source, records = cell.source.text, cell.records
    lost = cell.type == "code" and not records and _lost(cell)
    return Cell(cell.id, cell.type, source, cell.tags, records, lost, lost and not cell.outputs)


def _lost(cell: ParsedCell) -> bool:
    """Tell whether a cell without a record shows that there was one, so that none is a zero.

    Other programs drop outputs of a kind they don't know and leave the words beside them.
    """
    if not cell.outputs:
        return cell.source.text.startswith(READ)
    return any(output.told for output in cell.outputs)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def items(notebook: Notebook) -> tuple[types.Item, ...]:
    """Read every item of a lesson or a solution, key and all. Raises Mistake with all problems."""
    found: list[types.Item] = []
    problems: list[Problem] = []
    for number, (cell, shelf) in enumerate(shelved(notebook)):
        try:
            if (item := written(cell, notebook.place(number), shelf)) is not None:
                found.append(item)
        except Mistake as mistake:
            problems += mistake.problems
    for name, count in Counter(item.id for item in found).items():
        if count > 1:
            what = f"{count} items have the id `{name}`."
            problems.append(Problem(what, "Give each its own.", Place(notebook.path)))
    if problems:
        raise Mistake(*problems)
    return tuple(found)


def released_items(notebook: Notebook) -> tuple[types.Released, ...]:
    """Read every item of an exercise as trainees have it; a cell that can't be read is left out."""
    return tuple(item for cell in notebook.cells if (item := asked(cell)) is not None)


def asked(cell: Cell) -> types.Released | None:
    """Return the item that a trainee's cell asks, or None. Raises nothing."""
    if cell.type != "code" or len(cell.source) > LONGEST:
        return None
    return released_of(cell.source)


def shelved(notebook: Notebook) -> Iterator[tuple[Cell, Shelf]]:
    """Yield each cell of an author's notebook with the sets that an item in it can name."""
    sources = [cell.source if cell.type == "code" else "" for cell in notebook.cells]
    return zip(notebook.cells, shelves(sources), strict=True)


def written(cell: Cell, place: Place, shelf: Shelf = BARE) -> types.Item | None:
    """Return the item that an author's cell asks, or None. Raises Mistake, also of a set's cell."""
    return of_cell(cell.source, place, shelf) if cell.type == "code" else None


def take_items_as_read(notebook: Notebook, found: Iterable[types.Item | types.Released]) -> None:
    """Take items for what a notebook asks, all of them, as they were read of it before."""
    which = "Released" if notebook.role == "exercise" else "Item"
    asking = [
        (cell.source, shelf)
        for cell, shelf in shelved(notebook)
        if cell.type == "code" and cell.source.startswith(MARKS)
    ]
    for (source, shelf), item in zip(asking, found, strict=True):
        take_as_read(source, item, which, shelf)


@lru_cache(maxsize=1024)
def released_of(source: str) -> types.Released | None:
    """Return the item that a source asks as trainees have it, or None.

    Parsed once per distinct source: a cohort's cells are nearly all the same.
    """
    try:
        return released_of_cell(source)
    except Mistake:
        return None
