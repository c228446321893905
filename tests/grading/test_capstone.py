"""A capstone as it is told: each outcome by itself, and nowhere a verdict on the whole."""

from __future__ import annotations

from typing import Any

import pytest
from makers import DUTY, PICK, RATE, a_capstone, a_hand_in

from .instructor import RIGHT, Instructor, Page

APART, SAFE = "outcome: [LO1]\n", "outcome: [LO8]\n"
YAML = (RATE + APART, DUTY + SAFE)
KEPT, MISSED = {"duty": {"choice": "a"}}, {"duty": {"choice": "b"}}
HALF = {"rate": {"best": "a", "worst": "b"}}
NEXT = "http://127.0.0.1:8899/doc/tree/notebooks/01_ground.ipynb"


def hands_in(
    instructor: Instructor, answers: dict[str, Any], name: str = "Ana Ruiz", **more: Any
) -> None:
    made = a_hand_in(answers, name, yaml=YAML, exercise="ex02", workbook=f"book of {name}", **more)
    instructor.gets(f"{name}.ipynb", made)


@pytest.fixture
def capstone(instructor: Instructor) -> Instructor:
    a_capstone(instructor.course, *YAML, ex01=(PICK + APART,))
    return instructor


def told(instructor: Instructor, answers: dict[str, Any]) -> tuple[str, str]:
    """The words of Ana's page, and of its twin in plain text."""
    hands_in(instructor, answers)
    instructor.grades(no_feedback=False)
    page = instructor.out / "feedback" / "Ana Ruiz.html"
    return Page(page).text, page.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "safe"),
    [
        (HALF | KEPT, "1 of 1 point"),
        (
            HALF | MISSED,
            "Not yet : Question 2, on a plain duty of safety, was missed. "
            "Go back to Lesson 1, Shared ground",
        ),
        (
            HALF,
            "Not answered : Question 2, on a plain duty of safety, was left out, so this outcome "
            "can't be told. Answer it, and hand in again.",
        ),
        (
            HALF | {"duty": {"choice": "z"}},
            "Not gradable : Question 2, on a plain duty of safety, could not be graded. That is "
            "not a zero. Ask your instructor about it.",
        ),
    ],
)
def test_a_page_tells_each_outcome_by_itself(
    capstone: Instructor, answers: dict[str, Any], safe: str
) -> None:
    page, twin = told(capstone, answers)
    apart = "Outcome by outcome Tell the two apart 1 of 2 points Act in an emergency "
    assert apart + safe in page
    assert "Each outcome is told by itself. There is no pass mark." in page
    text = " ".join(twin.split())
    outcomes = "Outcome by outcome: - Tell the two apart 1 of 2 points - Act in an emergency "
    assert outcomes + safe.replace(" :", ":") in text


def test_not_yet_links_to_the_lessons_that_teach_the_outcome(capstone: Instructor) -> None:
    hands_in(capstone, HALF | MISSED)
    capstone.grades(no_feedback=False)
    page = Page(capstone.out / "feedback" / "Ana Ruiz.html")
    assert [about["href"] for tag, about in page.tags if tag == "a"] == [NEXT]
    assert "while the course is open on the same computer" in page.text
    twin = (capstone.out / "feedback" / "Ana Ruiz.txt").read_text(encoding="utf-8")
    assert f"  Go back to Lesson 1, Shared ground: {NEXT}\n" in twin


@pytest.mark.parametrize("answers", [HALF | KEPT, HALF | MISSED, {}, KEPT])
def test_a_page_has_no_verdict_on_the_whole_and_none_beyond_not_yet(
    capstone: Instructor, answers: dict[str, Any]
) -> None:
    for words in told(capstone, answers):
        for verdict in ("Competent", "By outcome", "What to practice", "of it:", "None of it"):
            assert verdict not in words


def test_outcomes_of_other_exercises_are_added_up_without_the_capstones(
    capstone: Instructor,
) -> None:
    other = a_hand_in({"pick": RIGHT["pick"]}, yaml=(PICK + APART,), workbook="book of Ana Ruiz")
    capstone.gets("other.ipynb", other)
    page, _ = told(capstone, HALF | KEPT)
    assert "By outcome Tell the two apart All of it : 1 of 1 point" in page
