"""Write one feedback page a trainee, and nothing outside the feedback folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from withinscope import course
from withinscope.course import Course
from withinscope.grading import output, text
from withinscope.grading.book import entries, people, queries
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.book.queries import Grade
from withinscope.grading.crew import Crew, cores
from withinscope.grading.feedback.render import Pages
from withinscope.problems import Mistake
from withinscope.types import Item

PAGE, PLAIN = ".html", ".txt"
"""What the files of a page and of its twin end in."""
PAGES = 25
"""Pages that are written at a time."""
WORTH_HELP = 1000
"""Pages for which helpers are had."""
MOST_HELPERS = 8
"""Others read as fast as so many write."""


class Planned(Struct, frozen=True):
    """What one page is made of, and the name of its file. `stale` are those of files that a name
    which turned out to be two people's no longer has, so that neither gets the other's page, and
    of files under a name that they no longer have.
    """

    name: str
    trainee: str
    grades: tuple[Grade, ...]
    stale: tuple[str, ...] = ()


def write(
    connection: Connection,
    out: Path,
    home: Path,
    *,
    run: int | None = None,
    persons: Iterable[int] | None = None,
    keys: bool = False,
    language: str | None = None,
    progress: Callable[[], object] = lambda: None,
    helpers: int | None = None,
) -> int:
    """Write the pages of a run, of some people or of everyone; return how many.

    Each page has a twin in plain text beside it. `home` is the course's folder, whose `language`
    they speak unless another is named. As many `helpers` write as are told, else as it pays to
    have.

    Whoever has two workbooks may be two people: each workbook then has a page of its own.
    """
    folder = output.folder(out, output.FEEDBACK)
    order = queries.order_of_items(connection)
    about = (folder, _syllabus(home), entries.every_item(connection), order, keys, language)
    whose = None if persons is None else sorted(persons)
    if helpers is None:
        helpers = _helpers(queries.how_many(connection, run=run, persons=whose))
    planned, written = _planned(connection, run, whose), 0
    with Crew(_writer, *about, helpers=helpers) as crew:
        for batch, _ in crew.each(iter(lambda: tuple(islice(planned, PAGES)), ())):
            for _ in batch:
                written += 1
                progress()
    return written


def _helpers(rows: int) -> int:
    """Return how many helpers pay for so many rows of grades."""
    return min(cores() - 1, MOST_HELPERS) if rows >= WORTH_HELP else 0


def _planned(
    connection: Connection, run: int | None, persons: Iterable[int] | None
) -> Iterator[Planned]:
    """Yield what each page is made of."""
    shared, former = queries.shared_pages(connection), people.former_names(connection)
    alone = 0
    grades = queries.by_trainee(connection, run=run, persons=persons)
    for (person, workbook), group in _by_page(grades):
        trainee, twin = group[0].trainee, group[0].twin
        name = file_name(trainee, workbook, shared, twin)
        alone = person if not workbook else alone
        plain = text.file_stem(trainee)
        another = name != f"{plain}{PAGE}" and not (alone == person and workbook)
        gone = {text.file_stem(one) for one in former.get(person, ())}
        gone |= {plain} if another else set()
        stale = tuple(f"{stem}{suffix}" for stem in sorted(gone) for suffix in (PAGE, PLAIN))
        yield Planned(name, trainee, tuple(group), stale)


def _writer(
    folder: Path,
    syllabus: Course,
    items: Mapping[int, Item],
    order: Sequence[str],
    keys: bool,
    language: str | None,
) -> Callable[[Sequence[Planned]], None]:
    """Return what writes pages and their twins into a folder."""
    pages = Pages(syllabus, items, order, keys=keys, language=language)

    def write(planned: Sequence[Planned]) -> None:
        for one in planned:
            page = pages.page(one.trainee, one.grades)
            output.write(folder / one.name, page.html)
            output.write((folder / one.name).with_suffix(PLAIN), page.plain)
            for name in one.stale:
                (folder / name).unlink(missing_ok=True)

    return write


def catch_up(
    book: Gradebook, out: Path, home: Path, progress: Callable[[], object] = lambda: None
) -> int:
    """Write the pages of all that was graded since they were all written there; return how many.

    So a run that was stopped on the way, or that left them out, is made up for by the next.
    """
    folder = Path(out) / output.FEEDBACK
    with book.reading() as connection:
        run = entries.latest_run(connection)
        since = entries.unwritten(connection, folder)
        written = write(connection, out, home, run=since, progress=progress)
    with book.writing() as connection:
        entries.all_written(connection, folder, run)
    return written


def files(connection: Connection, out: Path, persons: Iterable[int]) -> set[Path]:
    """Return where some people's pages are, or would be, and their twins in plain text."""
    folder, shared = Path(out) / output.FEEDBACK, queries.shared_pages(connection)
    pages = {
        folder / file_name(row.trainee, row.workbook, shared, row.twin)
        for row in queries.by_trainee(connection, persons=persons)
    }
    return {page.with_suffix(suffix) for page in pages for suffix in (PAGE, PLAIN)}


def renew(connection: Connection, out: Path, home: Path, persons: set[int], old: set[Path]) -> int:
    """Write some people's pages anew, and remove those of the `old` files that are nobody's any
    more; return how many were written.
    """
    written = write(connection, out, home, persons=persons) if persons else 0
    for path in old - files(connection, out, persons):
        path.unlink(missing_ok=True)
    return written


def pages_of(connection: Connection, home: Path, exercise: str) -> Callable[[int], bytes]:
    """Return what gives a person's page on one exercise alone; `home` is the course's folder."""
    order = queries.order_of_items(connection)
    pages = Pages(_syllabus(home), entries.every_item(connection), order)

    def page(person: int) -> bytes:
        grades = [
            row for row in queries.by_trainee(connection, persons=[person])
            if row.exercise == exercise
        ]  # fmt: skip
        return pages.page(grades[0].trainee, grades).html

    return page


def titles(home: Path) -> dict[str, str]:
    """Return the exercises' titles, none where the syllabus can't be read."""
    return _syllabus(home).exercises


def _by_page(grades: Iterator[Grade]) -> Iterator[tuple[tuple[int, str], list[Grade]]]:
    for page, group in groupby(grades, lambda row: (row.person, row.workbook)):
        yield page, list(group)


def file_name(trainee: str, workbook: str, shared: set[str], twin: int = 0) -> str:
    """Return the name of a page's file, which no other trainee's has on any system.

    `shared` are the keys (`people.page_key`) that more than one person comes to; `twin` tells
    people of one name apart.
    """
    stem = text.file_stem(trainee)
    if workbook or text.same_file(stem) in shared:
        apart = (trainee, workbook, str(twin)) if twin else (trainee, workbook)
        stem += f"~{text.mark(*apart)}"
    return f"{stem}{PAGE}"


def _syllabus(home: Path) -> Course:
    """Return the syllabus. A slip in it stops no feedback: one without entries stands for it."""
    try:
        return course.read(home)
    except Mistake:
        return Course("Within Scope", outcomes=(), dimensions=(), claims=(), sources=(), lessons=())
