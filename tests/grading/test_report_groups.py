"""A report on one cohort of several, what changed since the one before, and two groups."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from core.cases.dialogue import ITEM as TALK
from makers import PICK, a_course, a_hand_in, an_item

from .instructor import Instructor
from .reports import BEST, WORST, YAML, Report, a_cohort, the_report

Answers = dict[str, Any]


def a_term(
    instructor: Instructor,
    year: int,
    people: dict[str, Answers],
    yaml: tuple[str, ...] = YAML,
    teams: Iterable[str] = "ab",
) -> None:
    """A cohort named by its year, in two teams by turns, that hands in and is graded."""
    for old in instructor.hand_ins.glob("*"):
        old.unlink()
    rows = ["Name,Team"]
    teams = [*teams]
    for n, (name, answers) in enumerate(people.items()):
        made = a_hand_in(
            answers,
            name,
            yaml=yaml,
            workbook=f"book of {name}",
            handed_in_at=f"{year}-03-01T10:00:00+00:00",
            confidence=3,
        )
        instructor.gets(f"{name}.ipynb", made)
        rows.append(f"{name},{teams[n % len(teams)]}")
    roster = instructor.folder / f"{year}.csv"
    roster.write_text("\n".join(rows), encoding="utf-8")
    instructor.grades(instructor.hand_ins, "--roster", roster)


def people(what: str, best: int, worst: int) -> dict[str, Answers]:
    good = {f"{what} good {n}": BEST for n in range(best)}
    return good | {f"{what} poor {n}": WORST for n in range(worst)}


@pytest.fixture
def two_years(instructor: Instructor) -> Instructor:
    """Last year 4 of 12 have all right, this year 9 of 12."""
    a_course(instructor.course, ex01=YAML)
    a_term(instructor, 2025, people("Old", 4, 8))
    a_term(instructor, 2026, people("New", 9, 3))
    return instructor


def test_cohorts_in_one_gradebook_stand_beside_each_other(two_years: Instructor) -> None:
    told = the_report(two_years)
    assert told.row("By cohort", "2025") == ["2025", "33%", "2% to 65%", "12", "4 of 12"]
    assert told.row("By cohort", "2026") == ["2026", "75%", "46% to 100%", "12", "9 of 12"]
    assert "24 people handed in." in told.text


def test_a_gradebook_of_one_cohort_says_nothing_of_cohorts(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 3)
    assert "By cohort" not in the_report(instructor).rows


def test_a_report_on_a_cohort_is_on_its_people_alone(two_years: Instructor) -> None:
    told = the_report(two_years, "--cohort", "2025")
    assert "Report on 2025 12 people handed in." in told.text
    assert told.row("By exercise", "Shared ground")[-1] == "4 of 12"
    assert "New poor" not in told.text
    assert "Old poor" in told.text
    assert not any("beside" in heading for heading in told.rows)  # none was before it


def test_a_cohort_is_set_beside_the_one_before_it(two_years: Instructor) -> None:
    """Shares 1 and 0. Variances of the means: 0.75 * 0.25 / 11 and 1/3 * 2/3 / 11, so the
    difference 0.4167 has the standard error 0.1930; t for 21.8 degrees of freedom is 2.075.
    """
    told = the_report(two_years, "--cohort", "2026")
    assert told.row("2026 beside 2025", "All of it") == [
        "All of it", "75%, n = 12", "33%, n = 12", "+42 (+2 to +82)", "Better",
    ]  # fmt: skip
    assert told.row("2026 beside 2025", "Tell the two apart")[-1] == "Better"
    assert "On 4 questions that both were asked" in told.text
    back = the_report(two_years, "--cohort", "2025", "--against", "2026")
    row = [
        cell.replace("\N{MINUS SIGN}", "-") for cell in back.row("2025 beside 2026", "All of it")
    ]
    assert row[3:] == ["-42 (-82 to -2)", "Worse"]


def test_what_was_asked_in_other_words_is_not_compared(instructor: Instructor) -> None:
    first = (PICK, an_item(PICK, id="again", stem="Who may treat?"))
    then = (PICK, an_item(PICK, id="again", stem="Who is it that may treat?"))
    a_course(instructor.course, ex01=first)
    a_term(instructor, 2025, people("Old", 6, 6), first)
    a_course(instructor.course, ex01=then)
    new = {f"New {n}": {"pick": {"choice": "b"}, "again": {"choice": "a"}} for n in range(12)}
    a_term(instructor, 2026, new, then)
    told = the_report(instructor, "--cohort", "2026")
    assert "On 1 question that both were asked" in told.text
    assert told.row("2026 beside 2025", "All of it")[1:3] == ["100%, n = 12", "50%, n = 12"]


def test_groups_below_ten_are_compared_by_counts_alone(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    a_term(instructor, 2025, people("Old", 4, 5))
    a_term(instructor, 2026, people("New", 9, 3))
    told = the_report(instructor, "--cohort", "2026")
    assert told.row("2026 beside 2025", "All of it")[1:] == [
        "75%, n = 12", "4 of 9 have it", "none", "Too few to tell",
    ]  # fmt: skip


def test_two_groups_of_a_roster_are_compared_by_what_stands_in_a_column(
    two_years: Instructor,
) -> None:
    told = the_report(two_years, "--cohort", "Team=a", "--against", "Team=b")
    assert "12 people handed in." in told.text
    assert told.row("Team=a beside Team=b", "All of it")[-1] == "No clear difference"


def test_a_group_that_nobody_is_of_is_told_with_those_that_there_are(
    two_years: Instructor,
) -> None:
    assert two_years.runs("report", "--cohort", "2027") == 2
    assert "Nobody in the gradebook is of the group 2027." in two_years.complained
    assert "Cohorts are 2025, 2026." in two_years.complained


def test_an_anonymous_report_names_nobody_in_any_part_of_it(
    instructor: Instructor, tmp_path: Path
) -> None:
    yaml = (*YAML, TALK)
    played = {"night-texts": {"path": ["open.fix", "risk.leave"], "ending": "late"}}
    a_course(instructor.course, ex01=yaml)
    odd = {"Odd <b>Zed</b>": BEST | {"pick": {"choice": "unknown"}}}
    a_term(instructor, 2025, people("Zed", 4, 8), yaml)
    a_term(instructor, 2026, {k: v | played for k, v in people("Zed", 9, 4).items()} | odd, yaml)
    roster = tmp_path / "2026.csv"
    roster.write_text("Name\nMissing Zed\n", encoding="utf-8")
    words = ("--roster", str(roster), "--cohort", "2026")
    assert "Zed" in the_report(instructor, *words).text
    path = instructor.out / "report-anonymous.html"
    told = the_report(instructor, "--anonymous", *words)
    assert {"2026 beside 2025", "Texts at night", "Shared ground"} <= set(told.rows)
    assert "Zed" not in path.read_text(encoding="utf-8")
    assert isinstance(told, Report)
