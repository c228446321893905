"""Marking in an Excel workbook: a sheet an item, levels that are chosen, and all of it back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from makers import TELL, a_course, a_hand_in, an_item

from withinscope.grading.commands import mark_files
from withinscope.grading.marksheet.writing import Heading, MarkSheet

from .instructor import Instructor
from .spreadsheet import Cell, opened
from .test_mark_sheets import imports, marks_given

YAML = (TELL, an_item(TELL, id="more", stem="And then?"))


@pytest.fixture
def workbook(instructor: Instructor) -> Path:
    """The answers of Ana and Bo to two items."""
    a_course(instructor.course, ex01=YAML)
    for name, said in (("Ana", "I coach,\nand I am glad."), ("Bo", "=1+1; I listen.")):
        answers = {"tell": {"text": said}, "more": {"text": f"{said} Then I wait."}}
        made = a_hand_in(answers, name, yaml=YAML, workbook=f"book-of-{name}")
        instructor.gets(f"{name}.ipynb", made)
    instructor.grades()
    path = instructor.folder / "marks.xlsx"
    assert instructor.runs("mark", "--export", path) == 0
    return path


def fills_in(path: Path, **levels: object) -> None:
    """Fill every sheet of marks in by the beginnings of its headings, and save it."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for head in sheet[1]:
            for start, value in levels.items():
                if str(head.value).startswith(f"{start}: ") and "comment" not in str(head.value):
                    for row in range(2, sheet.max_row + 1):
                        sheet.cell(row, head.column, value)
    book.save(path)


def test_a_workbook_has_a_sheet_an_item_in_which_only_levels_can_be_typed(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == ["tell", "more"]
    for sheet in book:
        role, warmth = sheet.data_validations.dataValidation
        assert (str(role.sqref), role.type, role.formula1) == ("D2:D3", "list", '"0,1,2"')
        assert (str(warmth.sqref), warmth.type, warmth.formula1) == ("F2:F3", "list", '"0,1"')
        assert role.showErrorMessage
        assert role.error == "A level of this criterion is one of 0, 1, 2."
        assert role.prompt == "role: Names the role (0 Not at all | 1 In part | 2 Clearly)"


def test_what_was_written_is_text_whatever_it_looks_like_and_whole(workbook: Path) -> None:
    rows = opened(workbook)
    answers = [row[2] for row in rows[1:]]
    assert sorted(answers) == [
        Cell("=1+1; I listen.", "string"),
        Cell("I coach,\nand I am glad.", "string"),
    ]
    assert not any("Ana" in cell.shown or "Bo" in cell.shown for row in rows for cell in row)


def test_a_workbook_that_is_filled_in_marks_the_answers_of_every_sheet(
    instructor: Instructor, workbook: Path
) -> None:
    fills_in(workbook, role=2, warmth=1)
    assert imports(instructor, workbook) == 0
    assert f"{workbook}, tell: 2 taken." in instructor.said
    assert f"{workbook}, more: 2 taken." in instructor.said
    assert instructor.rows("tell", "more") == [("3", "3"), ("3", "3")]
    assert imports(instructor, workbook) == 0
    assert len(marks_given(instructor)) == 4


def test_marks_that_are_there_are_numbers_in_it_and_comments_are_as_they_were_said(
    instructor: Instructor, workbook: Path
) -> None:
    fills_in(workbook, role=2, warmth=1)
    book = openpyxl.load_workbook(workbook)
    book["tell"]["E2"] = "'=Clear"
    book["tell"]["E3"] = "=2+2"
    book["tell"]["E3"].data_type = "s"
    book.save(workbook)
    imports(instructor, workbook)
    again = instructor.folder / "again.xlsx"
    assert instructor.runs("mark", "--export", again, "--again") == 0
    values = [row[3:7] for row in openpyxl.load_workbook(again)["tell"].values][1:]
    assert sorted(values) == [(2, "=2+2", 1, None), (2, "=Clear", 1, None)]


def test_a_row_that_is_not_taken_says_in_which_sheet_it_stands(
    instructor: Instructor, workbook: Path
) -> None:
    fills_in(workbook, role=7, warmth=1)
    assert imports(instructor, workbook) == 1
    assert f"{workbook}, tell: 2 left, see below." in instructor.said
    assert "`role` has no level '7', only 0 to 2" in instructor.said
    assert marks_given(instructor) == []


def test_a_sheet_of_the_markers_own_is_passed_over(instructor: Instructor, workbook: Path) -> None:
    fills_in(workbook, role=2, warmth=1)
    book = openpyxl.load_workbook(workbook)
    book.create_sheet("My notes", 0).append(["key", "Ask about Bo"])
    book.save(workbook)
    assert imports(instructor, workbook) == 0
    assert len(marks_given(instructor)) == 4


def test_a_workbook_without_a_sheet_of_marks_is_refused(
    instructor: Instructor, workbook: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Grade"])
    book.save(instructor.folder / "other.xlsx")
    assert imports(instructor, instructor.folder / "other.xlsx") == 2
    assert "no sheet of marks: it has no column `key`" in instructor.complained


def test_a_workbook_that_is_there_is_never_replaced(instructor: Instructor, workbook: Path) -> None:
    before = workbook.read_bytes()
    assert instructor.runs("mark", "--export", workbook) == 2
    assert workbook.read_bytes() == before


def test_names_of_sheets_are_short_and_each_its_own(tmp_path: Path) -> None:
    """Excel takes 31 characters, and capitals make no other name."""
    name = "a-name-that-goes-on-and-on-and-on"
    items = [name, f"{name}-more", name.upper(), "short"]
    made = [MarkSheet(item, (Heading("key"),), ()) for item in items]
    mark_files.write(tmp_path / "x.xlsx", made)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == [
        name[:31],
        f"{name[:29]}-2",
        f"{name[:29].upper()}-3",
        "short",
    ]


@pytest.mark.parametrize("odd", ["\ufffe\uffff", "x" * 40_000])
def test_what_excel_can_not_hold_does_not_spoil_the_workbook(tmp_path: Path, odd: str) -> None:
    made = MarkSheet("tell", (Heading("answer", free=True),), ((odd,),))
    mark_files.write(tmp_path / "x.xlsx", [made])
    said = openpyxl.load_workbook(tmp_path / "x.xlsx")["tell"]["A2"].value
    assert said == ("\ufffd\ufffd" if len(odd) == 2 else f"{odd[:32_766]}…")
