from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from withinscope.cli import main

from .courses import a_course


class Said(NamedTuple):
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return a_course(tmp_path / "course")


@pytest.fixture
def command(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Run a command in the course's folder."""
    monkeypatch.chdir(course)
    monkeypatch.delenv("WITHINSCOPE_COURSE", raising=False)

    def run(*words: object) -> Said:
        status = main([str(word) for word in words])
        return Said(status, *capsys.readouterr())

    return run
