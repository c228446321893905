"""A capstone as it is told: each outcome by itself, and nowhere a verdict on the whole."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from makers import DUTY, PICK, RATE, a_capstone, a_hand_in, an_item

from .instructor import RIGHT, Instructor, Page, cells
from .reports import the_report

APART, SAFE = (f"outcome: [{name}]\ndimension: [purpose]\n" for name in ("LO1", "LO8"))
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
        for verdict in (
            "Competent",
            "By outcome",
            "By dimension",
            "What to practice",
            "of it:",
            "None of it",
        ):
            assert verdict not in words


def test_what_being_late_took_off_a_capstone_stands_on_its_page_outcomes_as_they_were(
    capstone: Instructor,
) -> None:
    """It takes off the whole, and no outcome: those say what somebody knows."""
    text = (capstone.course / "course.yaml").read_text(encoding="utf-8")
    dated = "exercise: ex02, due: 2026-11-19 10:00 UTC, late: 0.5"
    (capstone.course / "course.yaml").write_text(
        text.replace("exercise: ex02", dated), encoding="utf-8"
    )
    page, twin = told(capstone, HALF | KEPT)
    line = "It was 2 of 3: 0.5 off for a day late."
    assert line in page
    assert f"{line}\n" in twin
    assert "Outcome by outcome Tell the two apart 1 of 2 points Act in an emergency 1 of 1" in page


def test_other_exercises_are_added_up_without_the_capstone(
    capstone: Instructor,
) -> None:
    other = a_hand_in({"pick": RIGHT["pick"]}, yaml=(PICK + APART,), workbook="book of Ana Ruiz")
    capstone.gets("other.ipynb", other)
    page, _ = told(capstone, HALF | KEPT)
    all_of_it = "All of it : 1 of 1 point"
    assert f"By outcome Tell the two apart {all_of_it} By dimension Purpose {all_of_it}" in page


OUTCOMES = ("LO1 points", "LO1 of", "LO1 verdict", "LO8 points", "LO8 of", "LO8 verdict")


@pytest.fixture
def cohort(capstone: Instructor) -> Instructor:
    """Ana kept the duty, Bo missed it, Cy left it out, and Dee's answer to it is broken."""
    hands_in(capstone, HALF | KEPT)
    hands_in(capstone, HALF | MISSED, "Bo")
    hands_in(capstone, HALF, "Cy")
    hands_in(capstone, HALF | {"duty": {"choice": "z"}}, "Dee")
    other = a_hand_in({"pick": RIGHT["pick"]}, yaml=(PICK + APART,), workbook="book of Ana Ruiz")
    capstone.gets("other.ipynb", other)
    capstone.grades()
    return capstone


def test_grades_csv_has_the_points_and_the_verdict_of_each_outcome(cohort: Instructor) -> None:
    assert cohort.rows("trainee", "exercise", "competent", *OUTCOMES) == [
        ("Ana Ruiz", "ex01", "", "", "", "", "", "", ""),
        ("Ana Ruiz", "ex02", "", "1", "2", "", "1", "1", ""),
        ("Bo", "ex02", "", "1", "2", "", "0", "1", "not yet"),
        ("Cy", "ex02", "", "1", "2", "", "0", "1", "not answered"),
        ("Dee", "ex02", "", "1", "2", "", "", "0", "not gradable"),
    ]


def test_grades_xlsx_has_the_same(cohort: Instructor) -> None:
    assert cohort.runs("export", "--format", "xlsx") == 0
    page = openpyxl.load_workbook(cohort.out / "grades.xlsx").active
    heads, *rows = page.iter_rows(values_only=True)
    at = [heads.index(name) for name in ("trainee", "competent", *OUTCOMES)]
    assert [tuple(row[place] for place in at) for row in rows][1:3] == [
        ("Ana Ruiz", None, 1, 2, None, 1, 1, None),
        ("Bo", None, 1, 2, None, 0, 1, "not yet"),
    ]


def test_who_is_missing_has_no_outcome_and_no_verdict(cohort: Instructor) -> None:
    roster = cohort.folder / "roster.csv"
    roster.write_text("Name\nEve\n", encoding="utf-8")
    cohort.runs("export", "--roster", roster)
    eve = cohort.rows("trainee", "exercise", "state", *OUTCOMES)[-1]
    assert eve == ("Eve", "ex02", "missing", "", "", "", "", "", "")


def test_a_course_without_a_capstone_has_no_such_column(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert not any(" " in head for head in instructor.sheet()[0])


def test_a_report_counts_each_verdict_of_each_outcome(cohort: Instructor) -> None:
    told = the_report(cohort)
    assert told.rows["The line, outcome by outcome"][1:] == [
        ["Tell the two apart", "4", "0", "0", "0", "Fewer than 10 people: counts only"],
        ["Act in an emergency", "4", "1", "1", "1", "Fewer than 10 people: counts only"],
    ]


def test_from_ten_people_on_a_report_has_the_mean_share_of_each_outcomes_points(
    capstone: Instructor,
) -> None:
    for n in range(12):
        hands_in(capstone, HALF | (KEPT if n < 9 else MISSED), f"Person {n}")
    capstone.grades()
    row = the_report(capstone).row("The line, outcome by outcome", "Act in an emergency")
    assert row == ["Act in an emergency", "12", "3", "0", "0", "75% (46% to 100%)"]


def test_who_missed_what_is_critical_is_told_with_the_outcome(cohort: Instructor) -> None:
    told = the_report(cohort).text
    assert "Bo Missed what is critical for “Act in an emergency”: The line." in told
    assert "Cy Left out what is critical for “Act in an emergency”: The line." in told
    assert "Dee Something can't be graded: The line." in told
    assert "Missed what is critical: The line." not in told


def test_a_course_without_a_capstone_has_no_such_section(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert "outcome by outcome" not in the_report(instructor).text


def test_a_corrected_key_is_told_without_a_word_on_the_whole(
    cohort: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    a_capstone(cohort.course, YAML[0], an_item(DUTY, key="b") + SAFE, ex01=(PICK + APART,))
    assert cohort.runs("grade", "--apply") == 1
    changed = {row[0]: row[2:4] for row in cells(cohort.said, 6)}
    assert changed["Ana Ruiz"] == ["2, nothing critical missed", "1, something critical missed"]
    assert cohort.runs("history", "Bo") == 0
    assert "competent" not in cohort.said
