"""Downloads as learning systems make them: whose each file is, with nothing but its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import a_hand_in, encoded

from .instructor import RIGHT, WRONG, Instructor
from .test_zips import zipped

NAMELESS = encoded(a_hand_in(RIGHT, None, workbook=None, handed_in_at=None))


def typed(name: str, book: str = "") -> bytes:
    """A hand-in with a name in it, of that person's own workbook."""
    return encoded(a_hand_in(RIGHT, name, workbook=book or f"book-of-{name}"))


def grades(instructor: Instructor, file: str, *entries: tuple[str, bytes], roster: str = "") -> int:
    path = instructor.folder / file
    path.write_bytes(zipped(*entries))
    return instructor.grades(path, *_roster(instructor, roster))


def _roster(instructor: Instructor, content: str) -> list[str | Path]:
    if not content:
        return []
    path = instructor.folder / "roster.csv"
    path.write_text(content, encoding="utf-8")
    return ["--roster", path]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Ana Ruiz_12345_assignsubmission_file/01_ground.ipynb", "Ana Ruiz"),
        ("Ana Ruiz_12345_assignsubmission_file_/01_ground.ipynb", "Ana Ruiz"),
        ("Ana Ruiz_5_assignsubmission_file_01_ground.ipynb", "Ana Ruiz"),
        ("Ruiz, Ana_5_assignsubmission_file/old/01_ground (1).ipynb", "Ruiz, Ana"),
        ("Dee Nguyễn_7_assignsubmission_file_my exercise, v_2.ipynb", "Dee Nguyễn"),
        ("Participant_17_assignsubmission_file/01_ground.ipynb", "Participant 17"),
        ("Teilnehmerin_17_assignsubmission_file_01_ground.ipynb", "Teilnehmerin 17"),
        ("参加者_17_assignsubmission_file_01_ground.ipynb", "参加者 17"),
        ("ruizana_LATE_4711_90210_01_ground-2.ipynb", "ruizana"),
        ("Submitted files/Ana Ruiz/Exercise 1/Version 1/01_ground.ipynb", "Ana Ruiz"),
        ("submitted/ana/ps1/01_ground.ipynb", "ana"),
        ("Ana Ruiz/week 1/01_ground.ipynb", "Ana Ruiz"),
        ("Ana Ruiz/within-scope-main/my-work/exercises/01_ground.ipynb", "Ana Ruiz"),
    ],
)
def test_the_place_alone_tells_the_person(instructor: Instructor, place: str, name: str) -> None:
    assert grades(instructor, "submissions.zip", (place, NAMELESS)) == 0
    assert instructor.rows("trainee", "score") == [(name, "3")]


@pytest.mark.parametrize(
    ("place", "typed_name"),
    [
        ("Aoife OShaughnessy-Brandt_3_assignsubmission_file/x.ipynb", "Aoife O'Shaughnessy-Brandt"),
        ("Lee, Sam_2_assignsubmission_file/x.ipynb", "Sam Lee"),
        ("小春 山田_6_assignsubmission_file/x.ipynb", "山田小春"),
        ("=Ben @Adams_12_assignsubmission_file/up.ipynb", "=ben @adams"),
        ("ruizana_4711_90210_01_ground.ipynb", "Ana Ruiz"),
    ],
)
def test_a_name_that_a_system_wrote_its_own_way_is_no_question(
    instructor: Instructor, place: str, typed_name: str
) -> None:
    assert grades(instructor, "a.zip", (place, typed(typed_name))) == 0
    assert [row["trainee"].lstrip("'") for row in instructor.sheet()] == [typed_name]


