"""Grades back to Canvas, by its own current export: who is in it, as it says, and nothing else."""

from __future__ import annotations

import csv
import io
import zipfile

import msgspec
import pytest
from makers import a_hand_in, encoded

from withinscope.grading.exports import lms
from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source
from withinscope.grading.sheet import Standing
from withinscope.problems import Mistake

from .instructor import RIGHT, WRONG, Instructor
from .test_moodle import a_person

EXPORT = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Shared ground (4711),The line (4712),\
Current Score,Final Score
,,,,,,Manual Posting,,,
    Points Possible,,,,,,10.00,20.00,(read only),(read only)
"Ruiz, Ana",901,007,ana@x.org,"A and B",late,,18.00,90.00,30.00
"Lee, Sam",902,0125,lee1,A,,4.00,,40.00,13.33
"Lee, Sam",903,0126,lee2,A,,N/A,,,
"Ng, Kim",904,0127,kim,A,,EX,,,
"Student, Test",999,,,A,,,,,
"""


def filled(*people: object, content: str = EXPORT, column: str = "") -> Filled:
    ask = Ask("ex01", "Shared ground", column)
    return lms.fill(Source("2026-11-29T0900_Grades-C1.csv", content.encode()), people, ask)  # type: ignore[arg-type]


def table(of: Filled, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(of.content.decode()), delimiter=delimiter))


def test_only_who_changes_is_sent_with_the_points_row_and_the_ids_as_they_were() -> None:
    done = filled(a_person("Ana Ruiz", 4.5))
    assert table(done) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Shared ground (4711)"],
        ["    Points Possible", "", "", "", "", "10.00"],
        ["Ruiz, Ana", "901", "007", "ana@x.org", "A and B", "7.50"],
    ]
    assert done.changes == (Change("Ana Ruiz", "-", "7.50"),)


def test_canvas_own_id_tells_two_of_one_name_apart() -> None:
    sam = a_person("Sam Lee", 6, numbers=frozenset({"902"}))
    assert table(filled(sam))[2:] == [["Lee, Sam", "902", "0125", "lee1", "A", "10.00"]]
    assert filled(a_person("Sam Lee", 6)).changes == ()


def test_a_number_that_is_somebody_elses_in_another_place_decides_nothing() -> None:
    assert filled(a_person("Cy Young", 6, numbers=frozenset({"901"}))).changes == ()


def test_who_is_excused_or_not_assigned_it_is_left_so_and_named() -> None:
    sam = a_person("Sam Lee", 6, 1, numbers=frozenset({"903"}))
    done = filled(sam, a_person("Kim Ng", 6, 2))
    assert done.changes == ()
    assert Left("Kim Ng", "is excused in Canvas, which a grade would undo") in done.left
    assert Left("Sam Lee", "has not been assigned this in Canvas") in done.left


def test_another_assignment_is_filled_in_when_asked_for_by_its_heading() -> None:
    done = filled(a_person("Ana Ruiz", 3), column="the line")
    assert done.changes == (Change("Ana Ruiz", "18.00", "10.00"),)
    with pytest.raises(Mistake, match=r"There are: Shared ground \(4711\); The line \(4712\)"):
        filled(a_person("Ana Ruiz"), column="week 9")


def test_a_school_that_writes_commas_and_semicolons_gets_them_back() -> None:
    content = (
        "Student;ID;SIS Login ID;Section;Shared ground (1)\n"
        "    Points Possible;;;;10,00\n"
        "Ruiz, Ana;901;ana;A;4,00\n"
    )
    done = filled(a_person("Ana Ruiz", 4.5), content=content)
    assert table(done, ";")[2] == ["Ruiz, Ana", "901", "ana", "A", "7,50"]


def test_an_assignment_without_points_has_no_measure() -> None:
    with pytest.raises(Mistake, match="has no points possible"):
        filled(a_person("Ana Ruiz"), content=EXPORT.replace("10.00,20.00", "0.00,20.00"))


def test_from_a_download_to_the_gradebook_two_of_one_name_each_get_their_own(
    instructor: Instructor,
) -> None:
    for number, answers in ((902, RIGHT), (903, WRONG)):
        made = a_hand_in(answers, "Sam Lee", workbook=f"book {number}")
        instructor.gets(f"leesam_{number}_5{number}_01_ground.ipynb", made)
    instructor.grades()
    export = instructor.folder / "Grades-C1.csv"
    export.write_text(EXPORT.replace("N/A", ""), encoding="utf-8-sig")
    instructor.runs("export", "--from", export, "--apply")
    assert "Sam Lee: from 4.00 to 5.00\nSam Lee: from - to 0.00\n" in instructor.said
    sent = (instructor.out / "for-the-platform" / "Grades-C1.csv").read_text(encoding="utf-8-sig")
    assert [(row[1], row[-1]) for row in csv.reader(io.StringIO(sent))] == [
        ("ID", "Shared ground (4711)"),
        ("", "10.00"),
        ("902", "5.00"),
        ("903", "0.00"),
    ]


def a_download(*files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in files:
            archive.writestr(file, "{}")
    return out.getvalue()


def pages(*people: object, files: tuple[str, ...]) -> Filled:
    ask = Ask("ex01", page=lambda person: f"<p>{person}".encode())
    return lms.fill(Source("submissions.zip", a_download(*files)), people, ask)  # type: ignore[arg-type]


def sent(done: Filled) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def uploaded(file: str) -> tuple[str, ...]:
    return (f"submissions.zip/{file}",)


def test_each_page_goes_to_the_file_that_its_person_uploaded_last() -> None:
    files = ("ruizana_LATE_901_51_01_ground.ipynb", "ruizana_901_152_01_ground-2.ipynb")
    ana = a_person("Ana Ruiz", places=uploaded(files[0]))
    done = pages(ana, files=files)
    assert sent(done) == {"ruizana_901_152_feedback.html": b"<p>1"}
    assert done.changes == (Change("Ana Ruiz", "", "ruizana_901_152_feedback.html"),)
    assert "under the name of the file that it answers" in done.notes[0]


def test_two_of_one_name_get_their_own_pages_by_canvas_number() -> None:
    files = ("leesam_902_61_a.ipynb", "leesam_903_62_a.ipynb")
    sams = [a_person("Sam Lee", 3, n, places=uploaded(files[n])) for n in (0, 1)]
    assert sent(pages(*sams, files=files)) == {
        "leesam_902_61_feedback.html": b"<p>0",
        "leesam_903_62_feedback.html": b"<p>1",
    }


@pytest.mark.parametrize(
    ("file", "people", "why"),
    [
        ("ruizana_901_5_a.ipynb", [], "nothing of theirs that lies there counts"),
        ("anon_901_5_a.ipynb", [a_person("Ana Ruiz")], "identities are hidden"),
        ("teamb_901_5_a.ipynb", [a_person("Ana Ruiz")], "is in the gradebook as Ana Ruiz's"),
        ("ruizana_901_5_a.ipynb", [a_person("Ana Ruiz"), a_person("Bo", 3, 2)], "of several"),
        ("ruizana_901_5_a.ipynb", [a_person("Ana Ruiz", unclear=True)], "may be of two people"),
    ],
)
def test_where_it_does_not_show_whose_a_file_is_nobody_gets_a_page(
    file: str, people: list[Standing], why: str
) -> None:
    placed = [msgspec.structs.replace(one, places=uploaded(file)) for one in people]
    done = pages(*placed, files=(file,))
    assert sent(done) == {}
    assert [why in one.why for one in done.left] == [True]


def test_a_name_of_digits_is_not_taken_for_canvas_number() -> None:
    one = a_person("0047", places=uploaded("0047_901_5_a.ipynb"))
    assert list(sent(pages(one, files=("0047_901_5_a.ipynb",)))) == ["x0047_901_5_feedback.html"]


def test_moodles_zip_is_not_taken_for_canvas() -> None:
    file = "Ana Ruiz_3_assignsubmission_file/ana_1_2_a.ipynb"
    done = pages(a_person("Ana Ruiz", places=(f"C-Ex-4.zip/{file}",)), files=(file,))
    assert list(sent(done)) == ["Ana Ruiz_3_assignsubmission_file/feedback_ex01.html"]


def test_from_a_download_to_the_zip_that_canvas_takes(instructor: Instructor) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("ruizana_901_5_01_ground.ipynb", encoded(a_hand_in(RIGHT)))
    download = instructor.gets("submissions.zip", whole.getvalue())
    instructor.grades()
    assert instructor.runs("export", "--from", download, "--apply") == 0
    with zipfile.ZipFile(instructor.out / "for-the-platform" / "feedback_ex01.zip") as archive:
        assert archive.namelist() == ["ruizana_901_5_feedback.html"]
        assert b"Ana Ruiz" in archive.read("ruizana_901_5_feedback.html")
