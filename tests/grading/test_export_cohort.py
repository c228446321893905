"""Scores of one cohort of several, or of those of whom a roster says something."""

from __future__ import annotations

import openpyxl
import pytest
from makers import a_course, a_hand_in

from .instructor import RIGHT, Instructor
from .reports import YAML
from .test_report_groups import a_term, people


@pytest.fixture
def two_years(instructor: Instructor) -> Instructor:
    """Two of last year and three of this year, who all handed in, in the teams a and b by turns."""
    a_course(instructor.course, ex01=YAML)
    a_term(instructor, 2025, people("Old", 1, 1))
    a_term(instructor, 2026, people("New", 2, 1))
    return instructor


def names(instructor: Instructor) -> list[str]:
    return [row["trainee"] for row in instructor.sheet()]


def test_without_a_name_everybody_is_in_the_file(two_years: Instructor) -> None:
    assert two_years.runs("export") == 0
    assert len(names(two_years)) == 5


@pytest.mark.parametrize(
    ("cohort", "who"),
    [
        ("2025", ["Old good 0", "Old poor 0"]),
        ("2026", ["New good 0", "New good 1", "New poor 0"]),
        ("Team=b", ["New good 1", "Old poor 0"]),
    ],
)
def test_a_cohorts_scores_are_those_of_its_people_alone(
    two_years: Instructor, cohort: str, who: list[str]
) -> None:
    assert two_years.runs("export", "--cohort", cohort) == 0
    assert names(two_years) == who


def test_every_format_takes_a_cohort(two_years: Instructor) -> None:
    assert two_years.runs("export", "--cohort", "2025", "--format", "xlsx") == 0
    page = openpyxl.load_workbook(two_years.out / "grades.xlsx").active
    found = [row[0] for row in page.iter_rows(min_row=2, values_only=True)]
    assert found == ["Old good 0", "Old poor 0"]


def test_a_roster_that_is_given_with_it_says_who_of_the_cohort_is_missing(
    two_years: Instructor,
) -> None:
    roster = two_years.folder / "now.csv"
    roster.write_text("Name,Cohort\nNew good 0,\nZoe,\nOld good 0,2025\n", encoding="utf-8")
    assert two_years.runs("export", "--roster", roster, "--cohort", "2026") == 0
    assert two_years.rows("trainee", "state") == [
        ("New good 0", "graded"),
        ("New good 1", "graded"),
        ("New poor 0", "graded"),
        ("Zoe", "missing"),
    ]


def test_who_may_be_of_the_cohort_is_named_and_not_silently_left_out(
    instructor: Instructor,
) -> None:
    """Two people have the name, and nothing shows which of them the file is of."""
    roster = instructor.folder / "2026.csv"
    roster.write_text("Name,E-mail\nSam,a@x.org\nSam,b@x.org\nAna,c@x.org\n", encoding="utf-8")
    instructor.gets("sam.ipynb", a_hand_in(RIGHT, "Sam", workbook="s"))
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana", workbook="a"))
    instructor.grades(instructor.hand_ins, "--roster", roster)
    assert instructor.runs("export", "--cohort", "2026") == 1
    assert names(instructor) == ["Ana"]
    assert "Left out, since nothing shows which of the name they are: Sam" in instructor.said


def test_a_cohort_without_anybody_is_told_with_those_that_there_are(two_years: Instructor) -> None:
    assert two_years.runs("export", "--cohort", "2024") == 2
    assert "Nobody in the gradebook is of the group 2024." in two_years.complained
    assert "Cohorts are 2025, 2026." in two_years.complained


def test_a_platforms_file_says_itself_whose_scores_go_into_it(two_years: Instructor) -> None:
    sheet = two_years.folder / "Grades.csv"
    sheet.write_text("Identifier,Grade\n", encoding="utf-8")
    assert two_years.runs("export", "--from", sheet, "--cohort", "2025") == 2
    assert "so --cohort has no say" in two_years.complained
