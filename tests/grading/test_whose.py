"""Whose a hand-in is, and what happens when that is not clear."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import a_hand_in

from withinscope.grading.intake.found import Found
from withinscope.grading.intake.layouts import Course
from withinscope.grading.intake.whose import whose as whose_it_is

from .instructor import RIGHT, WRONG, Instructor

HERE = Course(("ex10", "ex01"), {"01_shared_ground": "ex01"})


def a_file(name: str, *below: str) -> Found:
    return Found(f"/x/{name}", name, below, name)


@pytest.mark.parametrize(
    ("found", "trainee", "expected"),
    [
        (a_file("ex01_Bo_20261120T100000000000Z.ipynb", "Cy"), "Ana Ruiz", ("Ana Ruiz", "")),
        (a_file("ex01_Bo.ipynb", "Ana Ruiz", "week 1"), None, ("Ana Ruiz", "")),
        (a_file("ex01_Bo.ipynb", "Ana Ruiz"), "\u200b \u202e", ("Ana Ruiz", "")),
        (a_file("ex01_Ana Ruiz_20261120T100000123456Z.ipynb"), None, ("Ana Ruiz", "")),
        (a_file("ex01_Ana_Ruiz_2026-11-20_10-00.ipynb"), None, ("Ana_Ruiz", "")),
        (a_file("ex10_4711.ipynb"), None, ("4711", "")),
        (a_file("01_shared_ground.ipynb"), None, ("01_shared_ground", "no name")),
        (a_file("ex01_20261120T100000123456Z.ipynb"), None, ("20261120T100000123456Z", "")),
        (a_file("ana.ipynb"), None, ("ana", "no name")),
        (a_file("ex99_ana.ipynb"), None, ("ex99_ana", "no name")),
        (a_file(".ipynb"), "", (".ipynb", "no name")),
        (a_file("\u202e.ipynb"), "", ("?", "no name")),
    ],
)
def test_whose_it_is(found: Found, trainee: str | None, expected: tuple[str, str]) -> None:
    whose = whose_it_is(found, trainee, HERE)
    assert (whose.name, whose.doubt) == expected


def test_no_name_is_a_reason_to_look_and_graded(instructor: Instructor) -> None:
    instructor.gets("01_ground.ipynb", a_hand_in(RIGHT, None))
    assert instructor.grades() == 1
    assert instructor.rows("trainee", "state", "score", "reason") == [
        ("01_ground", "graded", "3", "no name")
    ]


def test_one_name_with_two_workbooks_is_two_rows_and_never_merged(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Sam", workbook="one"))
    instructor.gets("2.ipynb", a_hand_in(WRONG, "Sam", workbook="two"))
    assert instructor.grades() == 1
    reason = "2 workbooks were handed in under this name, this one in hand-ins"
    assert instructor.rows("trainee", "state", "score", "reason") == [
        ("Sam", "graded", "3", f"{reason}/1.ipynb"),
        ("Sam", "graded", "0", f"{reason}/2.ipynb"),
    ]


def test_one_workbook_under_two_names_is_two_rows_and_told(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Ana", workbook="one"))
    instructor.gets("2.ipynb", a_hand_in(WRONG, "Bo", workbook="one"))
    assert instructor.grades() == 1
    same = "the same workbook was handed in under another name"
    assert instructor.rows("trainee", "score", "reason") == [
        ("Ana", "3", f"{same}: Bo"),
        ("Bo", "0", f"{same}: Ana"),
    ]


def test_one_file_under_two_names_is_told_even_without_a_workbook(instructor: Instructor) -> None:
    same = a_hand_in(RIGHT, None, workbook=None, handed_in_at=None)
    instructor.gets("Ana/ex01.ipynb", same)
    instructor.gets("Bo/ex01.ipynb", same)
    assert instructor.grades() == 1
    told = "the same file was handed in under another name"
    assert instructor.rows("trainee", "score", "reason") == [
        ("Ana", "3", f"{told}: Bo"),
        ("Bo", "3", f"{told}: Ana"),
    ]


UNTOUCHED = a_hand_in({}, None, workbook=None, handed_in_at=None)


def test_an_exercise_as_it_was_released_is_no_zero_and_nobodys_copy(
    instructor: Instructor,
) -> None:
    instructor.gets("Ana/ex01.ipynb", UNTOUCHED)
    instructor.gets("Bo/ex01.ipynb", UNTOUCHED)
    assert instructor.grades() == 2
    reason = "an exercise that nobody has begun: no name, and no answer in it"
    assert instructor.rows("trainee", "state", "score", "reason") == [
        (name, "not gradable", "", f"hand-ins/{name}/ex01.ipynb: {reason}")
        for name in ("Ana", "Bo")
    ]


def test_an_untouched_exercise_beside_the_hand_in_is_passed_over(instructor: Instructor) -> None:
    instructor.gets("Ana/exercises/01_ground.ipynb", UNTOUCHED)
    instructor.gets("Ana/hand-ins/ex01.ipynb", a_hand_in(RIGHT, "Ana"))
    instructor.gets("01_ground.ipynb", UNTOUCHED)
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score", "reason") == [("Ana", "3", "")]
    assert "No hand-ins, passed over: 1 an exercise that nobody has begun" in instructor.said


LATER = "2026-11-21T10:00:00+00:00"


@pytest.mark.parametrize("workbook", [None, "one"])
@pytest.mark.parametrize("folders", [("a/Sam/", "b/Sam/"), ("", "")])
def test_a_newer_file_never_replaces_another_that_may_be_a_namesakes(
    instructor: Instructor, folders: tuple[str, str], workbook: str | None
) -> None:
    instructor.gets(f"{folders[0]}1.ipynb", a_hand_in(WRONG, "Sam", workbook=None))
    newer = a_hand_in(RIGHT, "Sam", workbook=workbook, handed_in_at=LATER)
    instructor.gets(f"{folders[1]}2.ipynb", newer)
    assert instructor.grades() == 1
    assert sorted(instructor.rows("trainee", "score")) == [("Sam", "0"), ("Sam", "3")]
    assert all("2 workbooks were handed in" in row["reason"] for row in instructor.sheet())


@pytest.mark.parametrize(
    ("first", "second", "roster"),
    [
        ("Sam/1.ipynb", "Sam/2.ipynb", ""),
        ("Sam_5_assignsubmission_file/1.ipynb", "Sam_5_assignsubmission_file/old/1.ipynb", ""),
        ("week 1/Sam/1.ipynb", "week 2/Sam/1.ipynb", "trainee\nSam\n"),
    ],
)
def test_the_newer_counts_where_something_shows_that_both_are_one_persons(
    instructor: Instructor, first: str, second: str, roster: str
) -> None:
    instructor.gets(first, a_hand_in(WRONG, None, workbook=None))
    instructor.gets(second, a_hand_in(RIGHT, None, workbook=None, handed_in_at=LATER))
    path = instructor.folder / "roster.csv"
    path.write_text(roster, encoding="utf-8")
    with_it: list[str | Path] = ["--roster", path] if roster else []
    assert instructor.grades(instructor.hand_ins, *with_it) == 0
    assert instructor.rows("trainee", "score", "reason") == [("Sam", "3", "")]


HOME, OFFICE = (
    a_hand_in(RIGHT, "Sam", workbook="home"),
    a_hand_in(WRONG, "Sam", workbook="office", handed_in_at=LATER),
)


def test_begun_anew_on_another_computer_the_newer_counts_under_one_number_of_moodles(
    instructor: Instructor,
) -> None:
    for week, notebook in (("1", HOME), ("2", OFFICE)):
        instructor.gets(f"{week}/A1-7.zip/Sam_5_assignsubmission_file/x.ipynb", notebook)
    for _ in range(2):
        assert instructor.grades() == 0
        assert instructor.rows("trainee", "score", "reason") == [("Sam", "0", "")]
    instructor.gets("mailed/Sam.ipynb", HOME)
    assert instructor.grades() == 0
    assert instructor.rows("score", "reason") == [("0", "")]
    instructor.gets("mailed/another.ipynb", a_hand_in(RIGHT, "Sam", workbook="a third"))
    assert instructor.grades() == 1
    assert sorted(instructor.rows("score")) == [("0",), ("3",)]


def test_the_same_under_two_assignments_is_a_question(instructor: Instructor) -> None:
    instructor.gets("A1-7/Sam_5_assignsubmission_file/x.ipynb", HOME)
    instructor.gets("A2-8/Sam_9_assignsubmission_file/x.ipynb", OFFICE)
    assert instructor.grades() == 1
    assert sorted(instructor.rows("score")) == [("0",), ("3",)]


def test_a_file_renamed_belongs_to_its_new_name_alone(instructor: Instructor) -> None:
    path = instructor.gets("Anna Ruiz/ex01.ipynb", a_hand_in(RIGHT, None))
    instructor.grades()
    path.parent.rename(instructor.hand_ins / "Ana Ruiz")
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score", "reason") == [("Ana Ruiz", "3", "")]


NASTY = {
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(1)": "'@SUM(1)",
    "\t=1": "'=1",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "Ana\u202egnp.exe": "Anagnp.exe",
    "\u2066Ana\u2069": "Ana",
    "Ana\x00\x1b[31m": "Ana [31m",
    "Ana\r\nBo": "Ana Bo",
    '"Ana", Bo': '"Ana", Bo',
    "x" * 5000: "x" * 119 + "…",
    "\uff1d1": "'\uff1d1",
    "עדה": "עדה",
    "../../Ana": "../../Ana",
}


@pytest.mark.parametrize("name", NASTY, ids=[ascii(name)[:20] for name in NASTY])
def test_a_name_can_do_nothing_to_a_sheet_or_a_terminal(instructor: Instructor, name: str) -> None:
    instructor.gets("x.ipynb", a_hand_in(RIGHT, name))
    instructor.gets("y.ipynb", a_hand_in(RIGHT, "Bo"))
    assert instructor.grades() == 1  # one workbook under two names
    assert NASTY[name] in [row["trainee"] for row in instructor.sheet()]
    assert not set("\x00\x1b\u202e\u2066\u2069") & set(instructor.said)
