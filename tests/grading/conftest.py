import shutil
from pathlib import Path

import pytest
from makers import PICK, a_capstone, a_hand_in

from withinscope.grading.book import gradebook, steps
from withinscope.grading.certificates.signing import new_key

from . import new_gradebooks
from .at_the_bench import AtTheBench
from .certifying import APART, KEPT, YAML, hands_in, names_its_school
from .instructor import RIGHT, WRONG, Instructor


@pytest.fixture(autouse=True)
def by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Call the command as it is installed, also where start.py runs the tests."""
    monkeypatch.delenv("WITHINSCOPE_COURSE", raising=False)


@pytest.fixture(autouse=True)
def steps_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each new gradebook at once."""
    monkeypatch.setattr(steps, "take", new_gradebooks.take)


@pytest.fixture(autouse=True)
def statements_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile each statement once for all gradebooks."""
    monkeypatch.setattr(gradebook, "create_engine", new_gradebooks.engine)


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


@pytest.fixture
def certifiable(instructor: Instructor) -> Instructor:
    """Ana kept the duty of the capstone, and the school has said who it is."""
    a_capstone(instructor.course, *YAML, ex01=(PICK + APART,))
    names_its_school(instructor)
    hands_in(instructor, KEPT)
    return instructor


@pytest.fixture(scope="session")
def a_school_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a key that was made once: the numbers in one are looked for a good while."""
    made = tmp_path_factory.mktemp("school")
    new_key(made)
    return made


@pytest.fixture
def signing(certifiable: Instructor, a_school_key: Path) -> Instructor:
    """The same, and the school has a key."""
    shutil.copytree(a_school_key, certifiable.out, dirs_exist_ok=True)
    return certifiable
