"""The catalog: every page's items, read once, and never those of an older file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from withinscope import catalog, notebooks

from .makers import SETUP, a_cell, a_notebook, a_text, an_exercise, an_item, saved

SYLLABUS = """\
title: A course
outcomes: []
dimensions: []
claims: []
sources: []
lessons:
  - {id: L01, title: One, file: 01_one, exercise: ex01}
"""
EVERY = {"L01", "ex01"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A course of one lesson and its exercise."""
    lesson = a_notebook(a_cell(SETUP.replace("ex01", "L01")), an_item(), role="lesson", id="L01")
    saved(lesson, tmp_path / "home/notebooks/01_one.ipynb")
    saved(an_exercise(a_cell(SETUP), an_item("sort")), tmp_path / "home/exercises/01_one.ipynb")
    (tmp_path / "home/course.yaml").write_text(SYLLABUS)
    return tmp_path / "home"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notebooks that were parsed, not remembered."""
    seen: list[str] = []
    real = notebooks.decode

    def decode(data: bytes, path: str) -> Any:
        seen.append(Path(path).parent.name)
        return real(data, path)

    monkeypatch.setattr(notebooks, "decode", decode)
    return seen


def revisions(home: Path, work: Path, wanted: set[str] = EVERY) -> list[list[str]]:
    return [[i.revision for i in chapter.items] for chapter in catalog.read(home, work, wanted)]


def test_what_is_remembered_is_what_was_read(home: Path, work: Path, parsed: list[str]) -> None:
    first = catalog.read(home, work, EVERY)
    again = catalog.read(home, work, EVERY)
    assert parsed == ["notebooks", "exercises"]
    assert [(c.page.id, len(c.items)) for c in first] == [("L01", 1), ("ex01", 1)]
    assert again == first
    assert hasattr(first[0].items[0], "key")
    assert not hasattr(first[1].items[0], "key")


def test_how_long_a_page_takes_is_what_it_says_itself(home: Path, work: Path) -> None:
    said = a_notebook(a_text("# One\n\nAbout 35 minutes."), a_cell(SETUP), an_item(), id="L01")
    saved(said, home / "notebooks/01_one.ipynb")
    for remembered in (False, True):
        minutes = [one.minutes for one in catalog.read(home, work, EVERY)]
        assert minutes == [35, None], f"{remembered=}"


def test_items_that_nobody_asks_for_are_not_read(home: Path, work: Path, parsed: list[str]) -> None:
    assert [len(chapter.items) for chapter in catalog.read(home, work, {"ex01"})] == [0, 1]
    assert parsed == ["exercises"]


def test_a_changed_page_is_read_anew(home: Path, work: Path, parsed: list[str]) -> None:
    before = revisions(home, work)
    file = home / "notebooks/01_one.ipynb"
    notebook = json.loads(file.read_text())
    notebook["cells"][1]["source"] = notebook["cells"][1]["source"].replace("stem: ", "stem: Now, ")
    file.write_text(json.dumps(notebook))
    assert revisions(home, work)[0] != before[0]
    assert parsed.count("notebooks") == 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"made_from": 1, "items": []}', b"\xff"])
def test_a_damaged_memory_costs_only_time(damage: bytes, home: Path, work: Path) -> None:
    before = revisions(home, work)
    (work / catalog.FOLDER / "L01.json").write_bytes(damage)
    assert revisions(home, work) == before


def test_items_of_another_form_are_read_anew(home: Path, work: Path) -> None:
    before = revisions(home, work)
    file = work / catalog.FOLDER / "L01.json"
    kept = json.loads(file.read_text())
    kept["items"] = [{"type": "single", "id": "x"}]
    file.write_text(json.dumps(kept))
    assert revisions(home, work) == before


def test_where_no_work_is_nothing_is_made(home: Path, tmp_path: Path) -> None:
    assert len(revisions(home, tmp_path / "nowhere")[0]) == 1
    assert not (tmp_path / "nowhere").exists()


def test_a_lesson_that_its_author_is_at_work_on_has_no_items(home: Path, work: Path) -> None:
    broken = a_notebook(a_cell("%%item\nid: 1"), role="lesson", id="L01")
    saved(broken, home / "notebooks/01_one.ipynb")
    assert [len(found) for found in revisions(home, work)] == [0, 1]
    (home / "notebooks/01_one.ipynb").write_text("{")
    assert [len(found) for found in revisions(home, work)] == [0, 1]
