"""How a page looks is the person's to choose: the system's dark, the size of text, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from paths.pages import LESSON, Learning, asked, open_page, wait_live
from paths.short import open_short

WELCOME = "notebooks/00_welcome.ipynb"
SCREEN: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
def page_of_a_dark_system(own_page: Page) -> Page:
    own_page.emulate_media(color_scheme="dark")
    own_page.set_viewport_size(SCREEN)
    return own_page


#: What the line that stands while the course opens was on, in each frame.
BEHIND_OPENING = """
    window.behind = new Set();
    const look = () => {
        const opening = document.documentElement.classList.contains('ws-opening');
        if (opening) behind.add(getComputedStyle(document.body, '::after').backgroundColor);
        if (opening || !behind.size) requestAnimationFrame(look);
    };
    document.addEventListener('DOMContentLoaded', look);
"""


def press(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Course").get_by_role("button", name=name).click()


def test_the_systems_dark_is_followed_until_light_is_chosen_and_paper_is_white(
    course: Learning, page_of_a_dark_system: Page
) -> None:
    page = page_of_a_dark_system
    page.add_init_script(BEHIND_OPENING)
    body = page.locator("body")
    open_page(page, course, WELCOME)
    expect(body).to_have_attribute("data-jp-theme-light", "false")
    behind = page.evaluate("[...behind]")
    assert behind  # it stood there
    assert [one for one in behind if one == "rgb(255, 255, 255)"] == []
    page.emulate_media(media="print", color_scheme="dark")
    schemes = page.get_by_role("radio").evaluate_all(
        "all => all.map(one => getComputedStyle(one).colorScheme)"
    )
    assert set(schemes) == {"light"}
    page.emulate_media(media="screen", color_scheme="dark")

    with page.expect_response(lambda one: "/api/settings/" in one.url and "theme" in one.url):
        press(page, "Dark")
    expect(body).to_have_attribute("data-jp-theme-light", "true")
    page.reload()
    wait_live(page, len(asked(WELCOME)))
    expect(body).to_have_attribute("data-jp-theme-light", "true")


def test_welcome_begins_with_a_question_within_one_screen(
    course: Learning, page_of_a_dark_system: Page
) -> None:
    page = page_of_a_dark_system
    open_page(page, course, WELCOME)
    expect(page.get_by_role("heading", level=1, name="Welcome")).to_be_in_viewport()
    expect(page.get_by_role("radio").first).to_be_in_viewport()


def test_text_size_is_chosen_in_the_bar_and_kept(
    course: Learning, page_of_a_dark_system: Page
) -> None:
    page = page_of_a_dark_system
    open_short(page, course, LESSON, "l01-fridays")
    words = page.get_by_role("heading", level=1)
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    before = words.evaluate(size)
    press(page, "Text size")
    assert words.evaluate(size) == pytest.approx(before * 1.15)
    page.reload()
    wait_live(page, 1)
    assert words.evaluate(size) == pytest.approx(before * 1.15)
    press(page, "Text size")
    press(page, "Text size")
    assert words.evaluate(size) == pytest.approx(before)

    page.set_viewport_size({"width": 1600, "height": 900})
    press(page, "Look up")
    expect(page.get_by_role("heading", level=1, name="Look up")).to_be_focused()
    lines = page.locator(".ws-look-up-text p").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert max(lines) <= 46 * 16
