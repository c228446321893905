"""`withinscope check`: the syllabus, and notebooks that disagree with it."""

import json
from pathlib import Path
from typing import Any

import pytest
from core.makers import SETUP, a_cell, a_notebook, a_text

from .courses import (
    LESSON,
    SOLUTION,
    SYLLABUS,
    Command,
    a_lesson,
    an_item,
    found,
    put_raw,
)
from .test_check import OWN, START

IDENTITY = [
    (LESSON, {"role": "exercise"}, 'Its metadata gives it the role "exercise".'),
    (SOLUTION, {"role": "lesson"}, 'Its metadata gives it the role "lesson".'),
    ("exercises/01_one.ipynb", {"role": "solution"}, 'Its metadata gives it the role "solution".'),
    (LESSON, {"id": "L02"}, 'Its metadata gives it the id "L02".'),
    (SOLUTION, {"id": "ex02"}, 'Its metadata gives it the id "ex02".'),
    (LESSON, {"id": None}, 'Its metadata gives it the id "None".'),
]


@pytest.mark.parametrize(("path", "about", "printed"), IDENTITY)
def test_a_notebook_agrees_with_its_folder_and_the_syllabus(
    path: str, about: dict[str, Any], printed: str, course: Path
) -> None:
    notebook = json.loads((course / path).read_text())
    notebook["metadata"]["withinscope"] |= about
    put_raw(course, path, notebook)
    assert any(line.startswith(f"{path}: {printed}") for line in found(course))


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "solutions"])
def test_a_notebook_that_the_syllabus_does_not_have_is_told(folder: str, course: Path) -> None:
    stray = (course / folder / "01_one.ipynb").rename(course / folder / "02_two.ipynb")
    told = found(course)
    what = "course.yaml has no lesson with the file `02_two`."
    assert f"{folder}/{stray.name}: {what} Add it there, or rename the notebook." in told
    assert any(f"There is no {folder}/01_one.ipynb." in line for line in told)


PAGES = "pages:\n  - {id: review, title: Review, file: review}\n"


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        (PAGES, "There is no notebooks/review.ipynb."),
        (PAGES.replace("file: review", "file: 01_one"), "`file: 01_one` is no name of a page's"),
        (PAGES.replace("id: review", "id: L01"), "2 notebooks have the id `L01`."),
        (
            "my_code: [{title: A, fields: [{id: my-a, text: A}, {id: my-a, text: B}]}]\n",
            "2 fields of `my_code` have the id `my-a`.",
        ),
    ],
)
def test_mistakes_in_the_pages_of_the_syllabus_are_told(
    pages: str, printed: str, course: Path
) -> None:
    (course / "course.yaml").write_text(SYLLABUS + pages)
    assert any(printed in told for told in found(course))


SYLLABI = [
    ("{id: LO1,", "{id: LO1, text: x}\n  - {id: LO1,", 4, "2 of the outcomes have the id `LO1`."),
    ("{id: S1,", "{id: S1, text: x}\n  - {id: S1,", 8, "2 of the claims have the id `S1`."),
    ("id: L01,", "id: L00,", 12, "2 of the lessons have the id `L00`."),
    ("exercise: ex01", "exercise: L01", 12, "2 notebooks have the id `L01`."),
    ("file: 00_welcome", "file: welcome", 11, "`file: welcome` is no name of a lesson's file."),
    ("file: 00_welcome", "file: ../00_x", 11, "`file: ../00_x` is no name of a lesson's file."),
    ("file: 00_welcome", "file: 05_more", 11, "There is no notebooks/05_more.ipynb."),
    ("file: 00_welcome", "file: 01_one", 12, "2 lessons have the file `01_one`."),
]


@pytest.mark.parametrize(("old", "new", "line", "printed"), SYLLABI)
def test_mistakes_in_the_syllabus_are_told_with_their_line(
    old: str, new: str, line: int, printed: str, course: Path
) -> None:
    assert old in SYLLABUS
    (course / "course.yaml").write_text(SYLLABUS.replace(old, new, 1))
    assert any(told.startswith(f"course.yaml:{line}: {printed}") for told in found(course))


CAPSTONE = "  - {id: L02, title: Whole, file: 02_whole, exercise: ex02, capstone: true}\n"
LESSONS = SYLLABUS.replace("text: Tell apart}", "text: Tell apart, lessons: [L01]}") + CAPSTONE


