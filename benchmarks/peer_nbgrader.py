"""nbgrader as a peer: a course of its own, with as many questions as exercise 1."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

QUESTIONS = 12
ASSIGNMENT = "ps1"
CONFIG = "c = get_config()\nc.CourseDirectory.root = {root!r}\nc.Exchange.root = {root!r}\n"


def prepared(folder: Path, python: str, number: int) -> list[str]:
    """Make a course with `number` hand-ins, and return the command that grades them.

    Raises SystemExit, with what to do, where nbgrader is not installed.
    """
    if subprocess.run([python, "-c", "import nbgrader"], capture_output=True).returncode:
        raise SystemExit(
            f"nbgrader is not installed for {python}. Install it in an environment of its own "
            "(python -m venv nb; nb/bin/pip install nbgrader) and name that: --peer-python."
        )
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(root=str(folder)), encoding="utf-8")
    _write(source / "problem.ipynb", _assignment())
    command = [python, "-m", "nbgrader"]
    generate = [*command, "generate_assignment", ASSIGNMENT]
    subprocess.run(generate, cwd=folder, env=environment(python), check=True, capture_output=True)
    released = json.loads((folder / "release" / ASSIGNMENT / "problem.ipynb").read_text("utf-8"))
    for person in range(number):
        place = folder / "submitted" / f"trainee{person}" / ASSIGNMENT
        place.mkdir(parents=True)
        _write(place / "problem.ipynb", _answered(released, person))
    config = f"--config={folder / 'nbgrader_config.py'}"
    return [*command, "autograde", ASSIGNMENT, "--create", config]


def environment(python: str) -> dict[str, str]:
    """Return the environment that nbgrader needs: it calls programs that stand beside it."""
    beside = str(Path(python).absolute().parent)
    return os.environ | {"PATH": os.pathsep.join((beside, os.environ.get("PATH", "")))}


def check(folder: Path, number: int) -> None:
    """Raise RuntimeError unless every hand-in was graded."""
    graded = list((folder / "autograded").glob(f"*/{ASSIGNMENT}/problem.ipynb"))
    if len(graded) != number:
        raise RuntimeError(f"nbgrader graded {len(graded)} of {number} hand-ins")


def _write(path: Path, notebook: dict[str, Any]) -> None:
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def _assignment() -> dict[str, Any]:
    cells = []
    for number in range(QUESTIONS):
        cells += [
            _cell(f"question-{number}", f"choice_{number} = None", solution=True),
            _cell(f"test-{number}", f"assert choice_{number} in ('a', 'b')", grade=True),
        ]
    cells.append(_cell("free", "Write here.", kind="markdown", solution=True, grade=True))
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(
    name: str, source: str, *, kind: str = "code", grade: bool = False, solution: bool = False
) -> dict[str, Any]:
    about = {
        "grade": grade,
        "grade_id": name,
        "locked": grade and not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    } | ({"points": 1} if grade else {})
    more: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {
        "cell_type": kind,
        "id": name,
        "metadata": {"nbgrader": about},
        "source": source,
    } | more


def _answered(released: dict[str, Any], person: int) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(json.dumps(released))
    for number, cell in enumerate(notebook["cells"]):
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution") and cell["cell_type"] == "code":
            question = about["grade_id"].rpartition("-")[2]
            cell["source"] = f"choice_{question} = {'abc'[(person + number) % 3]!r}"
    return notebook
