"""Each exercise has an expert's full answers and those of a trainee who drifts: both are graded.

The expert's tell that the exercise can be answered in full; the drifting trainee's, that the warm
and tempting way through it does not pass.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from withinscope import notebooks, scoring
from withinscope.yaml_text import parse

COURSE = Path(__file__).parents[2]
SOLUTIONS = sorted((COURSE / "solutions").glob("[0-9]*.ipynb"))


def answers(solution: notebooks.Notebook) -> dict[str, Any]:
    file = COURSE / "solutions" / "answers" / f"{solution.id}.yaml"
    assert file.is_file(), f"write {file.relative_to(COURSE)}: see docs/author-guide.md"
    found: dict[str, Any] = parse(file.read_text(encoding="utf-8"), dict)
    assert found["exercise"] == solution.id
    return found


def graded(solution: notebooks.Notebook, given: dict[str, Any]) -> scoring.ExerciseResult:
    """What answers to all items of an exercise come to, those in words by the marks beside them."""
    items = notebooks.items(solution)
    assert {item.id for item in items} == set(given)
    results = {}
    for item in items:
        response = dict(given[item.id])
        marks = response.pop("marks", None)
        results[item.id] = scoring.grade_item(item, json.dumps(response).encode(), marks)
    return scoring.total(items, results)


@pytest.fixture(params=SOLUTIONS, ids=lambda path: path.stem)
def solution(request: pytest.FixtureRequest) -> notebooks.Notebook:
    return notebooks.read(request.param)


def test_an_expert_earns_every_point(solution: notebooks.Notebook) -> None:
    came_to = graded(solution, answers(solution)["expert"])
    lost = [result.item for result in came_to.items if result.failed]
    assert (came_to.state, came_to.score, lost) == ("graded", came_to.max_score, [])
    assert came_to.competent != "not yet"


def test_a_trainee_who_drifts_earns_less_than_half(solution: notebooks.Notebook) -> None:
    came_to = graded(solution, answers(solution)["drifting"])
    assert came_to.score is not None
    assert came_to.score < came_to.max_score / 2


def test_what_is_critical_and_failed_is_named(solution: notebooks.Notebook) -> None:
    told = answers(solution)
    failed = [one.item for one in graded(solution, told["drifting"]).items if one.failed]
    assert sorted(failed) == sorted(told["failed"])
