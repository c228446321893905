"""Rows apart from the files that they become; a format is found by being there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import a_hand_in

from withinscope.grading import exports, text
from withinscope.grading.sheet import Cell as Cell_
from withinscope.grading.sheet import Row, Sheet

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


def test_a_spreadsheet_program_finds_no_live_formula_in_the_csv(tmp_path: Path) -> None:
    people = [Row(name, "ex01", "missing") for name in (LIVE, *CHANGED)]
    rows = opened(exports.write(Sheet((), people), tmp_path))
    assert not [cell for row in rows for cell in row if cell.formula]
    assert {row[0].kind for row in rows} == {"string"}


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
