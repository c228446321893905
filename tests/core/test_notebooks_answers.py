"""Records in a cell's outputs: what was answered, or why that can't be told."""

import json
from typing import Any

import msgspec
import nbformat
import pytest
from hypothesis import given

from withinscope import items, notebooks
from withinscope.notebooks import MIME, Answer, Record, Unreadable
from withinscope.notebooks.answers import when

from . import strategies
from .makers import a_cell, a_record, an_exercise, an_item, answered, decoded, yaml_of_a


def an_answered(*records: dict[str, Any], response: Any = None) -> dict[str, Any]:
    """An exercise with one `single` item, answered once for each record."""
    exercise = an_exercise(an_item())
    (cell,) = exercise["cells"]
    for record in records or ({},):
        cell = answered(cell, response or {"choice": "b"}, **record)
    return exercise | {"cells": [cell]}


def a_display(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": data}


def answers(exercise: Any) -> tuple[Answer, ...]:
    return notebooks.responses(decoded(exercise))


def the_answer(exercise: Any) -> Answer:
    (answer,) = answers(exercise)
    return answer


def choice(exercise: Any) -> str:
    record = the_answer(exercise).record
    assert record is not None
    return str(json.loads(bytes(record.response))["choice"])


def test_an_exercise_without_answers_has_none() -> None:
    assert answers(an_exercise(an_item("single"), an_item("sort"))) == ()


def test_a_record_is_read_whole() -> None:
    more = {"workbook": "w1", "confidence": 2, "attempt": 3, "first": {"choice": "a"}, "new": [1]}
    answer = the_answer(an_answered(more))
    item = items.load(yaml_of_a("single"))
    assert (answer.item, answer.reason) == ("texts", "")
    assert msgspec.json.decode(msgspec.json.encode(answer.record)) == {
        "schema": 1,
        "exercise": "ex01",
        "item": "texts",
        "revision": item.revision,
        "response": {"choice": "b"},
        "workbook": "w1",
        "confidence": 2,
        "answered_at": "2026-11-23T10:00:00+00:00",
        "attempt": 3,
        "first": {"choice": "a"},
    }


UNGRADABLE = [
    ({"response": None}, "its response is empty"),
    ({"schema": 2}, "its record has schema 2, where 1 is needed"),
    ({"schema": "1"}, "its record does not have the form of an answer"),
    ({"schema": None}, "its record does not have the form of an answer"),
    ({"item": "other"}, "its record stands in another item's cell"),
    ({"item": 7}, "its record does not have the form of an answer"),
    ({"exercise": "ex02"}, "its record is from another exercise"),
    ({"revision": None}, "its record does not have the form of an answer"),
]


@pytest.mark.parametrize(("edit", "reason"), UNGRADABLE)
def test_a_record_that_can_not_be_graded_says_why(edit: dict[str, Any], reason: str) -> None:
    found = {answer.item: answer for answer in answers(an_answered(edit))}
    assert (found["texts"].record, found["texts"].reason) == (None, reason)


@pytest.mark.parametrize("record", [None, [], "text", 1, {}])
def test_what_is_no_record_says_so(record: Any) -> None:
    exercise = an_exercise(an_item())
    exercise["cells"][0]["outputs"].append(a_record(record))
    answer = the_answer(exercise)
    assert (answer.record, answer.reason) == (
        None,
        "its record does not have the form of an answer",
    )


@pytest.mark.parametrize("name", ["confidence", "attempt", "answered_at", "workbook", "first"])
@given(odd=strategies.json)
def test_an_odd_extra_never_stops_grading(name: str, odd: Any) -> None:
    text = json.dumps(odd).replace("NaN", "1e999").replace("Infinity", "1e999")
    text = json.dumps(an_answered({name: "HERE"})).replace('"HERE"', text)
    (answer,) = notebooks.responses(notebooks.decode(text.encode(), "a.ipynb"))
    assert answer.reason == ""
    assert answer.record is not None
    when(answer.record.answered_at)


@pytest.mark.parametrize("odd", ["1e999", "9" * 5000, "[" * 300 + "]" * 300])
@pytest.mark.parametrize("name", ["confidence", "attempt", "answered_at", "first"])
def test_an_extra_that_can_not_be_is_left_out(name: str, odd: str) -> None:
    text = json.dumps(an_answered({name: "HERE", "workbook": "w1"})).replace('"HERE"', odd)
    (answer,) = notebooks.responses(notebooks.decode(text.encode(), "a.ipynb"))
    assert answer.record is not None
    assert (answer.item, answer.record.workbook) == ("texts", "w1")


EARLY, LATE = "2026-11-23T10:00:00+00:00", "2026-11-23T11:00:00+00:00"


class TestTwoRecordsInACell:
    @pytest.mark.parametrize(
        ("first", "second"), [(EARLY, LATE), (None, LATE), ("yesterday", EARLY), ({}, EARLY)]
    )
    def test_the_latest_counts_wherever_it_stands(self, first: Any, second: str) -> None:
        a = {"answered_at": first, "response": {"choice": "a"}}
        b = {"answered_at": second, "response": {"choice": "b"}}
        assert choice(an_answered(a, b)) == choice(an_answered(b, a)) == "b"

    def test_time_zones_are_minded(self) -> None:
        a = {"answered_at": "2026-11-23T12:00:00+05:00", "response": {"choice": "a"}}
        b = {"answered_at": "2026-11-23T08:00:00Z", "response": {"choice": "b"}}
        assert choice(an_answered(a, b)) == "b"

    def test_one_that_can_be_graded_counts_before_one_that_can_not(self) -> None:
        broken = {"answered_at": LATE, "response": None}
        good = {"answered_at": EARLY}
        assert choice(an_answered(good, broken)) == choice(an_answered(broken, good)) == "b"


class TestRecordsElsewhere:
    def test_an_item_that_stands_twice_makes_the_file_unreadable(self) -> None:
        exercise = an_exercise(an_item())
        exercise["cells"].append(exercise["cells"][0] | {"id": "copy"})
        with pytest.raises(Unreadable, match="the item texts stands in it 2 times"):
            answers(exercise)

    def test_a_record_in_another_items_cell_answers_neither(self) -> None:
        exercise = an_exercise(an_item("single"), an_item("sort"))
        stray = answered(exercise["cells"][0], {"choice": "b"})["outputs"][-1]
        exercise["cells"][1]["outputs"].append(stray)
        found = {answer.item: (answer.record, answer.reason) for answer in answers(exercise)}
        reason = "its record stands in another item's cell"
        assert found == {"rooms": (None, reason), "texts": (None, reason)}

    def test_a_record_in_a_cell_that_asks_nothing_is_told(self) -> None:
        exercise = an_answered()
        exercise["cells"][0]["source"] = "changed"
        assert the_answer(exercise) == Answer(
            "texts", None, "its record stands in another item's cell"
        )

    def test_outputs_of_other_kinds_are_no_answers(self) -> None:
        exercise = an_answered()
        exercise["cells"][0]["outputs"] += [
            {"output_type": "stream", "name": "stdout", "text": "x"},
            {"output_type": "error", "ename": "x", "evalue": "x", "traceback": []},
            {"output_type": "display_data", "data": {"text/html": "<b>x</b>"}, "metadata": {}},
        ]
        assert choice(exercise) == "b"


class TestShown:
    item = items.load(yaml_of_a("single")).released()

    def record(self, response: Any = None, **more: Any) -> Record:
        raw = msgspec.Raw(json.dumps(response or {"choice": "b"}).encode())
        return Record(1, "ex01", "texts", self.item.revision, raw, **more)

    def test_a_record_stands_beside_its_answer_in_words(self) -> None:
        bundle = notebooks.shown(self.record(confidence=3), self.item)
        assert bundle["text/plain"] == "Answered:\nAsk about safety"
        assert bundle[MIME] == {
            "schema": 1,
            "exercise": "ex01",
            "item": "texts",
            "revision": self.item.revision,
            "response": {"choice": "b"},
            "confidence": 3,
        }

    def test_an_answer_to_an_older_question_is_kept_and_said_to_be_one(self) -> None:
        bundle = notebooks.shown(self.record({"choice": "gone"}), self.item)
        assert bundle["text/plain"] == "Answered, to another version of this question."
        assert bundle[MIME]["response"] == {"choice": "gone"}

    def test_a_hand_in_holds_every_record_a_name_and_a_time(self) -> None:
        exercise = an_exercise(
            an_item("single"), an_item("sort"), workbook="w1", nav={"title": "x"}
        )
        exercise["cells"][1] = answered(exercise["cells"][1], {"placed": {"s1": "both"}})
        handed_in = notebooks.handed_in(exercise, {"texts": self.record()}, "Ada", LATE)
        notebook = decoded(handed_in)
        assert (notebook.trainee, notebook.handed_in_at, notebook.workbook) == ("Ada", LATE, "w1")
        assert "nav" not in handed_in["metadata"]["withinscope"]
        read = {
            a.item: json.loads(bytes(a.record.response)) for a in answers(handed_in) if a.record
        }
        assert read == {"texts": {"choice": "b"}, "rooms": {"placed": {"s1": "both"}}}
        assert "nav" in exercise["metadata"]["withinscope"], "the trainee's own is left as it was"

    def test_a_hand_in_holds_what_was_answered_and_nothing_else(self) -> None:
        exercise = an_exercise(an_item("single"), workbook="w1")
        state = {"application/vnd.jupyter.widget-state+json": {"state": {"x": "Begun, not saved"}}}
        exercise["metadata"] |= {"widgets": state, "trusted": True}
        view = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "Q"}
        other = a_cell("%hand_in", outputs=[a_display(view)])
        odd = a_cell("%%item\nid: [", outputs=[{"output_type": "stream", "text": "x"}])
        kept = a_cell("%%item\nid: [", outputs=[a_display(view | {MIME: {"item": "?"}})])
        for cell in (other, odd, kept):
            cell["metadata"] = {"collapsed": False, "tags": ["t"]}
        exercise["cells"] += [other, odd, kept]
        made = notebooks.handed_in(exercise, {"texts": self.record()}, "Ada", LATE)
        assert set(made["metadata"]) == {"kernelspec", "language_info", "withinscope"}
        assert [cell["outputs"] for cell in made["cells"][1:]] == [
            [],
            [],
            [a_display({MIME: {"item": "?"}, "text/plain": "Q"})],
        ]
        assert made["cells"][1]["metadata"] == {"tags": ["t"]}
        text = notebooks.handed_in_text(made)
        assert "Begun" not in text
        nbformat.validate(nbformat.reads(text, as_version=4))


@pytest.mark.parametrize(
    "odd", [None, 1, "", "soon", "2026-13-45", "9" * 400, [], "0001-01-01T00:00:00+23:59", "\uff11"]
)
def test_an_odd_time_is_before_all_others(odd: Any) -> None:
    assert when(odd) <= when("1000-01-01")
