"""Make the exercise from the solution: the same questions, and nothing that tells the key."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from withinscope import items
from withinscope.cells import SET, is_ours
from withinscope.notebooks import writing
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import Shelf

INSTRUCTOR = "instructor"
# HTML's comments, and a link to nowhere, which is how Markdown's own are written: [//]: # (…)
_COMMENT = re.compile(
    r"(?s:<!--.*?-->)|^ {0,3}\[[^\]\n]*\]:[ \t]*(?:#|<>)(?:[ \t].*)?$", re.MULTILINE
)
_PICTURE = re.compile(r"attachment:([^\s)\"'>]+)")
_LOCKED = {"deletable": False, "editable": False}


def release(solution: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the exercise of a solution, both as notebook JSON; `path` is for messages.

    Written anew from what may be seen: items from their released structs, text cells without
    HTML comments, no metadata but ours, no outputs but the items in words.
    Raises Mistake for an item that can't be read and for a cell that trainees can't run.
    """
    about = writing.about(solution)
    if about.get("role") != "solution" or not isinstance(about.get("id"), str):
        mend = 'Its metadata needs "withinscope": {"role": "solution", "id": …}.'
        raise Mistake(Problem("This notebook is not a solution.", mend, Place(path)))
    cells: list[dict[str, Any]] = []
    problems: list[Problem] = []
    shelves = writing.shelves(solution["cells"])
    for number, (cell, shelf) in enumerate(zip(solution["cells"], shelves, strict=True), 1):
        try:
            cells += _released(cell, Place(path, number), shelf)
        except Mistake as mistake:
            problems += mistake.problems
    if problems:
        raise Mistake(*problems)
    return writing.notebook("exercise", about["id"], cells)


def _released(cell: dict[str, Any], place: Place, shelf: Shelf) -> list[dict[str, Any]]:
    if INSTRUCTOR in cell.get("metadata", {}).get("tags", ()):
        return []
    if cell["cell_type"] == "markdown":
        return [_text(cell, place)]
    source, name = writing.source(cell), writing.named(cell, place)
    if cell["cell_type"] != "code" or not is_ours(source):
        what = "Trainees can't run this cell: it is none of the course's own."
        raise Mistake(Problem(what, "Tag it `instructor`, or take it out.", place))
    item = items.of_cell(source, place, shelf)
    if source.startswith(SET):
        return []  # each item has its options in full
    if item is not None:
        source = items.source(item.released())
        if len(source) > items.LONGEST:
            what = f"This is longer than {items.LONGEST:,} characters as trainees have it."
            raise Mistake(Problem(what, "Grading reads no further: split it in two.", place))
    return [writing.code_cell(name, source.strip(), place, released=True)]


def _text(cell: dict[str, Any], place: Place) -> dict[str, Any]:
    source = _COMMENT.sub("", writing.source(cell)).strip()
    if "<!--" in source:
        raise Mistake(Problem("A comment is opened here and not closed.", "Add `-->`.", place))
    name = writing.named(cell, place)
    kept = {"cell_type": "markdown", "id": name, "metadata": dict(_LOCKED), "source": source}
    shown = {unquote(name) for name in _PICTURE.findall(source)}
    pictures = {n: a for n, a in cell.get("attachments", {}).items() if n in shown}
    return kept | ({"attachments": pictures} if pictures else {})
