"""What a trainee wrote down of their own code and local law: what stands where, and on paper."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from withinscope import journal
from withinscope.course import MY_CODE, Course, Field, Group
from withinscope.html_page import html_page
from withinscope.journal import Line
from withinscope.texts import N_, _, day_in_words

LONGEST = 20_000
"""Characters in one field: more than any code says on one matter."""
TITLE = N_("My code and my local law")


class Reach(Struct, frozen=True):
    """Somebody to reach, as the trainee wrote it down: a field's label, and any text at all."""

    name: str
    said: str


def said(lines: Iterable[Line]) -> dict[str, str]:
    """Return what was last written in each field, by its id; `lines` in their order."""
    return {
        line.item: journal.written(line)
        for line in lines
        if line.kind == "reflection" and line.notebook == MY_CODE
    }


def to_reach(fields: Iterable[Field], written: Mapping[str, str]) -> tuple[Reach, ...]:
    """Return those whom the trainee wrote down to be reached, in the page's order."""
    return tuple(
        Reach(field.text, text)
        for field in fields
        if field.reach and (text := written.get(field.id, "").strip())
    )


def document(course: Course, written: Mapping[str, str], now: datetime) -> str:
    """Return the sheet as a page of HTML to print; every text is escaped.

    What is empty has a line to write on.
    """
    told = _(
        "From {course}, {day}. Yours alone. "
        "Codes, laws and numbers change: look again once a year.",
        course=html.escape(course.title),
        day=day_in_words(now.date()),
    )
    groups = "".join(_group_html(group, written) for group in course.my_code)
    title = _(TITLE)
    head = f"<h1>{title}</h1>\n<p>{told}</p>\n"
    body = f'<div lang="{course.language}">{groups}</div>'
    return html_page(f"{title} · {course.title}", head + body, _STYLE)


def _group_html(group: Group, written: Mapping[str, str]) -> str:
    rows = "".join(_field_html(field, written.get(field.id, "")) for field in group.fields)
    return f"<section><h2>{html.escape(group.title)}</h2><dl>{rows}</dl></section>"


def _field_html(field: Field, text: str) -> str:
    look = "said" if text.strip() else "said blank"
    return (
        f"<div><dt>{html.escape(field.text)}</dt>"
        f'<dd class="{look}" dir="auto" lang="">{html.escape(text.strip())}</dd></div>'
    )


_STYLE = """\
dl { margin: 0 }
dl div { margin-block: 0.75rem; break-inside: avoid }
dt { font-weight: 600 }
dd { margin: 0 }
.blank { block-size: 1.75rem; border-block-end: 1px solid var(--line) }
"""
