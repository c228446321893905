"""The page that was open last: the course begins there again.

JupyterLab keeps a workspace, a file of names and values; the front end notes the page among them.
"""

from __future__ import annotations

import json
from pathlib import Path

from withinscope.lab import settings

KEY = "withinscope:last"
"""The name under which `course.js` notes the page's path."""


def path(work: Path) -> str | None:
    """Return the path, from the work folder, of the page that was open last; None if none is known.

    The file may be from any version of JupyterLab, or damaged: then nothing is known.
    """
    files = (settings.home(work) / "workspaces").glob("*.jupyterlab-workspace")
    for file in sorted(files, key=lambda one: one.stat().st_mtime, reverse=True):
        try:
            noted = json.loads(file.read_text(encoding="utf-8"))["data"][KEY]["path"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
        if isinstance(noted, str):
            return noted
    return None
