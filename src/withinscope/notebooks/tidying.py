"""Bring a notebook to the form that git keeps: no run leaves a trace but its text."""

from __future__ import annotations

from typing import Any

from withinscope.notebooks import writing


def tidy(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a course notebook's JSON as git wants it; one that is tidy comes back equal.

    Cell ids stay; timings and widget state go; numbers and outputs are those of one run from
    the top with nothing answered, so that nbval holds strictly.
    """
    about = writing.about(notebook)
    released = about.get("role") == "exercise"
    return writing.notebook(
        str(about["role"]), str(about["id"]), [_cell(cell, released) for cell in notebook["cells"]]
    )


def _cell(cell: dict[str, Any], released: bool) -> dict[str, Any]:
    source = writing.source(cell)
    if cell["cell_type"] == "code":
        tidied = writing.code_cell(cell["id"], source, released=released)
    else:
        tidied = {"cell_type": cell["cell_type"], "id": cell["id"], "source": source}
        tidied |= {"attachments": cell["attachments"]} if cell.get("attachments") else {}
    kept = cell.get("metadata", {})
    return tidied | {"metadata": {k: kept[k] for k in sorted(kept) if k in writing.OWN_METADATA}}
