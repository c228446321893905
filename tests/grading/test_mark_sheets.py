"""Marking in a spreadsheet: answers out without names, marks back in, and nothing lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from makers import PICK, RATE, TELL, a_course, a_hand_in, an_item
from sqlalchemy import create_engine, text

from withinscope.grading.intake import sheets

from .instructor import RIGHT, Instructor
from .sheets import ROLE, column, rows


def hands_in(
    instructor: Instructor, name: str, said: str, at: str = "2026-11-20T10:00:00+00:00"
) -> None:
    answers = RIGHT | {"tell": {"text": said}}
    made = a_hand_in(answers, name, workbook=f"book-of-{name}", handed_in_at=at)
    instructor.gets(f"{name}.ipynb", made)


@pytest.fixture
def sheet(instructor: Instructor) -> Path:
    """The sheet of Ana's and Bo's answers."""
    hands_in(instructor, "Ana", "I coach,\nand I am glad.")
    hands_in(instructor, "Bo", "=1+1; I listen.")
    instructor.grades()
    path = instructor.folder / "marks.csv"
    assert instructor.runs("mark", "--export", path) == 0
    return path


def fills_in(path: Path, fill: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Fill rows in, by the beginnings of their headings, as a spreadsheet program saves them."""
    filled = [row | {column(path, k): v for k, v in fill(row).items()} for row in rows(path)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, filled[0])
        writer.writeheader()
        writer.writerows(filled)


def both(role: str, warmth: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda _: {"role: N": role, "warmth: S": warmth}


def imports(instructor: Instructor, path: Path, *words: str) -> int:
    return instructor.runs("mark", "--import", path, "--marker", "R. Okafor", *words)


def marks_given(instructor: Instructor) -> list[tuple[str, str, str]]:
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        asked = "SELECT levels, marker, comments FROM marks ORDER BY id"
        return [tuple(row) for row in connection.execute(text(asked))]


def test_a_sheet_has_the_answers_and_the_rubric_and_no_name(sheet: Path) -> None:
    content = sheet.read_text(encoding="utf-8-sig")
    assert next(csv.reader(io.StringIO(content))) == [
        "key",
        "mark_no",
        "answer to: What would you say?",
        ROLE,
        "role: comment",
        "warmth: Stays warm (0 Cold | 1 Warm)",
        "warmth: comment",
    ]
    answers = {row["answer to: What would you say?"] for row in rows(sheet)}
    assert answers == {"I coach,\nand I am glad.", "'=1+1; I listen."}
    assert "Ana" not in content
    assert "Bo" not in content


def test_a_sheet_that_is_filled_in_marks_the_answers(instructor: Instructor, sheet: Path) -> None:
    fills_in(sheet, both("2", "0"))
    fills_in(sheet, lambda row: {"role: comment": "'=Clear" if "=1" in str(row) else "Clear"})
    assert imports(instructor, sheet) == 0
    assert instructor.rows("state", "tell") == [("graded", "2"), ("graded", "2")]
    assert f"{sheet}: 2 taken." in instructor.said
    assert "2 of 2 answers are marked." in instructor.said
    assert sorted(marks_given(instructor)) == [
        ('{"role":2,"warmth":0}', "R. Okafor", '{"role":"=Clear"}'),
        ('{"role":2,"warmth":0}', "R. Okafor", '{"role":"Clear"}'),
    ]
    assert (instructor.out / "feedback" / "Ana.html").exists()
    assert imports(instructor, sheet) == 0
    assert "2 already there" in instructor.said
    assert len(marks_given(instructor)) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_sheet_comes_back_as_excel_saves_it(
    instructor: Instructor, sheet: Path, encoding: str
) -> None:
    """With semicolons, quotes only where there must be some, commas in plenty, lines of Windows."""
    fills_in(sheet, both("1", "1,0"))
    out = io.StringIO()
    kept = [[*row.values(), "mine, mine, mine, mine"] for row in rows(sheet)]
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[*rows(sheet)[0], "notes, mine, and, more, still"], *kept, [""] * 8])
    sheet.write_bytes(out.getvalue().encode(encoding))
    assert imports(instructor, sheet) == 0
    assert instructor.rows("tell") == [("2",), ("2",)]


def test_what_is_not_filled_in_awaits_its_mark(instructor: Instructor, sheet: Path) -> None:
    fills_in(sheet, lambda row: {"role: N": "1", "warmth: S": "1"} if "=1" in str(row) else {})
    assert imports(instructor, sheet) == 1
    assert "1 taken, 1 not filled in." in instructor.said
    assert sorted(instructor.rows("tell")) == [("",), ("2",)]


