"""What a page of the course is for everybody: axe in light and dark, narrow, enlarged, at rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    button,
    first_of_each_type,
    item,
    open_page,
    some_answer,
    status,
)

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Rules that axe skips without a word where it can't look: they must have found something to pass.
CHECKED = {"color-contrast", "target-size", "label", "button-name", "aria-allowed-attr"}
#: JupyterLab's body clips everything, so axe would look at no color at all.
OPEN = "html, body { overflow: visible !important }"
OVERFLOWING = """() => {
    const beyond = node => node.getBoundingClientRect().right > innerWidth + 0.5;
    const cuts = node => getComputedStyle(node).overflowX !== 'visible'
        && node.scrollWidth > node.clientWidth + 1;
    return [...document.querySelectorAll('.ws-panel .jp-WindowedPanel-viewport *')]
        .filter(node => node.checkVisibility() && !node.matches('.ws-spoken, .jp-Cell *:empty'))
        .filter(node => beyond(node) || cuts(node))
        .map(node => node.outerHTML.slice(0, 200));
}"""
MOVING = """() => [...document.querySelectorAll('.ws-bar, .ws-bar *, .ws-item, .ws-item *')]
    .map(node => [node, getComputedStyle(node)])
    .filter(([, style]) => style.animationName !== 'none'
        || style.transitionDuration.split(', ').some(each => each !== '0s'))
    .map(([node]) => node.outerHTML.slice(0, 200))"""


def violations(
    page: Page, context: str = ".ws-panel", checked: Collection[str] = CHECKED
) -> list[Any]:
    """What axe finds wrong with the course's part of the page, all that matters being looked at."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = run_axe(page, context, options)
    assert {rule["id"] for rule in found["passes"]} >= set(checked)
    return [
        (rule["id"], node["html"][:200], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def run_axe(page: Page, context: str, options: Any = None) -> Any:
    """What axe says of a part of the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    opened = page.add_style_tag(content=OPEN)
    found = page.evaluate(
        "([context, options]) => axe.run(context, options)", [context, options or {}]
    )
    opened.evaluate("style => style.remove()")
    return found


def answer_some(page: Page, path: str) -> None:
    """One of each type answered, one twice, one lacking something; an exercise handed in."""
    items = asked(path)
    one_each = first_of_each_type(items)
    for one in one_each:
        answer(page, one, some_answer(one))
    answer(page, one_each[1], some_answer(one_each[1], other=True))
    left = next(one for one in reversed(items.values()) if not one.own_words)
    button(item(page, left.id)).click()
    expect(status(item(page, left.id))).not_to_be_empty()
    if path == EXERCISE:
        end = page.locator(".ws-hand-in")
        end.get_by_label("Your name or number").fill("Ada")
        end.get_by_role("button", name="Hand in").click()
        expect(end).to_contain_text("Handed in")


def turn(page: Page, dark: bool) -> None:
    theme = page.get_by_role("navigation", name="Course").get_by_role("button", name="Dark")
    theme.click()
    expect(theme).to_have_attribute("aria-pressed", str(dark).lower())
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(not dark).lower())
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)  # it covers all that axe looks at


def assert_no_violation_in_dark_or_light(page: Page, checked: Collection[str] = CHECKED) -> None:
    for dark in (True, False):
        turn(page, dark)
        assert violations(page, checked=checked) == []


def assert_it_fits_and_rests(page: Page) -> None:
    """At every width nothing runs over, and nothing moves where that is not wished for."""
    # 640 is what a window of 1280 has at 200 %, 320 what it has at 400 %.
    for width in (1600, 1280, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        # JupyterLab lays its panels out again only some time after the window has changed.
        fits = f"a page {width} px wide on which nothing runs over"
        wait_until(fits, lambda: page.evaluate(OVERFLOWING) == [])
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("path", [LESSON, EXERCISE], ids=["lesson", "exercise"])
def test_axe_finds_nothing_before_or_after_answering_and_all_fits_at_every_width(
    course: Learning, page: Page, path: str
) -> None:
    open_page(page, course, path)
    assert violations(page) == []
    turn(page, dark=True)
    assert violations(page) == []
    answer_some(page, path)
    assert violations(page) == []
    turn(page, dark=False)
    assert violations(page) == []
    assert_it_fits_and_rests(page)
