"""Where certificates are, and whose each is."""

from __future__ import annotations

from pathlib import Path

from withinscope.grading import text

FOLDER = "certificates"
PAGE, CREDENTIAL = ".html", ".jwt"


def files(out: Path, name: str, twin: int = 0) -> tuple[Path, Path]:
    """Return the files of somebody's page and credential; `twin` tells people of one name apart."""
    stem = text.file_stem(name) + (f"~{text.mark(name, str(twin))}" if twin else "")
    return out / FOLDER / f"{stem}{PAGE}", out / FOLDER / f"{stem}{CREDENTIAL}"
