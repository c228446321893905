"""Every notebook runs cleanly from the top, and prints exactly the text that git keeps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from core.makers import a_cell, a_notebook, an_item, saved

from withinscope import notebooks, types

COURSE = Path(__file__).parents[1]
NOTEBOOKS = sorted(
    path.relative_to(COURSE).as_posix()
    for folder in ("notebooks", "exercises", "solutions")
    for path in (COURSE / folder).glob("*.ipynb")
)
ROLES = ("lesson", "exercise", "solution")


class Ran(NamedTuple):
    """What came of a run of all notebooks: what nbval said of each cell, '' where it was right."""

    cells: dict[str, list[str]]
    said: str
    left: list[Path]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Every notebook, run with nbval, with one empty work folder."""
    folder = tmp_path_factory.mktemp("every")
    for role in ROLES:
        saved(of_every_type(role), folder / f"{role}.ipynb")
    (folder / "work").mkdir()
    report = folder / "report.xml"
    # A process of its own, so that its kernels find an empty work folder and no plugin of ours.
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "--nbval", "-q"]
    command += ["-p", "no:cacheprovider"]
    command += [f"--junitxml={report}", "-o", "junit_family=xunit1"]
    done = subprocess.run(
        [*command, *NOTEBOOKS, *(f"{folder / role}.ipynb" for role in ROLES)],
        cwd=COURSE,
        env=os.environ | {"WITHINSCOPE_WORK": str(folder / "work")},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(outcomes(report), done.stdout, list((folder / "work").iterdir()))


def of_every_type(role: str) -> dict[str, Any]:
    """A notebook that asks an item of every type."""
    cells = [a_cell("%load_ext withinscope\n%course ex01"), *map(an_item, types.names())]
    asked = a_notebook(*cells, role="solution" if role == "exercise" else role)
    return notebooks.release(asked, "") if role == "exercise" else notebooks.tidy(asked)


def outcomes(report: Path) -> dict[str, list[str]]:
    """What a report says of each cell, by notebook: its path in the course, or else its name."""
    found: dict[str, list[str]] = {}
    for cell in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own
        file = cell.get("file") or ""
        faults = [fault.text or fault.tag for fault in (*cell.iter("failure"), *cell.iter("error"))]
        name = file if file in NOTEBOOKS else Path(file).name
        found.setdefault(name, []).append("\n".join(faults))
    return found


def test_there_are_notebooks_to_run() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.slow(5)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs_and_prints_what_git_keeps(notebook: str, ran: Ran) -> None:
    cells = json.loads((COURSE / notebook).read_text(encoding="utf-8"))["cells"]
    assert_clean(ran, notebook, [cell["cell_type"] for cell in cells].count("code"))


@pytest.mark.slow(5)
@pytest.mark.parametrize("role", ROLES)
def test_items_of_every_type_run_and_print_what_git_keeps(role: str, ran: Ran) -> None:
    assert_clean(ran, f"{role}.ipynb", 1 + len(types.names()))


@pytest.mark.slow(5)
def test_running_notebooks_leaves_an_empty_work_folder_empty(ran: Ran) -> None:
    assert ran.left == []


def assert_clean(ran: Ran, notebook: str, cells: int) -> None:
    said = ran.cells.get(notebook, [])
    assert len(said) == cells, ran.said
    assert not any(said), "\n".join([f"Run `withinscope tidy {notebook}` if it is right.", *said])
