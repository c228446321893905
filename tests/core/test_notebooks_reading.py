"""Files that are notebooks, nearly, or not at all: read, or refused with the reason."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope import items, notebooks
from withinscope.notebooks import Unreadable, reading
from withinscope.problems import Mistake

from . import strategies
from .makers import (
    a_cell,
    a_notebook,
    a_text,
    an_exercise,
    an_item,
    answered,
    decoded,
    for_instructors,
    saved,
    yaml_of_a,
)


def test_a_notebook_is_read_into_what_matters(tmp_path: Path) -> None:
    exercise = an_exercise(a_text("Text."), an_item(), workbook="w1", trainee=" Ada ")
    notebook = notebooks.read(saved(exercise, tmp_path / "a.ipynb"))
    assert notebook == decoded(exercise).__class__(
        path=str(tmp_path / "a.ipynb"),
        role="exercise",
        id="ex01",
        workbook="w1",
        trainee="Ada",
        handed_in_at=None,
        cells=tuple(
            notebooks.Cell(cell["id"], cell["cell_type"], cell["source"])
            for cell in exercise["cells"]
        ),
    )


def test_a_source_may_be_one_text_or_a_list_of_lines() -> None:
    cell = an_item()
    lines = cell | {"source": cell["source"].splitlines(keepends=True)}
    (one,), (other,) = (decoded(a_notebook(c)).cells for c in (cell, lines))
    assert one == other


def test_tags_are_read_and_odd_ones_left_out() -> None:
    odd = a_text("a") | {"metadata": {"tags": ["instructor", 1, None]}}
    notebook = decoded(a_notebook(for_instructors(a_text("a")), odd, a_text("a")))
    assert [cell.tags for cell in notebook.cells] == [("instructor",), ("instructor",), ()]


def raw(notebook: Any) -> bytes:
    return json.dumps(notebook).encode()


GOOD = raw(a_notebook(a_text("Text.")))
CELLS = b'{"nbformat": 4, "metadata": {}, "cells": ['
BROKEN = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\t", "empty"),
    "cut off": (GOOD[:-9], "cut off before its end"),
    "no JSON": (b"PK\x03\x04", "not JSON"),
    "no UTF-8": (GOOD.replace(b"Text.", b"\xff\xfe"), "not UTF-8 text"),
    "no UTF-8 where nobody reads": (b'{"x": "\xff", ' + GOOD[1:], "not UTF-8 text"),
    "NaN": (GOOD.replace(b'"Text."', b"NaN"), "not JSON"),
    "two values": (GOOD + GOOD, "not JSON"),
    "a list": (b"[]", "not a notebook"),
    "null": (b"null", "not a notebook"),
    "cells that are none": (GOOD.replace(b'"cells": [', b'"cells": [1, '), "not a notebook"),
    "no cells": (b'{"nbformat": 4}', "not a notebook"),
    "format 3": (GOOD.replace(b'"nbformat": 4', b'"nbformat": 3'), "notebook format 3"),
    "a format of words": (GOOD.replace(b'"nbformat": 4', b'"nbformat": "4"'), "not a notebook"),
    "deep in the metadata": (
        b'{"nbformat": 4, "cells": [], "metadata": {"withinscope": ' + b"[" * 100_000,
        "nested too deeply",
    ),
    "deep where nobody reads": (
        b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b", " + GOOD[1:],
        "nested too deeply",
    ),
    "the same cell id twice": (
        raw(a_notebook(a_cell("a") | {"id": "x"}, a_cell("b") | {"id": "x"})),
        "the cell id 'x' stands in it more than once",
    ),
    "items without an end": (
        raw(a_notebook(*(a_cell("%%item\n" + "[" * 60_000) for _ in range(6)))),
        "its items are longer than 262,144 characters",
    ),
}


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        notebooks.decode(data, "a.ipynb")
    assert str(unreadable.value).startswith(reason)
    assert "\n" not in str(unreadable.value)


@given(data=st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unreadable(data: bytes) -> None:
    reads_or_refuses(data)


EXERCISE = an_exercise(a_text("Text."), an_item(), workbook="w1", trainee="Ada")
EXERCISE["cells"][1] = answered(EXERCISE["cells"][1], {"choice": "b"})
WHOLE = raw(EXERCISE)


@given(at=st.integers(0, len(WHOLE)), cut=st.integers(0, 30), put=st.binary(max_size=12))
def test_no_edited_bytes_raise_anything_but_unreadable(at: int, cut: int, put: bytes) -> None:
    reads_or_refuses(WHOLE[:at] + put + WHOLE[at + cut :])


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path to a value in a notebook's JSON."""
    steps: list[tuple[Any, Any]] = []
    if isinstance(data, dict | list):
        steps = list(data.items() if isinstance(data, dict) else enumerate(data))
    return [path, *(place for step, value in steps for place in places(value, (*path, step)))]


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    inner = replaced(data[step], tuple(rest), value)
    if isinstance(data, dict):
        return data | {step: inner}
    return [*data[:step], inner, *data[step + 1 :]]


