"""Write notebooks; nbformat checks each one. It takes a second to import, so only when writing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from withinscope import disk, items, types
from withinscope.cells import WORDS, lines
from withinscope.halves import mended
from withinscope.notebooks.answers import MIME, Record, place_of_record, shown
from withinscope.notebooks.reading import released_of
from withinscope.problems import Mistake, Place, Problem
from withinscope.sets import BARE, Shelf

OWN_METADATA = frozenset({"deletable", "editable", "jupyter", "tags"})
"""What a cell's metadata may hold in git: what authors and releases mean, no tool's marks."""


def load_dict(path: str | Path) -> dict[str, Any]:
    """Read a notebook of ours as JSON. Raises Mistake if it is not one."""
    try:
        notebook = json.loads(mended(Path(path).read_bytes()))
        known = notebook["metadata"]["withinscope"]
        known["role"], known["id"], *map(source, notebook["cells"])
    except OSError as error:
        what = f"This file can't be read ({error.strerror})."
        raise Mistake(Problem(what, "Look at its name and rights.", Place(str(path)))) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        what = "This file is not a notebook of the course."
        mend = 'Its metadata needs "withinscope": {"role": …, "id": …}.'
        raise Mistake(Problem(what, mend, Place(str(path)))) from None
    return dict(notebook)


def text_of(notebook: dict[str, Any]) -> str:
    """Return a notebook as the text of its file. Raises Mistake if nbformat finds fault with it."""
    from withinscope.jupyter_format import nbformat

    node = nbformat.from_dict(notebook)
    try:
        nbformat.validate(node)
    except nbformat.ValidationError as error:
        what = f"This is not a whole notebook: {str(error).splitlines()[0]}"
        raise Mistake(Problem(what, "Open it in JupyterLab and save it.")) from None
    return str(nbformat.writes(node)).rstrip("\n") + "\n"


def write(path: str | Path, notebook: dict[str, Any]) -> None:
    """Write a trainee's notebook, for its owner alone. Raises OSError, Mistake as `text_of`."""
    target, text = Path(path), text_of(notebook)
    target.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(target, text, private=True)


def about(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return what `metadata.withinscope` says of a notebook: role, id and more."""
    return dict(notebook["metadata"]["withinscope"])


def source(cell: dict[str, Any]) -> str:
    """Return a cell's source as one text, whichever way the file holds it and ends its lines."""
    text = cell["source"]
    return lines(text if isinstance(text, str) else "".join(text))


def notebook(role: str, name: str, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a course notebook's JSON with no metadata but what it needs.

    Code cells are numbered as one run from the top would: nbval takes a cell without a number
    for one that never ran.
    """
    numbers = itertools.count(1)
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["execution_count"] = next(numbers)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "withinscope": {"role": role, "id": name},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def shelves(cells: list[dict[str, Any]]) -> Iterator[Shelf]:
    """Yield, for each cell of an author's notebook, the sets that an item in it can name."""
    return items.shelves(source(one) if one["cell_type"] == "code" else "" for one in cells)


def named(cell: dict[str, Any], place: Place) -> str:
    """Return a cell's id. Raises Mistake where there is none, as before notebook format 4.5."""
    name = cell.get("id")
    if isinstance(name, str) and name:
        return name
    what = "This cell has no id, which answers and comparisons need."
    raise Mistake(Problem(what, "Open the notebook in JupyterLab and save it.", place))


def code_cell(
    name: str,
    text: str,
    place: Place = Place(),  # noqa: B008 - frozen
    shelf: Shelf = BARE,
    *,
    released: bool,
) -> dict[str, Any]:
    """Return a code cell's JSON with what running it, nothing answered, prints; no number yet.

    `shelf` holds the sets that an author's item can name.
    Raises Mistake for an item that can't be read.
    """
    metadata = {"deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata if released else {},
        "outputs": [_display(bundle) for bundle in _printed(text, place, shelf, released)],
        "source": text,
    }


def _printed(text: str, place: Place, shelf: Shelf, released: bool) -> list[dict[str, Any]]:
    if words := WORDS.get(text.strip()):
        return [{"text/plain": words}]
    item: types.Item | types.Released | None = (
        items.released_of_cell(text, place) if released else items.of_cell(text, place, shelf)
    )
    if item is None:
        return []
    return [{"text/plain": item.preview()}, *([place_of_record()] if released else [])]


def _display(bundle: dict[str, Any]) -> dict[str, Any]:
    return {"data": bundle, "metadata": {}, "output_type": "display_data"}


def handed_in(
    exercise: dict[str, Any],
    records: dict[str, Record | None],
    trainee: str,
    moment: str,
    after: str = "",
) -> dict[str, Any]:
    """Return the hand-in: the exercise with every record, a name and a time, and nothing else.

    What the trainee's Jupyter keeps in the notebook for itself, what stood in forms unsaved among
    it, stays there. `records` are by item id: None takes out what the cell holds, since its answer
    was deleted. An item that is not among them keeps its own. `after` is a later time that was
    read, where the clock is behind it, see `Notebook`.
    """
    whose = about(exercise) | {"trainee": trainee, "handed_in_at": moment}
    if after:
        whose["handed_in_after"] = after
    whose.pop("nav", None)
    bare = notebook(
        "exercise", whose["id"], [_answered(cell, records) for cell in exercise["cells"]]
    )
    minor = exercise.get("nbformat_minor", bare["nbformat_minor"])
    return bare | {"metadata": bare["metadata"] | {"withinscope": whose}, "nbformat_minor": minor}


def handed_in_text(notebook: dict[str, Any]) -> str:
    """Return a hand-in as the text of its file.

    It is made of nothing that nbformat would have to look at, and nobody waits for its import.
    """
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _answered(cell: dict[str, Any], records: dict[str, Record | None]) -> dict[str, Any]:
    """Return a cell with what was answered to it, and of its outputs nothing else."""
    marks = {k: v for k, v in cell.get("metadata", {}).items() if k in OWN_METADATA}
    kept: dict[str, Any] = {k: cell[k] for k in ("id", "cell_type") if k in cell}
    kept |= {"metadata": marks, "source": source(cell)}
    if cell["cell_type"] == "code":
        return kept | {"execution_count": None, "outputs": _outputs(cell, records)}
    return kept | {k: cell[k] for k in ("attachments",) if k in cell}


def _outputs(cell: dict[str, Any], records: dict[str, Record | None]) -> list[dict[str, Any]]:
    item = released_of(source(cell))
    if item is None or item.id not in records:
        kept = list(_said(cell))
        holds = item is not None or any(MIME in bundle for bundle in kept)
        return [_display(bundle) for bundle in kept] if holds else []
    record = records[item.id]
    if record is None:
        bundles = [{"text/plain": item.preview()}, place_of_record()]
    else:  # whoever answered it has seen what a care note covers
        bundles = [{"text/plain": item.words()}, shown(record, item)]
    return [_display(bundle) for bundle in bundles]


def _said(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a cell shows, as far as it is a record or words."""
    for output in cell.get("outputs", []):
        data = output.get("data")
        if isinstance(data, dict):
            yield {kind: data[kind] for kind in (MIME, "text/plain") if kind in data}