@pytest.fixture
def whole(course: Path) -> Path:
    """The small course with a capstone, which has no lesson of its own."""
    (course / "course.yaml").write_text(LESSONS)
    first, second = an_item("l01-first", "sort", "outcome: [LO1]\n"), an_item("l01-second", "order")
    put_raw(course, LESSON, a_lesson(first, second))
    start = a_cell(SETUP.replace("ex01", "ex02"))
    asked = (a_text("# All"), start, an_item("ex02-a"), a_cell("%hand_in"))
    put_raw(course, "solutions/02_whole.ipynb", a_notebook(*asked, id="ex02"))
    return course


def test_a_capstone_needs_no_lesson_of_its_own(whole: Path) -> None:
    assert found(whole) == []


def test_a_lesson_that_stands_where_a_capstone_has_none_is_told(whole: Path) -> None:
    put_raw(whole, "notebooks/02_whole.ipynb", a_lesson(name="L02"))
    assert found(whole) == [
        "notebooks/02_whole.ipynb: course.yaml has no lesson with the file `02_whole`. "
        "Add it there, or rename the notebook."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "printed"),
    [
        (", lessons: [L01]", "", 3, "LO1 names no lesson to go back to, and there is a capstone."),
        ("lessons: [L01]", "lessons: [L09]", 3, "LO1 names L09, which is no lesson."),
        ("lessons: [L01]", "lessons: [L02]", 3, "LO1 names L02, which is no lesson."),
        ("lessons: [L01]", "lessons: [L00]", 3, "LO1 names L00, and nothing there is about it."),
        (" exercise: ex02,", "", 13, "L02 is a capstone, and has no exercise."),
    ],
)
def test_a_capstone_that_leaves_somebody_without_a_next_step_is_told(
    old: str, new: str, line: int, printed: str, whole: Path
) -> None:
    (whole / "course.yaml").write_text(LESSONS.replace(old, new))
    assert any(told.startswith(f"course.yaml:{line}: {printed}") for told in found(whole))


def test_a_syllabus_that_can_not_be_read_is_told_with_its_line(
    course: Path, command: Command
) -> None:
    (course / "course.yaml").write_text(SYLLABUS.replace("text: A claim", "txt: A claim"))
    said = command("check")
    assert said == (2, "", "course.yaml:7: There is no field `txt` here. Did you mean `text`?\n")


def a_page(*cells: Any, name: str = "review") -> dict[str, Any]:
    return a_notebook(a_text("# Review"), *cells, role="page", id=name)


def start_of(name: str) -> dict[str, Any]:
    return a_cell(SETUP.replace("ex01", name))


def test_a_page_of_the_instructors_stands_in_solutions_and_is_held_to_the_same(
    course: Path,
) -> None:
    path = "solutions/grade_a_cohort.ipynb"
    listed = "pages:\n  - {id: bench, title: Bench, file: grade_a_cohort, folder: solutions}\n"
    (course / "course.yaml").write_text(SYLLABUS + listed)
    assert "There is no solutions/grade_a_cohort.ipynb." in found(course)[0]
    put_raw(course, path, a_page(start_of("bench"), a_cell("%workbench"), name="bench"))
    assert found(course) == []
    put_raw(course, path, a_page(start_of("bench"), a_cell("1 + 1"), name="bench"))
    assert found(course) == [f"{path}:3: {OWN} Take it out, or make it text."]


TRAINEES_PAGES = [
    (a_page(), None),
    (a_page(start_of("review"), a_cell("%review")), None),
    (a_page(a_cell("%review")), f":2: {START}"),
    (a_page(start_of("review"), a_cell("1 + 1")), f":3: {OWN} Take it out, or make it text."),
    (a_page(start_of("review"), a_cell("%hand_in")), ":3: A page is not handed in."),
    (a_page(name="notes"), ': Its metadata gives it the id "notes".'),
    (a_lesson(name="review"), ': Its metadata gives it the role "lesson".'),
]


@pytest.mark.parametrize(("notebook", "printed"), TRAINEES_PAGES)
def test_a_page_for_trainees_is_held_to_what_their_lessons_are(
    notebook: Any, printed: str | None, course: Path
) -> None:
    (course / "course.yaml").write_text(SYLLABUS + PAGES)
    put_raw(course, "notebooks/review.ipynb", notebook)
    told = found(course)
    assert bool(told) == (printed is not None)
    assert printed is None or told[0].startswith(f"notebooks/review.ipynb{printed}")


def test_a_page_for_trainees_has_to_be_in_the_syllabus(course: Path) -> None:
    put_raw(course, "notebooks/review.ipynb", a_page())
    assert found(course) == [
        "notebooks/review.ipynb: course.yaml has no page with the file `review`. "
        "Add it there, or rename the notebook."
    ]
