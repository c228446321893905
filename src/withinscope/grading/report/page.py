"""The report as one page that needs nothing else; every stranger's text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader
from msgspec import Struct
from sqlalchemy import Connection

from withinscope import course, types
from withinscope.course import Course, Entry
from withinscope.dialogue import Dialogue
from withinscope.grading.analysis import FEWEST
from withinscope.grading.book import entries, expected, queries, roll
from withinscope.grading.book.queries import Grade
from withinscope.grading.book.stored import Unread
from withinscope.grading.book.times import took
from withinscope.grading.report import capstones, figures, groups
from withinscope.grading.report.capstones import Capstone
from withinscope.grading.report.figures import ExerciseFigures, Line, Sureness
from withinscope.grading.report.flow import Flow, flow
from withinscope.grading.report.given import Given, by_exercise, given
from withinscope.grading.report.groups import Compared, Members
from withinscope.grading.report.lengths import by_item
from withinscope.grading.report.options import BANDS
from withinscope.grading.report.picture import HIGH, WIDTH
from withinscope.grading.report.talks import Talk, counted, talks
from withinscope.html_page import html_page

_FOLDER = Path(__file__).parent / "pages"
SURE = {1: "Guessing", 2: "Fairly sure", 3: "Sure"}


class Report(Struct, frozen=True):
    """All that the page shows; `people` handed in something.

    `group` is whom it is on, if not everybody; `compared` sets them beside another group, and
    `cohorts` are beside each other where it is on everybody.
    """

    course: str
    people: int
    exercises: tuple[ExerciseFigures, ...]
    outcomes: tuple[Line, ...]
    dimensions: tuple[Line, ...]
    sureness: tuple[Sureness, ...]
    flows: tuple[Flow, ...]
    talks: tuple[Talk, ...] = ()
    group: str = ""
    cohorts: tuple[Line, ...] = ()
    compared: Compared | None = None
    capstones: tuple[Capstone, ...] = ()


def report(
    connection: Connection,
    home: Path,
    group: str = "",
    against: str = "",
) -> Report:
    """Return the report on a whole gradebook, or on a group (see `groups.of`).

    `home` is the course's folder. A cohort is set beside the one before it unless `against` names
    another group. Raises Mistake for a syllabus with a slip, and for a group without anybody.
    """
    syllabus = course.read(home)
    every = entries.every_item(connection)
    items = {number: item for number, item in every.items() if not isinstance(item, Unread)}
    order = queries.order_of_items(connection)
    whole = list(queries.by_exercise(connection))
    members = roll.memberships(connection)
    grades = _of(whole, members, group)
    answers = list(given(grades, items))
    missing = _missing(connection, members, group)
    times = by_item(took(connection), {grade.person for grade in grades})
    made = _figures(syllabus, grades, answers, items, order, times)
    came = capstones.came(syllabus, grades, items)
    against = against or (groups.earlier(members, group, whole) if group else "")
    before = list(given(_of(whole, members, against), items)) if against else []
    return msgspec.structs.replace(
        made,
        group=group,
        cohorts=() if group else groups.by_cohort(members, answers),
        compared=_compared((group or "Everybody", against), answers, before, (syllabus, items))
        if against
        else None,
        talks=talks(
            grades, answers, missing, syllabus.exercises, capstones.reasons(syllabus, came)
        ),
        capstones=tuple(capstones.figures(syllabus, came)),
    )


def _missing(connection: Connection, members: Members, group: str) -> list[tuple[str, str]]:
    """Return (name, exercise) of whoever of the latest roster is missing, of a group if one is
    named.
    """
    of = groups.of(members, group) if group else None
    absent = expected.missing(connection)
    return [(one.name, one.exercise) for one in absent if of is None or one.person in of]


def _figures(
    syllabus: Course,
    grades: Sequence[Grade],
    answers: Sequence[Given],
    items: Mapping[int, types.Item],
    order: Sequence[str],
    times: Mapping[int, Sequence[int]],
) -> Report:
    """Return the report as far as it is figures on these people alone."""
    titles = syllabus.exercises
    return Report(
        syllabus.title,
        len({(grade.person, grade.workbook) for grade in grades}),
        tuple(
            figures.exercise(name, titles.get(name, name), theirs, items, order, times)
            for name, theirs in by_exercise(answers).items()
        ),
        tuple(_lines(syllabus.outcomes, answers, items, "outcome")),
        tuple(_lines(syllabus.dimensions, answers, items, "dimension")),
        figures.sureness(answers),
        tuple(_flows(answers, items, order)),
    )


def _of(grades: Sequence[Grade], members: groups.Members, group: str) -> Sequence[Grade]:
    if not group:
        return grades
    people = groups.of(members, group)
    return [grade for grade in grades if grade.person in people]


def _compared(
    names: tuple[str, str],
    now: Sequence[Given],
    before: Sequence[Given],
    by: tuple[Course, Mapping[int, types.Item]],
) -> Compared:
    syllabus, items = by
    parts = [("", "All of it", frozenset(items))]
    parts += [
        (entry.id, entry.text, _tagged(items, field, entry))
        for field, every in (("outcome", syllabus.outcomes), ("dimension", syllabus.dimensions))
        for entry in every
    ]
    return groups.compared(names, now, before, parts)


def _flows(
    answers: Sequence[Given], items: Mapping[int, types.Item], order: Sequence[str]
) -> Iterator[Flow]:
    """Yield the ways through each conversation that anybody played, in their order."""
    played = {one.item for one in answers if one.response}
    place = {name: at for at, name in enumerate(order)}
    for number in sorted(played, key=lambda one: (place.get(items[one].id, 0), one)):
        item = items[number]
        if isinstance(item, Dialogue):
            yield flow(item, [one for one in answers if one.item == number])


def _tagged(items: Mapping[int, types.Item], field: str, entry: Entry) -> frozenset[int]:
    return frozenset(number for number, item in items.items() if entry.id in getattr(item, field))


def _lines(
    every: Iterable[Entry], answers: Sequence[Given], items: Mapping[int, types.Item], field: str
) -> Iterable[Line]:
    """Yield how people do on each entry that any answered item is tagged with."""
    for entry in every:
        tagged = _tagged(items, field, entry)
        if theirs := [one for one in answers if one.item in tagged]:
            yield figures.line(entry.id, entry.text, theirs)


def page(shown: Report, *, anonymous: bool = False) -> bytes:
    """Return the page as UTF-8 HTML; if `anonymous`, no name of anybody stands on it."""
    jinja = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    jinja.filters["percent"] = lambda value: f"{value * 100:.0f}%"
    jinja.filters["points"] = lambda value: f"{value * 100:+.0f}".replace("-", "\N{MINUS SIGN}")
    jinja.filters["figure"] = lambda value: f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
    jinja.filters["minutes"] = lambda value: f"{round(value) // 60}:{round(value) % 60:02d}"
    body = jinja.get_template("report.html.j2").render(
        report=shown,
        fewest=FEWEST,
        bands=BANDS,
        width=WIDTH,
        high=HIGH,
        sure=SURE,
        names=() if anonymous else shown.talks,
        reasons=counted(shown.talks) if anonymous else (),
        anonymous=anonymous,
    )
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    return html_page(f"Report on {shown.course}", body, style).encode()
