"""Whole lessons, on a phone in the dark and on a desk by day: each item best, and then worst."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from paths.pages import LESSON, Learning, answer, asked, item, open_page, table
from paths.test_accessibility import OVERFLOWING, turn, violations
from paths.test_trainee import answer_again, reads_feedback

THE_LINE = "notebooks/03_the_line.ipynb"
SCREENS = {"phone": (390, True), "desk": (1280, False)}


def earned(one: Any, response: Any) -> float:
    import msgspec

    return float(one.score(one.decode(msgspec.json.encode(response))))


@pytest.mark.slow(40)
@pytest.mark.parametrize(
    ("path", "screen"), [(LESSON, "phone"), (THE_LINE, "desk")], ids=["shared-ground", "the-line"]
)
def test_every_item_says_what_was_best_and_what_was_worst(
    course: Learning, page: Page, path: str, screen: str
) -> None:
    scored = [one for one in asked(path).values() if not one.by_person and not one.played]
    width, dark = SCREENS[screen]
    open_page(page, course, path)
    if dark:
        turn(page, dark=True)
    is_light = str(not dark).lower()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", is_light)
    page.set_viewport_size({"width": width, "height": 844})
    for one in scored:
        right, wrong = table(one).best(one), table(one).worst(one)
        assert earned(one, right) == 1
        assert earned(one, wrong) == 0
        reads_feedback(answer(page, one, right), one, right)
        shown = item(page, one.id)
        answer_again(shown, one, wrong)
        reads_feedback(shown, one, wrong)
        assert course.responses(one.id) == [right, wrong]
    assert page.evaluate(OVERFLOWING) == []
    assert violations(page) == []
