"""Paths by chance and damaged ones, a few; benchmarks/random_paths.py tries a hundred thousand."""

import subprocess
import sys
from pathlib import Path

HARNESS = Path(__file__).parents[2] / "benchmarks" / "random_paths.py"


def test_no_path_crashes_replay_or_is_judged_otherwise_than_by_plain_walking() -> None:
    command = [sys.executable, str(HARNESS), "--number", "2000", "--seed", "2026"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("2000 paths, 0 faults, ")
