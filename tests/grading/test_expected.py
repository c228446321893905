"""Who is missing is remembered from the latest roster, whichever command writes the scores."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from makers import PICK, a_course, a_hand_in, save

from withinscope.grading.workbench.bench_messages import Enter, Export, Leave, Look

from .at_the_bench import AtTheBench
from .instructor import RIGHT, Instructor

WROTE = RIGHT | {"tell": {"text": "I stay."}}


def a_roster(instructor: Instructor, name: str, *people: str) -> Path:
    return save(instructor.folder / name, "\n".join(["Name", *people]).encode())


@pytest.fixture
def term(instructor: Instructor) -> Instructor:
    """Ana handed in, Dee is expected and did not."""
    instructor.gets("ana.ipynb", a_hand_in(WROTE, "Ana"))
    instructor.grades(
        instructor.hand_ins, "--roster", a_roster(instructor, "2026.csv", "Ana", "Dee")
    )
    return instructor


def missing(instructor: Instructor) -> list[tuple[str, ...]]:
    found = instructor.rows("trainee", "exercise", "state")
    return [(name, exercise) for name, exercise, state in found if state == "missing"]


def marks(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R")


def grades_again(instructor: Instructor, _: pytest.MonkeyPatch) -> None:
    assert instructor.grades() == 1
    assert "Missing: Dee (ex01)" in instructor.said


def grades_what_is_kept(instructor: Instructor, _: pytest.MonkeyPatch) -> None:
    instructor.runs("grade", "--pick", "first", "--apply", "--no-feedback")


def exports(instructor: Instructor, _: pytest.MonkeyPatch) -> None:
    instructor.runs("export")


def exports_the_cohort(instructor: Instructor, _: pytest.MonkeyPatch) -> None:
    instructor.runs("export", "--cohort", "2026")


def forgets(instructor: Instructor, _: pytest.MonkeyPatch) -> None:
    instructor.gets("bo.ipynb", a_hand_in(RIGHT, "Bo", workbook="bo"))
    instructor.grades()
    instructor.runs("forget", "Bo", "--apply")


@pytest.mark.parametrize(
    "command", [marks, grades_again, grades_what_is_kept, exports, exports_the_cohort, forgets]
)
def test_whoever_writes_the_scores_writes_who_is_missing(
    term: Instructor,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[[Instructor, pytest.MonkeyPatch], None],
) -> None:
    (term.out / "grades.csv").unlink()
    command(term, monkeypatch)
    assert missing(term) == [("Dee", "ex01")]


def test_at_the_workbench_too_in_scores_report_and_how_everybody_stands(
    bench: AtTheBench, instructor: Instructor
) -> None:
    bench.gets("Ana")
    roster = a_roster(instructor, "2026.csv", "Ana", "Dee")
    instructor.runs("grade", bench.course / "cohort.zip", "--roster", roster)
    state = bench.says(Look())
    assert state.parts[0].rows == (("ex01", "0", "1", "0", "1"),)
    assert "Missing: Dee (ex01)" in [one.text for one in state.parts]
    bench.says(Enter("mark"))
    bench.marks()
    bench.says(Leave())
    assert "Dee,ex01,missing" in bench.scores()
    bench.says(Enter("cohort"), Export("csv"))
    assert "Dee,ex01,missing" in bench.scores()
    assert "Dee" in bench.says(Export("report")).report
    assert "Handed in nothing" in bench.state.report


def test_the_report_names_them_without_the_roster(term: Instructor) -> None:
    term.runs("report")
    page = (term.out / "report.html").read_text(encoding="utf-8")
    assert "Dee" in page
    assert "Handed in nothing" in page


def test_whoever_the_next_roster_has_no_more_is_missing_no_more(term: Instructor) -> None:
    term.grades(term.hand_ins, "--roster", a_roster(term, "2026.csv", "Ana", "Eve"))
    assert missing(term) == [("Eve", "ex01")]


def test_what_last_years_people_alone_were_asked_is_missing_for_nobody_this_year(
    term: Instructor,
) -> None:
    a_course(term.course, ex01=(PICK,), ex02=(PICK,))
    second = a_hand_in(
        {"pick": {"choice": "b"}}, "Cy", exercise="ex02", workbook="cy", yaml=(PICK,)
    )
    term.gets("ex02/cy.ipynb", second)
    this = a_roster(term, "2027.csv", "Cy", "Di")
    term.grades(term.hand_ins / "ex02", "--roster", this)
    assert missing(term) == [("Di", "ex02")]


def test_two_people_of_a_name_are_each_missing_in_their_own_right(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana"))
    roster = "Name,E-mail\nAna,a@x.org\nSam,s1@x.org\nSam,s2@x.org\n"
    path = save(instructor.folder / "r.csv", roster.encode())
    instructor.grades(instructor.hand_ins, "--roster", path)
    instructor.runs("export")
    assert missing(instructor) == [("Sam", "ex01")] * 2
