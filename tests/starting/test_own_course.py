"""start.py in a course of one's own, which holds the engine as a wheel and not as a folder."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from starting.course import PROGRAM, Course


@pytest.fixture
def own(tmp_path: Path) -> Course:
    """A course without `src`, with the engine of version 1."""
    course = Course(tmp_path / "course", tmp_path / "wheels")
    for file in sorted((course.folder / "src").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    for name in ("backend.py", "pyproject.toml", "locks/test.txt"):
        (course.folder / name).unlink()
    an_engine(course, "1")
    return course


def an_engine(course: Course, says: str) -> None:
    """The engine as a wheel, always of one version; its program says which one it is."""
    folder, info = course.folder / "engine", "withinscope-0.dist-info"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "withinscope-0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("withinscope/__init__.py", "")
        wheel.writestr("withinscope/__main__.py", f"{PROGRAM}print({says!r})\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: withinscope\nVersion: 0")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.mark.slow
def test_the_engine_is_installed_from_its_wheel_and_a_newer_one_replaces_it(own: Course) -> None:
    first = own.start("learn", "--no-browser")
    assert first.returncode == 0, first.stderr
    *_, program, says = first.stdout.splitlines()
    assert json.loads(program) == [["learn", "--no-browser"], "1", str(own.folder)]
    assert says == "1"
    an_engine(own, "2")  # of the same version, as while an author works on it
    again = own.start("learn")
    assert again.stdout.startswith("Bringing Within Scope up to date.")
    assert again.stdout.splitlines()[-1] == "2"


@pytest.mark.parametrize("word", ["check", "test"])
def test_checking_is_for_the_course_and_needs_no_tools_of_the_engine(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str
) -> None:
    done: list[str] = []

    def passes(title: str, _command: list[str]) -> bool:
        done.append(title)
        return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(start, "WHEELS", [tmp_path / "engine.whl"])
    monkeypatch.setattr(start, "passes", passes)
    monkeypatch.setattr(start, "prepare", lambda level, _wheels: done.append(level))
    assert start.main([word]) == 0
    assert done == [
        "instructor",
        "exercises match solutions",
        "notebooks are tidy",
        "items and conversations",
    ]
