"""Grades back to Moodle, by the files that it gave: nothing that it would get wrong."""

from __future__ import annotations

import csv
import io

import pytest
from makers import a_hand_in

from withinscope.grading.exports import lms
from withinscope.grading.exports.lms import Ask, Change, Filled, Left, Source
from withinscope.grading.sheet import Standing
from withinscope.problems import Mistake

from .instructor import RIGHT, WRONG, Instructor

HEAD = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Online text","Last modified (grade)","Feedback comments"\n'
)
ASKED = '"Submitted for grading -  - "'
AT = '"Saturday, 28 November 2026, 8:00 PM"'
ENGLISH = (
    HEAD
    + f'"Participant 3","Aoife O\'Shaughnessy",a@x.org,{ASKED},,100.00,Yes,{AT},,-,\n'
    + f'"Participant 2","Sam Lee",s1@x.org,{ASKED},12.00,100.00,Yes,{AT},,{AT},"Well\nsaid, Sam"\n'
    + f'"Participant 8","Sam Lee",s2@x.org,{ASKED},0.00,100.00,No,{AT},,{AT},\n'
    + f'"Participant 10","Kim Ng",k@x.org,"No submission -  - ",55.00,100.00,Yes,-,,{AT},\n'
)
GERMAN = """\
ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,\
"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Texteingabe online",\
"Zuletzt geändert (Bewertung)","Feedback als Kommentar"
Teilnehmer/in3,"Ana Ruiz",a@x.org,"Zur Bewertung abgegeben -  - ",,"100,00",Ja,\
"Samstag, 28. November 2026, 20:00",,-,
Teilnehmer/in4,"Bo Berg",b@x.org,"Zur Bewertung abgegeben - Bewertet -  - ","61,00","100,00",Ja,\
"Samstag, 28. November 2026, 20:00",,"Samstag, 28. November 2026, 20:04",grer
"""
GRADEBOOK = """\
Vorname,Nachname,ID-Nummer,Institution,Abteilung,E-Mail-Adresse,"Aufgabe: Shared ground (Punkte)",\
"Kurs gesamt (Punkte)","Zuletzt aus diesem Kurs geladen"
=Ben,@Adams,00132,,,t12@x.org,0.00,0.00,1795892956
Sam,Lee,00125,,,t5@x.org,-,-,1795892956
Kim,Ng,00130,,,t10@x.org,57.00,57.00,1795892956
"""


def a_person(name: str, score: float | None = 3, number: int = 1, **more: object) -> Standing:
    told = {"names": frozenset({name}), "max_score": 6.0} | more
    why = "" if score is not None else "needs marking"
    return Standing(number, name, score=score, why_not=why, **told)  # type: ignore[arg-type]


def in_a_folder(name: str, number: int, zipped: str = "C-Ex-412.zip") -> tuple[str, ...]:
    return (f"{zipped}/{name}_{number}_assignsubmission_file/ex01.ipynb",)


def filled(content: str, *people: Standing, name: str = "Grades-C-Ex-412.csv") -> Filled:
    whole = ("\ufeff" + content).encode()
    return lms.fill(Source(name, whole), people, Ask("ex01", "Shared ground"))


def rows(of: Filled) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(of.content.decode("utf-8-sig"), newline="")))


def test_a_worksheet_gets_each_grade_in_its_own_row() -> None:
    done = filled(ENGLISH, a_person("Aoife O'Shaughnessy", 6), a_person("Kim Ng", 2, 2))
    assert done.changes == (
        Change("Aoife O'Shaughnessy", "-", "100.00"),
        Change("Kim Ng", "55.00", "33.33"),
    )
    assert [(row["Identifier"], row["Grade"]) for row in rows(done)] == [
        ("Participant 3", "100.00"),
        ("Participant 2", "12.00"),
        ("Participant 8", "0.00"),
        ("Participant 10", "33.33"),
    ]
    assert "Each score of 6 points is scaled to the platform's 100." in done.notes


def test_all_else_in_a_worksheet_stays_letter_for_letter() -> None:
    done = filled(ENGLISH, a_person("Kim Ng", 6))
    before = list(csv.DictReader(io.StringIO(ENGLISH, newline="")))
    for now, then in zip(rows(done), before, strict=True):
        assert {k: v for k, v in now.items() if k != "Grade"} == {
            k: v for k, v in then.items() if k not in ("Grade", "Feedback comments")
        }
    assert done.content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in done.content


def test_no_comment_is_sent_so_none_is_wiped() -> None:
    assert "Feedback comments" not in rows(filled(ENGLISH, a_person("Kim Ng", 6)))[0]


def test_two_of_one_name_are_told_apart_by_the_folder_that_moodle_gave_each() -> None:
    one = a_person("Sam Lee", 6, 1, places=in_a_folder("Sam Lee", 2))
    two = a_person("Sam", 3, 2, places=in_a_folder("Sam Lee", 8))
    done = filled(ENGLISH, one, two)
    assert done.changes == (Change("Sam Lee", "12.00", "100.00"),)
    assert Left("Sam", "Moodle has locked this grade") in done.left


def test_where_nothing_tells_two_of_one_name_apart_neither_gets_a_grade() -> None:
    done = filled(ENGLISH, a_person("Sam Lee", 6))
    assert done.changes == ()
    why = "it does not show which of several people of the name this is"
    assert {one.who for one in done.left if one.why == why} == {
        "Sam Lee (s1@x.org)",
        "Sam Lee (s2@x.org)",
    }


def test_a_number_of_another_assignment_is_nobodys_here() -> None:
    last_year = a_person("Cy Young", 6, places=in_a_folder("Cy Young", 10, "C-Ex-300.zip"))
    done = filled(ENGLISH, last_year)
    assert done.changes == ()
    assert Left("Cy Young", "in no row of this file") in done.left


