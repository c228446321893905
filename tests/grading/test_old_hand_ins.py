"""Hand-ins of exercises that have changed since: they still grade, by the key that they had.

`fixtures/` holds exercises 1 and 3 as they were before their items became sets: each solution, and
a hand-in that was made by playing its exercise: all is right but two items of the first and one of
the other, and the written answer waits for a person.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .instructor import Instructor

FIXTURES = Path(__file__).parent / "fixtures"
COURSE = Path(__file__).parents[2]
NAMES = {"ex01": "01_shared_ground", "ex03": "03_the_line"}
UNKNOWN = "it answers a revision that no key was given for"


def asks_anew(source: str) -> str:
    """The same item with another stem."""
    return re.sub(r"^(stem: *\|?\s*\"?)(?=\S)", r"\1Since then, ", source, count=1, flags=re.M)


def is_another(source: str) -> str:
    """Another item."""
    return re.sub(r"^id: *(\S+)", r"id: \1-anew", source, count=1, flags=re.M)


def changed(solution: Any, change: Callable[[str], str]) -> Any:
    cells = [
        cell | {"source": change(source)}
        if (source := "".join(cell["source"])).startswith("%%item")
        else cell
        for cell in solution["cells"]
    ]
    return solution | {"cells": cells}


@pytest.fixture
def course(instructor: Instructor) -> Path:
    """The course's own syllabus, without its solutions, and the old hand-ins."""
    shutil.copy(COURSE / "course.yaml", instructor.course)
    shutil.rmtree(instructor.course / "solutions")
    (instructor.course / "solutions").mkdir()
    shutil.copytree(FIXTURES / "hand-ins", instructor.hand_ins)
    return instructor.course


def give(course: Path, exercise: str, change: Callable[[str], str] | None) -> None:
    """Put into the course what became of an exercise; None: what it is today."""
    name = f"solutions/{NAMES[exercise]}.ipynb"
    if change is None:
        shutil.copy(COURSE / name, course / name)
        return
    solution = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    (course / name).write_text(json.dumps(changed(solution, change)), encoding="utf-8")


def earned(row: dict[str, str]) -> tuple[float, int, int]:
    """The points of a row, how many items are graded, and how many wait for a person."""
    states = [value for name, value in row.items() if name.endswith("_state")]
    items = [name.removesuffix("_state") for name in row if name.endswith("_state")]
    points = sum(float(row[name] or 0) for name in items)
    return points, states.count("graded"), states.count("needs marking")


@pytest.mark.parametrize("change", [asks_anew, is_another, None], ids=["stems", "items", "today"])
@pytest.mark.parametrize(
    ("exercise", "points", "graded"), [("ex01", 10, 12), ("ex03", 14, 13)], ids=["ex01", "ex03"]
)
def test_an_old_hand_in_grades_with_its_old_solution(
    exercise: str,
    points: float,
    graded: int,
    change: Callable[[str], str] | None,
    course: Path,
    instructor: Instructor,
) -> None:
    give(course, exercise, change)
    [hand_in] = instructor.hand_ins.glob(f"{exercise}_*.ipynb")
    key = FIXTURES / "solutions" / f"{NAMES[exercise]}.ipynb"
    instructor.grades(hand_in, "--key", key)
    [row] = instructor.sheet()
    assert (row["trainee"], row["exercise"], row["state"]) == (
        "Ana Ruiz",
        exercise,
        "needs marking",
    )
    assert earned(row) == (points, graded, 1)


@pytest.mark.parametrize("exercise", NAMES)
def test_without_its_old_solution_it_is_not_gradable_and_says_so(
    exercise: str, course: Path, instructor: Instructor
) -> None:
    give(course, exercise, asks_anew)
    [hand_in] = instructor.hand_ins.glob(f"{exercise}_*.ipynb")
    assert instructor.grades(hand_in) == 1
    [row] = instructor.sheet()
    assert row["state"] == "not gradable"
    assert UNKNOWN in row["reason"]
