"""Numbers that are too large, wherever one is typed or imported, are answered in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import save

from withinscope.cli import main
from withinscope.grading.exports.lms import Source, _grades, canvas_feedback
from withinscope.grading.intake import roster
from withinscope.problems import Mistake

from .instructor import Instructor
from .test_zips import zipped

LONG = "9" * 5000
"""More digits than Python makes a number of."""
CANVAS = (
    "Student,ID,SIS Login ID,Section,Exercise 1 (12)\n    Points Possible,,,,6\n"
    "Ana Ruiz,7,ana,One,\n"
)


@pytest.mark.parametrize("points", ["1e999", "nan", "-1", "0", LONG, "1e308", "much"])
def test_a_platforms_maximum(graded: Instructor, points: str) -> None:
    source = save(graded.folder / "canvas.csv", CANVAS.encode())
    assert graded.runs("export", "--from", source, f"--points={points}") == 2
    assert graded.complained.startswith(f"{points} is no number of points.")


@pytest.mark.parametrize("late", ["1e999", "nan", LONG, "1e308"])
def test_what_being_late_costs(graded: Instructor, late: str) -> None:
    assert graded.runs("grade", f"--late={late}") == 2
    assert graded.complained.startswith("What becomes of what is late is none of what there is")


@pytest.mark.parametrize("due", ["99999-01-01 00:00 UTC", f"2026-12-01 23:59 {LONG}"])
def test_a_due_date(graded: Instructor, due: str) -> None:
    assert graded.runs("grade", "--due", due) == 2


@pytest.mark.parametrize(
    "due", ["0001-01-01 00:00 Asia/Tokyo", "9999-12-31 23:59 America/Los_Angeles"]
)
def test_the_first_and_the_last_day_there_is(graded: Instructor, due: str) -> None:
    assert graded.runs("grade", "--due", due, "--apply", "--no-feedback") in (0, 1)


@pytest.mark.parametrize("number", ["0", "4", "99999", LONG])
def test_a_column_of_a_roster(tmp_path: Path, number: str) -> None:
    path = save(tmp_path / "r.csv", b"Kursist,Hold,By\nAna,1,X\n")
    with pytest.raises(Mistake, match=r"--names"):
        roster.read(path, number)


@pytest.mark.parametrize("port", ["0", "65536", LONG, "x"])
def test_a_port(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit):
        main(["learn", "--port", port])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_a_grade_without_an_end_in_a_platforms_file_is_none() -> None:
    assert [_grades.value(cell) for cell in ("1e999", "nan", "-inf", "87,5")] == [None] * 3 + [87.5]


def test_numbers_of_uploads_are_ordered_however_long_they_are() -> None:
    names = [f"ruizana_901_{upload}_x.ipynb" for upload in ("9", LONG, "10")]
    source = Source("submissions.zip", zipped(*((name, b"{}") for name in names)))
    assert canvas_feedback.takes(source)
    uploads = canvas_feedback._latest(canvas_feedback._uploads(names))
    assert uploads["901"].upload == LONG
