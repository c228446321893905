"""Whole pages of the site, every question answered, every conversation played to an end.

Two of them in each run. All of the course, which takes a quarter of an hour:

    WITHINSCOPE_WHOLE_SITE=1 .venv/bin/python -m pytest -n 0 tests/playing/test_whole.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browser import COURSE
from paths.pages import answer, asked, item, some_answer, table, uncover
from paths.test_trainee import reads_feedback
from playwright.sync_api import Page, expect

from playing.conftest import Site
from playing.hands import graded, handed_in, live, talk
from withinscope import course
from withinscope.site import pages

GIVEN = tuple(page for page in course.pages(COURSE) if not page.path.startswith("solutions"))
IS_WHOLE = os.environ.get("WITHINSCOPE_WHOLE_SITE") == "1"
PLAYED = [
    page for page in GIVEN if page.role != "page" and (IS_WHOLE or page.id in ("L03", "ex05"))
]


@pytest.mark.slow(120)
@pytest.mark.parametrize("given", PLAYED, ids=[page.id for page in PLAYED])
def test_a_page_is_played_through(
    given: course.Page, own_page: Page, site: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    own_page.goto(site.url + pages.address(given.path, GIVEN))
    live(own_page)
    items = asked(given.path)
    for one in items.values():
        play(own_page, one, is_lesson=given.role == "lesson")
    assert own_page.evaluate("window.shifted") <= 0.1
    if given.role == "exercise":
        row = graded(handed_in(own_page, "Ada", tmp_path), tmp_path)
        states = {name: row[f"{name}_state"] for name in items}
        by_person = {name for name, one in items.items() if one.by_person}
        assert {name for name in items if states[name] == "needs marking"} == by_person
        assert {name for name in items if states[name] == "graded"} == set(items) - by_person


def play(page: Page, one: Any, *, is_lesson: bool) -> None:
    """Answer an item, in a lesson as well as one can, and read what comes of it."""
    shown = item(page, one.id)
    if one.played:
        uncover(shown)
        talk(shown)
        if is_lesson:
            expect(shown.locator(".ws-checklist")).to_be_visible()
    elif is_lesson and not one.by_person:
        best = table(one).best(one)
        reads_feedback(answer(page, one, best), one, best)
    else:
        answer(page, one, some_answer(one))
