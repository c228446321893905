"""A stand-in for the course, which start.py installs for real, with pip and no network.

Its one package and its own build take a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

START = Path(__file__).parents[2] / "start.py"
BACKEND = """
import os, threading, zipfile
from pathlib import Path

def build_editable(folder, settings=None, metadata=None):
    if os.environ.get("HANG"):
        threading.Event().wait()
    name = "withinscope-0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr("withinscope.pth", str(Path.cwd() / "src"))
        about = "Metadata-Version: 2.1\\nName: withinscope\\nVersion: 0\\n"
        wheel.writestr("withinscope-0.dist-info/METADATA", about)
        wheel.writestr("withinscope-0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("withinscope-0.dist-info/RECORD", "")
    return name
"""
PROGRAM = """
import json, os, sys
import helper
print(json.dumps([sys.argv[1:], helper.VERSION, os.environ.get("WITHINSCOPE_COURSE")]))
"""


class Course:
    """A stand-in for the course's folder, and the wheels that it is installed from."""

    def __init__(self, folder: Path, wheels: Path) -> None:
        self.folder, self.wheels = folder, wheels
        (folder / "src" / "withinscope").mkdir(parents=True)
        (folder / "locks").mkdir()
        wheels.mkdir()
        (folder / "start.py").write_bytes(START.read_bytes())
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        (folder / "src" / "withinscope" / "__init__.py").write_text("")
        (folder / "src" / "withinscope" / "__main__.py").write_text(PROGRAM)
        for level in ("course", "instructor", "test"):
            self.lock(level, "1")

    def lock(self, level: str, version: str) -> None:
        """Lock the stand-in's package at a version, and provide that."""
        wheel = a_wheel(self.wheels, version)
        self.lock_text(level, f"helper=={version} --hash=sha256:{digest(wheel)}\n")

    def lock_text(self, level: str, text: str) -> None:
        (self.folder / "locks" / f"{level}.txt").write_text(text)

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def command(self, *arguments: str) -> list[str]:
        start = [sys.executable, str(self.folder / "start.py")]
        return [*start, "--find-links", str(self.wheels), *arguments]

    def start(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run start.py as a person would."""
        env = {**os.environ, **variables}
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, env=env, check=False
        )

    def ran(self, *arguments: str) -> Any:
        """Run start.py; return the arguments, package version and course that the program saw."""
        done = self.start(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


def a_wheel(folder: Path, version: str) -> Path:
    """A package `helper` that knows its version."""
    wheel = folder / f"helper-{version}-py3-none-any.whl"
    info = f"helper-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("helper.py", f"VERSION = {version!r}\n")
        file.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: helper\nVersion: {version}"
        )
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    return wheel


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_plain(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether a run ended with one plain sentence that has these words, and no traceback."""
    (sentence,) = done.stderr.strip().splitlines()
    return done.returncode == 1 and all(word in sentence for word in words)
