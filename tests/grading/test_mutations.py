"""Damaged hand-ins, a few; benchmarks/mutated_submissions.py tries a hundred thousand."""

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[2] / "benchmarks" / "mutated_submissions.py"


@pytest.mark.slow
def test_no_damage_crashes_grading_or_becomes_a_silent_zero() -> None:
    command = [sys.executable, str(HARNESS), "--number", "400", "--seed", "2026"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("400 damaged hand-ins, 0 faults, ")
