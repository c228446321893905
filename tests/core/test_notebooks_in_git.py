"""The notebooks that are kept in git: tidy, valid, and nothing in them but the course's own."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest

from withinscope import cells, notebooks
from withinscope.authoring import files, tidy
from withinscope.magics import CourseMagics

COURSE = Path(__file__).parents[2]
LIST = COURSE / "src/withinscope/lab/labextensions/withinscope/static/allowlist.js"
NODE = pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
NOTEBOOKS = [
    pytest.param(path, id=path.relative_to(COURSE).as_posix())
    for path in files.all_notebooks(COURSE)
]


def test_there_are_notebooks_to_look_at() -> None:
    assert len(NOTEBOOKS) >= 4


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_every_notebook_is_tidy(path: Path) -> None:
    tidied = tidy.tidied(path, COURSE)
    same = path.read_text(encoding="utf-8") == tidied
    assert same, f"{path.relative_to(COURSE)} is not tidy. Run `withinscope tidy`."


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_every_notebook_is_valid(path: Path) -> None:
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_every_code_cell_is_one_that_the_course_runs_by_itself(path: Path) -> None:
    notebook = notebooks.read(path)
    foreign = [
        (number, cell.source)
        for number, cell in enumerate(notebook.cells, 1)
        if cell.type == "code" and not notebooks.is_ours(cell.source)
    ]
    assert foreign == []


CELLS = {
    "%load_ext withinscope\n%course L-01": True,
    "%load_ext withinscope\n%course ex01\n\n": True,
    "%%item\nid: a": True,
    "%hand_in": True,
    "%progress": True,
    "%review\n": True,
    "%notes": True,
    "%my_code": True,
    "%map": True,
    "": True,
    " \n\t": True,
    "\n%load_ext withinscope\n%course L01": False,
    "%load_ext withinscope\n%course L01\nimport os": False,
    "%load_ext withinscope\n%course L01; x": False,
    "%load_ext withinscope": False,
    "%course L01": False,
    "%%item": False,
    "%%item \nid: a": False,
    "\n%%item\nid: a": False,
    "%%items\nid: a": False,
    "%%bash\n%%item\n": False,
    "%hand_in now": False,
    "%progress; x": False,
    "%note": False,
    "print()": False,
    "print()\n%%item\n": False,
}
"""Sources of cells, and whether they are the course's own."""


def front_end(expression: str) -> Any:
    """What the front end's own list says."""
    script = f"import * as list from {json.dumps(LIST.as_uri())};"
    script += f"console.log(JSON.stringify({expression}))"
    command = ["node", "--input-type=module", "--eval", script]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("source", CELLS)
def test_release_lets_through_only_the_courses_own_cells(source: str) -> None:
    assert notebooks.is_ours(source) == CELLS[source]


@NODE
def test_the_front_end_runs_just_what_release_lets_through() -> None:
    assert front_end(f"{json.dumps(list(CELLS))}.map(list.isCourseCode)") == list(CELLS.values())


@NODE
def test_release_front_end_and_kernel_know_the_same_magics() -> None:
    marks = [mark.removeprefix("%%") for mark in cells.READ]
    lines = [line.removeprefix("%") for line in cells.WORDS]
    assert front_end("[list.CELL_MAGICS, list.LINE_MAGICS]") == [marks, lines]
    registered = {kind: set(names) for kind, names in CourseMagics.magics.items()}
    assert registered == {"cell": set(marks), "line": {*lines, "course"}}


def crisis_lines(name: str) -> list[str]:
    """The rows of a page's tables of whom to reach, without their heads."""
    cells = notebooks.read(COURSE / f"notebooks/{name}.ipynb").cells
    [text] = [cell.source for cell in cells if "| Whom to reach |" in cell.source]
    tables = re.findall(r"(?m)^\| Where .*\n\|---.*\n((?:\|.*(?:\n|$))+)", text)
    return [row for table in tables for row in table.splitlines()]


def numbers(text: str) -> set[str]:
    """What one could dial in it: three digits or more, but for the year in which it was listed."""
    found = re.findall(r"\d(?:[ -]?\d){2,}", re.sub(r"November \d{4}", "", text))
    return {re.sub(r"\D", "", number) for number in found}


def test_whom_to_reach_is_the_same_wherever_it_stands() -> None:
    rows = crisis_lines("look_up")
    assert rows == crisis_lines("00_welcome")
    assert len(rows) > 10
    assert all("check your local service" in row for row in rows)


def test_each_line_that_a_lesson_names_stands_where_one_looks_for_whom_to_reach() -> None:
    told = [
        paragraph
        for path in sorted((COURSE / "notebooks").glob("[0-9]*.ipynb"))
        for cell in notebooks.read(path).cells
        for paragraph in cell.source.split("\n\n")
        if paragraph.lstrip("*").startswith("Lines, as quoted")
    ]
    assert len(told) > 1
    assert numbers("\n".join(told)) - numbers("\n".join(crisis_lines("look_up"))) == set()
