"""start.py on a stand-in for the course, and as a module in an empty folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from starting.course import START, Course


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in a folder with a space and letters beyond ASCII, started once."""
    home = tmp_path_factory.mktemp("Kürs für alle")
    course = Course(home / "course", home / "wheels")
    first = course.start("--port", "1")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Setting up Within Scope in ")
    return course


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """start.py as a module whose folder is an empty one."""
    spec = importlib.util.spec_from_file_location("start", START)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "withinscope.json")
    monkeypatch.setattr(module, "LOG", tmp_path / ".venv" / "install.log")
    return module
