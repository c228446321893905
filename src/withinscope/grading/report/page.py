"""The report as one page that needs nothing else; every stranger's text is escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from msgspec import Struct
from sqlalchemy import Connection

from withinscope import course, types
from withinscope.course import Entry
from withinscope.grading.analysis import FEWEST
from withinscope.grading.book import entries, queries
from withinscope.grading.book.stored import Unread
from withinscope.grading.report import figures
from withinscope.grading.report.figures import ExerciseFigures, Line, Sureness
from withinscope.grading.report.given import Given, by_exercise, given
from withinscope.grading.report.talks import Talk, counted, talks
from withinscope.html_page import html_page

_FOLDER = Path(__file__).parent / "pages"
SURE = {1: "Guessing", 2: "Fairly sure", 3: "Sure"}


class Report(Struct, frozen=True):
    """All that the page shows; `people` handed in something."""

    course: str
    people: int
    exercises: tuple[ExerciseFigures, ...]
    outcomes: tuple[Line, ...]
    dimensions: tuple[Line, ...]
    sureness: tuple[Sureness, ...]
    talks: tuple[Talk, ...]


def report(connection: Connection, home: Path, missing: Collection[tuple[str, str]] = ()) -> Report:
    """Return the report on a whole gradebook; `home` is the course's folder.

    `missing` are (name, exercise), from a roster. Raises Mistake for a syllabus with a slip.
    """
    syllabus = course.read(home)
    every = entries.every_item(connection)
    items = {number: item for number, item in every.items() if not isinstance(item, Unread)}
    grades = list(queries.by_exercise(connection))
    answers = list(given(grades, items))
    titles = {one.exercise: one.title for one in syllabus.lessons if one.exercise}
    order = queries.order_of_items(connection)
    return Report(
        syllabus.title,
        len({(grade.person, grade.workbook) for grade in grades}),
        tuple(
            figures.exercise(name, titles.get(name, name), theirs, items, order)
            for name, theirs in by_exercise(answers).items()
        ),
        tuple(_lines(syllabus.outcomes, answers, items, "outcome")),
        tuple(_lines(syllabus.dimensions, answers, items, "dimension")),
        figures.sureness(answers),
        talks(grades, answers, missing, titles),
    )


def _lines(
    every: Iterable[Entry], answers: Sequence[Given], items: dict[int, types.Item], field: str
) -> Iterable[Line]:
    """Yield how people do on each entry that any answered item is tagged with."""
    for entry in every:
        tagged = {number for number, item in items.items() if entry.id in getattr(item, field)}
        if theirs := [one for one in answers if one.item in tagged]:
            yield figures.line(entry.id, entry.text, theirs)


def page(shown: Report, *, anonymous: bool = False) -> bytes:
    """Return the page as UTF-8 HTML; if `anonymous`, no name of anybody stands on it."""
    jinja = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    jinja.filters["percent"] = lambda value: f"{value * 100:.0f}%"
    jinja.filters["figure"] = lambda value: f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
    body = jinja.get_template("report.html.j2").render(
        report=shown,
        fewest=FEWEST,
        sure=SURE,
        names=() if anonymous else shown.talks,
        reasons=counted(shown.talks) if anonymous else (),
        anonymous=anonymous,
    )
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    return html_page(f"Report on {shown.course}", body, style).encode()
