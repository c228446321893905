"""Rows apart from the files that they become; a format is found by being there."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import DUTY, PICK, RATE, a_course, a_hand_in
from pyarrow import parquet

from withinscope.grading import exports, text
from withinscope.grading.exports import grades_parquet
from withinscope.grading.sheet import Cell as Cell_
from withinscope.grading.sheet import Row, Sheet
from withinscope.problems import Mistake

from .instructor import RIGHT, Instructor
from .spreadsheet import Cell, opened

SHEET = Sheet(
    ("pick", "tell"),
    [
        Row("=Ana", "ex01", "graded", 2 / 3, 6.0, "yes", "", (Cell_("graded", 0.5), None)),
        Row("Bo", "ex01", "needs marking", None, 6.0, cells=(None, Cell_("needs marking"))),
        Row("Cy", "ex01", "missing", cells=(None, None)),
    ],
)


def test_grades_csv_has_a_row_a_trainee_and_exercise(tmp_path: Path) -> None:
    path = exports.write(SHEET, tmp_path)
    assert path == tmp_path / "grades.csv"
    assert path.read_bytes().decode() == (
        "\ufefftrainee,exercise,state,score,max_score,competent,reason,pick,pick_state,tell,tell_state\n"
        "'=Ana,ex01,graded,0.6667,6,yes,,0.5,graded,,\n"
        "Bo,ex01,needs marking,,6,,,,,,needs marking\n"
        "Cy,ex01,missing,,,,,,,,\n"
    )


def read(path: Path) -> list[dict[str, str]]:
    """What another program reads: the standard library's, told of the mark as Excel is."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_long_form_has_a_row_an_item_and_one_for_who_has_none(tmp_path: Path) -> None:
    rows = read(exports.write(SHEET, tmp_path, "csv-long"))
    assert [tuple(row.values()) for row in rows] == [
        ("'=Ana", "ex01", "graded", "pick", "graded", "0.5"),
        ("Bo", "ex01", "needs marking", "tell", "needs marking", ""),
        ("Cy", "ex01", "missing", "", "", ""),
    ]


def test_parquet_has_the_same_rows_with_their_types(tmp_path: Path) -> None:
    table = parquet.read_table(exports.write(SHEET, tmp_path, "parquet"))
    assert {str(field.name): str(field.type) for field in table.schema} == {
        "trainee": "string",
        "exercise": "string",
        "state": "string",
        "item": "string",
        "item_state": "string",
        "points": "double",
    }
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("=Ana", "ex01", "graded", "pick", "graded", 0.5),
        ("Bo", "ex01", "needs marking", "tell", "needs marking", None),
        ("Cy", "ex01", "missing", None, None, None),
    ]


def test_parquet_is_written_a_batch_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grades_parquet, "BATCH", 2)
    path = exports.write(SHEET, tmp_path, "parquet")
    assert parquet.ParquetFile(path).metadata.num_row_groups == 2
    assert parquet.read_table(path).num_rows == 3
    empty = exports.write(Sheet((), ()), tmp_path, "parquet")
    assert parquet.read_table(empty).num_rows == 0


def test_without_its_package_parquet_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Mistake, match=r'pip install "withinscope\[parquet\]"'):
        exports.write(SHEET, tmp_path, "parquet")
    assert not (tmp_path / "grades-long.parquet").exists()


CHANGED = (
    "0047", "3-4", "12E5", "=Ben", "+1", "-2", "@x", " =1+1", "1.5", "1,5", "10:30", "3/4", "50%",
    "TRUE", "false", "2026-11-29", "5 May", "März 2026", "1-Jan", "4 pm", "\uff1d1", "007 ", "$5",
)  # fmt: skip
PLAIN = (
    "Ana Ruiz",
    "May",
    "Juno 3rd",
    "Zoë 2",
    "April Jones",
    "R2D2",
    "Jean-Paul",
    "E5 Lee",
    "O'Hara",
)


@pytest.mark.parametrize("form", ["csv", "csv-long"])
def test_a_name_stays_the_text_that_it_is_in_a_spreadsheet(tmp_path: Path, form: str) -> None:
    """A spreadsheet makes a number, a date or a formula of a cell by how it begins and looks."""
    people = [Row(name, "ex01", "missing", cells=()) for name in (*CHANGED, *PLAIN)]
    path = exports.write(Sheet((), people), tmp_path, form)
    assert [row["trainee"] for row in read(path)] == [*(f"'{name}" for name in CHANGED), *PLAIN]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


LIVE = '=HYPERLINK("http://x.example","here")'


def test_a_spreadsheet_program_reads_the_workbook_with_numbers_as_numbers(tmp_path: Path) -> None:
    hostile = Row(LIVE, "ex01", "graded", 0.0, 6.0, "", "@SUM(1)", (Cell_("graded", 0.0), None))
    people = [*SHEET.rows, hostile, *(Row(name, "ex01", "missing") for name in CHANGED)]
    rows = opened(exports.write(Sheet(SHEET.items, people), tmp_path, "xlsx"))
    assert rows[0][:5] == [
        Cell(head, "string") for head in ("trainee", "exercise", "state", "score", "max_score")
    ]
    assert rows[1][:7] == [
        Cell("=Ana", "string"),
        Cell("ex01", "string"),
        Cell("graded", "string"),
        Cell("0.666666666666667", "float"),
        Cell("6", "float"),
        Cell("yes", "string"),
        Cell("", ""),
    ]
    assert rows[2][3] == Cell("", ""), "what waits has no score, and is no zero"
    assert rows[4][3].kind == "float"
    assert [row[0] for row in rows[4:]] == [
        Cell(text.one_line(name), "string") for name in (LIVE, *CHANGED)
    ]
    assert not [cell for row in rows for cell in row if cell.formula]


