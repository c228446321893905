"""Who a person is: one by whatever spelling, two of one name, and what nothing shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import a_hand_in
from sqlalchemy import create_engine, text

from withinscope.grading.intake import layouts
from withinscope.grading.intake.found import Found
from withinscope.grading.intake.layouts import Course
from withinscope.grading.intake.whose import whose

from .instructor import RIGHT, WRONG, Instructor
from .test_upgrade import an_old_gradebook

MARIA = "Maria José"


@pytest.mark.parametrize(
    "spelled",
    [unicodedata.normalize("NFD", MARIA), MARIA.upper(), "maria  josé", "\u200bMaria José"],
)
def test_one_name_however_it_is_spelled_is_one_person(instructor: Instructor, spelled: str) -> None:
    instructor.gets("1.ipynb", a_hand_in(WRONG, MARIA))
    later = a_hand_in(RIGHT, spelled, handed_in_at="2026-11-21T10:00:00+00:00")
    instructor.gets("2.ipynb", later)
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score") == [(MARIA, "3")]


def test_what_each_source_wrote_is_kept(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(WRONG, "MARIA JOSÉ"))
    roster = a_roster(instructor, f"name,mail,cohort,group\n{MARIA},m@x.org,Spring,B\n")
    instructor.grades(instructor.hand_ins, "--roster", roster)
    assert asked(instructor, "SELECT name, cohort, listed FROM people") == [
        (MARIA, "Spring", f'{{"name":"{MARIA}","mail":"m@x.org","cohort":"Spring","group":"B"}}')
    ]
    assert asked(instructor, "SELECT kind, source, value FROM identifiers ORDER BY 1, 2") == [
        ("email", "roster", "m@x.org"),
        ("name", "notebook", "MARIA JOSÉ"),
        ("name", "roster", MARIA),
    ]


def test_a_name_on_the_roster_in_other_capitals_is_neither_missing_nor_a_stranger(
    instructor: Instructor,
) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "ana ruiz"))
    roster = a_roster(instructor, "Ana Ruiz\n")
    assert instructor.grades(instructor.hand_ins, "--roster", roster) == 0
    assert instructor.rows("trainee", "state") == [("Ana Ruiz", "graded")]
    assert instructor.runs("export", "--roster", roster) == 0
    assert instructor.rows("trainee", "state") == [("Ana Ruiz", "graded")]


TWO_SAMS = "name,mail\nSam Lee,sam1@x.org\nSam Lee,sam2@x.org\n"


def test_which_of_two_people_of_a_name_it_is_is_asked_and_not_guessed(
    instructor: Instructor,
) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Sam Lee"))
    roster = a_roster(instructor, TWO_SAMS)
    for _ in range(2):
        assert instructor.grades(instructor.hand_ins, "--roster", roster) == 1
        told = "2 people have this name, and nothing shows which it is: sam1@x.org, sam2@x.org"
        assert instructor.rows("trainee", "score", "reason") == [("Sam Lee", "3", told)]
        assert "not on the roster" not in instructor.said


def test_whoever_handed_in_before_the_roster_named_two_is_asked_about_too(
    instructor: Instructor,
) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Sam Lee"))
    instructor.grades()
    roster = a_roster(instructor, TWO_SAMS)
    assert instructor.grades(instructor.hand_ins, "--roster", roster) == 1
    assert "nothing shows which it is" in instructor.reasons()["Sam Lee"]


def test_two_who_share_a_name_are_both_missing_until_one_hands_in(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Bo"))
    roster = a_roster(instructor, f"{TWO_SAMS}Bo,bo@x.org\n")
    instructor.grades(instructor.hand_ins, "--roster", roster)
    missing = ("Sam Lee", "missing")
    assert instructor.rows("trainee", "state") == [("Bo", "graded"), missing, missing]


# A layout as a learning system has it, put where layouts are found.
LMS = """
import re
from withinscope.grading.intake.layouts import Told
RANK, FIRM = 10, True
def told(file, course):
    found = re.fullmatch(r"(.*)_(\\d+)_sent", file.found.below[0] if file.found.below else "")
    return found and Told("its folder in the LMS", found[1], number=found[2], assignment="A1")
