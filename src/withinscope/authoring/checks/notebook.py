"""What is wrong with a notebook as a whole: what it says it is, its name, its cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from withinscope import notebooks
from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.files import ROLES
from withinscope.authoring.material import Material
from withinscope.cells import SET
from withinscope.course import FILE, Course, Lesson
from withinscope.notebooks import Cell, Notebook
from withinscope.problems import Place

UNREADABLE = error("WS301")
IDENTITY = error("WS302")
NO_ID = error("WS303")
FOREIGN = error("WS304")
START = error("WS305")
END = error("WS306")


def found(material: Material) -> Iterator[Finding]:
    """Yield what is wrong in notebooks, save in their items' YAML."""
    for problem in material.unread:
        yield Finding(UNREADABLE, problem)
    for book in material.books:
        yield from _of_book(book.notebook, book.path, material.folder, material.known)


def _of_book(book: Notebook, path: Path, course: Path, known: Course) -> Iterator[Finding]:
    folder = path.parent.name if path.parent.parent == course else ""
    if book.role is None and folder not in ROLES:
        return  # a draft: some cells, of which the items alone matter
    if folder in ROLES:
        yield from _identity(book, path, folder, known)
    yield from _names_of(book)
    yield from _code(book)
    code = [(n, cell) for n, cell in enumerate(book.cells) if _runs(book, cell)]
    if code or book.role != "page":
        yield from _start(book, code)
        yield from _end(book, code)


def _identity(book: Notebook, path: Path, folder: str, known: Course) -> Iterator[Finding]:
    """Compare what a notebook says of itself with its folder, its name and the syllabus."""
    place = Place(book.path)
    listed = any((one.folder, one.file) == (folder, path.stem) for one in known.pages)
    role = "page" if listed else ROLES[folder]
    if book.role not in (role, "page"):
        what = f'Its metadata gives it the role "{book.role}".'
        yield IDENTITY(place, what, f'In {folder}/ a notebook\'s role is "{role}".')
    wanted = _id(book, path.stem, folder, known)
    if wanted is None:
        what = f"{FILE} has no {_missing(book, path.stem, folder, known)}."
        yield IDENTITY(place, what, "Add it there, or rename the notebook.")
    elif book.id != wanted:
        what = f'Its metadata gives it the id "{book.id}".'
        yield IDENTITY(place, what, f'{FILE} gives it the id "{wanted}".')


def _id(book: Notebook, stem: str, folder: str, known: Course) -> str | None:
    """Return the id that the syllabus gives to a notebook, None if it does not have it."""
    if book.role == "page":
        here = (one for one in known.pages if (one.folder, one.file) == (folder, stem))
        return next((page.id for page in here), None)
    lesson = _lesson(stem, known)
    if lesson is None or (lesson.capstone and folder == "notebooks"):
        return None
    return lesson.id if folder == "notebooks" else lesson.exercise


def _lesson(stem: str, known: Course) -> Lesson | None:
    return next((one for one in known.lessons if one.file == stem), None)


def _missing(book: Notebook, stem: str, folder: str, known: Course) -> str:
    if book.role == "page":
        return f"page with the file `{stem}`"
    listed = folder != "notebooks" and _lesson(stem, known)
    return f"exercise for `{stem}`" if listed else f"lesson with the file `{stem}`"


def _names_of(book: Notebook) -> Iterator[Finding]:
    for number, cell in enumerate(book.cells):
        if not cell.id:
            what, mend = "This cell has no id.", "Open the notebook in JupyterLab and save it."
            yield NO_ID(book.place(number), what, mend)


def _code(book: Notebook) -> Iterator[Finding]:
    for number, cell in enumerate(book.cells):
        if cell.type == "code" and not notebooks.is_ours(cell.source) and not _kept(book, cell):
            what = "Trainees can't run this cell: it is none of the course's own."
            mend = "Take it out, or make it text."
            if book.role == "solution":
                mend = "Tag it `instructor`, or take it out."
            yield FOREIGN(book.place(number), what, mend)
        elif book.role == "exercise" and cell.type == "code" and cell.source.startswith(SET):
            what = "There is a set here, and an exercise has its options in full."
            yield FOREIGN(book.place(number), what, "Take it out; sets stand in the solution.")


def _kept(book: Notebook, cell: Cell) -> bool:
    """Tell whether a cell stays with instructors."""
    return book.role == "solution" and "instructor" in cell.tags


def _start(book: Notebook, code: list[tuple[int, Cell]]) -> Iterator[Finding]:
    """Yield what is wrong at the first code cell, which starts the course."""
    start = f"%load_ext withinscope\n%course {book.id}"
    if not code or code[0][1].source.strip() != start:
        what = "The first code cell does not start the course."
        mend = f"Write `%load_ext withinscope` and below it `%course {book.id}`."
        yield START(book.place(code[0][0]) if code else Place(book.path), what, mend)


def _end(book: Notebook, code: list[tuple[int, Cell]]) -> Iterator[Finding]:
    """Yield what is wrong at the last code cell, which hands an exercise in."""
    hands_in = [n for n, cell in code if cell.source.strip() == notebooks.HAND_IN]
    last = [code[-1][0]] if code else []
    if book.role in ("lesson", "page") and hands_in:
        what = f"A {book.role} is not handed in."
        yield END(book.place(hands_in[0]), what, f"Take `{notebooks.HAND_IN}` out.")
    elif book.role not in ("lesson", "page") and hands_in != last:
        what = f"The last code cell, and no other, has to be `{notebooks.HAND_IN}`."
        place = book.place(last[0]) if last else Place(book.path)
        yield END(place, what, "Add it, or move it.")


def _runs(book: Notebook, cell: Cell) -> bool:
    return cell.type == "code" and bool(cell.source.strip()) and not _kept(book, cell)
