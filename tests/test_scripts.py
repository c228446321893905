"""The front end's scripts apart from a browser, tested by Node's own test runner in one process."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FILES = sorted(file.relative_to(TESTS).as_posix() for file in TESTS.glob("*/*.test.mjs"))
NODE = shutil.which("node")


def test_there_are_scripts_to_test() -> None:
    assert {Path(file).parent.name for file in FILES} == {"lab", "views"}


def test_the_front_ends_scripts() -> None:
    if NODE is None:
        missing = "Node.js is not installed, so the front end's scripts are not tested"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    every = "\n".join(f'await import("./{file}");' for file in FILES)
    command = [NODE, "--input-type=module", "--eval", every]
    run = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
