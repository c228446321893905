"""Every bad input has its own reason, and none stops the others or counts as a zero."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from makers import a_course, a_hand_in, a_notebook, encoded

from .instructor import RIGHT, Instructor

GOOD = encoded(a_hand_in(RIGHT, "Good", workbook="good"))
ANA = "hand-ins/Ana Ruiz"
Json = dict[str, Any]


def _nested(depth: int) -> bytes:
    return encoded(a_hand_in(RIGHT)).replace(
        b'"metadata": {', b'"metadata": {"x": ' + b"[" * depth + b"]" * depth + b",", 1
    )


def _with_cells(change: Callable[[list[Json]], object]) -> bytes:
    notebook = a_hand_in(RIGHT)
    change(notebook["cells"])
    return encoded(notebook)


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"print('hello')", "not JSON (JSON is malformed: invalid character (byte 0))"),
    "truncated": (encoded(a_hand_in(RIGHT))[:-40], "cut off before its end"),
    "empty": (b"", "empty"),
    "nothing but white space": (b" \n\n", "empty"),
    "nested 100,000 deep": (_nested(100_000), "nested too deeply"),
    "nested deeply and cut off": (
        b'{"nbformat": 4, "x": ' + b"[" * 100_000,
        "nested too deeply",
    ),
    "not UTF-8": (encoded(a_hand_in(RIGHT)).replace(b"Ana", b"An\xe9"), "not UTF-8 text"),
    "UTF-16": (encoded(a_hand_in(RIGHT)).decode().encode("utf-16"), "not UTF-8 text"),
    "NaN": (
        encoded(a_hand_in(RIGHT)).replace(b'"nbformat": 4', b'"nbformat": NaN'),
        "not JSON (JSON is malformed: invalid character",
    ),
    "a huge number": (
        encoded(a_hand_in(RIGHT)).replace(b'"nbformat": 4', b'"nbformat": 1e999'),
        "not a notebook (Number out of range - at `$.nbformat`)",
    ),
    "a list": (b"[]", "not a notebook (Expected `object`, got `array`)"),
    "JSON of something else": (
        b'{"a": 1}',
        "not a notebook (Object missing required field `nbformat`)",
    ),
    "format 3": (
        encoded(a_hand_in(RIGHT) | {"nbformat": 3}),
        "notebook format 3, where 4 is needed",
    ),
    "format 99": (
        encoded(a_hand_in(RIGHT) | {"nbformat": 99}),
        "notebook format 99, where 4 is needed",
    ),
    "a cell id twice": (
        _with_cells(lambda cells: cells[1].update(id=cells[2]["id"])),
        "the cell id 'cell-1' stands in it more than once",
    ),
    "an item twice": (
        _with_cells(lambda cells: cells.append(cells[1] | {"id": "copy"})),
        "the item pick stands in it 2 times",
    ),
    "another course's exercise": (
        encoded(a_hand_in(RIGHT, exercise="ex99")),
        "the exercise 'ex99' has no solution in this course",
    ),
    "an exercise without an id": (
        encoded(a_notebook(role="exercise", exercise="")),
        "the exercise without an id has no solution in this course",
    ),
    "an exercise with an endless id": (
        encoded(a_notebook(role="exercise", exercise="x" * 100_000)),
        f"the exercise '{'x' * 39}…' has no solution in this course",
    ),
    "more items than anyone writes": (
        encoded(a_notebook(*["x" * 60_000] * 10, role="exercise")),
        "its items are longer than 262,144 characters",
    ),
    "a lesson": (
        encoded(a_notebook(role="lesson", exercise="L01")),
        "a lesson, not an exercise; nothing in it is graded",
    ),
    "a solution": (encoded(a_notebook()), "a solution, not a hand-in"),
    "somebody's own notebook": (
        json.dumps({"nbformat": 4, "metadata": {}, "cells": []}).encode(),
        "a notebook, but not an exercise of this course",
    ),
}


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_hand_in_has_its_reason_and_stops_nothing(
    instructor: Instructor, data: bytes, reason: str
) -> None:
    instructor.gets("Good/ex01.ipynb", GOOD)
    instructor.gets("Ana Ruiz/file.ipynb", data)
    assert instructor.grades() == 1
    bad, good = instructor.sheet()
    if bad["trainee"] == "Good":
        bad, good = good, bad
    assert (good["trainee"], good["state"], good["score"]) == ("Good", "graded", "3")
    assert (bad["trainee"], bad["state"], bad["score"], bad["max_score"]) == (
        "Ana Ruiz",
        "not gradable",
        "",
        "",
    )
    assert bad["reason"].startswith(f"hand-ins/Ana Ruiz/file.ipynb: {reason}")


def test_what_is_refused_is_forgotten_once_it_is_mended_or_gone(instructor: Instructor) -> None:
    broken = instructor.gets("Ana Ruiz/ex01.ipynb", b"{")
    gone = instructor.gets("Bo/ex01.ipynb", b"{")
    assert instructor.grades() == 2
    assert len(instructor.sheet()) == 2
    broken.write_bytes(encoded(a_hand_in(RIGHT)))
    gone.unlink()
    assert instructor.grades() == 0
    assert instructor.reasons() == {"Ana Ruiz": ""}


def test_a_broken_file_beside_a_good_one_is_told_and_costs_nothing(instructor: Instructor) -> None:
    instructor.gets("Ana Ruiz/ex01_1.ipynb", a_hand_in(RIGHT))
    instructor.gets("Ana Ruiz/ex01_2.ipynb", b"{")
    assert instructor.grades() == 1
    assert instructor.rows("trainee", "state", "score", "reason") == [
        ("Ana Ruiz", "graded", "3", f"not read: {ANA}/ex01_2.ipynb: cut off before its end")
    ]


def test_nothing_is_imported_that_could_run_an_answer(instructor: Instructor) -> None:
    instructor.gets("Good/ex01.ipynb", GOOD)
    a_course(instructor.course)
    code = (
        "import sys; from withinscope.cli import main; status = main(sys.argv[1:]);"
        "banned = {'nbformat', 'IPython', 'ipywidgets', 'jupyterlab', 'withinscope.views'};"
        "print(sorted(banned & set(sys.modules))); sys.exit(status)"
    )
    words: list[str | Path] = [
        "grade",
        instructor.hand_ins,
        "--course",
        instructor.course,
        "--out",
        instructor.out,
    ]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_what_cannot_be_graded_is_told_as_whose_it_says_that_it_is(instructor: Instructor) -> None:
    instructor.gets("x.ipynb", _with_cells(lambda cells: cells[1].update(id=cells[2]["id"])))
    assert instructor.grades() == 2
    told = "hand-ins/x.ipynb: the cell id 'cell-1' stands in it more than once"
    assert instructor.reasons() == {"Ana Ruiz": told}


def test_a_mistyped_path_is_nobody(instructor: Instructor) -> None:
    instructor.gets("Good/ex01.ipynb", GOOD)
    assert instructor.grades(instructor.hand_ins, instructor.folder / "handins.zip") == 2
    assert "There is no file or folder" in instructor.complained
    assert not (instructor.out / "grades.csv").exists()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_lacks_a_letter_ends_no_run(instructor: Instructor, encoding: str) -> None:
    instructor.gets("x.ipynb", a_hand_in(RIGHT, "Łucja 🙂"))
    words: list[str | Path] = [
        "grade",
        instructor.hand_ins,
        "--course",
        instructor.course,
        "--out",
        instructor.out,
    ]
    done = subprocess.run(
        [sys.executable, "-m", "withinscope", *words, "--roster", _names(instructor, "Łukasz Żak")],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"Missing: ?ukasz" in done.stdout


def _names(instructor: Instructor, *names: str) -> Path:
    path = instructor.folder / "roster.csv"
    path.write_text("\n".join(["Name", *names]), encoding="utf-8")
    return path