@given(path=st.sampled_from(places(EXERCISE)), value=strategies.json)
def test_no_edited_value_raises_anything_but_unreadable(path: tuple[Any, ...], value: Any) -> None:
    reads_or_refuses(raw(replaced(EXERCISE, path, value)))


def reads_or_refuses(data: bytes) -> None:
    try:
        notebook = notebooks.decode(data, "a.ipynb")
        answers = notebooks.responses(notebook)
    except Unreadable as reason:
        assert str(reason)  # noqa: PT017 - both ways are right
        return
    assert all(isinstance(answer.item, str) for answer in answers)
    assert all(isinstance(item.id, str) for item in notebooks.released_items(notebook))


class TestFiles:
    def test_a_file_that_is_not_there_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="No such file"):
            notebooks.read(tmp_path / "a.ipynb")

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="a folder, not a file"):
            notebooks.read(tmp_path)

    def test_a_file_that_is_too_large_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.ipynb"
        with path.open("wb") as out:
            out.truncate(200 * 1024 * 1024)  # no disk is used for the hole
        with pytest.raises(Unreadable, match="larger than 32 MB"):
            notebooks.read(path)

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.ipynb")
        with pytest.raises(Unreadable, match="not a file that can be read"):
            notebooks.read(tmp_path / "a.ipynb")

    def test_no_permission_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        # Root may read everything, and tests often run as root.
        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(Unreadable, match="no permission to read it"):
            notebooks.read(saved(a_notebook(), tmp_path / "a.ipynb"))


class TestItems:
    def test_every_item_of_a_solution_is_read_with_its_key(self) -> None:
        solution = decoded(a_notebook(an_item("single"), a_text("%%item"), an_item("sort")))
        expected = [items.load(yaml_of_a(type_)) for type_ in ("single", "sort")]
        assert list(notebooks.items(solution)) == expected

    def test_every_mistake_is_told_with_cell_and_line(self) -> None:
        broken = an_item()["source"].replace("key: b", "key: z")
        with pytest.raises(Mistake) as mistake:
            notebooks.items(decoded(a_notebook(a_cell(broken), a_text("a"), a_cell(broken))))
        places = [str(problem.place) for problem in mistake.value.problems]
        assert places == ["file.ipynb:1:9", "file.ipynb:3:9"]

    def test_two_items_of_one_id_are_refused(self) -> None:
        with pytest.raises(Mistake, match="2 items have the id `texts`"):
            notebooks.items(decoded(a_notebook(an_item(), an_item())))

    def test_an_exercise_asks_what_is_readable_and_holds_no_key(self) -> None:
        exercise = an_exercise(an_item("single"), an_item("free"))
        exercise["cells"].insert(0, an_item("sort"))  # with its key, so nobody was asked that
        exercise["cells"].insert(0, a_cell("%%item\nid: ["))
        asked = notebooks.released_items(decoded(exercise))
        assert [item.id for item in asked] == ["texts", "refer"]

    def test_a_cell_that_is_too_long_asks_nothing(self) -> None:
        text = "x" * (items.LONGEST + 1)
        cell = a_cell(f"%%item\nid: a\ntype: free\nstem: {text}")
        assert reading.asked(decoded(a_notebook(cell)).cells[0]) is None


@pytest.mark.parametrize(
    ("held", "kept"),
    [
        (rb"\ud800", "\ufffd"),
        (rb"a\uDFFFb", "a\ufffdb"),
        (rb"\ud83d\ude00", "\U0001f600"),
        (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"\\ud800", "\\ud800"),  # the text \ud800, which is no half
        (b"\xed\xa0\x80", "\ufffd"),
    ],
)
def test_half_of_a_letter_costs_nothing_around_it(held: bytes, kept: str) -> None:
    [cell] = notebooks.decode(GOOD.replace(b"Text.", held), "").cells
    assert cell.source == kept
