"""The map on the welcome page: where the course leads, drawn, and as good without seeing it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from playwright.sync_api import Locator, Page, expect
from window import visit

from paths.moves import Moves, rest
from paths.pages import Learning
from paths.practiced import WELCOME, answered_before
from paths.test_accessibility import assert_it_fits_and_rests, assert_no_violation_in_dark_or_light
from paths.test_keyboard import press
from paths.test_practice_pages import LOOKED_AT

#: Where the middle of each stop is, and which way runs on from it that can be seen.
DRAWN = """() => [...document.querySelectorAll('.ws-stop-on-map')].map(stop => {
    const box = stop.querySelector('.ws-node').getBoundingClientRect();
    const ways = [...stop.querySelectorAll('.ws-road')].filter(way => way.checkVisibility());
    const end = ways.map(way => way.getBoundingClientRect());
    return {x: box.x + box.width / 2, y: box.y + box.height / 2,
        ways: end.map(({left, right, top, bottom}) => ({left, right, top, bottom}))};
})"""


def test_the_map_comes_without_a_jump_shows_where_one_is_and_leads_there(
    course: Learning, own_page: Page
) -> None:
    page = own_page
    answered_before(course)
    shown = comes_without_a_jump(course, page)
    stops = shown.get_by_role("listitem")
    assert_it_shows_where_one_is(shown)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function("width => innerWidth === width", arg=width)
        assert_the_way_leads_from_stop_to_stop(page.evaluate(DRAWN))
    page.set_viewport_size({"width": 1280, "height": 800})
    assert_no_violation_in_dark_or_light(page, checked=LOOKED_AT)
    assert_it_fits_and_rests(page)

    item = page.locator('[data-ws-item="l00-warm-up"]')
    item.get_by_role("radio", name="Skip it or stop").check()
    item.get_by_role("radio", name="Sure", exact=True).check()
    item.get_by_role("button", name="Answer").click()
    shown.scroll_into_view_if_needed()
    expect(stops.first.locator(".ws-node")).to_have_text("✓")
    expect(shown).to_contain_text("You are at Welcome. Next: lesson 1, Shared ground.")

    shown.get_by_role("link", name="Lesson 1, Shared ground, begun").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1, name="Shared ground")).to_be_visible()


def comes_without_a_jump(course: Learning, page: Page) -> Locator:
    """The map, once the page with it has been opened and has come to rest."""
    moves = Moves(page)
    visit(page, course, WELCOME)
    expect(page.locator(".ws-preview")).to_have_count(0)
    room = height(page)
    shown = page.locator(".ws-map")
    shown.scroll_into_view_if_needed()
    expect(shown.get_by_role("listitem").first).to_be_visible()
    assert abs(height(page) - room) < 48  # its room was there before it
    rest(page)
    assert moves.shift() <= 0.1
    return shown


def assert_it_shows_where_one_is(shown: Locator) -> None:
    stops = shown.get_by_role("listitem")
    here = shown.get_by_role("link", name="Lesson 1, Shared ground, begun, 3 of ")
    expect(here).to_have_attribute("aria-current", "step")
    expect(stops.nth(1)).to_contain_text("You are here")
    expect(stops.nth(1).locator(".ws-node")).to_have_css("outline-style", "solid")
    names = ["Exercise 1, Shared ground, not begun", "Lesson 3, The line, not begun"]
    for name in names:
        expect(shown.get_by_role("link", name=name, exact=True)).to_have_count(1)
    expect(stops.first.get_by_role("link")).to_have_count(0)  # this very page


def height(page: Page) -> float:
    box: Any = page.locator(".ws-map").bounding_box()
    return float(box["height"])


def assert_the_way_leads_from_stop_to_stop(drawn: Any) -> None:
    for one, after in pairwise(drawn):
        [way] = one["ways"]
        for stop in (one, after):
            assert way["left"] - 8 <= stop["x"] <= way["right"] + 8
            assert way["top"] - 8 <= stop["y"] <= way["bottom"] + 8
    assert drawn[-1]["ways"] == []
