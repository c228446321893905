"""A term: last year's people, due dates, and which of several hand-ins counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import a_hand_in

from withinscope.grading.book import rules
from withinscope.grading.book.rules import Due, Terms
from withinscope.problems import Mistake

from .instructor import RIGHT, WRONG, Instructor


def a_roster(instructor: Instructor, name: str, *people: str) -> Path:
    path = instructor.folder / name
    path.write_text("\n".join(["Name", *people]), encoding="utf-8")
    return path


def test_last_years_people_are_neither_missing_nor_strangers_this_year(
    instructor: Instructor,
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana"))
    last = a_roster(instructor, "2025.csv", "Ana", "Old Bo")
    instructor.grades(instructor.hand_ins, "--roster", last)
    (instructor.hand_ins / "ana.ipynb").unlink()
    instructor.gets("cy.ipynb", a_hand_in(RIGHT, "Cy", workbook="cy"))
    this = a_roster(instructor, "roster.csv", "Cy", "Di")
    instructor.grades(instructor.hand_ins, "--roster", this, "--cohort", "2026")
    assert "Missing: Di (ex01)" in instructor.said
    assert "not on the roster" not in instructor.said
    instructor.gets("eve.ipynb", a_hand_in(RIGHT, "Eve", workbook="eve"))
    instructor.grades(instructor.hand_ins, "--roster", this, "--cohort", "2026")
    assert "Handed in, but not on the roster: Eve" in instructor.said


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-11-20 10:00 UTC", ""),
        ("2026-11-20 11:00 Europe/Berlin", ""),
        (
            "2026-11-20 10:00 Europe/Berlin",
            "1 hour late: it was due 2026-11-20 10:00 Europe/Berlin",
        ),
        ("ex01=2026-11-17 09:00 UTC", "3 days late: it was due 2026-11-17 09:00 UTC"),
        ("ex02=2026-11-17 09:00 UTC", ""),
    ],
)
def test_what_comes_after_its_due_date_is_told(instructor: Instructor, due: str, told: str) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, handed_in_at="2026-11-20T10:00:00+00:00"))
    assert instructor.grades(instructor.hand_ins, "--due", due) == bool(told)
    assert instructor.rows("score", "reason") == [("3", told)]


def test_what_has_no_time_is_not_taken_for_punctual(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, handed_in_at=None, answered_at=None))
    assert instructor.grades(instructor.hand_ins, "--due", "2026-11-20 10:00 UTC") == 1
    assert instructor.reasons()["Ana Ruiz"].startswith("when it was handed in is not known")


@pytest.mark.parametrize("due", ["2026-11-20", "2026-11-20 10:00", "2026-13-01 10:00 UTC", "x y z"])
def test_a_due_date_needs_a_time_and_its_zone(instructor: Instructor, due: str) -> None:
    with pytest.raises(Mistake, match="Write it as"):
        rules.due([due])


@pytest.mark.parametrize(
    ("seconds", "long"), [(0.5, "less than a minute"), (60, "1 minute"), (7200, "2 hours")]
)
def test_how_late_it_is_is_said_in_one_unit(seconds: float, long: str) -> None:
    due = rules.due(["2026-11-20 10:00 UTC"])[""]
    assert isinstance(due, Due)
    assert Terms(due=due).lateness(due.moment + seconds).startswith(f"{long} late")


@pytest.mark.parametrize(("pick", "score"), [("newest", "1"), ("first", "0"), ("best", "3")])
def test_which_hand_in_counts_is_picked_and_the_others_are_kept(
    instructor: Instructor, pick: str, score: str
) -> None:
    for day, answers in (("18", WRONG), ("19", RIGHT), ("20", {"pick": {"choice": "b"}})):
        at = f"2026-11-{day}T10:00:00+00:00"
        instructor.gets(f"{day}.ipynb", a_hand_in(answers, handed_in_at=at))
    assert instructor.grades(instructor.hand_ins, "--pick", pick) == 0
    assert instructor.rows("score") == [(score,)]
    instructor.grades()
    assert instructor.rows("score") == [(score,)]


def test_another_pick_is_told_before_it_counts(instructor: Instructor) -> None:
    for day, answers in (("18", WRONG), ("19", RIGHT)):
        at = f"2026-11-{day}T10:00:00+00:00"
        instructor.gets(f"{day}.ipynb", a_hand_in(answers, handed_in_at=at))
    instructor.grades()
    assert instructor.grades(instructor.hand_ins, "--pick", "first") == 1
    assert "Would change: 1" in instructor.said
    assert "another hand-in counts" in instructor.said
    assert instructor.rows("score") == [("3",)]
    assert instructor.runs("grade", "--pick", "first", "--apply", "--no-feedback") == 0
    assert instructor.rows("score") == [("0",)]


def test_a_due_date_is_remembered_until_it_is_taken_back(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, handed_in_at="2026-11-20T10:00:00+00:00"))
    late = "3 days late: it was due 2026-11-17 09:00 UTC"
    instructor.grades(instructor.hand_ins, "--due", "2026-11-17 09:00 UTC")
    assert instructor.grades() == 1
    assert instructor.rows("score", "reason") == [("3", late)]
    assert instructor.runs("grade", "--no-feedback") == 1
    assert instructor.rows("score", "reason") == [("3", late)]
    assert instructor.grades(instructor.hand_ins, "--due", "ex01=none") == 0
    assert instructor.rows("score", "reason") == [("3", "")]


def test_another_folder_for_files_leaves_the_gradebook_and_says_where_it_is(
    instructor: Instructor,
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    kept = instructor.course / "grading" / "gradebook.db"
    assert f"Kept in:  {kept} (--gradebook names another)" in instructor.said
    assert kept.is_file()
    assert not [*instructor.out.glob("*.db")]
    instructor.keeps_it_at(str(instructor.out / "mine.db"))
    instructor.grades()
    assert "Kept in:" not in instructor.said
