"""Every notebook runs cleanly from the top, and prints exactly the text that git keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from core.makers import a_cell, a_notebook, an_item, saved

from withinscope import notebooks, types

COURSE = Path(__file__).parents[1]
NOTEBOOKS = sorted(
    path.relative_to(COURSE).as_posix()
    for folder in ("notebooks", "exercises", "solutions")
    for path in (COURSE / folder).glob("*.ipynb")
)


def test_there_are_notebooks_to_run() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs_and_prints_what_git_keeps(notebook: str, tmp_path: Path) -> None:
    runs(notebook, COURSE, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("role", ["lesson", "exercise", "solution"])
def test_items_of_every_type_run_and_print_what_git_keeps(role: str, tmp_path: Path) -> None:
    cells = [a_cell("%load_ext withinscope\n%course ex01"), *map(an_item, types.names())]
    asked = a_notebook(*cells, role="solution" if role == "exercise" else role)
    notebook = notebooks.release(asked, "") if role == "exercise" else notebooks.tidy(asked)
    (tmp_path / "work").mkdir()
    saved(notebook, tmp_path / "notebook.ipynb")
    runs("notebook.ipynb", tmp_path, tmp_path / "work")


def runs(notebook: str, folder: Path, work: Path) -> None:
    """Run a notebook with nbval, in a folder and with an empty work folder that stays empty."""
    # A process of its own, so that its kernel finds an empty work folder and no plugin of ours.
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", notebook],
        cwd=folder,
        env=os.environ | {"WITHINSCOPE_WORK": str(work)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"Run `withinscope tidy {notebook}` if it is right.\n{ran.stdout}"
    assert list(work.iterdir()) == []
