"""The view of the way through the course: what lies on it, where a trainee is, and what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import catalog, course, progress
from withinscope.cells import WORDS
from withinscope.course import Course, Lesson, Page
from withinscope.progress import Part, Standing
from withinscope.session import Session
from withinscope.views.followed import FollowedView


class Stop(Struct, frozen=True):
    """A stop on the way: a lesson and, where it has one, its exercise; or an exercise alone.

    `title` is the lesson's without its second half, `about` says what it is about.
    """

    number: int | None
    title: str
    about: str
    lesson: Part | None
    exercise: Part | None


class MapView(FollowedView):
    """The way through the course. `shown` is worked out only when the page asks, being in view."""

    def __init__(self, session: Session) -> None:
        """Follow the session; nothing is read yet, since the items of the page come first."""
        super().__init__(session, "map", WORDS["%map"])

    def _look(self) -> dict[str, Any]:
        return shown(self._session)


def shown(session: Session) -> dict[str, Any]:
    """Return all that the view shows. Raises Mistake where the course is not to be found.

    `here` and `next` are ids of pages; `next` is another than this page, where there is one.
    """
    home = session.home or course.find()
    lines = list(session.journal.lines())
    chapters = catalog.read(home, session.work, progress.begun(lines))
    known = course.read(home)
    found = progress.standing(known, chapters, lines)
    ahead = _next(found, session.id)
    return {
        "stops": msgspec.to_builtins(list(stops(known, found))),
        "parts": progress.told(found)["parts"],
        "minutes": found.minutes,
        "page": session.id,
        "here": found.last.id if found.last else session.id,
        "next": ahead.id if ahead else None,
    }


def stops(known: Course, found: Standing) -> Iterator[Stop]:
    """Yield the stops of the course in its order: what has no page yet is none."""
    parts = {part.page.id: part for part in found.parts}
    for lesson in known.lessons:
        mine = parts.get(lesson.id), parts.get(lesson.exercise or "")
        if any(mine):
            yield Stop(lesson.number, *_words(lesson), *mine)


def _words(lesson: Lesson) -> tuple[str, str]:
    title, *rest = re.split(r": |(?<=\?) ", lesson.title, maxsplit=1)
    second = "".join(rest)
    return title, lesson.about or second[:1].upper() + second[1:]


def _next(found: Standing, page: str) -> Page | None:
    """Return the page to go on with; from this page, the first after it that is not done."""
    if found.next is None or found.next.id != page:
        return found.next
    ids = [part.page.id for part in found.parts]
    after = found.parts[ids.index(page) + 1 :]
    return next((part.page for part in after if part.state != "done"), None)
