"""A certificate as a page to print: what was shown, as it is, and who saw somebody at work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from withinscope.course import Course
from withinscope.grading.certificates.earned import Earned, Seen
from withinscope.html_page import html_page

_FOLDER = Path(__file__).parent / "pages"


def page(course: Course, name: str, came_to: Earned, seen: Seen, day: date) -> str:
    """Return the page; `day` is that on which it is made."""
    jinja = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    body = jinja.get_template("certificate.html.j2").render(
        course=course.title,
        school=course.school.name if course.school else "",
        name=name,
        earned=came_to,
        whole=not came_to.open,
        seen=seen,
        seen_on=_written(seen.on),
        day=_written(day),
    )
    style = (_FOLDER / "certificate.css").read_text(encoding="utf-8")
    return html_page(f"{course.title}: {name}", body, style)


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
