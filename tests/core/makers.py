"""Small makers of notebooks, as their JSON."""

import json
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from withinscope import dialogue, items, notebooks, types
from withinscope.notebooks import MIME, Notebook

SETUP = "%load_ext withinscope\n%course ex01"
_numbers = count(1)


TYPES = types.names() | {dialogue.NAME: "dialogue"}
"""{type: its module's name}, conversations among them."""


def mark_of_a(type_: str) -> str:
    """What the cell of an item of a type begins with."""
    return items.DIALOGUE if type_ == dialogue.NAME else items.ITEM


def yaml_of_a(type_: str) -> str:
    """An item of a type as an author writes it: the one in its case table."""
    return str(import_module(f".cases.{TYPES[type_]}", __package__).ITEM)


def a_cell(source: str, kind: str = "code", **more: Any) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": f"cell-{next(_numbers)}", "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}) | more


def a_text(source: str, **more: Any) -> dict[str, Any]:
    return a_cell(source, "markdown", **more)


def an_item(type_: str = "single", **more: Any) -> dict[str, Any]:
    return a_cell(f"{mark_of_a(type_)}\n{yaml_of_a(type_)}", **more)


def for_instructors(cell: dict[str, Any]) -> dict[str, Any]:
    return cell | {"metadata": {"tags": ["instructor"]}}


def a_notebook(
    *cells: dict[str, Any], role: str | None = "solution", **about: Any
) -> dict[str, Any]:
    metadata = {"withinscope": {"role": role, "id": "ex01"} | about}
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def an_exercise(*cells: dict[str, Any], **about: Any) -> dict[str, Any]:
    """The exercise of a solution, as a trainee opened it."""
    exercise = notebooks.release(a_notebook(*cells), "solution.ipynb")
    exercise["metadata"]["withinscope"] |= about
    return exercise


def answered(cell: dict[str, Any], response: Any, /, **record: Any) -> dict[str, Any]:
    """A released item's cell with a record in its outputs."""
    item = items.released_of_cell("".join(cell["source"]))
    assert item is not None
    data = {
        "schema": 1,
        "exercise": "ex01",
        "item": item.id,
        "revision": item.revision,
        "response": response,
        "answered_at": "2026-11-23T10:00:00+00:00",
    }
    return cell | {"outputs": [*cell["outputs"], a_record(data | record)]}


def a_record(record: Any) -> dict[str, Any]:
    data = {MIME: record, "text/plain": "Answered:\nin words"}
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def decoded(notebook: Any) -> Notebook:
    """Read a notebook from its JSON, as grading does."""
    return notebooks.decode(json.dumps(notebook).encode(), "file.ipynb")


def saved(notebook: Any, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