ANONYMOUS = (
    'Identifier,Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)",'
    '"Online text","Last modified (grade)","Feedback comments"\n'
    f'"Participant 21",{ASKED},,10.00,Yes,{AT},,-,\n"Participant 16",{ASKED},,10.00,Yes,{AT},,-,\n'
)


@pytest.mark.parametrize(("zipped", "grades"), [("A-412.zip", "5.00"), ("A-300.zip", "")])
def test_where_identities_are_hidden_the_number_of_just_that_assignment_decides(
    zipped: str, grades: str
) -> None:
    ana = a_person("Ana Ruiz", 3, places=in_a_folder("Participant", 16, zipped))
    bo = a_person("Bo", None, 2, places=in_a_folder("Participant", 9, "A-412.zip"))
    assert [row["Grade"] for row in rows(filled(ANONYMOUS, ana, bo))] == ["", grades]


def test_a_worksheet_in_german_gets_its_comma_and_is_told_to_be_passed_over() -> None:
    done = filled(GERMAN, a_person("Ana Ruiz", 2), a_person("Bo Berg", 3, 2))
    assert [row["Bewertung"] for row in rows(done)] == ["33,33", "50,00"]
    assert [row["ID"] for row in rows(done)] == ["Teilnehmer/in3", "Teilnehmer/in4"]
    (told,) = [note for note in done.notes if "can't read the dates" in note]
    assert "Bo Berg" in told
    assert "Ana" not in told


def test_who_has_no_grade_yet_is_named_and_their_cell_left_alone() -> None:
    done = filled(ENGLISH, a_person("Kim Ng", None))
    assert Left("Kim Ng", "needs marking") in done.left
    assert rows(done)[3]["Grade"] == "55.00"


def test_a_zero_is_written_and_told_since_a_later_moodle_may_pass_it_over() -> None:
    done = filled(ENGLISH, a_person("Kim Ng", 0))
    assert rows(done)[3]["Grade"] == "0.00"
    assert "Moodle 5.2 may pass over a grade of 0; look there after: Kim Ng." in done.notes


def test_a_scale_is_refused_in_plain_words() -> None:
    scale = '"Out of scope    Near the line    In scope"'
    sheet = ENGLISH.replace("Maximum grade", "Scale").replace("100.00", scale)
    with pytest.raises(Mistake, match="graded by a scale, which points can't fill"):
        filled(sheet, a_person("Kim Ng"))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (ENGLISH + "ragged\n", "Row 6 has 1 cells, the headings 11"),
        (ENGLISH.replace('"Participant 8"', '"Participant 2"'), "Participant 2 stands in this"),
        ('a,"b\nc', r"This table can't be read \(unexpected end of data\)"),
        ("name\nAna\n", "no file of a learning platform"),
    ],
)
def test_what_moodle_would_drop_or_misread_is_refused(broken: str, said: str) -> None:
    with pytest.raises(Mistake, match=said):
        filled(broken, a_person("Kim Ng"))


def test_the_gradebooks_rows_are_those_with_a_grade_and_ids_keep_their_zeros() -> None:
    people = (a_person("=Ben @Adams", 4.5), a_person("Kim Ng", None, 2))
    done = lms.fill(Source("export.csv", GRADEBOOK.encode()), people, Ask("ex01", "Shared ground"))
    assert done.content.decode() == (
        "Vorname,Nachname,ID-Nummer,Institution,Abteilung,E-Mail-Adresse,"
        "Aufgabe: Shared ground (Punkte)\n"
        "=Ben,@Adams,00132,,,t12@x.org,4.50\n"
    )
    assert done.changes == (Change("=Ben @Adams", "0.00", "4.50"),)


def test_a_gradebook_with_several_columns_asks_for_one() -> None:
    with pytest.raises(Mistake, match=r"Aufgabe: Shared ground \(Punkte\); Kurs gesamt"):
        lms.fill(Source("export.csv", GRADEBOOK.encode()), (), Ask("ex01", "Another"))


def test_who_changes_is_told_before_anything_is_written(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    waits = WRONG | {"tell": {"text": "I coach."}}
    instructor.gets("bo.ipynb", a_hand_in(waits, "Bo Berg", workbook="bo"))
    instructor.grades()
    sheet = instructor.folder / "Grades-C-Ex-412.csv"
    sheet.write_text(GERMAN, encoding="utf-8-sig")
    assert instructor.runs("export", "--from", sheet) == 1
    assert "Left as they are, 1, needs marking: Bo Berg\n" in instructor.said
    assert "Ana Ruiz: from - to 50,00\n" in instructor.said
    assert "Nothing is written yet: --apply writes the file." in instructor.said
    assert not (instructor.out / "for-the-platform").exists()
    instructor.runs("export", "--from", sheet, "--apply")
    made = (instructor.out / "for-the-platform" / sheet.name).read_text(encoding="utf-8-sig")
    assert [row["Bewertung"] for row in csv.DictReader(io.StringIO(made))] == ["50,00", "61,00"]


def test_two_exercises_make_it_ask_which(instructor: Instructor) -> None:
    assert instructor.runs("export", "--from", instructor.folder / "none.csv") == 2
    assert "This file can't be read" in instructor.complained
    sheet = instructor.folder / "s.csv"
    sheet.write_text(GERMAN, encoding="utf-8")
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert instructor.runs("export", "--from", sheet, "--exercise", "ex09") == 2
    assert "There is no exercise ex09 here." in instructor.complained
    assert "There are: ex01 (Shared ground)." in instructor.complained