@pytest.mark.parametrize("form", ["csv", "nbgrader"])
def test_a_spreadsheet_program_finds_no_live_formula_in_a_csv(tmp_path: Path, form: str) -> None:
    people = [Row(name, "ex01", "missing") for name in (LIVE, *CHANGED)]
    rows = opened(exports.write(Sheet((), people), tmp_path, form))
    assert len(rows) == len(people) + 1
    assert not [cell for row in rows for cell in row if cell.formula]
    if form == "csv":
        assert {row[0].kind for row in rows} == {"string"}


ROSTER = """\
First name,Last name,ID number,Email address
Ana,Ruiz,0047,ana@x.org
Bo,Berg,0048,bo@x.org
=Cy,Li,0049,cy@x.org
"""


def a_term(instructor: Instructor) -> Path:
    """Ana handed in and is marked in part, Bo by halves, =Cy not at all; Di is on no roster."""
    roster = instructor.folder / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    tell_no = (PICK, RATE)
    instructor.course = a_course(instructor.folder / "two", ex01=tell_no, ex02=(DUTY,))
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Ana Ruiz", yaml=tell_no, workbook="a"))
    instructor.gets("2.ipynb", a_hand_in({}, "Bo Berg", yaml=tell_no, workbook="b"))
    duty = a_hand_in({"duty": {"choice": "a"}}, "Ana Ruiz", yaml=(DUTY,), exercise="ex02")
    instructor.gets("3.ipynb", duty)
    instructor.gets("4.ipynb", a_hand_in(RIGHT, "Di", yaml=tell_no, workbook="d"))
    instructor.grades()
    return roster


def plainly(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nbgraders_columns_have_a_row_a_person_and_no_zero_for_who_is_missing(
    instructor: Instructor,
) -> None:
    roster = a_term(instructor)
    assert instructor.runs("export", "--format", "nbgrader", "--roster", roster) == 0
    rows = plainly(instructor.out / "grades-nbgrader.csv")
    assert list(rows[0]) == [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score",
    ]  # fmt: skip
    assert {(row["assignment"], row["student_id"], row["score"]) for row in rows} == {
        ("ex01", "0047", "3"),
        ("ex01", "0048", "0"),
        ("ex01", "Di", "3"),
        ("ex02", "0047", "1"),
        ("ex01", "0049", ""),
        ("ex02", "0048", ""),
        ("ex02", "0049", ""),
    }
    ana = next(row for row in rows if row["student_id"] == "0047")
    assert (ana["last_name"], ana["first_name"], ana["email"]) == ("Ruiz", "Ana", "ana@x.org")
    assert ana["timestamp"] == "2026-11-20 10:00:00"
    assert next(row for row in rows if row["last_name"] == "Li")["first_name"] == "'=Cy"


def test_gradescopes_columns_have_a_row_a_person_and_four_columns_an_exercise(
    instructor: Instructor,
) -> None:
    roster = a_term(instructor)
    assert instructor.runs("export", "--format", "gradescope", "--roster", roster) == 0
    rows = plainly(instructor.out / "grades-gradescope.csv")
    assert list(rows[0]) == [
        "Name", "SID", "Email",
        "ex01", "ex01 - Max Points", "ex01 - Submission Time", "ex01 - Lateness (H:M:S)",
        "ex02", "ex02 - Max Points", "ex02 - Submission Time", "ex02 - Lateness (H:M:S)",
        "Total Lateness (H:M:S)",
    ]  # fmt: skip
    assert [(row["Name"], row["SID"], row["ex01"], row["ex02"]) for row in rows] == [
        ("Ana Ruiz", "0047", "3", "1"),
        ("Bo Berg", "0048", "0", ""),
        ("Di", "", "3", ""),
        ("'=Cy Li", "0049", "", ""),
    ]
    assert rows[0]["ex01 - Submission Time"] == "2026-11-20 10:00:00 +0000"


@pytest.mark.parametrize("form", ["nbgrader", "gradescope"])
def test_of_two_workbooks_under_one_name_neither_score_is_the_persons(
    tmp_path: Path, form: str
) -> None:
    two = [Row("Ana", "ex01", "graded", score, 6.0, person=1) for score in (1.0, 5.0)]
    twins = [
        Row("Sam", "ex01", "graded", score, 6.0, person=n) for n, score in ((2, 2.0), (3, 4.0))
    ]
    (path,) = {exports.write(Sheet((), [*two, *twins]), tmp_path, form)}
    column = "ex01" if form == "gradescope" else "score"
    assert [row[column] for row in plainly(path)] == ["", "2", "4"]


NAMES = """
NAME, FILE = "names", "names.txt"
def write(sheet, path):
    path.write_text("".join(f"{row.trainee}\\n" for row in sheet.rows))
"""


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more format, put where formats are found."""
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "only_names.py").write_text(NAMES, encoding="utf-8")
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path / "formats")])
    exports.formats.cache_clear()
    yield
    exports.formats.cache_clear()


def test_a_format_is_found_by_being_there(instructor: Instructor, names: None) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert instructor.runs("export", "--format", "names") == 0
    assert instructor.said == f"Scores are in {instructor.out / 'names.txt'}.\n"
    assert (instructor.out / "names.txt").read_text(encoding="utf-8") == "Ana Ruiz\n"


def test_an_unknown_format_is_told_with_those_that_there_are(
    instructor: Instructor, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        instructor.runs("export", "--format", "papyrus")
    assert "papyrus" in (said := capsys.readouterr().err)
    assert "csv" in said
