"""Every notebook runs cleanly from the top, and prints exactly the text that git keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    # A process of its own, so that its kernel finds an empty work folder and no plugin of ours.
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", notebook],
        cwd=COURSE,
        env=os.environ | {"WITHINSCOPE_WORK": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"Run `withinscope tidy {notebook}` if it is right.\n{ran.stdout}"
    assert list(tmp_path.iterdir()) == []
