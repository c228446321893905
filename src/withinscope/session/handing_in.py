"""Handing in: the trainee's notebook with every record, a name and a time, as a file of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from withinscope import course, notebooks
from withinscope.problems import Mistake
from withinscope.session.answering import Session

FOLDER = "hand-ins"


def hand_in(session: Session, trainee: str) -> Path:
    """Write the hand-in and return its file. Raises OSError or Mistake if that fails."""
    records = session.records()
    moment = datetime.now(UTC)
    name = f"{session.id}_{_file_name(trainee)}_{moment:%Y%m%dT%H%M%S%fZ}.ipynb"
    folder = session.work / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked = _asked(session.file, session.home, session.id)
    latest = session.journal.latest
    after = latest.isoformat() if latest > moment else ""
    written = notebooks.handed_in(asked, records, trainee, moment.isoformat(), after)
    notebooks.write(folder / name, written)
    session.note_hand_in(trainee, name)
    return folder / name


def _asked(file: Path | None, home: Path | None, notebook_id: str) -> dict[str, Any]:
    """Return the notebook to hand in: the open one, else the course's own exercise."""
    if file is not None:
        try:
            return notebooks.load_dict(file)
        except Mistake:
            if home is None:
                raise
    lessons = course.read(home).lessons if home else ()
    name = next((one.file for one in lessons if one.exercise == notebook_id), notebook_id)
    return notebooks.load_dict((home or Path.cwd()) / "exercises" / f"{name}.ipynb")


def _file_name(trainee: str) -> str:
    """Write a name so that it can stand in a file's name on any system."""
    kept = "".join(c if c.isalnum() or c in "-." else "-" for c in trainee.strip())
    return kept.strip("-.")[:60] or "trainee"
