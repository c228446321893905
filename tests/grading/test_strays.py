"""What is no notebook by its name: read if it is one all the same, else told as somebody's."""

from __future__ import annotations

import pytest
from makers import a_hand_in, encoded

from .instructor import RIGHT, Instructor
from .test_zips import zipped

ANA = encoded(a_hand_in(RIGHT, "Ana"))
NAMELESS = encoded(a_hand_in(RIGHT, None, workbook="book-of-bo"))


@pytest.mark.parametrize(
    "name",
    [
        "ex01_Bo.ipynb.txt",
        "ex01_Bo.ipynb.json",
        "ex01_Bo.json",
        "ex01_Bo",
        "ex01_Bo.txt",
        "ex01_Bo.ipynb (1)",
        "ex01_Bo.ipynb.download",
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_notebook_under_another_ending_is_read(
    instructor: Instructor, name: str, packed: bool
) -> None:
    if packed:
        path = instructor.folder / "a.zip"
        path.write_bytes(zipped((name, NAMELESS)))
    else:
        path = instructor.gets(name, NAMELESS)
    assert instructor.grades(path) == 0
    assert instructor.rows("trainee", "score") == [("Bo", "3")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ex01.rar", "an archive of a kind that isn't read here"),
        ("ex01.7z", "an archive of a kind that isn't read here"),
        ("Answers.docx", "a document, not the exercise"),
        ("IMG_0001.HEIC", "a picture, not the exercise"),
        ("Fwd exercise.eml", "a mail: take the file"),
        (".01_ground.ipynb.icloud", "a placeholder, the file itself is still in the cloud"),
        ("ex01.gdoc", "a placeholder, the file itself is still in the cloud"),
        ("Unconfirmed 12.crdownload", "a download that was never finished"),
    ],
)
def test_what_is_none_is_told_as_whose_folder_it_is_in_and_is_not_missing(
    instructor: Instructor, name: str, told: str
) -> None:
    instructor.gets("Ana/ex01.ipynb", ANA)
    instructor.gets(f"Bo/{name}", b"bplist00 and more")
    roster = instructor.folder / "roster.csv"
    roster.write_text("trainee\nAna\nBo\n", encoding="utf-8")
    for more in ([], ["--roster", str(roster)]):
        assert instructor.grades(instructor.hand_ins, *more) == 1
        assert instructor.rows("trainee", "exercise", "state", "score") == [
            ("Ana", "ex01", "graded", "3"),
            ("Bo", "ex01", "not gradable", ""),
        ]
        assert told in instructor.reasons()["Bo"]
        assert "Missing" not in instructor.said.replace("Missing │", "")


def test_text_typed_into_moodle_is_a_hand_in_that_is_not_readable_or_stands_beside_one(
    instructor: Instructor,
) -> None:
    path = instructor.folder / "A1.zip"
    path.write_bytes(
        zipped(
            ("Ana_1_assignsubmission_file/x.ipynb", ANA),
            ("Ana_1_assignsubmission_onlinetext/onlinetext.html", b"<p>See my file.</p>"),
            ("Bo_2_assignsubmission_onlinetext_texteenligne.html", b"<p>I could not upload.</p>"),
            ("Cy_3_assignsubmission_file/cut.ipynb", ANA[:-50]),
        )
    )
    assert instructor.grades(path) == 1
    assert instructor.rows("trainee", "exercise", "state") == [
        ("Ana", "ex01", "graded"),
        ("Bo", "ex01", "not gradable"),
        ("Cy", "ex01", "not gradable"),
    ]
    assert instructor.reasons()["Ana"] == ""
    assert "handed in, but not readable: text and no notebook" in instructor.reasons()["Bo"]


def test_what_lies_beside_the_folders_is_nobody(instructor: Instructor) -> None:
    instructor.gets("Ana/ex01.ipynb", ANA)
    instructor.gets("Ana/photo.png", b"png")
    for name in ("roster.txt", "plan.docx", "feedback/Ana.html", "Ana/Thumbs.db", "Ana/notes.txt"):
        instructor.gets(name, b"x")
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "reason") == [("Ana", "")]
    assert "No hand-ins, passed over: " in instructor.said
