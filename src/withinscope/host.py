"""Where the course runs: what its surroundings tell a kernel, asked for here and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from withinscope import browser, course
from withinscope.journal import Safe
from withinscope.problems import Mistake

VS_CODE = "__vsc_ipynb_file__"
"""The variable in which VS Code tells a kernel the path of its notebook."""


class Host(Protocol):
    """What a session needs to know of the place where it runs."""

    def notebook(self) -> Path | None:
        """Return the file of the notebook that this kernel runs, None where nobody tells it."""
        ...

    def course(self) -> Path | None:
        """Return the course's folder, None where there is none."""
        ...

    def work(self) -> Path:
        """Return the folder of the trainee's work; it need not be there yet."""
        ...

    def safe(self) -> Safe | None:
        """Return where the journal is kept beside its folder, None where that is a disk's."""
        ...

    def hand_ins(self) -> Path | None:
        """Return the folder in which the instructor finds what is handed in, None without one."""
        ...


class Jupyter(Struct, frozen=True):
    """A kernel beside its files: of a Jupyter server, on a laptop or a Hub, or of an editor.

    `told` is the notebook's whole path, from an editor that is no Jupyter.
    """

    told: str | None = None

    def notebook(self) -> Path | None:
        """Return what Jupyter tells, by a path from its own root, else what the editor does.

        Jupyter starts a kernel in its notebook's folder.
        """
        name = os.environ.get("JPY_SESSION_NAME")
        file = Path.cwd() / Path(name).name if name else Path(self.told) if self.told else None
        return file if file is not None and file.suffix == ".ipynb" and file.is_file() else None

    def course(self) -> Path | None:
        """Return the course around the current folder, or the one that the environment names."""
        try:
            return course.find()
        except Mistake:
            return None

    def work(self) -> Path:
        """Return the folder that the environment names, else the one beside the course."""
        return course.work_folder(self.course())

    def safe(self) -> None:
        """Return None: the work folder is on a disk."""

    def hand_ins(self) -> Path | None:
        """Return the folder that a Hub has for this person's hand-ins."""
        told = os.environ.get(course.HAND_IN)
        return Path(told) if told else None


def here(variables: Mapping[str, Any], notebook_id: str) -> Host:
    """Return where this kernel runs a notebook; `variables` are those of its shell.

    Raises Mistake for a notebook that the course of a browser does not have.
    """
    if sys.platform == "emscripten":
        return browser.of_kernel(notebook_id)
    told = variables.get(VS_CODE)
    return Jupyter(told if isinstance(told, str) else None)


def why_unkept() -> str:
    """Return why nothing more is kept where a browser keeps the journal: a word, or nothing."""
    return browser.why_unkept() if sys.platform == "emscripten" else ""
