"""What a course of one's own is given of the engine: a wheel, start.py, the guide, all replaceable.

It is taken from a whole copy of Within Scope, which alone has all of it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from withinscope.problems import Mistake, Problem

ROOT = Path(__file__).parents[3]
"""The copy of Within Scope that this package is of, where it is of one."""
FOLDER = "engine"
LAUNCHERS = ("start.py", "start.command", "start.bat", "start.desktop")
OPENED = ("start.command", "start.desktop")
"""What a double click runs, where its file says that it may be run."""
LOCKS = ("locks/course.txt", "locks/instructor.txt")
_BESIDE = {"LICENSE": "LICENSE", "docs/author-guide.md": "docs/author-guide.md"}
_NAME = "Name=Within Scope\n"


def whole_copy() -> Path:
    """Return the folder of the whole copy. Raises Mistake where this is none."""
    if all((ROOT / name).is_file() for name in (*LAUNCHERS, *LOCKS, *_BESIDE, "pyproject.toml")):
        return ROOT
    what = "A course of your own is made from a whole copy of Within Scope, and this is none."
    mend = "Download Within Scope itself, and run `python3 start.py new` in its folder."
    raise Mistake(Problem(what, mend))


def wheel(root: Path) -> tuple[str, bytes]:
    """Build the package of a whole copy as a wheel; return its file's name and content.

    Raises Mistake if that fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(  # noqa: S603 - our own build, of our own folder
            build, cwd=root, capture_output=True, text=True, check=False
        )
        made = list(Path(folder).glob("*.whl"))
        if done.returncode or len(made) != 1:
            said = (done.stderr.strip() or "nothing").splitlines()[-1]
            what = f"The package could not be built. The last words were: {said}"
            raise Mistake(
                Problem(what, "Run this with `python3 start.py new`, which brings hatchling.")
            )
        return made[0].name, made[0].read_bytes()


def files(root: Path, title: str) -> dict[str, bytes]:
    """Return all that a course is given of the engine, by path from the course's folder.

    `title` is what a desktop shows below the icon. Raises Mistake as `wheel`.
    """
    name, content = wheel(root)
    found = {one: (root / one).read_bytes() for one in (*LAUNCHERS, *LOCKS)}
    desktop = found["start.desktop"].decode()
    found["start.desktop"] = desktop.replace(_NAME, f"Name={_desktop(title)}\n", 1).encode()
    beside = {f"{FOLDER}/{to}": (root / one).read_bytes() for one, to in _BESIDE.items()}
    checks = {
        f"{FOLDER}/docs/checks/{path.name}": path.read_bytes()
        for path in sorted((root / "docs/checks").glob("*.md"))
    }
    return {**found, f"{FOLDER}/{name}": content, **beside, **checks}


def wheel_of(paths: dict[str, bytes]) -> str:
    """Return the name of the wheel among an engine's files."""
    return next(Path(path).name for path in paths if path.endswith(".whl"))


def _desktop(text: str) -> str:
    """Escape a string as desktop entries have it (freedesktop.org, Desktop Entry 1.5)."""
    return text.replace("\\", "\\\\")
