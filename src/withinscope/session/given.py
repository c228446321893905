"""What was answered to one item, and what is said of an answer that can't be changed."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Raw, Struct

from withinscope import types
from withinscope.notebooks import Record
from withinscope.problems import Problem
from withinscope.texts import N_, _

HANDED_IN = N_("This is a copy that was handed in, so its answers can be read and not changed.")
ANOTHERS = N_("These answers were given in another workbook, so they can be read and not changed.")


def elsewhere() -> Problem:
    """Say that another session has the notebook now."""
    return Problem(
        _("This page has been opened again, in another tab or window."),
        _("Go on there, or reload this page to go on here."),
    )


class Given(Struct, frozen=True):
    """What was answered to one item so far.

    `response` is the latest (JSON), `first` the first where there was more than one; `draft` is
    what stands in the form and was not saved; `locked` says why it can't be changed, if so.
    `record` is what the notebook's file shall hold; `unread` what it holds and can't be read.
    """

    response: bytes | None = None
    confidence: int | None = None
    attempt: int = 0
    first: bytes | None = None
    answered_at: str = ""
    draft: dict[str, Any] | None = None
    locked: str = ""
    record: Record | None = None
    unread: bytes | None = None

    def followed_by(self, raw: bytes, confidence: int | None, at: str) -> Given:
        """Return what was answered once there is one more answer, without its record."""
        return Given(raw, confidence, self.attempt + 1, self.first or self.response, at)

    def is_repeated_by(self, raw: bytes, confidence: int | None) -> bool:
        """Tell whether an answer is the one on record once more: a button was pressed again."""
        return (self.response, self.confidence) == (raw, confidence)


class Change(Struct, frozen=True):
    """What happened to an item: it was shown, answered, or its form holds something unsaved."""

    kind: Literal["shown", "answered", "drafted"]
    item: str
    given: Given


def checked(
    item: types.Item | types.Released, response: Any, confidence: Any
) -> tuple[bytes, int | None]:
    """Return a response as JSON and how sure somebody was.

    Raises BadResponse for one that breaks the item's form. An odd confidence counts as none.
    """
    raw = msgspec.json.encode(response)
    item.decode(raw)
    return raw, stated(confidence)


def stated(confidence: Any) -> int | None:
    """Return how sure somebody was, from 1 to 3; None for anything else."""
    return confidence if type(confidence) is int and 1 <= confidence <= 3 else None


def record_of(
    item: types.Item | types.Released, given: Given, exercise: str, workbook: str | None
) -> Record:
    """Return the record of an answer, as the notebook's file holds it."""
    return Record(
        schema=1,
        exercise=exercise,
        item=item.id,
        revision=item.revision,
        response=Raw(given.response or b"null"),
        workbook=workbook,
        confidence=given.confidence,
        answered_at=given.answered_at,
        attempt=given.attempt,
        first=msgspec.json.decode(given.first) if given.first else None,
    )
