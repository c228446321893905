"""Makers of course notebooks for the tests of the front end."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import nbformat
from browser import Lab, wait_until
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

RECORD = "application/vnd.withinscope.response+json"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
WORDS = "Preview of {id}.\n\n( ) Call back at once\n( ) Send a short text\n( ) Wait"


def text(markdown: str) -> Any:
    """A text cell."""
    return new_markdown_cell(markdown)


def code(source: str, *outputs: Any) -> Any:
    """A code cell with saved outputs."""
    return new_code_cell(source, outputs=list(outputs))


def start(course: str = "L00") -> Any:
    """The first code cell of a course notebook."""
    return code(f"%load_ext withinscope\n%course {course}")


def item(item_id: str, key: str = "key: b\n") -> Any:
    """A `single` item with its words as saved output, as a working copy has them."""
    why = "    why: It keeps the agreed limits.\n" if key else ""
    options = "".join(
        f"  - id: {name}\n    text: {words}\n{why}"
        for name, words in (("a", "Call back at once"), ("b", "Send a short text"), ("c", "Wait"))
    )
    stem = f"stem: A client texts at night ({item_id}). What do you do first?\n"
    tags = "outcome: [LO1]\ndimension: [purpose]\nclaims: [S1]\nsources: [seed]\n" if key else ""
    source = f"%%item\nid: {item_id}\ntype: single\n{stem}options:\n{options}{key}{tags}"
    return code(source, new_output("display_data", {"text/plain": WORDS.format(id=item_id)}))


def question(item_id: str) -> Any:
    """A released item of an exercise: no key, and the place where its record will be."""
    cell = item(item_id, key="")
    cell.outputs.append(new_output("display_data", {"text/plain": ""}))
    return cell


def a_notebook(*cells: Any, role: str | None = "lesson", course: str = "L00", **nav: Any) -> Any:
    """A notebook; with a role, a course notebook whose `nav` metadata is as given."""
    made = new_notebook(cells=list(cells), metadata={"kernelspec": KERNEL})
    if role:
        made.metadata["withinscope"] = {"role": role, "id": course, "nav": nav}
    return made


def put(lab: Lab, notebook: Any, *, path: str = "", trusted: bool = True) -> str:
    """Write a notebook below the server's root; return its path there, a new one if not given."""
    path = path or f"{secrets.token_hex(4)}/page.ipynb"
    file = lab.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)
    if trusted:
        NotebookNotary(data_dir=str(lab.home / "data")).sign(notebook)
    return path


def saved(lab: Lab, path: str) -> Any:
    """The notebook at `path` as it stands in its file, between two writes."""
    text = wait_until("the file", (lab.root / path).read_text)
    return nbformat.reads(text, as_version=4)


def records(notebook: Any) -> list[Any]:
    """The response records in a notebook's outputs."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output.data[RECORD] for output in outputs if RECORD in output.get("data", {})]


def kernels(lab: Lab) -> list[Any]:
    """The kernels that run on the server."""
    found: list[Any] = lab.api("GET", "kernels")
    return found


def files(folder: Path) -> set[str]:
    """The names of a folder's files, Jupyter's checkpoints left out."""
    return {file.name for file in folder.rglob("*") if ".ipynb_checkpoints" not in file.parts}
