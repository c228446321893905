"""A broken answer has its own reason and counts as no zero; odd extras stop nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from makers import a_hand_in, answer, cell_of, edit, encoded, record_of

from .instructor import RIGHT, Instructor
from .test_bad_input import Json


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


def test_half_a_letter_in_an_answer_costs_that_letter_alone(instructor: Instructor) -> None:
    notebook = a_hand_in(RIGHT | {"tell": {"text": "I coach HALF"}})
    instructor.gets(
        "x.ipynb", encoded(notebook).replace(b"HALF", b"\\ud83d \\\\ud83d \\ud83d\\ude42")
    )
    assert instructor.grades() == 0
    assert instructor.rows("state", "tell_state") == [("needs marking", "needs marking")]
