"""The front end's scripts apart from a browser: their own tests, their form, and their types."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
COURSE = TESTS.parent
FILES = sorted(file.relative_to(TESTS).as_posix() for file in TESTS.glob("*/*.test.mjs"))
TOOLS = {
    "form": ("@biomejs/biome/bin/biome", "ci"),
    "types": ("typescript/bin/tsc",),
}


def run_node(*arguments: str, folder: Path) -> None:
    """Run Node.js; where it is missing, skip with a sentence, but fail where CI is set."""
    node = shutil.which("node")
    if node is None:
        lacking("Node.js is not installed, so the front end's scripts are not tested")
    command = [str(node), *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def lacking(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def test_there_are_scripts_to_test() -> None:
    assert {Path(file).parent.name for file in FILES} == {"lab", "playing", "views"}


def test_the_front_ends_scripts() -> None:
    """In a process each: some put up a browser of their own, in which others would run."""
    run_node("--test", *FILES, folder=TESTS)


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_scripts_and_style_sheets_pass_their_checks(tool: str) -> None:
    program, *arguments = TOOLS[tool]
    path = COURSE / "node_modules" / program
    if not path.is_file():
        lacking(f"{path.name} is not installed, so the scripts' {tool} is not checked: npm ci")
    run_node(str(path), *arguments, folder=COURSE)
