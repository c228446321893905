"""A double click: what stands beside start.py does what it does, and says what is missing."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORD = "import sys\nprint('started', sys.argv[1:], sys.version_info[:1])\n"
NO_PYTHON = "Get it from https://www.python.org/downloads/"

Launch = Callable[[Path], list[str]]


def by_command(folder: Path) -> list[str]:
    return [str(folder / "start.command")]


def by_desktop(folder: Path) -> list[str]:
    """What a desktop runs: %k is the file's own place, as a path or, on some, as an address."""
    [line] = [one for one in text("start.desktop").splitlines() if one.startswith("Exec=")]
    words = shlex.split(line.removeprefix("Exec=").replace("\\\\", "\\"))
    unquoted = [word.replace("\\$", "$") for word in words]  # as the desktop's rules have it
    return [word.replace("%k", str(folder / "start.desktop")) for word in unquoted]


def by_address(folder: Path) -> list[str]:
    return [word.replace(str(folder), f"file://{folder}") for word in by_desktop(folder)]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course's folder, with a space in its name and a start.py that says that it was started."""
    course = tmp_path / "My course"
    course.mkdir()
    for name in ("start.command", "start.desktop"):
        shutil.copy(ROOT / name, course / name)
    (course / "start.py").write_text(RECORD)
    return course


def launched(command: list[str], programs: Path) -> subprocess.CompletedProcess[str]:
    """Run it from somewhere else, with these programs and those of every system."""
    path = f"{programs}:/usr/bin:/bin"
    said = subprocess.run(
        command,
        cwd="/",
        env={"PATH": path},
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )
    return said


def pythons(folder: Path, body: str) -> Path:
    """A folder of programs in which every Python is this one."""
    folder.mkdir()
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("by", [by_command, by_desktop, by_address])
def test_it_starts_the_course_from_wherever_it_is_opened(
    by: Launch, folder: Path, tmp_path: Path
) -> None:
    programs = pythons(tmp_path / "programs", f'exec "{sys.executable}" "$@"')
    done = launched(by(folder), programs)
    assert (done.stdout, done.returncode) == ("started [] (3,)\n", 0), done.stderr


def test_without_a_new_enough_python_it_says_where_to_get_one_and_waits(
    folder: Path, tmp_path: Path
) -> None:
    done = launched(by_command(folder), pythons(tmp_path / "programs", "exit 1"))
    assert NO_PYTHON in done.stdout
    assert "Press Enter" in done.stdout
    assert done.returncode == 1


def test_what_start_says_when_it_fails_stays_to_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "start.py").write_text("import sys\nsys.exit('The disk is full.')\n")
    programs = pythons(tmp_path / "programs", f'exec "{sys.executable}" "$@"')
    done = launched(by_command(folder), programs)
    assert (done.stderr, done.returncode) == ("The disk is full.\n", 1)
    assert "Press Enter" in done.stdout


def test_windows_reads_its_own_line_ends_and_looks_for_each_python() -> None:
    """It can't be run here: this holds what is known to break it."""
    raw = (ROOT / "start.bat").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5
    assert '"py -3" python python3' in raw.decode("ascii")
    assert 'cd /d "%~dp0"' in raw.decode("ascii")
    assert NO_PYTHON in raw.decode("ascii")


def test_readme_begins_with_what_a_trainee_does() -> None:
    head = text("README.md").split("\n\n")[1].splitlines()
    assert len([line for line in head if line.startswith("- **By a ")]) == 3
    for word in ("start.command", "start.bat", "start.desktop", "internet", "come back"):
        assert word in "".join(head)