def test_an_answer_that_somebody_marked_meanwhile_keeps_that_mark_until_it_is_asked_for(
    instructor: Instructor, sheet: Path
) -> None:
    fills_in(sheet, both("2", "1"))
    assert imports(instructor, sheet) == 0
    fills_in(sheet, both("0", "1"))
    assert imports(instructor, sheet) == 1
    assert "Row 2: it was meanwhile marked by R. Okafor on 20" in instructor.said
    assert "Names the role: 2, Stays warm: 1; the sheet says Names the role: 0" in instructor.said
    assert instructor.rows("tell") == [("3",), ("3",)]
    assert imports(instructor, sheet, "--replace") == 0
    assert instructor.rows("tell") == [("1",), ("1",)]
    assert len(marks_given(instructor)) == 4


def test_an_answer_that_changed_takes_no_mark_of_the_one_before(
    instructor: Instructor, sheet: Path
) -> None:
    hands_in(instructor, "Ana", "I coach you.", "2026-11-23T10:00:00+00:00")
    instructor.grades()
    fills_in(sheet, both("2", "1"))
    assert imports(instructor, sheet, "--replace") == 1
    assert "its answer does not count any more: another was handed in since." in instructor.said
    assert instructor.rows("trainee", "tell") == [("Ana", ""), ("Bo", "3")]


def test_a_rubric_that_changed_takes_no_mark_by_the_one_before(
    instructor: Instructor, sheet: Path
) -> None:
    changed = TELL.replace("id: role", "id: part").replace("role: 2", "part: 2")
    a_course(instructor.course, ex01=(PICK, RATE, changed))
    instructor.grades()
    fills_in(sheet, both("2", "1"))
    assert imports(instructor, sheet) == 1
    assert "`role` is no criterion of tell, or is none any more" in instructor.said
    assert "it has no level for `part`" in instructor.said
    assert marks_given(instructor) == []


def test_marked_answers_go_out_with_their_marks_and_a_change_is_asked_about(
    instructor: Instructor, sheet: Path
) -> None:
    fills_in(sheet, both("2", "1"))
    imports(instructor, sheet)
    again = instructor.folder / "again.csv"
    assert instructor.runs("mark", "--export", again, "--again") == 0
    assert {row[ROLE] for row in rows(again)} == {"2"}
    fills_in(again, both("1", "1"))
    assert imports(instructor, again) == 1
    assert "Row 3: it was marked by R. Okafor" in instructor.said
    assert imports(instructor, again, "--replace") == 0
    assert instructor.rows("tell") == [("2",), ("2",)]


def test_each_item_has_a_sheet_and_all_come_back_at_once(instructor: Instructor) -> None:
    other = an_item(TELL, id="more", stem="And then?")
    yaml = (TELL, other)
    a_course(instructor.course, ex01=yaml)
    said = {"tell": {"text": "One."}, "more": {"text": "Two."}}
    instructor.gets("ana.ipynb", a_hand_in(said, yaml=yaml))
    instructor.grades()
    instructor.runs("mark", "--export", instructor.folder / "marks.csv")
    files = [instructor.folder / f"marks.{name}.csv" for name in ("tell", "more")]
    for file in files:
        fills_in(file, both("2", "1"))
    assert instructor.runs("mark", "--import", *files) == 0
    assert instructor.rows("tell", "more") == [("3", "3")]


def test_a_sheet_that_is_there_is_never_replaced(instructor: Instructor, sheet: Path) -> None:
    before = sheet.read_bytes()
    assert instructor.runs("mark", "--export", sheet) == 2
    assert "There is a file already, and marks may be in it." in instructor.complained
    assert sheet.read_bytes() == before


def test_what_is_no_sheet_of_marks_is_told_and_nothing_of_the_others_is_taken(
    instructor: Instructor, sheet: Path
) -> None:
    fills_in(sheet, both("2", "1"))
    other = instructor.folder / "other.csv"
    other.write_text("trainee,score\nAna,3\n", encoding="utf-8")
    assert instructor.runs("mark", "--import", sheet, other) == 2
    assert "no sheet of marks: it has no column `key`" in instructor.complained
    other.write_text("key,mark_no,role: x,role: y\n", encoding="utf-8")
    assert instructor.runs("mark", "--import", sheet, other) == 2
    assert "a column twice" in instructor.complained
    other.write_bytes(b"%PDF-1.7")
    assert instructor.runs("mark", "--import", sheet, other) == 2
    assert "no sheet of marks but a PDF" in instructor.complained
    assert marks_given(instructor) == []


def test_what_a_sheet_says_can_do_nothing_to_the_terminal(
    instructor: Instructor, sheet: Path
) -> None:
    fills_in(sheet, both("\x1b[2J\u202e", "1"))
    assert imports(instructor, sheet) == 1
    assert "`role` has no level" in instructor.said
    assert not set("\x1b\u202e") & set(instructor.said)


def test_commas_in_headings_do_not_take_the_separators_place(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("key;a, b, c, d, e\na1;2\n", encoding="utf-8")
    kind = sheets.Kind("sheet of marks", headed=True)
    assert sheets.rows(path, kind) == [["key", "a, b, c, d, e"], ["a1", "2"]]
