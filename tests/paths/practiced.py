"""Lesson 1 as somebody left it days ago, and the pages that come back to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import (
    LESSON,
    Learning,
    asked,
)
from withinscope.journal import Line

WELCOME, REVIEW, NOTES, LOOK_UP = (
    f"notebooks/{name}.ipynb" for name in ("00_welcome", "review", "my_notes", "look_up")
)
ITEMS = asked(LESSON)
SINGLE, OTHER, OWN = (
    ITEMS[name] for name in ("l01-library-evening", "l01-boss-needs", "l01-your-own-pull")
)
MINE = "I reassure <b>too early</b>."


def wrong(one: Any) -> dict[str, str]:
    return {"choice": next(option.id for option in one.options if option.id != one.key)}


def answered_before(course: Learning, days: float = 9) -> None:
    """Two questions and a reflection that were answered some days ago, one sure and wrong."""
    given = [
        (SINGLE, wrong(SINGLE), 3),
        (OTHER, {"choice": OTHER.key}, 1),
        (OWN, {"text": MINE}, 0),
    ]
    folder = course.work / "journal"
    folder.mkdir(exist_ok=True)
    with (folder / "20260101T000000-9999999-x.jsonl").open("ab") as out:
        for minutes, (one, response, certainty) in enumerate(given):
            at = datetime.now(UTC) - timedelta(days=days, minutes=-minutes)
            raw = msgspec.Raw(json.dumps(response).encode())
            line = Line("answer", at.isoformat(), "L01", one.id, one.revision, response=raw)
            line = msgspec.structs.replace(line, confidence=certainty or None)
            out.write(msgspec.json.encode(line) + b"\n")


def show(page: Page, course: Learning, path: str, ready: str) -> Any:
    """Open a page; return the view on it, once it shows what it is to show."""
    visit(page, course, path)
    expect(page.locator(".ws-preview")).to_have_count(0)
    expect(page.locator(ready).first).to_be_visible()
    return page.locator(".ws-item").last
