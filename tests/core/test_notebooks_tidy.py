"""Notebooks as git keeps them, and how they are written."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from withinscope import items, notebooks
from withinscope.problems import Mistake

from .makers import (
    SETUP,
    a_cell,
    a_notebook,
    a_text,
    an_exercise,
    an_item,
    answered,
    for_instructors,
    saved,
    yaml_of_a,
)


def a_used_lesson() -> dict[str, Any]:
    """A lesson as Jupyter leaves it after a run."""
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "a1"}, "text/plain": "x"}
    ran: dict[str, Any] = {
        "execution_count": 41,
        "metadata": {"execution": {"started": "now"}, "tags": ["a"]},
    }
    view = {"output_type": "display_data", "data": widget, "metadata": {}}
    lesson = a_notebook(
        a_text("# Title", metadata={"editable": False, "slideshow": {}}, attachments={"a": {}}),
        a_cell(SETUP, **ran),
        an_item(**ran, outputs=[view]),
        a_cell("%hand_in", outputs=[view]),
        role="lesson",
        nav={"title": "x"},
    )
    lesson["metadata"] |= {"widgets": {"state": {}}, "language_info": {"version": "3.13.1"}}
    return lesson


def test_a_run_leaves_no_trace_but_what_it_prints() -> None:
    tidied = notebooks.tidy(a_used_lesson())
    assert tidied["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "withinscope": {"role": "lesson", "id": "ex01"},
    }
    text, setup, item, hand_in = tidied["cells"]
    assert text["metadata"] == {"editable": False}
    assert text["attachments"] == {"a": {}}
    assert (setup["execution_count"], setup["outputs"]) == (1, [])
    assert item["metadata"] == {"tags": ["a"]}
    assert [output["data"] for output in item["outputs"]] == [
        {"text/plain": items.load(yaml_of_a("single")).words()}
    ]
    assert [list(output["data"]) for output in hand_in["outputs"]] == [["text/plain"]]


@pytest.mark.parametrize(
    "notebook", [a_used_lesson(), a_notebook(an_item()), an_exercise(an_item("sort")), a_notebook()]
)
def test_what_is_tidy_stays_as_it_is(notebook: dict[str, Any], tmp_path: Path) -> None:
    tidied = notebooks.tidy(notebook)
    assert notebooks.tidy(tidied) == tidied
    notebooks.write(tmp_path / "a.ipynb", tidied)
    first = (tmp_path / "a.ipynb").read_bytes()
    notebooks.write(tmp_path / "a.ipynb", notebooks.tidy(notebooks.load_dict(tmp_path / "a.ipynb")))
    assert (tmp_path / "a.ipynb").read_bytes() == first
    assert first.endswith(b"}\n")


def test_the_notebook_given_is_left_as_it_was() -> None:
    lesson = a_used_lesson()
    before = json.dumps(lesson)
    notebooks.tidy(lesson)
    assert json.dumps(lesson) == before


def test_an_exercise_made_tidy_has_a_place_for_each_record_and_no_answer() -> None:
    exercise = an_exercise(an_item())
    used = exercise | {"cells": [answered(exercise["cells"][0], {"choice": "a"})]}
    assert notebooks.tidy(used) == exercise


def test_mistakes_are_told_with_their_place() -> None:
    broken = a_cell(an_item()["source"].replace("key: b", "key: z"))
    no_id = {**a_text("a"), "id": ""}
    with pytest.raises(Mistake) as mistake:
        notebooks.tidy(a_notebook(a_text("a"), broken, no_id), "notebooks/a.ipynb")
    places = [str(problem.place) for problem in mistake.value.problems]
    assert places == ["notebooks/a.ipynb:2:9", "notebooks/a.ipynb:3"]


def test_cells_for_instructors_stay_in_the_solution() -> None:
    cell = for_instructors(a_cell("1 + 1"))
    assert notebooks.tidy(a_notebook(cell))["cells"][0]["source"] == "1 + 1"


class TestLoading:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "null",
            "{}",
            '{"cells": []}',
            '{"cells": [], "metadata": {"withinscope": 1}}',
            '{"cells": [], "metadata": {"withinscope": {"role": "lesson"}}}',
            '{"cells": 1, "metadata": {"withinscope": {"role": "lesson", "id": "a"}}}',
            '{"cells": [1], "metadata": {"withinscope": {"role": "lesson", "id": "a"}}}',
            '{"cells": [{}], "metadata": {"withinscope": {"role": "lesson", "id": "a"}}}',
            '{"cells": ' + "[" * 100_000,
        ],
        ids=lambda text: text[:60],
    )
    def test_what_is_no_course_notebook_is_a_mistake(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "a.ipynb"
        path.write_text(text)
        with pytest.raises(Mistake, match="This file is not a notebook of the course"):
            notebooks.load_dict(path)

    def test_a_missing_file_is_a_mistake(self, tmp_path: Path) -> None:
        with pytest.raises(Mistake, match="can't be read"):
            notebooks.load_dict(tmp_path / "a.ipynb")


class TestWriting:
    def test_a_crash_leaves_the_old_file_and_no_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = saved(a_notebook(), tmp_path / "a.ipynb")
        before = path.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            notebooks.write(path, a_notebook(a_text("new")))
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.iterdir()] == ["a.ipynb"]

    def test_a_cell_of_no_known_kind_is_a_mistake(self, tmp_path: Path) -> None:
        with pytest.raises(Mistake, match="This is not a whole notebook"):
            notebooks.write(tmp_path / "a.ipynb", a_notebook(a_cell("x", "poem")))
        assert list(tmp_path.iterdir()) == []
