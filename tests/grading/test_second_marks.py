"""A second marker: blind, on a share, and what becomes of two marks that differ."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable

import pytest
from makers import TELL, a_course, a_hand_in
from sqlalchemy import create_engine, text

from .instructor import Instructor

Marker = Callable[..., int]


@pytest.fixture
def mark(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Marker:
    """Run `mark` as somebody, with what is typed: lines, or words that are a line each."""

    def run(who: str, *words: str, typed: str = "", lines: tuple[str, ...] = ()) -> int:
        entered = "".join(f"{one}\n" for one in lines or typed.split())
        monkeypatch.setattr(sys, "stdin", io.StringIO(entered))
        return instructor.runs("mark", "--marker", who, *words)

    return run


@pytest.fixture
def cohort(instructor: Instructor) -> list[str]:
    """Ten people who handed in an answer each, none of them marked."""
    names = [f"Trainee {n}" for n in range(10)]
    a_course(instructor.course, ex01=(TELL,))
    for name in names:
        answers = {"tell": {"text": f"I am here, says {len(name)} {name[-1]}."}}
        made = a_hand_in(answers, name, yaml=(TELL,), workbook=f"book-of-{name}")
        instructor.gets(f"{name}.ipynb", made)
    instructor.grades()
    return names


def given(instructor: Instructor) -> list[tuple[str, str, str]]:
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        asked = "SELECT role, marker, levels FROM marks ORDER BY id"
        return [tuple(row) for row in connection.execute(text(asked))]


def scores(instructor: Instructor) -> list[str]:
    return [tell for (tell,) in instructor.rows("tell")]


def test_a_second_marker_sees_a_share_and_nothing_of_the_first(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    assert mark("Lee", "--second", "20%", typed="0 0 1 1") == 0
    assert "Answer 1 of 2" in instructor.said
    assert "Okafor" not in instructor.said
    assert "Trainee" not in instructor.said
    assert "2 of 2 answers that were chosen have two marks." in instructor.said
    assert [row for row in given(instructor) if row[0] == "second"] == [
        ("second", "Lee", '{"role":0,"warmth":0}'),
        ("second", "Lee", '{"role":1,"warmth":1}'),
    ]
    instructor.runs("export")
    assert scores(instructor) == ["3"] * 10


def test_a_second_marker_is_offered_their_own_comments_and_none_of_the_firsts(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", lines=("c First.", *["2", "1"] * 10))
    mark("Lee", "--second", "20%", lines=("c Second.", "0", "1", "0", "1"))
    assert "c 1  First." not in instructor.said
    assert "c 1  Second." in instructor.said


def test_second_marks_change_no_score_also_when_graded_again(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    mark("Lee", "--second", "all", typed="0 0 " * 10)
    instructor.grades()
    assert scores(instructor) == ["3"] * 10


def test_nobody_is_their_own_second_marker_and_what_lacks_a_first_mark_waits(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 2 1 2 1 q")
    assert mark(" OKAFOR ", "--second", "all", typed="0 0") == 1
    assert "0 of 10 answers that were chosen have two marks." in instructor.said
    assert "7 of them still lack the first." in instructor.said
    assert "3 of them you marked first yourself" in instructor.said
    assert mark("Lee", "--second", "all", typed="0 0 q") == 1
    assert "Answer 1 of 3" in instructor.said
    assert [role for role, _, _ in given(instructor)] == ["first"] * 3 + ["second"]


def test_a_second_marker_may_look_at_their_own_again_and_at_no_others(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    mark("Lee", "--second", "10%", typed="0 0")
    assert mark("Lee", "--second", "10%", "--again", typed="y 1 1") == 0
    assert "Marked by Lee" in instructor.said
    assert "Okafor" not in instructor.said
    assert given(instructor)[-1] == ("second", "Lee", '{"role":1,"warmth":1}')
    assert mark("Cy", "--second", "10%", "--again") == 0
    assert "Marked by" not in instructor.said


@pytest.mark.parametrize("typed", ["0", "0%", "101%", "1.5", "-1", "some", "²%", "nan"])
def test_what_is_no_share_is_told(
    instructor: Instructor, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        instructor.runs("mark", f"--second={typed}")
    assert "is no share: write 20%, 0.2 or all" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["--decide", "--agreement", "--calibrate", "--import=x.csv"])
def test_second_marking_is_not_mixed_with_what_is_none(instructor: Instructor, other: str) -> None:
    assert instructor.runs("mark", "--second", "all", other) == 2
    assert "--second is for marking" in instructor.complained


def test_agreement_is_told_with_its_interval_and_what_differs_is_listed(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    assert mark("Okafor", "--agreement") == 0
    assert "No answer has two marks yet" in instructor.said
    mark("Okafor", typed="2 1 2 1 2 1 1 1 1 1 1 1 0 1 0 1 0 1 1 1")
    mark("Lee", "--second", "all", typed="1 1 " * 9 + "2 1")
    assert mark("Okafor", "--agreement") == 1
    told = " ".join(re.sub("[┃│]", " ", instructor.said).split())
    assert re.search(r"Names the role 10 \d \d -?0\.\d\d \(-?0\.\d\d to 0\.\d\d\)", told)
    assert "Stays warm 10 10 0 one gave one level only" in told
    apart = told.count("1, Lee") + told.count("2, Lee")
    assert (
        f"Of 10 answers that two people marked, marks differ in {apart}; still to decide: {apart}."
        in told
    )
    assert "Trainee" not in told


def test_who_decides_is_recorded_the_decision_counts_and_both_marks_are_kept(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    mark("Lee", "--second", "10%", typed="0 1")
    assert instructor.runs("mark", "--agreement") == 1
    assert mark("Adeyemi", "--decide", typed="1 1") == 0
    assert "Two marks" in instructor.said
    assert "Okafor" in instructor.said
    assert "Enter for 1, as both gave" in instructor.said
    roles = [(role, marker) for role, marker, _ in given(instructor)]
    assert roles[-2:] == [("second", "Lee"), ("decided", "Adeyemi")]
    assert len(roles) == 12
    assert sorted(scores(instructor)) == ["2", *["3"] * 9]
    instructor.grades()
    assert sorted(scores(instructor)) == ["2", *["3"] * 9]
    assert mark("Adeyemi", "--decide") == 0
    assert "No two marks await a decision." in instructor.said
    assert instructor.runs("mark", "--agreement") == 0
    assert "1, Adeyemi" in " ".join(instructor.said.split())


def test_enter_takes_the_level_on_which_both_agree(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    mark("Lee", "--second", "10%", typed="0 1")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n0\n\n"))
    assert instructor.runs("mark", "--marker", "Adeyemi", "--decide") == 0
    assert "Please type a number from 0 to 2." in instructor.said
    assert given(instructor)[-1] == ("decided", "Adeyemi", '{"role":0,"warmth":1}')


def test_a_second_marker_may_use_a_sheet_which_knows_whose_it_is(
    instructor: Instructor, mark: Marker, cohort: list[str]
) -> None:
    mark("Okafor", typed="2 1 " * 10)
    path = instructor.folder / "second.csv"
    assert mark("Lee", "--second", "20%", "--export", str(path)) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:2] == ["key", "second_mark_no"]
    assert [row[3:] for row in rows] == [["", "", "", ""]] * 2
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *([*row[:3], "0", "", "1", ""] for row in rows)])
    assert mark("Okafor", "--import", str(path)) == 1
    assert "its first mark is yours, and the second is to be another's." in instructor.said
    assert mark("Lee", "--import", str(path)) == 0
    assert "2 taken" in instructor.said
    assert [row[:2] for row in given(instructor)][10:] == [("second", "Lee")] * 2
    assert scores(instructor) == ["3"] * 10
