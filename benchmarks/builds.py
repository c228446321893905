"""A build of the course beside an earlier one, each served to a browser of its own."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paths.pages import COURSE, LESSON, Learning, open_page
from playwright.sync_api import expect
from window import a_page

PATIENCE = 60_000
"""Milliseconds; nothing is timed here."""


def parser(doc: str) -> argparse.ArgumentParser:
    """Return what reads the earlier build and the number of rounds."""
    made = argparse.ArgumentParser(description=doc.splitlines()[0])
    made.add_argument("--before", type=Path, help="a worktree of an earlier build")
    made.add_argument("--rounds", type=int, default=2)
    return made


def compared(chosen: argparse.Namespace) -> dict[str, Path]:
    """Return the folders of the builds, by what they are called."""
    return {"now": COURSE} | ({"before": chosen.before.resolve()} if chosen.before else {})


def python(course: Path) -> str:
    """Return the interpreter of a build: a worktree of an earlier one has its own environment."""
    return sys.executable if course == COURSE else str(course / ".venv/bin/python")


@contextlib.contextmanager
def lesson(chrome: Any, course: Path) -> Iterator[tuple[Any, Learning]]:
    """Serve a build and give its first lesson, all of it live, and the server."""
    with tempfile.TemporaryDirectory() as folder, a_page(chrome) as (page, _):
        served = Learning(Path(folder) / "work", course, python=python(course))
        try:
            page.set_default_timeout(PATIENCE)
            expect.set_options(timeout=PATIENCE)
            open_page(page, served, LESSON)
            yield page, served
        finally:
            served.stop()
