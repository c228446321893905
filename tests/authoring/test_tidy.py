"""`withinscope tidy`: notebooks as git wants them, and nobody's answers lost."""

import json
from pathlib import Path

import pytest
import small_files
from core.makers import a_cell, a_text, answered

from withinscope import notebooks

from .courses import Command, a_lesson, an_item, put_raw


def used(path: Path) -> bytes:
    """Leave in a notebook what a run leaves; return what stood there."""
    before = path.read_bytes()
    notebook = json.loads(before)
    for cell in notebook["cells"]:
        cell["metadata"]["execution"] = {"started": "now"}
    put_raw(path.parent, path.name, notebook)
    return before


def test_a_tidy_course_stays_as_it_is(command: Command) -> None:
    assert command("tidy", "--check") == (0, "All tidy: 4 notebooks.\n", "")
    assert command("tidy") == (0, "All tidy: 4 notebooks.\n", "")


def test_check_names_what_is_not_tidy_and_changes_nothing(course: Path, command: Command) -> None:
    used(course / "notebooks/01_one.ipynb")
    left = (course / "notebooks/01_one.ipynb").read_bytes()
    assert command("tidy", "--check") == (
        1,
        "notebooks/01_one.ipynb: This notebook is not tidy. Run `withinscope tidy`.\n",
        "",
    )
    assert (course / "notebooks/01_one.ipynb").read_bytes() == left


def test_tidying_brings_back_what_git_has(course: Path, command: Command) -> None:
    paths = [course / "notebooks/01_one.ipynb", course / "solutions/01_one.ipynb"]
    before = [used(path) for path in paths]
    said = command("tidy")
    assert said == (0, "notebooks/01_one.ipynb: tidied.\nsolutions/01_one.ipynb: tidied.\n", "")
    assert [path.read_bytes() for path in paths] == before


def test_only_the_notebooks_named_are_tidied(course: Path, command: Command) -> None:
    used(course / "notebooks/01_one.ipynb")
    used(course / "solutions/01_one.ipynb")
    command("tidy", "solutions")
    assert command("tidy", "--check", "solutions").status == 0
    assert command("tidy", "--check", "notebooks/01_one.ipynb").status == 1


def test_a_file_with_the_line_ends_of_windows_is_tidy(course: Path, command: Command) -> None:
    path = course / "notebooks/01_one.ipynb"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert command("tidy", "--check") == (0, "All tidy: 4 notebooks.\n", "")


def test_cells_with_the_line_ends_of_windows_are_tidied_and_released_as_any(
    course: Path, command: Command
) -> None:
    path = course / "solutions/01_one.ipynb"
    before = path.read_bytes()
    assert command("release").status == 0
    exercise = (course / "exercises/01_one.ipynb").read_bytes()
    path.write_bytes(before.replace(rb"\n", rb"\r\n"))
    assert command("release").status == 0
    assert (course / "exercises/01_one.ipynb").read_bytes() == exercise
    assert command("tidy", "solutions").out.endswith("solutions/01_one.ipynb: tidied.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", ["workbook", "trainee", "handed_in_at"])
def test_a_trainees_notebook_is_never_tidied(mark: str, course: Path, command: Command) -> None:
    exercise = notebooks.load_dict(course / "exercises/01_one.ipynb")
    exercise["metadata"]["withinscope"][mark] = "x"
    path = put_raw(course, "my-work/exercises/01_one.ipynb", exercise)
    before = path.read_bytes()
    said = command("tidy", "my-work")
    assert said.status == 2
    assert "This notebook holds a trainee's answers" in said.err
    assert path.read_bytes() == before


def test_answers_in_an_exercise_are_never_tidied_away(course: Path, command: Command) -> None:
    exercise = notebooks.load_dict(course / "exercises/01_one.ipynb")
    at = next(n for n, c in enumerate(exercise["cells"]) if "ex01-a" in "".join(c["source"]))
    exercise["cells"][at] = answered(exercise["cells"][at], {"choice": "a"})
    path = put_raw(course, "exercises/01_one.ipynb", exercise)
    before = path.read_bytes()
    said = command("tidy")
    assert said.status == 1
    assert "exercises/01_one.ipynb: This notebook holds a trainee's answers" in said.out
    assert path.read_bytes() == before


def test_one_that_can_not_be_read_stops_no_other(course: Path, command: Command) -> None:
    (course / "notebooks/00_welcome.ipynb").write_text("{")
    broken = a_cell(an_item("l01-first")["source"].replace("key: b", "key: z"))
    put_raw(course, "notebooks/01_one.ipynb", a_lesson(broken))
    before = used(course / "solutions/01_one.ipynb")
    said = command("tidy")
    assert said.status == 1
    assert [line.split(": ")[0] for line in said.out.splitlines()] == [
        "solutions/01_one.ipynb",
        "notebooks/00_welcome.ipynb",
        "notebooks/01_one.ipynb:3:9",
    ]
    assert (course / "solutions/01_one.ipynb").read_bytes() == before


def test_a_path_without_a_notebook_is_a_mistake(command: Command, tmp_path: Path) -> None:
    assert command("tidy", "nowhere").err == "There is no notebook at nowhere. Look at the name.\n"
    (tmp_path / "empty").mkdir()
    assert command("tidy", tmp_path / "empty").status == 2


def test_checkpoints_of_jupyter_are_passed_over(course: Path, command: Command) -> None:
    put_raw(course, "notebooks/.ipynb_checkpoints/a.ipynb", {"broken": True})
    assert command("tidy", "notebooks").status == 0


def test_a_notebook_outside_any_course_is_tidied_too(
    course: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = (course / "notebooks/01_one.ipynb").read_bytes()
    (tmp_path / "draft.ipynb").write_bytes(lesson)
    used(tmp_path / "draft.ipynb")
    monkeypatch.chdir(tmp_path)
    assert command("tidy", "draft.ipynb").status == 0
    assert (tmp_path / "draft.ipynb").read_bytes() == lesson


@small_files.POSIX
def test_a_lesson_that_can_not_be_written_whole_stays_as_it_is(
    course: Path, command: Command
) -> None:
    put_raw(course, "notebooks/01_one.ipynb", a_lesson(a_text("Long. " * small_files.LARGEST)))
    before = used(course / "notebooks/00_welcome.ipynb")
    left = (course / "notebooks/01_one.ipynb").read_bytes()
    said = small_files.command("tidy", "--course", str(course))
    assert said.stdout.splitlines() == [
        "notebooks/00_welcome.ipynb: tidied.",
        "notebooks/01_one.ipynb: This file can't be written (File too large), and is as it was. "
        "Make room, or see whether you may write there.",
    ]
    assert (said.returncode, said.stderr) == (1, "")
    assert (course / "notebooks/01_one.ipynb").read_bytes() == left
    assert (course / "notebooks/00_welcome.ipynb").read_bytes() == before
