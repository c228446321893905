"""The first files of a course of one's own: a lesson, an exercise and its answers, to be replaced.

A notebook is written here as text, a line `~~~ KIND NAME` before each cell; KIND is markdown, code
or instructor, which is text that is never released. `$name` is what the course is made with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from withinscope import notebooks

ENVIRONMENT = "environment.yml"
_HERE = Path(__file__).parent
_PLAIN = {
    "course.yaml": "course.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore.txt",
    ".gitattributes": "gitattributes.txt",
    ENVIRONMENT: ENVIRONMENT,
    "solutions/answers/ex01.yaml": "answers.yaml",
    "solutions/plays/l01-one-more-thing.yaml": "play.yaml",
}
_CELL = re.compile(r"^~~~ (\w+) ([\w-]+)\n(.*?)\n?(?=^~~~ |\Z)", re.DOTALL | re.MULTILINE)


def files(given: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files by path from the course's folder; `given` are the names in the texts."""
    plain = {path: _text(name, given).encode() for path, name in _PLAIN.items()}
    return {
        **plain,
        f"notebooks/{given['file']}.ipynb": _notebook("lesson.txt", "lesson", "L01", given),
        f"solutions/{given['file']}.ipynb": _notebook("solution.txt", "solution", "ex01", given),
        "notebooks/look_up.ipynb": _notebook("look_up.txt", "page", "look-up", given),
    }


def environment(given: Mapping[str, str]) -> bytes:
    """Return what conda and Binder read."""
    return _text(ENVIRONMENT, given).encode()


def _text(name: str, given: Mapping[str, str]) -> str:
    return Template((_HERE / name).read_text(encoding="utf-8")).substitute(given)


def _notebook(name: str, role: str, own_id: str, given: Mapping[str, str]) -> bytes:
    """Return a notebook as git wants it, made of a text here."""
    made = {
        "cells": list(_cells(_text(name, given), own_id.lower())),
        "metadata": {"withinscope": {"role": role, "id": own_id}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return notebooks.text_of(notebooks.tidy(made, name)).encode()


def _cells(text: str, prefix: str) -> Iterator[dict[str, Any]]:
    for kind, name, source in _CELL.findall(text):
        cell: dict[str, Any] = {"id": f"{prefix}-{name}", "metadata": {}, "source": source}
        if kind == "code":
            yield cell | {"cell_type": "code", "execution_count": None, "outputs": []}
        else:
            tags = {"tags": ["instructor"]} if kind == "instructor" else {}
            yield cell | {"cell_type": "markdown", "metadata": tags}
