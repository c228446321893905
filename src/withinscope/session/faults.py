"""A fault of ours goes to a log in the work folder, never to the page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from withinscope.texts import _

FILE = "faults.log"


def log(work: Path, trace: str) -> str:
    """Write a fault to the log; return the sentence that says where, nothing if that failed."""
    file = work / FILE
    try:
        work.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now(UTC).isoformat()}\n{trace}\n")
    except OSError:
        return ""
    return _("What went wrong is in {file}.", file=file)
