"""What the contents say beside each page: how far it is, how long it still takes, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from withinscope import catalog, course, progress, review
from withinscope.catalog import Chapter
from withinscope.journal import Line
from withinscope.progress import Part
from withinscope.session import Session
from withinscope.views.told import Told

REVIEW = "review"
"""The page that brings questions back."""


def contents(session: Session, today: date) -> Told:
    """Return what is to be said of each page, by its path. Raises Mistake without a course."""
    home = session.home or course.find()
    lines = list(session.journal.lines())
    everything = frozenset(page.id for page in course.pages(home))
    chapters = catalog.read(home, session.work, everything)
    found = progress.standing(course.read(home), chapters, lines)
    due = len(review.waiting(chapters, lines, today))
    parts = {part.page.path: _said(part, chapters, lines) for part in found.parts}
    pages = {one.page.path: {"due": due} for one in chapters if one.page.id == REVIEW}
    return Told({**parts, **pages})


def _said(part: Part, chapters: Sequence[Chapter], lines: Sequence[Line]) -> dict[str, Any]:
    [chapter] = [one for one in chapters if one.page == part.page]
    left = progress.minutes_left(chapter, lines)
    return {"state": part.state, "answered": part.answered, "asked": part.asked, "left": left}