def test_a_short_form_is_the_persons_own_and_another_name_is_a_question(
    instructor: Instructor,
) -> None:
    maria = "María José de la Cruz, Jr._4_assignsubmission_file/x.ipynb"
    layla = "ليلى حداد_1_assignsubmission_file/x.ipynb"
    two = ((maria, typed("Maria Jose")), (layla, typed("L. Haddad")))
    assert grades(instructor, "a.zip", *two) == 1
    assert instructor.reasons() == {
        "María José de la Cruz, Jr.": "",
        "ليلى حداد": "the notebook itself says L. Haddad, Moodle ليلى حداد",
    }


def test_two_of_one_name_are_two_by_moodles_numbers_and_a_second_upload_is_no_third(
    instructor: Instructor,
) -> None:
    later = encoded(a_hand_in(RIGHT, None, workbook="b", handed_in_at="2026-11-21T10:00:00+00:00"))
    entries = (
        ("Sam Lee_2_assignsubmission_file/x.ipynb", encoded(a_hand_in(WRONG, None, workbook="a"))),
        ("Sam Lee_8_assignsubmission_file/x.ipynb", encoded(a_hand_in(WRONG, None, workbook="b"))),
        ("Sam Lee_8_assignsubmission_file/x (1).ipynb", later),
    )
    grades(instructor, "COACH-Exercise 1-42.zip", *entries)
    assert instructor.rows("trainee", "score") == [("Sam Lee", "0"), ("Sam Lee", "3")]
    grades(instructor, "COACH-Exercise 1-42 (1).zip", *entries)  # downloaded once more
    assert instructor.rows("trainee", "score") == [("Sam Lee", "0"), ("Sam Lee", "3")]


def test_a_number_in_another_download_of_the_same_file_name_is_somebody_else(
    instructor: Instructor,
) -> None:
    grades(instructor, "submissions.zip", ("Ana_5_assignsubmission_file/x.ipynb", typed("Ana")))
    grades(instructor, "submissions.zip", ("Bo_5_assignsubmission_file/x.ipynb", typed("Bo")))
    assert instructor.rows("trainee", "score") == [("Ana", "3"), ("Bo", "3")]


@pytest.mark.parametrize(
    "time", ["2026-11-28_10.01", "2026-11-28_10.01.07", "20261128T100107000000Z"]
)
def test_in_teams_each_notebook_is_its_trainees_own(instructor: Instructor, time: str) -> None:
    entries = (
        (f"Group AB_3_assignsubmission_file/ex01_Ana-Ruiz_{time}.ipynb", typed("Ana Ruiz")),
        (f"Group AB_3_assignsubmission_file/ex01_Bo_{time}.ipynb", typed("Bo")),
        ("Group CD_4_assignsubmission_file/01_ground.ipynb", NAMELESS),
    )
    assert grades(instructor, "teams.zip", *entries) == 0
    assert instructor.rows("trainee", "score") == [
        ("Ana Ruiz", "3"),
        ("Bo", "3"),
        ("Group CD", "3"),
    ]


def test_who_is_in_no_team_is_not_taken_for_a_team(instructor: Instructor) -> None:
    entries = (
        ("Default group_assignsubmission_file/ex01_Cy.ipynb", typed("Cy")),
        ("Default group_assignsubmission_file/mine.ipynb", NAMELESS),
        ("Group AB_3_assignsubmission_file/x.ipynb", typed("Ana Ruiz")),
    )
    assert grades(instructor, "teams.zip", *entries) == 1
    assert instructor.reasons() == {
        "Ana Ruiz": "",
        "Cy": "",
        "mine": "no name, and Moodle has it in no group",
    }


def test_a_top_folder_that_all_share_is_nobody(instructor: Instructor) -> None:
    entries = (
        ("Cohort 2026/Ana Ruiz/01_ground.ipynb", NAMELESS),
        ("Cohort 2026/Bo Berg/01_ground.ipynb", encoded(a_hand_in(WRONG, None, workbook=None))),
    )
    grades(instructor, "drive-001.zip", *entries)
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo Berg", "0")]


