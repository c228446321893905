"""Write one feedback page a trainee, and nothing outside the feedback folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection

from withinscope import course as syllabus
from withinscope.grading import output, text
from withinscope.grading.book import entries, queries
from withinscope.grading.book.queries import Standing
from withinscope.grading.feedback.render import Pages
from withinscope.problems import Mistake


def write(
    connection: Connection,
    out: Path,
    course: Path,
    *,
    run: int | None = None,
    names: Iterable[str] | None = None,
    keys: bool = False,
    progress: Callable[[], object] = lambda: None,
) -> int:
    """Write the pages of a run, of some names or of everyone; return how many.

    A name with two workbooks may be two people: each workbook then has a page of its own.
    """
    folder = output.folder(out, output.FEEDBACK)
    title, titles = _titles(course)
    order = queries.order_of_items(connection)
    pages = Pages(title, titles, entries.every_item(connection), order, keys=keys)
    shared = queries.shared_pages(connection)
    standings = queries.by_trainee(connection, run=run, names=names)
    written = 0
    alone = ""
    for (trainee, workbook), group in _by_person(standings):
        name = file_name(trainee, workbook, shared)
        output.write(folder / name, pages.page(trainee, group))
        # A name that turned out to be two people's no longer has a page that either might get.
        alone = trainee if not workbook else alone
        plain = f"{text.file_stem(trainee)}.html"
        if name != plain and not (alone == trainee and workbook):
            (folder / plain).unlink(missing_ok=True)
        written += 1
        progress()
    return written


def _by_person(
    standings: Iterator[Standing],
) -> Iterator[tuple[tuple[str, str], list[Standing]]]:
    for person, group in groupby(standings, lambda row: (row.trainee, row.workbook)):
        yield person, list(group)


def file_name(trainee: str, workbook: str, shared: set[str]) -> str:
    """Return the name of a page's file, which no other trainee's has on any system.

    `shared` are the keys (`standing.page_key`) that more than one name comes to.
    """
    stem = text.file_stem(trainee)
    if workbook or text.same_file(stem) in shared:
        stem += f"~{text.mark(trainee, workbook)}"
    return f"{stem}.html"


def _titles(course: Path) -> tuple[str, dict[str, str]]:
    """Return the course's title and its exercises'. A slip in the syllabus stops no feedback."""
    try:
        found = syllabus.read(course)
    except Mistake:
        return "Within Scope", {}
    return found.title, {one.exercise: one.title for one in found.lessons if one.exercise}
