"""Bring a notebook to the form that git keeps: no run leaves a trace but its text."""

from __future__ import annotations

from typing import Any

from withinscope.notebooks import writing
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import Shelf


def tidy(notebook: dict[str, Any], path: str | None = None) -> dict[str, Any]:
    """Return a course notebook's JSON as git wants it; one that is tidy comes back equal.

    Cell ids stay; timings and widget state go; numbers and outputs are those of one run from
    the top with nothing answered, so that nbval holds strictly.
    `path` is for messages. Raises Mistake for an item that can't be read.
    """
    about = writing.about(notebook)
    released = about.get("role") == "exercise"
    cells: list[dict[str, Any]] = []
    problems: list[Problem] = []
    shelves = writing.shelves(notebook["cells"])
    for number, (cell, shelf) in enumerate(zip(notebook["cells"], shelves, strict=True), 1):
        try:
            cells.append(_cell(cell, released, Place(path, number), shelf))
        except Mistake as mistake:
            problems += mistake.problems
    if problems:
        raise Mistake(*problems)
    return writing.notebook(str(about["role"]), str(about["id"]), cells)


def _cell(cell: dict[str, Any], released: bool, place: Place, shelf: Shelf) -> dict[str, Any]:
    source, name = writing.source(cell), writing.named(cell, place)
    if cell["cell_type"] == "code":
        tidied = writing.code_cell(name, source, place, shelf, released=released)
    else:
        tidied = {"cell_type": cell["cell_type"], "id": name, "source": source}
        tidied |= {"attachments": cell["attachments"]} if cell.get("attachments") else {}
    kept = cell.get("metadata", {})
    return tidied | {"metadata": {k: kept[k] for k in sorted(kept) if k in writing.OWN_METADATA}}
