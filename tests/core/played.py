"""Makers of what a trainee has done: lessons with small items, and the answers given to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from withinscope import items, journal
from withinscope.catalog import Chapter
from withinscope.course import Page
from withinscope.journal import Line

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
RIGHT, WRONG = {"choice": "b"}, {"choice": "a"}


def an_item(name: str, *dimensions: str, **more: Any) -> Any:
    """A `single` item whose key is `b`; a field that is UNSET is left out."""
    fields = {"id": name, "type": "single", "stem": f"What now, {name}?", "confidence": True}
    fields["options"] = [{"id": n, "text": f"Text {n}", "why": f"Why {n}"} for n in "abc"]
    fields |= {"key": "b", "dimension": dimensions or ("purpose",), "outcome": ("LO1",)}
    given = {name: one for name, one in (fields | more).items() if one is not msgspec.UNSET}
    return msgspec.convert(given, items.union("Item"))


def a_reflection(name: str) -> Any:
    fields = {"id": name, "type": "free", "stem": "What was it like?", "outcome": ("LO1",)}
    return msgspec.convert(fields, items.union("Item"))


def a_lesson(name: str, *asked: Any, role: str = "lesson") -> Chapter:
    folder = "exercises" if role == "exercise" else "notebooks"
    page = Page(name, f"Title of {name}", role, f"{folder}/{name}.ipynb")
    return Chapter(page, asked)


def at(**after: float) -> str:
    """A time, so long after the start."""
    return (START + timedelta(**after)).isoformat()


def an_answer(
    item: Any, response: Any = RIGHT, sure: int | None = None, lesson: str = "L01", **more: Any
) -> Line:
    raw = msgspec.Raw(msgspec.json.encode(response))
    line = Line("answer", at(), lesson, item.id, item.revision, response=raw, confidence=sure)
    return msgspec.structs.replace(line, **more)


def by_item(*lines: Line) -> dict[str, list[Line]]:
    return journal.answers(sorted(lines, key=lambda line: line.at))


def ids(found: Iterable[Any]) -> list[str]:
    return [one.item.id for one in found]
