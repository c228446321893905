"""Small makers of items, courses and hand-ins, for tests of what becomes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from withinscope import items, notebooks
from withinscope.notebooks import MIME

COURSE = """\
title: Within Scope
outcomes: [{id: LO1, text: Tell the two apart}]
dimensions: [{id: purpose, text: Purpose}]
claims: [{id: S1, text: Both help}]
sources: [{id: seed, text: The source}]
lessons:
  - {id: L01, title: Shared ground, file: 01_ground, exercise: ex01}
  - {id: L02, title: The line, file: 02_line, exercise: ex02}
"""

CAPSTONE = COURSE.replace(
    "outcomes: [{id: LO1, text: Tell the two apart}]",
    "outcomes:\n"
    "  - {id: LO1, text: Tell the two apart, lessons: [L01]}\n"
    "  - {id: LO8, text: Act in an emergency, lessons: [L01]}",
).replace("exercise: ex02}", "exercise: ex02, capstone: true}")
"""The same, its second exercise a capstone."""

PICK = """\
id: pick
type: single
stem: Who may diagnose?
options:
  - {id: a, text: A coach, why: A coach may not.}
  - {id: b, text: A therapist, why: A therapist may.}
key: b
"""
RATE = """\
id: rate
type: best-worst
stem: A client cries.
points: 2
options:
  - {id: a, text: Stay with her, why: That helps., rating: 2}
  - {id: b, text: Change the subject, why: That is not bad., rating: 0}
  - {id: c, text: Diagnose, why: That harms., rating: -2}
"""
TELL = """\
id: tell
type: free
stem: What would you say?
points: 3
rubric:
  - {id: role, criterion: Names the role, levels: [Not at all, In part, Clearly]}
  - {id: warmth, criterion: Stays warm, levels: [Cold, Warm]}
samples:
  - {text: I coach., marks: {role: 2, warmth: 0}, why: Clear and short.}
"""
DUTY = """\
id: duty
type: single
stem: He says that he wants to die.
critical: true
options:
  - {id: a, text: Ask him, why: Asking helps.}
  - {id: b, text: Look away, why: He is alone with it.}
key: a
"""
ITEMS = (PICK, RATE, TELL)


def an_item(yaml: str = PICK, **changes: str) -> str:
    """An item as its author writes it, some of its lines `name: value` replaced."""
    for name, value in changes.items():
        lines = [f"{name}: {value}" if x.startswith(f"{name}:") else x for x in yaml.splitlines()]
        yaml = "\n".join(lines) + "\n"
    return yaml


def a_cell(source: str, name: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def a_notebook(
    *yaml: str, role: str = "solution", exercise: str = "ex01", **about: Any
) -> dict[str, Any]:
    """A notebook of items, by default a solution, as its JSON."""
    setup = a_cell(f"%load_ext withinscope\n%course {exercise}", "setup")
    marks = ["%%dialogue" if "\nnodes:" in text else "%%item" for text in yaml]
    sources = [f"{mark}\n{text}".rstrip() for mark, text in zip(marks, yaml, strict=True)]
    cells = [a_cell(source, f"cell-{n}") for n, source in enumerate(sources)]
    return {
        "cells": [setup, *cells],
        "metadata": {"withinscope": {"role": role, "id": exercise} | about},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def a_course(folder: Path, **exercises: tuple[str, ...]) -> Path:
    """A course with solutions, by default of one exercise, `ex01`; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    names = {"ex01": "01_ground", "ex02": "02_line"}
    for exercise, yaml in (exercises or {"ex01": ITEMS}).items():
        path = folder / "solutions" / f"{names[exercise]}.ipynb"
        save(path, a_notebook(*yaml, exercise=exercise))
    return folder


def a_capstone(folder: Path, *yaml: str, **exercises: tuple[str, ...]) -> Path:
    """A course whose exercise `ex02` is a capstone; returns its folder."""
    a_course(folder, ex02=yaml, **exercises)
    (folder / "course.yaml").write_text(CAPSTONE, encoding="utf-8")
    return folder


def a_hand_in(
    answers: dict[str, Any] | None = None,
    trainee: str | None = "Ana Ruiz",
    *,
    yaml: tuple[str, ...] = ITEMS,
    exercise: str = "ex01",
    workbook: str | None = "book-of-ana",
    handed_in_at: str | None = "2026-11-20T10:00:00+00:00",
    **record: Any,
) -> dict[str, Any]:
    """A hand-in as its JSON: responses by item id; `record` replaces fields of every record."""
    made = notebooks.release(a_notebook(*yaml, exercise=exercise), "solution.ipynb")
    about = {"workbook": workbook, "trainee": trainee, "handed_in_at": handed_in_at}
    made["metadata"]["withinscope"] |= {k: v for k, v in about.items() if v is not None}
    for cell in made["cells"]:
        item = items.released_of_cell(cell["source"])
        if item is not None and item.id in (answers or {}):
            response = (answers or {})[item.id]
            answer(cell, a_record(item, response, exercise=exercise, workbook=workbook, **record))
    return made


def a_record(item: Any, response: Any, **more: Any) -> dict[str, Any]:
    """A record of an answer to a released item."""
    record = {
        "schema": 1,
        "exercise": "ex01",
        "item": item.id,
        "revision": item.revision,
        "response": response,
        "confidence": None,
        "answered_at": "2026-11-20T09:30:00+00:00",
        "attempt": 1,
    }
    return record | more


def answer(cell: dict[str, Any], record: dict[str, Any]) -> None:
    """Put a record where the course puts it: in the second output."""
    cell["outputs"][1]["data"] = {MIME: record, "text/plain": "Answered:\n…"}


def cell_of(notebook: dict[str, Any], item: str) -> dict[str, Any]:
    """The cell of an item."""
    return next(cell for cell in notebook["cells"] if f"\nid: {item}\n" in cell["source"])


def record_of(notebook: dict[str, Any], item: str) -> dict[str, Any]:
    """The record of an answered item."""
    return dict(cell_of(notebook, item)["outputs"][1]["data"][MIME])


def edit(notebook: dict[str, Any], name: str, **changes: Any) -> dict[str, Any]:
    """Change fields of an item's record."""
    cell_of(notebook, name)["outputs"][1]["data"][MIME] |= changes
    return notebook


def encoded(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def save(path: Path, notebook: dict[str, Any] | bytes) -> Path:
    """Write a notebook, or whatever stands in for one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook if isinstance(notebook, bytes) else encoded(notebook))
    return path
