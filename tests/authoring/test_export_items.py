"""`withinscope export-items`: what an instructor is told beside the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .conftest import Said
from .courses import a_lesson, an_item, put_raw

Command = Callable[..., Said]


def test_the_command_writes_the_file_and_says_what_it_lacks(course: Path, command: Command) -> None:
    said = command("export-items", "--format", "moodle-xml")
    assert said.status == 1
    assert said.out == (
        f"4 of 4 items are in {course / 'grading/items-moodle.xml'}.\n"
        "It tells what is right: it is for instructors, not for trainees.\n"
        "Carried without its one list of choices: where several earn points, Moodle asks each as "
        "its own question (1): l01-first\n"
        "Carried without points for each pair of steps the right way round: each step earns by its "
        "neighbors (1): l01-second\n"
    )
    assert (course / "grading/items-moodle.xml").stat().st_mode & 0o77 == 0


def test_the_items_of_one_notebook_can_be_had_alone(course: Path, command: Command) -> None:
    said = command("export-items", "--format", "text", "solutions/01_one.ipynb", "--out", "o")
    assert said.status == 0
    words = (course / "o/items.txt").read_text(encoding="utf-8")
    assert "[ex01-a]" in words
    assert "l01-first" not in words


def test_an_exercise_leads_to_its_solution(course: Path, command: Command) -> None:
    said = command("export-items", "--format", "text", "exercises/01_one.ipynb")
    assert said.status == 2
    assert "An exercise's items stand in its solution: name that." in said.err


def test_a_mistake_in_an_item_stops_it_and_says_where(course: Path, command: Command) -> None:
    lesson = a_lesson(an_item("l01-first", more="key: z\n"))
    put_raw(course, "notebooks/01_one.ipynb", lesson)
    said = command("export-items", "--format", "gift")
    assert said.status == 2
    assert "notebooks/01_one.ipynb" in said.err
    assert not (course / "grading").joinpath("items.gift").exists()


def test_what_was_withdrawn_goes_nowhere_and_that_is_told(course: Path, command: Command) -> None:
    lesson = a_lesson(an_item("l01-first", more="withdrawn: taken out\n"), an_item("l01-other"))
    put_raw(course, "notebooks/01_one.ipynb", lesson)
    said = command("export-items", "--format", "text", "notebooks/01_one.ipynb", "--out", "o")
    assert said.status == 1
    assert "1 of 2 items are in" in said.out
    assert "Left out, since it was withdrawn (1): l01-first" in said.out
    assert "[l01-first]" not in (course / "o/items.txt").read_text(encoding="utf-8")
