"""The course bar of a page: the contents, the ways back and on, and what is looked up from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from withinscope.course import Course, Page

LOOK_UP = "look-up"
"""The page whose text every page shows at a key."""


def bar(known: Course, course_pages: Sequence[Page], number: int) -> dict[str, Any]:
    """Return what the bar of a page shows, JSON.

    Pages lie beside the way through the course.
    """
    page = course_pages[number]
    way = [one.path for one in course_pages if one.role != "page"]
    before, after = [None, *way], [*way[1:], None]
    place = way.index(page.path) if page.path in way else None
    return {
        "title": page.title,
        "course": known.title,
        "language": known.language,
        "contents": [
            {"title": p.title, "path": p.path, "role": p.role, "number": p.number}
            for p in course_pages
        ],
        "back": None if place is None else before[place],
        "next": None if place is None else after[place],
        "look_up": next((p.path for p in course_pages if p.id == LOOK_UP), None),
    }
