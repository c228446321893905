"""Answers to lesson 1, given before, and what its views hear from a page."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from withinscope import notebooks, process
from withinscope.journal import Journal, Line
from withinscope.session import Session

COURSE = Path(__file__).parents[1]
ITEMS: dict[str, Any] = {
    item.id: item
    for item in notebooks.items(notebooks.read(COURSE / "notebooks/01_shared_ground.ipynb"))
}
SINGLE, OTHER, OWN = (
    ITEMS[name] for name in ("l01-library-evening", "l01-boss-needs", "l01-your-own-pull")
)
TODAY = date(2026, 11, 23)


def a_session(work: Path, name: str = "L01") -> Session:
    return Session(name, work, None, COURSE)


def wrong(item: Any) -> dict[str, str]:
    return {"choice": next(o.id for o in item.options if o.id != item.key)}


def write(work: Path, item: Any, response: Any, days: float, sure: int | None = None) -> None:
    """Write an answer to lesson 1 that was given some days ago."""
    (work / "journal").mkdir(exist_ok=True, parents=True)
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    raw = msgspec.Raw(json.dumps(response).encode())
    line = Line("answer", at, "L01", item.id, item.revision, response=raw, confidence=sure)
    with (work / f"journal/20260101T000000-{process.mark()}-x.jsonl").open("ab") as out:
        out.write(msgspec.json.encode(line) + b"\n")


def hear(view: Any, **message: Any) -> list[Any]:
    """Send a view a message from the page; return what it sends back."""
    sent: list[Any] = []
    view.send = lambda content, buffers=None: sent.append(content)
    view.heard(message)
    return sent


def answers(work: Path) -> list[Line]:
    return [line for line in Journal(work).lines() if line.kind == "answer"]
