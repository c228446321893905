"""Every item of the course, answered best and then worst: what it earns, and what is said of it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from withinscope import notebooks, types

COURSE = Path(__file__).parents[2]
NOTEBOOKS = sorted(
    path for name in ("notebooks", "solutions") for path in (COURSE / name).glob("*.ipynb")
)
LESSONS = sorted((COURSE / "notebooks").glob("[0-9]*.ipynb"))[1:]  # the first one is the welcome
EVERY = [(path, item) for path in NOTEBOOKS for item in notebooks.items(notebooks.read(path))]
ITEMS = [
    pytest.param(item, id=item.id) for _, item in EVERY if not item.by_person and not item.played
]


def responses(item: types.Item) -> tuple[Any, Any]:
    """The best response to an item and the worst, by the case table of its type."""
    table = import_module(f"core.cases.{types.names()[item.type]}")
    best, worst = (msgspec.json.encode(way(item)) for way in (table.best, table.worst))
    return item.decode(best), item.decode(worst)


@pytest.mark.parametrize("item", ITEMS)
def test_the_best_answer_earns_all_and_the_worst_nothing(item: Any) -> None:
    best, worst = responses(item)
    assert (item.score(best), item.score(worst)) == (1, 0)
    assert item.fails(best) is False
    assert item.verdict(best) != item.verdict(worst)


@pytest.mark.parametrize("item", ITEMS)
def test_who_answers_worst_is_told_why_and_what_was_best(item: Any) -> None:
    said = item.remarks(responses(item)[1])
    assert any(remark.why for remark in said)
    assert any(remark.tells_key for remark in said)
    assert '""' not in "".join(remark.label for remark in said)  # an option may have its own


def speaks_of_suicide(path: Path, item: Any) -> bool:
    """Whether the item does, as its notebook shows it: an exercise tells no why, a lesson does."""
    shown = msgspec.json.encode(item if path.parent.name == "notebooks" else item.released())
    return bool(re.search(rb"suicide|kill(ing)? (your|him|her|them)self", shown))


@pytest.mark.parametrize(
    "item",
    [pytest.param(item, id=item.id) for path, item in EVERY if speaks_of_suicide(path, item)],
)
def test_an_item_that_speaks_of_suicide_says_so_before_it_is_opened(item: Any) -> None:
    assert re.search("suicide|not wanting to (live|arrive)", item.care or "", re.IGNORECASE)


def questions(item: Any) -> list[Any]:
    """The options that are the plain question about suicide; one that has us call is more."""
    asks = re.compile(r"\b(killing yourself|suicide)\b")
    return [o for o in item.options if asks.search(o.text) and not o.text.startswith("Call ")]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(item, id=item.id)
        for _, item in EVERY
        if item.type == "best-worst" and questions(item)
    ],
)
def test_the_question_about_suicide_is_never_what_fits_least(item: Any) -> None:
    """It does no harm where nothing calls for it, and who learns to fear it does not ask."""
    least = min(option.rating for option in item.options)
    assert all(option.rating > least for option in questions(item))


CHOSEN = ("best-worst", "single", "matching")
"""The types in which one of several answers is what somebody does or says."""


@pytest.mark.parametrize(
    ("what", "share"), [("over-caution", 1 / 4), ("coach-on", 1 / 5), ("human", 1 / 8)]
)
def test_caution_is_not_the_safe_answer_throughout(what: str, share: float) -> None:
    """Too much of it is worst, coaching on is best, and a short human thing is, in their shares."""
    chosen = [item for _, item in EVERY if item.type in CHOSEN]
    assert sum(what in item.trains for item in chosen) >= share * len(chosen)


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in LESSONS])
def test_a_lesson_has_two_warm_answers_that_only_the_stem_rules_out(path: Path) -> None:
    chosen = [item for held, item in EVERY if held == path and item.type in CHOSEN]
    assert sum("warm" in item.trains for item in chosen) >= 2


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem) for p in NOTEBOOKS if p.parent.name == "solutions"]
)
def test_an_exercise_says_at_its_head_whether_it_judges_competence(path: Path) -> None:
    notebook = notebooks.read(path)
    judges = any(b'"critical":true' in msgspec.json.encode(i) for i in notebooks.items(notebook))
    assert judges == ("*competent: yes*" in notebook.cells[0].source)


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=f"{p.parent.name}-{p.stem}") for p in NOTEBOOKS]
)
def test_a_lesson_that_a_notebook_names_is_one_that_there_is(path: Path) -> None:
    words = "\n".join(cell.source for cell in notebooks.read(path).cells)
    named = {int(number) for number in re.findall(r"\b[Ll]essons? (\d+)", words)}
    assert named <= {int(lesson.stem[:2]) for lesson in (COURSE / "notebooks").glob("[0-9]*.ipynb")}