def test_a_part_of_a_download_with_one_person_in_it_is_read_like_the_other_parts(
    instructor: Instructor,
) -> None:
    one, two = instructor.folder / "drive-001.zip", instructor.folder / "drive-002.zip"
    one.write_bytes(zipped(("C 26/Ana/x.ipynb", typed("Ana")), ("C 26/Bo/x.ipynb", typed("Bo"))))
    two.write_bytes(zipped(("C 26/Cy/x.ipynb", NAMELESS)))
    assert instructor.grades(one, two) == 0
    assert [row["trainee"] for row in instructor.sheet()] == ["Ana", "Bo", "Cy"]


@pytest.mark.parametrize(
    "place",
    [
        "Berg, Bo_12_assignsubmission_file/x.ipynb",
        "bergbo_4711_90210_x.ipynb",
        "Group 3/Bo Berg/x.ipynb",
        "Bo Berg - Exercise 1.ipynb",
        "Berg-Bo/x.ipynb",
    ],
)
def test_whoever_is_on_the_roster_is_found_however_the_system_writes_the_name(
    instructor: Instructor, place: str
) -> None:
    assert grades(instructor, "a.zip", (place, NAMELESS), roster="trainee\nBo Berg\n") == 0
    assert instructor.rows("trainee", "state") == [("Bo Berg", "graded")]


def test_an_unpacked_download_is_read_like_the_zip(instructor: Instructor) -> None:
    place = "COACH-Exercise 1-42/Ana Ruiz_5_assignsubmission_file"
    folder = instructor.gets(f"{place}/01_ground.ipynb", NAMELESS).parent
    for given in (instructor.hand_ins, folder.parent, folder, folder / "01_ground.ipynb"):
        assert instructor.grades(given) == 0
        assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3")]


def test_moodles_worksheet_as_roster_has_the_names_as_their_bearers_write_them(
    instructor: Instructor,
) -> None:
    sheet = (
        'Identifier,"Full name","Email address",Status\n'
        '"Participant 3","Aoife O\'Shea",t1@x.org,-\n"Participant 4",Bo,t2@x.org,-\n'
        '"Participant 5","Sam Lee",t5@x.org,-\n"Participant 6","Sam Lee",t6@x.org,-\n'
    )
    entries = [
        (f"{place}_assignsubmission_file/x.ipynb", encoded(a_hand_in(RIGHT, None, workbook=place)))
        for place in ("Aoife OShea_3", "Participant_4", "Sam Lee_6")
    ]
    assert grades(instructor, "A1.zip", *entries, roster=sheet) == 1
    assert sorted(instructor.rows("trainee", "state")) == [
        ("Aoife O'Shea", "graded"),
        ("Bo", "graded"),
        ("Sam Lee", "graded"),
        ("Sam Lee", "missing"),
    ]
    assert "one of 2 people of this name: t6@x.org" in [row["reason"] for row in instructor.sheet()]


def test_text_beside_an_anonymous_hand_in_makes_nobody_of_its_number(
    instructor: Instructor,
) -> None:
    entries = (
        ("Participant_24_assignsubmission_onlinetext/onlinetext.html", b"<p>See my file.</p>"),
        ("Participant_24_assignsubmission_file/x.ipynb", typed("L. Haddad")),
    )
    assert grades(instructor, "A2.zip", *entries) == 0
    assert instructor.rows("trainee", "score") == [("L. Haddad", "3")]


def test_nbgraders_timestamp_beside_a_hand_in_is_nobodys_and_not_told(
    instructor: Instructor,
) -> None:
    folder = "submitted/ana/ps1"
    stamp = (f"{folder}/timestamp.txt", b"2026-11-20 10:00:00.000000 UTC")
    assert grades(instructor, "s.zip", (f"{folder}/01_ground.ipynb", NAMELESS), stamp) == 0
    assert instructor.rows("trainee", "score", "reason") == [("ana", "3", "")]
    assert "passed over" not in instructor.said
