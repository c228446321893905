"""Rows apart from the files that they become; a format is found by being there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import a_hand_in

from withinscope.grading import exports
from withinscope.grading.sheet import Cell, Row, Sheet

from .instructor import RIGHT, Instructor

SHEET = Sheet(
    ("pick", "tell"),
    [
        Row("=Ana", "ex01", "graded", 2 / 3, 6.0, "yes", "", (Cell("graded", 0.5), None)),
        Row("Bo", "ex01", "needs marking", None, 6.0, cells=(None, Cell("needs marking"))),
        Row("Cy", "ex01", "missing", cells=(None, None)),
    ],
)


def test_grades_csv_is_written_as_it_always_was(tmp_path: Path) -> None:
    path = exports.write(SHEET, tmp_path)
    assert path == tmp_path / "grades.csv"
    assert path.read_bytes().decode() == (
        "trainee,exercise,state,score,max_score,competent,reason,pick,pick_state,tell,tell_state\n"
        "'=Ana,ex01,graded,0.6667,6,yes,,0.5,graded,,\n"
        "Bo,ex01,needs marking,,6,,,,,,needs marking\n"
        "Cy,ex01,missing,,,,,,,,\n"
    )


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
