"""What is late: by whose word, what it costs, and where both scores stand."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import openpyxl
import pytest
from makers import COURSE, a_course, a_hand_in

from withinscope.grading.book import rules

from .instructor import CORRECTED, RIGHT, Instructor, Page
from .test_history import told

DUE = "2026-11-18 10:00 UTC"
HAND_IN = "2026-11-20T09:00:00+00:00"
"""The second day after `DUE` has begun."""


def hands_in(
    instructor: Instructor, at: str = HAND_IN, name: str = "ana", **answers: object
) -> None:
    instructor.gets(f"{name}.ipynb", a_hand_in(RIGHT | answers, handed_in_at=at))


def syllabus(instructor: Instructor, **said: str) -> None:
    """Has course.yaml say it of ex01."""
    fields = "".join(f", {name}: {value}" for name, value in said.items())
    text = COURSE.replace("exercise: ex01", f"exercise: ex01{fields}")
    (instructor.course / "course.yaml").write_text(text, encoding="utf-8")


def scores(instructor: Instructor) -> list[tuple[str, ...]]:
    columns = ("score", "earned", "days_late", "points_off")
    return [tuple(row.get(column, "") for column in columns) for row in instructor.sheet()]


@pytest.fixture
def late(instructor: Instructor) -> Instructor:
    """Ana has 3 of 6 points, and a point is off for each of two days."""
    syllabus(instructor, due=DUE, late="1")
    hands_in(instructor)
    instructor.grades()
    return instructor


@pytest.mark.parametrize(
    ("policy", "status", "scored", "reason"),
    [
        ("none", 0, ("3", "3", "2", "0"), ""),
        ("flag", 1, ("3", "3", "2", "0"), f"1 day late: it was due {DUE}"),
        ("1", 0, ("1", "3", "2", "2"), f"1 day late: it was due {DUE}, 2 off"),
        ("0.5", 0, ("2", "3", "2", "1"), f"1 day late: it was due {DUE}, 1 off"),
        ("2", 0, ("0", "3", "2", "3"), f"1 day late: it was due {DUE}, 3 off"),
    ],
)
@pytest.mark.parametrize("by", ["command", "syllabus"])
def test_what_is_late_is_passed_over_told_or_costs_points_for_each_day_begun(
    instructor: Instructor,
    by: str,
    policy: str,
    status: int,
    scored: tuple[str, ...],
    reason: str,
) -> None:
    """Never more points than there are."""
    hands_in(instructor)
    said = ["--due", DUE, "--late", f"ex01={policy}"] if by == "command" else []
    if by == "syllabus":
        syllabus(instructor, due=DUE, late=policy)
    assert instructor.grades(instructor.hand_ins, *said) == status
    assert scores(instructor) == [scored]
    assert instructor.reasons() == {"Ana Ruiz": reason}


@pytest.mark.parametrize("at", ["2026-11-18T10:00:00+00:00", "2026-11-18T12:00:00+02:00"])
def test_what_comes_on_the_minute_costs_nothing(instructor: Instructor, at: str) -> None:
    syllabus(instructor, due=DUE, late="1")
    hands_in(instructor, at)
    assert instructor.grades() == 0
    assert scores(instructor) == [("3", "3", "0", "0")]


@pytest.mark.parametrize("points", ["0.00001", "1000000"])
def test_however_little_or_much_a_day_costs_it_is_remembered(
    instructor: Instructor, points: str
) -> None:
    hands_in(instructor)
    assert instructor.grades(instructor.hand_ins, "--due", DUE, "--late", points) == 0
    first = scores(instructor)
    assert instructor.grades() == 0
    assert scores(instructor) == first
    assert rules.policy(rules.Late(points=float(points)).said).points == float(points)


def test_without_a_date_nothing_is_late(instructor: Instructor) -> None:
    syllabus(instructor, late="1")
    hands_in(instructor)
    assert instructor.grades() == 0
    assert scores(instructor) == [("3", "", "", "")]


@pytest.mark.parametrize("at", [None, "2127-01-01T00:00:00+00:00"], ids=["none", "yet to come"])
def test_a_time_that_nobody_knows_costs_nothing_and_is_told(
    instructor: Instructor, at: str | None
) -> None:
    syllabus(instructor, due=DUE, late="1")
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, handed_in_at=at, answered_at=None))
    assert instructor.grades() == 1
    assert instructor.rows("score", "points_off") == [("3", "0")]


def test_the_page_and_its_twin_say_what_it_was_before(late: Instructor) -> None:
    late.grades(no_feedback=False)
    page = late.out / "feedback" / "Ana Ruiz.html"
    assert "1 of 6 points It was 3 of 6: 2 off for 2 days late." in Page(page).text
    twin = page.with_suffix(".txt").read_text(encoding="utf-8")
    assert "1 of 6 points\nIt was 3 of 6: 2 off for 2 days late.\n" in twin


def test_the_page_of_what_still_waits_says_what_will_be_off(instructor: Instructor) -> None:
    syllabus(instructor, due=DUE, late="1")
    hands_in(instructor, tell={"text": "I coach."})
    instructor.grades(no_feedback=False)
    page = Page(instructor.out / "feedback" / "Ana Ruiz.html").text
    assert "So far 3 of 6 points" in page
    assert "2 off for 2 days late, at most, once it is all graded." in page


def test_a_mark_is_added_to_what_was_earned_before(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    syllabus(instructor, due=DUE, late="1")
    hands_in(instructor, tell={"text": "I coach."})
    instructor.grades()
    assert scores(instructor) == [("", "", "2", "")]
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R. Okafor")
    assert scores(instructor) == [("4", "6", "2", "2")]
    assert [row[2:4] for row in told(instructor)] == [("needs marking", "4")]


def test_of_several_the_best_is_the_one_that_is_worth_most_after_it(
    instructor: Instructor,
) -> None:
    syllabus(instructor, due=DUE, late="1")
    hands_in(instructor)
    in_time = a_hand_in({"rate": RIGHT["rate"]}, handed_in_at="2026-11-17T10:00:00+00:00")
    instructor.gets("earlier.ipynb", in_time)
    instructor.grades(instructor.hand_ins, "--pick", "best")
    assert scores(instructor) == [("2", "2", "0", "0")]


def test_another_date_or_policy_is_told_before_it_costs_anybody_points(
    instructor: Instructor,
) -> None:
    hands_in(instructor)
    instructor.grades()
    syllabus(instructor, due=DUE, late="1")
    assert instructor.grades() == 1
    assert "Would change: 1" in instructor.said
    assert "2 off for 2 days" in instructor.said
    assert scores(instructor) == [("3", "", "", "")]
    assert instructor.runs("grade", "--apply", "--no-feedback") == 0
    assert scores(instructor) == [("1", "3", "2", "2")]
    assert instructor.runs("grade", "--late", "flag", "--no-feedback") == 1
    assert "nothing off for being" in " ".join(instructor.said.split())
    assert scores(instructor) == [("1", "3", "2", "2")]


def test_a_page_is_written_anew_for_whom_another_policy_concerns(late: Instructor) -> None:
    late.grades(no_feedback=False)
    assert late.runs("grade", "--late", "flag", "--apply") == 1
    assert "3 of 6 points" in Page(late.out / "feedback" / "Ana Ruiz.html").text


def test_whoever_is_first_graded_is_so_by_the_terms_in_force(late: Instructor) -> None:
    """Those of whoever was graded before stay until somebody decides otherwise."""
    syllabus(late, due=DUE, late="2")
    bo = a_hand_in(RIGHT, "Bo", workbook="bo", handed_in_at=HAND_IN)
    late.gets("bo.ipynb", bo)
    assert late.grades() == 1
    assert late.rows("trainee", "score") == [("Ana Ruiz", "1"), ("Bo", "1")]
    late.runs("grade", "--apply", "--no-feedback")
    assert late.rows("trainee", "score") == [("Ana Ruiz", "0"), ("Bo", "0")]


def test_what_a_command_said_holds_until_it_says_to_go_by_the_syllabus(late: Instructor) -> None:
    late.runs("grade", "--due", "none", "--apply", "--no-feedback")
    assert scores(late) == [("3", "", "", "")]
    assert late.runs("grade", "--no-feedback") == 0
    assert scores(late) == [("3", "", "", "")]
    late.runs("grade", "--due", "ex01=course", "--apply", "--no-feedback")
    assert scores(late) == [("1", "3", "2", "2")]


def test_a_corrected_key_changes_what_was_earned_and_the_history_has_both(
    late: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    a_course(late.course, ex01=CORRECTED)
    syllabus(late, due=DUE, late="1")
    assert late.runs("grade", "--apply") == 0
    assert scores(late) == [("0", "2", "2", "2")]
    late.runs("grade", "--late", "flag", "--apply", "--no-feedback")
    assert [(row[2], row[3], row[5]) for row in told(late)] == [
        ("1", "0", "pick has another key"),
        ("0", "2", "nothing off for being late any more"),
    ]
    late.runs("undo", "--apply")
    assert scores(late) == [("0", "2", "2", "2")]
    late.runs("undo", "--apply")
    assert scores(late) == [("1", "3", "2", "2")]


def test_a_newer_hand_in_that_is_late_says_what_it_cost(
    late: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    hands_in(late, "2026-11-20T11:00:00+00:00", "again")
    late.grades()
    assert scores(late) == [("0", "3", "3", "3")]
    assert [row[5] for row in told(late)] == ["handed in again; 3 off for 3 days late"]


def lines(late: Instructor, name: str, file: str) -> list[dict[str, str]]:
    assert late.runs("export", "--format", name) == 0
    text = (late.out / file).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_export_has_the_score_before_and_after(late: Instructor) -> None:
    long = lines(late, "csv-long", "grades-long.csv")
    assert [(row["item"], row["item_state"], row["points"]) for row in long] == [
        ("pick", "graded", "1"),
        ("rate", "graded", "2"),
        ("tell", "unanswered", ""),
        ("", "late", "-2"),
    ]
    [row] = lines(late, "nbgrader", "grades-nbgrader.csv")
    assert row["duedate"] == "2026-11-18 10:00:00"
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("3", "2", "1")
    [row] = lines(late, "gradescope", "grades-gradescope.csv")
    assert (row["ex01"], row["ex01 - Lateness (H:M:S)"]) == ("1", "47:00:00")
    assert row["Total Lateness (H:M:S)"] == "47:00:00"
    assert late.runs("export", "--format", "xlsx") == 0
    page = openpyxl.load_workbook(late.out / "grades.xlsx").active
    head, values = page.iter_rows(values_only=True)
    cells = dict(zip(head, values, strict=True))
    assert [cells[name] for name in ("score", "earned", "days_late", "points_off")] == [1, 3, 2, 2]


def test_grades_for_a_platform_say_of_whom_they_are_less(late: Instructor, tmp_path: Path) -> None:
    given = tmp_path / "canvas.csv"
    given.write_text(
        "Student,ID,SIS Login ID,Section,Exercise 1 (12)\n"
        "    Points Possible,,,,6\n"
        '"Ruiz, Ana",7,ana,One,\n',
        encoding="utf-8",
    )
    assert late.runs("export", "--from", given, "--exercise", "ex01", "--apply") == 0
    less = "These grades are less what being late costs: Ana Ruiz (3 before, 2 off for 2 days late)"
    assert less in late.said
    assert ",1.00" in (late.out / "for-the-platform" / "canvas.csv").read_text(encoding="utf-8-sig")


def test_another_slip_in_the_syllabus_stops_no_grading_and_costs_nobody_anything(
    late: Instructor,
) -> None:
    (late.course / "course.yaml").write_text("title: [\n", encoding="utf-8")
    assert late.runs("grade", "--no-feedback") == 0
    assert "Due dates stay as they are: the syllabus can't be read." in late.said
    assert scores(late) == [("1", "3", "2", "2")]
