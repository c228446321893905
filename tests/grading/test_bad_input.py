"""Every bad input has its own reason, and none stops the others or counts as a zero."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from makers import a_course, a_hand_in, a_notebook, answer, cell_of, edit, encoded, record_of, save

from withinscope.grading.intake.collect import collect
from withinscope.grading.intake.found import Found
from withinscope.notebooks.reading import LARGEST

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


def _record(**changes: Any) -> Callable[[Json], object]:
    return lambda notebook: edit(notebook, "pick", **changes)


def _raw(old: bytes, new: bytes) -> Callable[[Json], bytes]:
    return lambda notebook: encoded(notebook).replace(old, new)


def _without(name: str) -> Callable[[Json], object]:
    def change(notebook: Json) -> None:
        record = record_of(notebook, "pick")
        del record[name]
        answer(cell_of(notebook, "pick"), record)

    return change


def _moved(notebook: Json) -> None:
    answer(cell_of(notebook, "rate"), record_of(notebook, "pick"))


def _cell(**changes: Any) -> Callable[[Json], object]:
    return lambda notebook: cell_of(notebook, "pick").update(changes)


def _no_record(notebook: Json) -> None:
    data = cell_of(notebook, "pick")["outputs"][1]["data"]
    del data["application/vnd.withinscope.response+json"]


FORM = "its record does not have the form of an answer"
RESPONSE = "its response does not have the form of single"
LOST = "its cell once held an answer, and the record of it is lost or damaged"
CLEARED = "its outputs were cleared, and with them whatever was answered"
GONE = "its cell is missing or can't be read any more"
BROKEN: dict[str, tuple[Callable[[Json], object], str]] = {
    "an unknown option": (_record(response={"choice": "z"}), "it names an unknown option"),
    "an unknown revision": (
        _record(revision="0" * 64),
        "it answers a revision that no key was given for",
    ),
    "no response": (_record(response=None), "its response is empty"),
    "a response of another type": (_record(response={"best": "a", "worst": "b"}), RESPONSE),
    "a number for a response": (_record(response=7), RESPONSE),
    "a number for a choice": (_record(response={"choice": 1}), RESPONSE),
    "a huge number for a choice": (_raw(b'"choice": "b"', b'"choice": 1e999'), RESPONSE),
    "another schema": (_record(schema=2), "its record has schema 2, where 1 is needed"),
    "a text for a schema": (_record(schema="1"), FORM),
    "another item's record": (_record(item="nobody"), "its record stands in another item's cell"),
    "another exercise's record": (_record(exercise="ex02"), "its record is from another exercise"),
    "a record without a response": (_without("response"), FORM),
    "a record without a revision": (_without("revision"), FORM),
    "a record that is a list": (lambda n: answer(cell_of(n, "pick"), []), FORM),  # type: ignore[arg-type]
    "words where the record was": (_no_record, LOST),
    "no outputs": (lambda n: cell_of(n, "pick").pop("outputs"), CLEARED),
    "outputs that were cleared": (lambda n: cell_of(n, "pick").update(outputs=[]), CLEARED),
    "an output without data": (lambda n: cell_of(n, "pick")["outputs"][1].pop("data"), LOST),
    "no cell": (lambda n: n["cells"].remove(cell_of(n, "pick")), GONE),
    "a cell turned into text": (_cell(cell_type="markdown"), GONE),
    "a cell that is no item any more": (_cell(source="%%item\nid: [pick"), GONE),
    "a cell longer than any item": (_cell(source="%%item\nid: pick\n" + "#" * 70_000), GONE),
}


@pytest.mark.parametrize(("change", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_not_gradable_and_no_zero(
    instructor: Instructor, change: Callable[[Json], object], reason: str
) -> None:
    notebook = a_hand_in({"pick": {"choice": "b"}})
    changed = change(notebook)
    instructor.gets("ana.ipynb", changed if isinstance(changed, bytes) else notebook)
    assert instructor.grades() == 1
    assert instructor.rows("state", "score", "max_score", "pick", "pick_state", "reason") == [
        ("not gradable", "", "6", "", "not gradable", f"pick: {reason}")
    ]


ODD: dict[str, Callable[[Json], object]] = {
    "confidence": _record(confidence="very"),
    "huge confidence": _raw(b'"confidence": null', b'"confidence": 1e999'),
    "attempt": _record(attempt=-5),
    "no attempt": _without("attempt"),
    "date": _record(answered_at="yesterday"),
    "a number for a date": _record(answered_at=10**30),
    "no date": _without("answered_at"),
    "an extra field": _record(extra={"a": [1, 2]}),
    "an extra field in the response": _record(response={"choice": "b", "because": "x"}),
    "handed in at": lambda n: n["metadata"]["withinscope"].update(handed_in_at="soon"),
    "a number for a trainee's workbook": lambda n: n["metadata"]["withinscope"].update(workbook=7),
    "a byte order mark": lambda n: b"\xef\xbb\xbf" + encoded(n),
    "half a letter in a text": _raw(b"Who may diagnose", b"Who may \\udc00diagnose"),
    "half a letter in a name": _raw(b"Ana Ruiz", b"Ana Ruiz\\ud83d"),
    "a text cell copied with its id": lambda n: n["cells"].extend(
        [{"cell_type": "markdown", "id": n["cells"][0]["id"], "metadata": {}, "source": "x"}] * 2
    ),
    "an attribute nobody knows": lambda n: n["metadata"].update(widgets={"state": [None]}),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_odd_extras_never_stop_grading(
    instructor: Instructor, change: Callable[[Json], object]
) -> None:
    notebook = a_hand_in({"pick": {"choice": "b"}})
    changed = change(notebook)
    instructor.gets("ana.ipynb", changed if isinstance(changed, bytes) else notebook)
    assert instructor.grades() == 0
    assert instructor.rows("state", "score", "pick", "reason") == [("graded", "1", "1", "")]


def test_of_two_records_in_a_cell_the_latest_counts(instructor: Instructor) -> None:
    notebook = a_hand_in({"pick": {"choice": "b"}})
    cell = cell_of(notebook, "pick")
    older = json.loads(json.dumps(cell["outputs"][1]))
    older["data"]["application/vnd.withinscope.response+json"] |= {
        "response": {"choice": "a"},
        "answered_at": "2026-11-20T09:00:00+00:00",
    }
    cell["outputs"].append(older)
    instructor.gets("ana.ipynb", notebook)
    instructor.grades()
    assert instructor.rows("pick") == [("1",)]


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
            found = {f.where: f.problem for f in collect([folder]) if isinstance(f, Found)}
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


def test_half_a_letter_in_an_answer_costs_that_letter_alone(instructor: Instructor) -> None:
    notebook = a_hand_in(RIGHT | {"tell": {"text": "I coach HALF"}})
    instructor.gets(
        "x.ipynb", encoded(notebook).replace(b"HALF", b"\\ud83d \\\\ud83d \\ud83d\\ude42")
    )
    assert instructor.grades() == 0
    assert instructor.rows("state", "tell_state") == [("needs marking", "needs marking")]


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
