"""A course of two lessons and an exercise, and its copies as a trainee leaves them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from withinscope import notebooks
from withinscope.lab import settings
from withinscope.lab.trust import Signatures
from withinscope.notebooks import writing

LESSON, EXERCISE, NEXT = (
    "notebooks/01_first.ipynb",
    "exercises/01_first.ipynb",
    "notebooks/02_second.ipynb",
)
SYLLABUS = """
title: A course
outcomes: []
dimensions: []
claims: []
sources: []
lessons:
  - {id: L01, title: First, file: 01_first, exercise: ex01}
  - {id: L02, title: Second, file: 02_second}
"""


def write_page(path: Path, role: str, name: str, text: str = "Hello") -> None:
    """Write a notebook of the course: a text cell, and an item's with a place for its record."""
    prose = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": text}
    output = {"output_type": "display_data", "metadata": {}}
    words = [{**output, "data": {"text/plain": shown}} for shown in ("Which?", "")]
    item = {"cell_type": "code", "id": "pick", "metadata": {}, "source": "%%item\nid: pick"}
    code = {**item, "execution_count": None, "outputs": words}
    notebooks.write(path, writing.notebook(role, name, [prose, code]))


def load(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def about(path: Path) -> dict[str, Any]:
    known: dict[str, Any] = load(path)["metadata"]["withinscope"]
    return known


def text_in(path: Path) -> str:
    return "".join(load(path)["cells"][0]["source"])


def answer(path: Path) -> None:
    """Put a record into a copy, as the kernel and a Save do."""
    notebook = load(path)
    record = {"schema": 1, "item": "pick", "response": {"choice": "a"}}
    notebook["cells"][1]["outputs"][1]["data"] = {notebooks.MIME: record, "text/plain": "This"}
    notebooks.write(path, notebook)


def edit(path: Path, text: str) -> None:
    notebook = load(path)
    notebook["cells"][0]["source"] = text
    notebooks.write(path, notebook)


def signatures(work: Path) -> Signatures:
    """The signatures of the course's own Jupyter."""
    return Signatures(settings.data_folder(work))


def everything(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
