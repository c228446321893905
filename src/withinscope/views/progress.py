"""The view of where a trainee stands: how sure and how right, what is done, and what is next."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from withinscope import catalog, course, journal, notes, progress, review
from withinscope.catalog import Chapter
from withinscope.cells import WORDS
from withinscope.certainty import certainty
from withinscope.journal import Line
from withinscope.question import Question
from withinscope.session import Session
from withinscope.texts import N_, _
from withinscope.types import free
from withinscope.views.followed import FollowedView
from withinscope.views.writing import WritingView

ODD = N_("The page asked for something that is not here. Reload it.")


class Look(Struct, frozen=True, tag_field="kind", tag="look"):
    """Work out what is to be shown."""


class Write(Struct, frozen=True, tag_field="kind", tag="write"):
    """Keep what stands in the note on this page; `number` comes back with what became of it."""

    text: str
    number: int


class ProgressView(FollowedView, WritingView):
    """Where a trainee stands. `shown` is worked out only when the page asks, being in view.

    Below it stands a note of the trainee's own on the page, which is kept as it is typed.
    """

    def __init__(self, session: Session) -> None:
        """Follow the session; nothing is read yet, since the items of the page come first."""
        super().__init__(session, "progress", WORDS["%progress"])

    def _do(self, message: Any) -> None:
        try:
            asked = msgspec.convert(message, Look | Write)
        except (msgspec.ValidationError, RecursionError):
            self._fail(_(ODD))
            return
        if isinstance(asked, Look):
            super()._do(message)
        else:
            self._write(asked)

    def _write(self, asked: Write) -> None:
        self._number = asked.number
        if len(asked.text) > free.LONGEST:
            self._fail(_(ODD))
            return
        self._keep(notes.own(self._session.id), asked.text)

    def _look(self) -> dict[str, Any]:
        return shown(self._session, date.today())


def shown(session: Session, today: date) -> dict[str, Any]:
    """Return all that the view shows. Raises Mistake where the course is not to be found."""
    home = session.home or course.find()
    lines = list(session.journal.lines())
    chapters = catalog.read(home, session.work, progress.begun(lines))
    answers = journal.answers(lines)
    here = "" if _is_first(session, chapters) else session.id
    found = progress.standing(course.read(home), chapters, lines, here)
    due = review.waiting(chapters, lines, today)
    first = {card.item.id for card in due if card.is_first}
    return {
        "here": session.id,
        "certainty": _certainty(session, chapters, answers, first),
        "standing": progress.told(found),
        "open": _open(session),
        "due": len(due),
        "note": session.reflection(notes.own(session.id)),
        "pages": {one.page.id: one.page.path for one in chapters if one.page.role == "page"},
    }


def _open(session: Session) -> dict[str, Any] | None:
    """Return the first question of this page that is not answered and keeps it from being done."""
    for number, (name, item) in enumerate(session.items.items(), 1):
        if not session.given(name).attempt and not progress.may_be_passed_over(item):
            return {"item": name, "number": number}
    return None


def _is_first(session: Session, chapters: Sequence[Chapter]) -> bool:
    """Tell whether this is the page on which the course opens: it speaks of the whole course."""
    return bool(chapters) and chapters[0].page.id == session.id


def _certainty(
    session: Session,
    chapters: Sequence[Chapter],
    answers: dict[str, list[Line]],
    first: Container[str],
) -> dict[str, Any]:
    """Return how sure and how right somebody was: here or, on the first page, in all lessons.

    `first` are the items with which a review begins today.
    """
    everywhere = _is_first(session, chapters)
    asked = [item for item in session.items.values() if isinstance(item, Question)]
    if everywhere:
        asked = [item for one in chapters if one.page.role == "lesson" for item in one.items]
    numbers = {name: number for number, name in enumerate(session.items, 1)}
    found = msgspec.to_builtins(certainty(asked, answers))
    found["missed"] = [
        missed
        | {
            "number": None if everywhere else numbers[missed["item"]],
            "first": missed["item"] in first,
        }
        for missed in found["missed"]
    ]
    return dict(found) | {"everywhere": everywhere}
