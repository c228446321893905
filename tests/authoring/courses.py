"""A whole small course in a folder, right in every way, for tests to make mistakes in."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.makers import SETUP, a_cell, a_notebook, a_text, saved, yaml_of_a

from withinscope import notebooks
from withinscope.authoring import linter
from withinscope.authoring.exercises import exercises
from withinscope.problems import Mistake

#: What runs a command in the course's folder: the fixture `command`.
Command = Callable[..., Any]
LESSON, SOLUTION = "notebooks/01_one.ipynb", "solutions/01_one.ipynb"
SYLLABUS = """\
title: A course
outcomes:
  - {id: LO1, text: Tell apart}
dimensions:
  - {id: purpose, text: What for}
claims:
  - {id: S1, text: A claim}
sources:
  - {id: seed, text: A source}
lessons:
  - {id: L00, title: Welcome, file: 00_welcome}
  - {id: L01, title: One, file: 01_one, exercise: ex01}
"""

OTHER_FILES = (
    "start.py",
    "start.command",
    "start.bat",
    "start.desktop",
    "README.md",
    "LICENSE",
    "NOTICE",
    "environment.yml",
    "pyproject.toml",
    "locks/course.txt",
    "locks/test.txt",
    "src/withinscope/cli.py",
    "src/withinscope/types/single.py",
    "src/withinscope/__pycache__/cli.pyc",
    "src/withinscope/.secret",
    "tests/test_it.py",
    "benchmarks/cohort_grading.py",
    "my-work/journal/a.jsonl",
    "grading/gradebook.db",
    ".git/config",
    ".ci/run",
    "notebooks/.ipynb_checkpoints/01_one-checkpoint.ipynb",
)


def an_item(name: str, type_: str = "single", more: str = "") -> dict[str, Any]:
    """An item's cell; its first line but %%item is its id, and its reasons are its own."""
    _, _, rest = yaml_of_a(type_).partition("\n")
    rest = re.sub(r"\b(why|text): ([\"']?)", rf"\1: \2{name} ", rest)
    return a_cell(f"%%item\nid: {name}\n{rest}{more}")


def a_lesson(*cells: dict[str, Any], name: str = "L01") -> dict[str, Any]:
    start = a_cell(SETUP.replace("ex01", name))
    return a_notebook(a_text("# Title"), start, *cells, role="lesson", id=name)


def a_solution(*cells: dict[str, Any]) -> dict[str, Any]:
    return a_notebook(a_text("# Exercise"), a_cell(SETUP), *cells, a_cell("%hand_in"))


def a_course(folder: Path) -> Path:
    """Write the course; every notebook is tidy and every exercise current."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(SYLLABUS)
    for name in OTHER_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"This is {name}.\n")
    put(folder, "notebooks/00_welcome.ipynb", a_lesson(name="L00"))
    lesson = a_lesson(an_item("l01-first", "sort"), an_item("l01-second", "order"))
    put(folder, "notebooks/01_one.ipynb", lesson)
    solution = a_solution(an_item("ex01-a"), an_item("ex01-b", "free"))
    put(folder, "solutions/01_one.ipynb", solution)
    return released(folder)


def put(folder: Path, name: str, notebook: dict[str, Any]) -> Path:
    """Write a tidy notebook of the course."""
    path = folder / name
    notebooks.write(path, notebooks.tidy(notebook))
    return path


def put_raw(folder: Path, name: str, notebook: Any) -> Path:
    """Write a notebook as it is, tidy or not; the exercise follows if its solution allows it."""
    path = saved(notebook, folder / name)
    if path.parent.name == "solutions":
        with suppress(Mistake):
            released(folder)
    return path


def released(folder: Path) -> Path:
    """Bring exercises/ up to date."""
    (folder / "exercises").mkdir(exist_ok=True)
    for exercise in exercises(folder):
        exercise.path.write_text(exercise.text)
    return folder


def found(course: Path) -> list[str]:
    """Every error of the course, without its code."""
    findings = linter.check(course).findings
    return [str(one.problem) for one in findings if one.rule.severity == "error"]
