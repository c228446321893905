from pathlib import Path

import pytest
from makers import a_hand_in

from .at_the_bench import AtTheBench
from .instructor import RIGHT, WRONG, Instructor


@pytest.fixture(autouse=True)
def by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Call the command as it is installed, also where start.py runs the tests."""
    monkeypatch.delenv("WITHINSCOPE_COURSE", raising=False)


@pytest.fixture
def instructor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Instructor:
    return Instructor(tmp_path, capsys)


@pytest.fixture
def graded(instructor: Instructor) -> Instructor:
    """Ana has all right, 3 of 6 points, Bo all wrong; nobody wrote anything."""
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    instructor.grades(no_feedback=False)
    return instructor


@pytest.fixture
def bench(instructor: Instructor) -> AtTheBench:
    """Nothing is graded yet."""
    return AtTheBench(instructor)