"""


@pytest.fixture
def lms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more layout, found by being there."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "an_lms.py").write_text(LMS, encoding="utf-8")
    monkeypatch.setattr(layouts, "__path__", [*layouts.__path__, str(tmp_path / "layouts")])
    layouts.layouts.cache_clear()
    yield
    layouts.layouts.cache_clear()


def test_two_people_of_a_name_are_two_by_their_numbers(instructor: Instructor, lms: None) -> None:
    instructor.gets("Sam Lee_5_sent/x.ipynb", a_hand_in(RIGHT, "Sam Lee", workbook="five"))
    instructor.gets("Sam Lee_9_sent/x.ipynb", a_hand_in(WRONG, "Sam Lee", workbook="nine"))
    for _ in range(2):
        assert instructor.grades(no_feedback=False) == 0
        assert instructor.rows("trainee", "score", "reason") == [
            ("Sam Lee", "3", "one of 2 people of this name: number 5 in A1"),
            ("Sam Lee", "0", "one of 2 people of this name: number 9 in A1"),
        ]
    pages = sorted((instructor.out / "feedback").glob("*.html"))
    assert len(pages) == 2
    assert all(page.name.startswith("Sam Lee~") for page in pages)
    assert instructor.runs("feedback", "Sam Lee") == 0
    assert instructor.said.startswith("2 feedback pages")


def test_a_name_typed_unlike_the_folders_is_a_conflict_and_nobodys_is_merged(
    instructor: Instructor, lms: None
) -> None:
    instructor.gets("Ana Ruiz_5_sent/x.ipynb", a_hand_in(RIGHT, "Cy"))
    instructor.gets("cy.ipynb", a_hand_in(WRONG, "Cy", workbook="book-of-cy"))
    assert instructor.grades() == 1
    said = " ".join(instructor.said.split())
    assert "whether they handed in their own, then say whose it is, once and for all" in said
    told = "the notebook itself says Cy, its folder in the LMS Ana Ruiz"
    assert instructor.rows("trainee", "score", "reason") == [
        ("Ana Ruiz", "3", told),
        ("Cy", "0", ""),
    ]


def test_a_plain_folder_of_another_name_is_no_conflict() -> None:
    found = Found("/x/1.ipynb", "1.ipynb", ("week 1",), "1.ipynb")
    told = whose(found, "Ana Ruiz", Course())
    assert (told.name, told.source, told.why, told.doubt) == (
        "Ana Ruiz",
        "notebook",
        "the notebook itself",
        "",
    )


def test_a_roster_whose_numbers_only_count_its_rows_makes_nobody_new(
    instructor: Instructor,
) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT))
    first = a_roster(instructor, "id,name\n1,Bo\n2,Ana Ruiz\n")
    instructor.grades(instructor.hand_ins, "--roster", first)
    again = a_roster(instructor, "id,name\n1,Ana Ruiz\n2,Bo\n")
    instructor.grades(instructor.hand_ins, "--roster", again)
    assert asked(instructor, "SELECT name FROM people ORDER BY name") == [("Ana Ruiz",), ("Bo",)]


def test_an_old_gradebooks_names_become_people_and_none_are_merged(instructor: Instructor) -> None:
    path = an_old_gradebook(instructor.course / "grading" / "gradebook.db")
    with create_engine(f"sqlite:///{path}").begin() as old:
        refused = "INSERT INTO refused VALUES (1, '/x', 'x.ipynb', 'BO', 'ex01', 'broken', 0)"
        old.execute(text(refused))
    instructor.runs("export")
    assert asked(instructor, "SELECT name, twin FROM people ORDER BY id") == [
        ("Ana Ruiz", 0),
        ("BO", 0),
        ("Bo", 0),
    ]
    marked = "SELECT name FROM marks JOIN people ON people.id = person"
    assert asked(instructor, marked) == [("Bo",)]
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Bo", workbook="book-of-bo"))
    instructor.gets("2.ipynb", a_hand_in(RIGHT, "bo", workbook="another"))
    assert instructor.grades() == 1
    told = "2 people have this name, and nothing shows which it is: BO, Bo"
    assert instructor.rows("trainee", "reason")[1:] == [("Bo", ""), ("bo", told)]


def a_roster(instructor: Instructor, content: str) -> Path:
    path = instructor.folder / "roster.csv"
    path.write_text(content, encoding="utf-8")
    return path


def asked(instructor: Instructor, sql: str) -> list[tuple[object, ...]]:
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]
