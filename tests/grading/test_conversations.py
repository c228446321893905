"""Conversations graded: replayed by the same code, competence by critical points, in words."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from core.cases.dialogue import ITEM
from makers import PICK, TELL, a_course, a_hand_in

from .instructor import Instructor

WELL = {"path": ["open.listen", "risk.ask"], "ending": "warm"}
UNASKED = {"path": ["open.listen", "risk.plan"], "ending": "late"}
LIMITS_LOST = {"path": ["open.fix", "risk.ask"], "ending": "warm"}
YAML = (ITEM.replace("id: night-texts\n", "id: night-texts\npoints: 3\n", 1), PICK)


@pytest.fixture
def course(instructor: Instructor) -> Instructor:
    a_course(instructor.course, ex01=YAML)
    return instructor


def a_play(response: Any, **more: Any) -> dict[str, Any]:
    return a_hand_in({"night-texts": response, "pick": {"choice": "b"}}, yaml=YAML, **more)


@pytest.mark.parametrize(
    ("response", "score", "competent"),
    [(WELL, "4", "yes"), (UNASKED, "2", "not yet"), (LIMITS_LOST, "3", "yes")],
    ids=["all", "a critical point missed", "another point broken"],
)
def test_a_conversation_scores_by_its_checklist_and_its_critical_points_decide(
    course: Instructor, response: Any, score: str, competent: str
) -> None:
    course.gets("ana.ipynb", a_play(response))
    assert course.grades() == 0
    assert course.rows("state", "score", "max_score", "competent") == [
        ("graded", score, "4", competent)
    ]


def test_a_conversation_that_nobody_played_is_not_yet_competent(course: Instructor) -> None:
    course.gets("ana.ipynb", a_hand_in({"pick": {"choice": "b"}}, yaml=YAML))
    course.grades()
    assert course.rows("score", "night-texts_state", "competent") == [
        ("1", "unanswered", "not yet")
    ]


def test_marking_another_item_keeps_what_the_conversation_decided(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = (ITEM, TELL)
    a_course(instructor.course, ex01=yaml)
    told = {"night-texts": UNASKED, "tell": {"text": "I coach."}}
    instructor.gets("ana.ipynb", a_hand_in(told, yaml=yaml))
    instructor.grades()
    assert instructor.rows("state", "competent") == [("needs marking", "")]
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R. Okafor")
    assert instructor.rows("state", "tell", "competent") == [("graded", "3", "not yet")]


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (
            {"path": ["open.fix", "risk.plan"], "ending": "late"},
            "step 2 of its path makes a choice that is not open there",
        ),
        ({"path": ["open.listen"], "ending": "warm"}, "its path does not reach an ending"),
        (UNASKED | {"ending": "warm"}, "its path does not lead to the ending that it names"),
        ({"path": ["open.listen"] * 5000, "ending": "warm"}, "longer than 1,000 choices"),
        (None, "its response is empty"),
    ],
)
def test_a_path_that_play_does_not_allow_is_not_gradable_and_no_zero(
    course: Instructor, response: Any, reason: str
) -> None:
    course.gets("ana.ipynb", a_play(response))
    assert course.grades() == 1
    assert course.rows("state", "night-texts", "night-texts_state") == [
        ("not gradable", "", "not gradable")
    ]
    assert reason in course.reasons()["Ana Ruiz"]


def test_a_corrected_checklist_grades_the_same_path_anew(course: Instructor) -> None:
    course.gets("ana.ipynb", a_play(LIMITS_LOST))
    course.grades()
    corrected = YAML[0].replace("weight: 2, ", "")
    a_course(course.course, ex01=(corrected, PICK))
    assert course.runs("grade", "--apply", "--no-feedback") == 0
    assert course.rows("score") == [("2.5",)]
    assert "has another key" in " ".join(course.said.replace("│", " ").split())


def test_a_path_through_an_older_conversation_needs_its_key(course: Instructor) -> None:
    course.gets("ana.ipynb", a_play(WELL))
    changed = YAML[0].replace("client: I can't sleep.", "client: I am awake.")
    a_course(course.course, ex01=(changed, PICK))
    assert course.grades() == 1
    assert "a revision that no key was given for" in course.reasons()["Ana Ruiz"]
