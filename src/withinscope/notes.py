"""What a trainee said, all of it, as one page to read, print or keep."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from withinscope import journal
from withinscope.catalog import Chapter
from withinscope.course import MY_CODE, Course, Field
from withinscope.html_page import html_page
from withinscope.journal import Line
from withinscope.texts import N_, _, day_in_words
from withinscope.types import BadResponse

KINDS = ("answer", "reflection")
"""The journal's lines in which somebody said something."""
OWN = N_("A note of your own on this page")
GONE = N_("Questions that the course no longer has")


class Note(Struct, frozen=True):
    """The latest answer to an item, in words; `own` if it was written and not chosen.

    `at` is ISO 8601 in UTC. `said` is empty where nobody can tell any more what was meant.
    """

    notebook: str
    item: str
    stem: str
    said: str
    own: bool
    at: str


class Section(Struct, frozen=True):
    """What was said in one lesson or exercise: what was written first, then what was chosen.

    `path` is its page's in the course's folder, empty where there is no such page any more.
    """

    title: str
    notes: tuple[Note, ...]
    path: str = ""


def own(page: str) -> str:
    """Return what stands in the journal in an item's place for a note on a page; no item's id."""
    return f"note:{page}"


def sections(
    chapters: Iterable[Chapter], lines: Iterable[Line], fields: Sequence[Field] = ()
) -> list[Section]:
    """Collect the latest answer to every item, in the course's order; blank ones say nothing.

    A note on a page comes first in it; beside a conversation stands what was written about it.
    `fields` are those of the page `MY_CODE`: what stands in them is as much the trainee's.
    """
    said = [line for line in lines if line.kind in KINDS]
    answers, about = journal.answers(said), journal.answers(said, "reflection")
    found = []
    for chapter in chapters:
        notes = list(_own(about.pop(own(chapter.page.id), [])))
        for item in fields if chapter.page.id == MY_CODE else chapter.items:
            notes += _notes(item, answers.pop(item.id, []), about.pop(item.id, []))
        if notes:
            found.append(_section(chapter.page.title, notes, chapter.page.path))
    strangers = [_stranger(lines) for lines in (*answers.values(), *about.values())]
    return [*found, _section(_(GONE), strangers)] if strangers else found


def _section(title: str, notes: list[Note], path: str = "") -> Section:
    return Section(title, tuple(sorted(notes, key=lambda note: not note.own)), path)


def _own(written: Sequence[Line]) -> Iterator[Note]:
    """Give what somebody wrote of their own accord on a page."""
    if written and (text := journal.written(written[-1])).strip():
        last = written[-1]
        yield Note(last.notebook, last.item, _(OWN), text, True, _date(last))


def _notes(item: Any, answers: Sequence[Line], about: Sequence[Line]) -> Iterator[Note]:
    if about and (text := journal.written(about[-1])).strip():
        asked = getattr(item, "reflect", None) or item.stem
        yield Note(about[-1].notebook, item.id, asked, text, True, _date(about[-1]))
    if answers:
        last = answers[-1]
        try:
            response = item.decode(last.response)
            said = "" if item.blank(response) else item.said(response)
        except BadResponse:
            yield Note(last.notebook, item.id, item.stem, journal.written(last), False, _date(last))
        else:
            if said:
                yield Note(last.notebook, item.id, item.stem, said, item.own_words, _date(last))


def _date(line: Line) -> str:
    """Return what the clock said: a line's own time is for the order of lines."""
    return line.clock or line.at


def _stranger(lines: Sequence[Line]) -> Note:
    last = lines[-1]
    said = journal.written(last)
    return Note(last.notebook, last.item, "", said, bool(said), _date(last))


def document(course: Course, found: Sequence[Section], now: datetime) -> str:
    """Return the notes as a page of HTML that needs nothing else; every text is escaped."""
    told = _(
        "From {course}, {day}. They are yours: nobody else was given them.",
        course=html.escape(course.title),
        day=day_in_words(now.date()),
    )
    parts = (_section_html(section, course.language) for section in found)
    body = "".join(parts) or f"<p>{_('Nothing is written or chosen yet.')}</p>"
    title = _("My notes")
    head = f"<h1>{title}</h1>\n<p>{told}</p>\n"
    return html_page(f"{title} · {course.title}", head + body, _STYLE)


def _section_html(section: Section, lang: str) -> str:
    notes = "".join(_note_html(note, lang) for note in section.notes)
    named = f' lang="{lang}"' if section.path else ""
    return f"<section><h2{named}>{html.escape(section.title)}</h2>{notes}</section>"


def _note_html(note: Note, lang: str) -> str:
    asked = "".join(f"<p>{html.escape(part)}</p>" for part in note.stem.split("\n\n") if part)
    said = html.escape(note.said or _("An answer to an earlier version of this question."))
    kind = _wrote(note.at) if note.own else _chose(note.at)
    return (
        f'<article><div class="asked" lang="{lang}">{asked}</div><h3>{kind}</h3>'
        f'<p class="said" dir="auto">{said}</p></article>'
    )


def _wrote(at: str) -> str:
    day = _day(at)
    return _("I wrote, {day}", day=day) if day else _("I wrote")


def _chose(at: str) -> str:
    day = _day(at)
    return _("I chose, {day}", day=day) if day else _("I chose")


def _day(at: str) -> str:
    moment = journal.moment(at)
    return day_in_words(moment.astimezone().date()) if moment else ""


_STYLE = """\
h3 { margin: 0.75rem 0 0.25rem; font-size: 0.875rem }
article { margin-block: 1.25rem; padding-block-end: 1.25rem;
  border-block-end: 1px solid var(--line) }
.said { margin: 0 }
"""
