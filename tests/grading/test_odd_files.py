"""What lies among hand-ins and is no plain file to be read: told, and never followed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import a_hand_in, save

from withinscope.grading.intake.collect import collect, opened
from withinscope.grading.intake.found import Found
from withinscope.notebooks.reading import LARGEST

from .instructor import RIGHT, Instructor
from .test_bad_input import GOOD


def test_a_file_of_200_mb_is_refused_unread(instructor: Instructor) -> None:
    path = instructor.gets("Ana Ruiz/ex01.ipynb", b"")
    with path.open("r+b") as file:
        file.truncate(200 * 2**20)
    instructor.gets("Good/ex01.ipynb", GOOD)
    assert instructor.grades() == 1
    assert LARGEST < 200 * 2**20
    assert instructor.reasons() == {
        "Ana Ruiz": "hand-ins/Ana Ruiz/ex01.ipynb: larger than 32 MB",
        "Good": "",
    }


def test_a_folder_named_as_a_notebook_is_said_to_be_one(instructor: Instructor) -> None:
    (instructor.hand_ins / "Ana Ruiz" / "ex01.ipynb").mkdir(parents=True)
    instructor.gets("Good/ex01.ipynb", GOOD)
    assert instructor.grades() == 1
    assert instructor.reasons() == {
        "Ana Ruiz": "hand-ins/Ana Ruiz/ex01.ipynb: a folder, not a file",
        "Good": "",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_named_as_a_notebook_is_not_waited_for(instructor: Instructor) -> None:
    instructor.gets("Good/ex01.ipynb", GOOD)
    os.mkfifo(instructor.hand_ins / "pipe.ipynb")
    assert instructor.grades() == 1
    assert instructor.reasons() == {
        "pipe": "hand-ins/pipe.ipynb: not a file that can be read; no name",
        "Good": "",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
def test_a_name_that_is_no_text_is_shown_as_well_as_may_be(instructor: Instructor) -> None:
    instructor.hand_ins.mkdir()
    Path(os.fsdecode(bytes(instructor.hand_ins) + b"/An\xff.ipynb")).write_bytes(b"{")
    instructor.gets("Good/ex01.ipynb", GOOD)
    assert instructor.grades() == 1
    assert instructor.reasons() == {
        "An\ufffd": "hand-ins/An\ufffd.ipynb: cut off before its end; no name",
        "Good": "",
    }


def test_a_link_is_not_followed(instructor: Instructor) -> None:
    instructor.gets("Good/ex01.ipynb", GOOD)
    (instructor.hand_ins / "Bo").mkdir()
    (instructor.hand_ins / "Bo" / "ex01.ipynb").symlink_to(instructor.hand_ins / "Good/ex01.ipynb")
    (instructor.hand_ins / "round").symlink_to(instructor.hand_ins, target_is_directory=True)
    assert instructor.grades() == 1
    assert instructor.reasons() == {
        "Bo": "hand-ins/Bo/ex01.ipynb: a link to a file, not the file itself",
        "Good": "",
    }


@pytest.fixture
def nobody() -> Iterator[None]:
    """Be a user whom rights bind; root may read everything."""
    if os.name != "posix":
        pytest.skip("rights are another thing here")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_no_permission_is_said_and_stops_nothing(nobody: None) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "hand-ins"
        save(folder / "Good/ex01.ipynb", GOOD)
        save(folder / "Ana Ruiz/ex01.ipynb", GOOD).chmod(0)
        save(folder / "cy.zip", b"").chmod(0)
        closed = save(folder / "Bo/ex01.ipynb", GOOD).parent
        closed.chmod(0)
        try:
            found = {f.where: opened(f).problem for f in collect([folder]) if isinstance(f, Found)}
        finally:
            closed.chmod(0o700)
    assert found == {
        "hand-ins/Ana Ruiz/ex01.ipynb": "no permission to read it",
        "hand-ins/Bo": "a folder that can't be opened (Permission denied)",
        "hand-ins/Good/ex01.ipynb": "",
        "hand-ins/cy.zip": "no permission to read it",
    }


def test_four_hundred_folders_deep_is_only_deep(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.hand_ins.mkdir()
    monkeypatch.chdir(instructor.hand_ins)
    for name in ("Ana Ruiz", *["d"] * 400):
        Path(name).mkdir()
        os.chdir(name)  # the whole path would be longer than a system takes
    save(Path("ex01.ipynb"), a_hand_in(RIGHT))
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3")]
