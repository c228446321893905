"""An exercise of one item, and sessions on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from withinscope import items, notebooks
from withinscope.notebooks import writing
from withinscope.session import Session

PICK = """
id: pick-one
type: single
stem: Which?
options:
  - {id: a, text: This}
  - {id: b, text: That}
"""
ITEM = items.load_released(PICK)
OURS = "our-workbook"


def an_exercise(folder: Path, record: Any = None, **about: str) -> Path:
    """Write an exercise with one item and, if given, a record in its cell."""
    cell = writing.code_cell("pick", items.source(ITEM), released=True)
    if record is not None:
        cell["outputs"][1]["data"] = {notebooks.MIME: record, "text/plain": "Answered"}
    notebook = writing.notebook("exercise", "ex01", [cell])
    notebook["metadata"]["withinscope"] |= about
    notebooks.write(folder / "ex.ipynb", notebook)
    return folder / "ex.ipynb"


def a_record(choice: str = "a", **more: Any) -> dict[str, Any]:
    """Return the record of a choice, as it stands in a notebook."""
    return {
        "schema": 1,
        "exercise": "ex01",
        "item": ITEM.id,
        "revision": ITEM.revision,
        "response": {"choice": choice},
        "answered_at": "2026-01-01T00:00:00+00:00",
        "attempt": 1,
        **more,
    }


def opened(work: Path, file: Path | None = None) -> Session:
    """Open a session, as a kernel does when the notebook is opened."""
    return Session("ex01", work, file, None)


def choice(session: Session) -> str | None:
    """Return what a session shows as chosen."""
    response = session.show(ITEM).response
    return msgspec.json.decode(response)["choice"] if response else None


def dated(session: Session, at: str) -> None:
    """Have a clock have been wrong: all that a journal holds gets another date."""
    for file in session.journal.folder.iterdir():
        lines = [msgspec.json.decode(line) | {"at": at} for line in file.read_bytes().splitlines()]
        file.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))


def opened_showing(folder: Path, file: Path) -> Session:
    session = opened(folder / "work", file)
    session.show(ITEM)
    return session
