"""Every item of the course, answered best and then worst: what it earns, and what is said of it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from withinscope import items, notebooks, types

from .course import COURSE, NOTEBOOKS, Named, every, named, read

LESSONS = sorted((COURSE / "notebooks").glob("[0-9]*.ipynb"))[1:]  # the first one is the welcome
SCORED = pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=one.id)
        for one in named()
        if not one.kind.by_person and not one.kind.played
    ],
)
BOOKS = pytest.mark.parametrize(
    "path", [pytest.param(p, id=f"{p.parent.name}-{p.stem}") for p in NOTEBOOKS]
)


def test_the_course_has_the_items_that_are_named_here() -> None:
    for path in NOTEBOOKS:
        listed = [(one.id, one.kind) for one in named() if one.path == path]
        assert listed == [(item.id, type(item)) for item in read(path).values()]


PLACE = re.compile(r"\b(?:on|in|to) (?:this|your)(?: own)? (?:computer|device|browser)\b", re.I)
KEPT = "## What is kept, and where\n"
"""Begins the one text, in Welcome, that says it of each way on which somebody may have come."""


@BOOKS
def test_no_page_says_that_work_is_on_a_computer_that_may_not_have_it(path: Path) -> None:
    texts = [cell.source for cell in notebooks.read(path).cells if cell.type == "markdown"]
    assert [one for one in texts if PLACE.search(one) and not one.startswith(KEPT)] == []


def read_all() -> list[str]:
    """The id of every item of the course: lessons and solutions, and exercises as released."""
    whole = [one.id for path in NOTEBOOKS for one in notebooks.items(notebooks.read(path))]
    exercises = map(notebooks.read, sorted((COURSE / "exercises").glob("*.ipynb")))
    return whole + [one.id for book in exercises for one in notebooks.released_items(book)]


def test_a_course_that_was_read_once_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "_kept", {})  # whatever else was read so far
    before = read_all()
    monkeypatch.delattr(items, "parse")
    assert read_all() == before


def responses(item: types.Item) -> tuple[Any, Any]:
    """The best response to an item and the worst, by the case table of its type."""
    table = import_module(f"core.cases.{types.names()[item.type]}")
    best, worst = (msgspec.json.encode(way(item)) for way in (table.best, table.worst))
    return item.decode(best), item.decode(worst)


@SCORED
def test_the_best_answer_earns_all_and_the_worst_nothing(one: Named) -> None:
    item = read(one.path)[one.id]
    best, worst = responses(item)
    assert (item.score(best), item.score(worst)) == (1, 0)
    assert item.fails(best) is False
    assert item.verdict(best) != item.verdict(worst)


@SCORED
def test_who_answers_worst_is_told_why_and_what_was_best(one: Named) -> None:
    item = read(one.path)[one.id]
    said = item.remarks(responses(item)[1])
    assert any(remark.why for remark in said)
    assert any(remark.tells_key for remark in said)
    assert '""' not in "".join(remark.label for remark in said)  # an option may have its own


def speaks_of_suicide(path: Path, item: Any) -> bool:
    """Whether the item does, as its notebook shows it: an exercise tells no why, a lesson does."""
    shown = msgspec.json.encode(item if path.parent.name == "notebooks" else item.released())
    return bool(re.search(rb"suicide|kill(ing)? (your|him|her|them)self", shown))


@BOOKS
def test_an_item_that_speaks_of_suicide_says_so_before_it_is_opened(path: Path) -> None:
    speaking = [item for item in read(path).values() if speaks_of_suicide(path, item)]
    warning = re.compile("suicide|not wanting to (live|arrive)", re.IGNORECASE)
    assert [item.id for item in speaking if not warning.search(item.care or "")] == []


def test_there_are_items_that_speak_of_suicide_and_items_that_ask_about_it() -> None:
    assert any(speaks_of_suicide(path, item) for path, item in every())
    assert any(asks_about_suicide(item) for _, item in every())


def questions(item: Any) -> list[Any]:
    """The options that are the plain question about suicide; one that has us call is more."""
    asks = re.compile(r"\b(killing yourself|suicide)\b")
    return [o for o in item.options if asks.search(o.text) and not o.text.startswith("Call ")]


def asks_about_suicide(item: Any) -> bool:
    return bool(item.type == "best-worst" and questions(item))


@BOOKS
def test_the_question_about_suicide_is_never_what_fits_least(path: Path) -> None:
    """It does no harm where nothing calls for it, and who learns to fear it does not ask."""
    for item in filter(asks_about_suicide, read(path).values()):
        least = min(option.rating for option in item.options)
        assert all(option.rating > least for option in questions(item)), item.id


CHOSEN = ("best-worst", "single", "matching")
"""The types in which one of several answers is what somebody does or says."""


@pytest.mark.parametrize(
    ("what", "share"), [("over-caution", 1 / 4), ("coach-on", 1 / 5), ("human", 1 / 8)]
)
def test_caution_is_not_the_safe_answer_throughout(what: str, share: float) -> None:
    """Too much of it is worst, coaching on is best, and a short human thing is, in their shares."""
    chosen = [item for _, item in every() if item.type in CHOSEN]
    assert sum(what in item.trains for item in chosen) >= share * len(chosen)


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in LESSONS])
def test_a_lesson_has_two_warm_answers_that_only_the_stem_rules_out(path: Path) -> None:
    chosen = [item for item in read(path).values() if item.type in CHOSEN]
    assert sum("warm" in item.trains for item in chosen) >= 2


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem) for p in NOTEBOOKS if p.parent.name == "solutions"]
)
def test_an_exercise_says_at_its_head_whether_it_judges_competence(path: Path) -> None:
    judges = any(b'"critical":true' in msgspec.json.encode(item) for item in read(path).values())
    assert judges == ("*competent: yes*" in notebooks.read(path).cells[0].source)


@BOOKS
def test_a_lesson_that_a_notebook_names_is_one_that_there_is(path: Path) -> None:
    words = "\n".join(cell.source for cell in notebooks.read(path).cells)
    named = {int(number) for number in re.findall(r"\b[Ll]essons? (\d+)", words)}
    assert named <= {int(lesson.stem[:2]) for lesson in (COURSE / "notebooks").glob("[0-9]*.ipynb")}
