"""solutions/answers/: an expert's answers and a drifting trainee's try an exercise's keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .courses import a_solution, an_item, found, put_raw

FILE = "solutions/answers/ex01.yaml"
MARKED = "{text: I listen., marks: {clear: 2}}"
RIGHT = f"""\
exercise: ex01
expert:
  ex01-a: {{choice: b}}
  ex01-b: {MARKED}
drifting:
  ex01-a: {{choice: a}}
  ex01-b: {{text: I fix it., marks: {{clear: 0}}}}
failed: [ex01-a]
"""
FREE = """\
type: free
stem: Say what you do.
rubric:
  - {id: clear, criterion: Says it clearly, levels: [Not, Nearly, Fully]}
"""


@pytest.fixture
def course(course: Path) -> Path:
    free = an_item("ex01-b", "free")
    free["source"] = f"%%item\nid: ex01-b\n{FREE}"
    critical = an_item("ex01-a", more="critical: true\n")
    put_raw(course, "solutions/01_one.ipynb", a_solution(critical, free))
    return course


def answered(course: Path, text: str) -> list[str]:
    file = course / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return found(course)


def test_answers_that_earn_what_they_should_are_no_mistake(course: Path) -> None:
    assert found(course) == []  # nor is a course that has none
    assert answered(course, RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{choice: b}", "{choice: a}", "3: The expert earns 0 of 1 here."),
        ("marks: {clear: 2}", "marks: {clear: 1}", "4: The expert earns 0.5 of 1 here."),
        (", marks: {clear: 2}", "", "4: This answer has no score: it needs the `marks`"),
        ("marks: {clear: 2}", "marks: {clear: best}", "4: This answer has no score: it needs"),
        ("{choice: b}", "{choice: z}", "3: This answer has no score: "),
        ("  ex01-a: {choice: b}\n", "", "2: `expert` leaves out `ex01-a`."),
        ("  ex01-a: {choice: b}", "  ex01-z: {choice: b}", "The exercise has no item `ex01-z`."),
        ("marks: {clear: 0}", "marks: {clear: 2}", "5: Who drifts earns 1.00 of 2."),
        ("[ex01-a]", "[]", "8: Of what is critical, who drifts fails ex01-a."),
        ("ise: ex01", "ise: ex02", "1: These are said to answer `ex02`."),
        ("failed:", "fails:", "8: "),
    ],
)
def test_what_is_wrong_with_answers_is_told_with_its_line(
    course: Path, old: str, new: str, told: str
) -> None:
    said = answered(course, RIGHT.replace(old, new, 1))
    assert any(one.startswith(FILE) and told in one for one in said), said


def test_answers_to_no_exercise_are_told(course: Path) -> None:
    answered(course, RIGHT)
    (course / FILE).rename(course / "solutions/answers/ex07.yaml")
    assert found(course) == [
        "solutions/01_one.ipynb: The exercise `ex01` has no answers to try its keys with. "
        "Write solutions/answers/ex01.yaml: an expert's, and those of one who drifts.",
        "solutions/answers/ex07.yaml: There is no exercise `ex07` in the course. "
        "Name the file as its exercise, or take it out.",
    ]


def test_answers_that_are_no_text_are_told(course: Path) -> None:
    answered(course, RIGHT)
    (course / FILE).write_bytes(b"\xff\xfe")
    assert found(course) == [f"{FILE}: These answers can't be read. Save them as UTF-8 text."]


def test_an_item_that_cannot_be_read_is_told_once_and_its_answers_not_at_all(course: Path) -> None:
    answered(course, RIGHT)
    broken: dict[str, Any] = an_item("ex01-a")
    broken["source"] = broken["source"].replace("key: b", "key: z")
    put_raw(course, "solutions/01_one.ipynb", a_solution(broken))
    assert [one for one in found(course) if FILE in one] == []
