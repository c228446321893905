"""The Python of the project apart from what it does: its form, its faults and its types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[1]
TOOLS = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
}


@pytest.mark.slow  # `start.py check` runs the same three by themselves
@pytest.mark.parametrize("tool", TOOLS)
def test_python_passes_its_checks(tool: str) -> None:
    command = [sys.executable, "-m", *TOOLS[tool]]
    run = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
