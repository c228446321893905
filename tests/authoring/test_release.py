"""`withinscope release`: exercises/ from solutions/."""

import json
from pathlib import Path

import pytest
import small_files
from core.makers import a_cell, a_notebook, a_text

from withinscope import notebooks

from .courses import Command, a_solution, an_item, put, put_raw

REAL = Path(__file__).parents[2]
CURRENT = "Every exercise is as its solution makes it.\n"


def changed(course: Path) -> None:
    """Change a solution after its exercise was made."""
    put(course, "solutions/01_one.ipynb", a_solution(an_item("ex01-a"), an_item("ex01-new")))


def test_a_course_whose_exercises_are_current_passes(command: Command) -> None:
    assert command("release", "--check") == (0, CURRENT, "")
    assert command("release") == (0, CURRENT, "")


def test_check_names_the_file_that_disagrees_and_how_to_mend_it(
    course: Path, command: Command
) -> None:
    changed(course)
    before = (course / "exercises/01_one.ipynb").read_bytes()
    said = command("release", "--check")
    assert said == (
        1,
        "exercises/01_one.ipynb: This exercise is not what its solution makes it. "
        "Run `withinscope release`; never edit it by hand.\n",
        "",
    )
    assert (course / "exercises/01_one.ipynb").read_bytes() == before


def test_release_makes_exercises_agree(course: Path, command: Command) -> None:
    changed(course)
    assert command("release") == (0, "exercises/01_one.ipynb: written anew.\n", "")
    assert command("release", "--check").status == 0
    asked = notebooks.released_items(notebooks.read(course / "exercises/01_one.ipynb"))
    assert [item.id for item in asked] == ["ex01-a", "ex01-new"]


@small_files.POSIX
def test_an_exercise_that_can_not_be_written_whole_stays_as_it_is(course: Path) -> None:
    long = a_text("Long. " * small_files.LARGEST)
    put(course, "solutions/01_one.ipynb", a_solution(long, an_item("ex01-a")))
    before = (course / "exercises/01_one.ipynb").read_bytes()
    said = small_files.command("release", "--course", str(course))
    assert said.stderr == (
        "exercises/01_one.ipynb: This file can't be written (File too large), and is as it was. "
        "Make room, or see whether you may write there.\n"
    )
    assert said.returncode == 2
    assert (course / "exercises/01_one.ipynb").read_bytes() == before


@pytest.mark.parametrize("edit", ["deleted", "edited", "reformatted", "not UTF-8"])
def test_an_exercise_that_anybody_touched_is_told(
    edit: str, course: Path, command: Command
) -> None:
    path = course / "exercises/01_one.ipynb"
    text = path.read_text()
    if edit == "deleted":
        path.unlink()
    elif edit == "edited":
        path.write_text(text.replace("Ask about safety", "Ask"))
    elif edit == "reformatted":
        path.write_text(json.dumps(json.loads(text)))
    else:
        path.write_bytes(b"\xff")
    assert command("release", "--check").status == 1
    assert command("release").status == 0
    assert path.read_text() == text


def test_an_exercise_without_a_solution_is_told_and_kept(course: Path, command: Command) -> None:
    stray = put_raw(course, "exercises/02_two.ipynb", a_notebook(role="exercise"))
    said = command("release")
    assert said.status == 1
    assert "exercises/02_two.ipynb: This exercise has no solution." in said.out
    assert stray.exists()


def test_a_page_such_as_the_workbench_is_not_released(course: Path, command: Command) -> None:
    put_raw(course, "solutions/grade_a_cohort.ipynb", a_notebook(a_cell("1 + 1"), role="page"))
    assert command("release", "--check").status == 0
    assert not (course / "exercises/grade_a_cohort.ipynb").exists()


def test_every_mistake_in_every_solution_is_told_and_nothing_is_written(
    course: Path, command: Command
) -> None:
    changed(course)
    bad = a_cell(an_item("ex02-a")["source"].replace("key: b", "key: z"))
    put_raw(course, "solutions/02_two.ipynb", a_solution(bad))
    put_raw(course, "solutions/03_three.ipynb", a_solution(a_cell("print()")))
    (course / "solutions/04_four.ipynb").write_text("{")
    before = (course / "exercises/01_one.ipynb").read_bytes()
    said = command("release")
    assert (said.status, said.out) == (2, "")
    assert [line.split(": ")[0] for line in said.err.splitlines()] == [
        "solutions/02_two.ipynb:3:9",
        "solutions/03_three.ipynb:3",
        "solutions/04_four.ipynb",
    ]
    assert (course / "exercises/01_one.ipynb").read_bytes() == before


def test_outside_a_course_it_says_where_to_go(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = command("release")
    assert said.status == 2
    assert "There is no course in" in said.err
    assert command("release", "--course", tmp_path).status == 2
    assert command("release", "--course", tmp_path / "course").status == 0
