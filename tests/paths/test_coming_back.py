"""Coming back: the course opens where it was left, says where that is, and shows what is done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import wait_until
from playwright.sync_api import Page, expect

from paths.moves import Moves, kept, rest
from paths.pages import EXERCISE, LESSON, Learning, answer, asked, item, open_page, wait_live
from withinscope.lab import last_page

ITEMS = asked(LESSON)


def again(page: Page) -> Any:
    """The line that says where one was."""
    return page.locator(".ws-again")


#: Every text that a reader is told.
HEAR = """
    window.heard = [];
    new MutationObserver(() => {
        const text = document.querySelector('.ws-quiet')?.textContent;
        if (text) heard.push(text);
    }).observe(document, { childList: true, subtree: true, characterData: true });
"""
#: What the bar says of saving, one after another.
NOTE_SAVING = """
    window.said = [];
    new MutationObserver(() => {
        const text = document.querySelector('.ws-saved')?.textContent;
        if (text && text !== said.at(-1)) said.push(text);
    }).observe(document, { childList: true, subtree: true, characterData: true });
"""
#: Where the rows of the contents are, in px, as they open.
OPEN_ROWS = """button => {
    button.click();
    const rows = document.querySelectorAll('.ws-contents:popover-open a');
    return [...rows].map(row => row.getBoundingClientRect().top);
}"""
ROWS = """() => [...document.querySelectorAll('.ws-contents:popover-open a')]
    .map(row => row.getBoundingClientRect().top)"""
#: How many entries of the contents have a mark beside them that is seen.
MARKED = """() => [...document.querySelectorAll('.ws-contents:popover-open a')].filter(link => {
    const { backgroundColor } = getComputedStyle(link.closest('.ws-contents'));
    return getComputedStyle(link).borderInlineStartColor !== backgroundColor;
}).length"""


def test_the_contents_say_how_far_each_page_is_and_lead_to_its_sections(
    course: Learning, page: Page
) -> None:
    open_page(page, course, LESSON)
    answer(page, ITEMS["l01-library-evening"], {"choice": "c"})
    bar = page.get_by_role("navigation", name="Course")
    rows = bar.get_by_role("button", name="Contents").evaluate(OPEN_ROWS)
    here = page.locator("[aria-current=page]:visible")
    expect(here).to_contain_text(re.compile(r"1\s+Shared ground"))
    expect(here).to_contain_text(f"begun, 1 of {len(ITEMS)} questions, about")
    page.emulate_media(forced_colors="active")
    assert page.evaluate(MARKED) == 1
    page.emulate_media(forced_colors="none")
    lessons = page.get_by_role("group", name="Lessons").get_by_role("list", name="Lessons")
    expect(lessons.get_by_role("link", name="Between sessions")).to_contain_text("questions, about")
    more = page.get_by_role("list", name="More")
    expect(more.get_by_role("link", name="Review")).to_contain_text("due")
    assert page.evaluate(ROWS) == rows  # what comes later has moved none of them
    sections = page.get_by_role("list", name="On this page")
    sections.get_by_role("button", name="Watch it done once").click()
    heading = page.get_by_role("heading", name="Watch it done once")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_the_course_opens_where_it_was_left_and_says_where_that_is(
    chrome: Any, own_page: Page, tmp_path: Path
) -> None:
    course = Learning(tmp_path / "work")
    open_page(own_page, course, LESSON)
    expect(again(own_page)).to_be_empty()
    item(own_page, "l01-offers").get_by_role("button").first.focus()
    wait_until("the place", lambda: '"focus":{"cell":"l01-offers"' in kept(course.work))
    assert last_page.path(course.work) == LESSON
    course.stop()

    other = chrome.new_context().new_page()
    other.add_init_script(HEAR)
    course = Learning(tmp_path / "work")
    assert course.opened.endswith(LESSON)
    other.goto(course.address(LESSON))
    wait_live(other, len(ITEMS))
    expect(again(other)).to_contain_text("You were at “Offer, rather than advise”")
    expect(again(other).get_by_role("button", name="Go on")).to_be_in_viewport(ratio=1)
    expect(again(other)).to_have_attribute("role", "group")
    other.wait_for_function("heard.some(text => text.startsWith('You were at'))")
    other.get_by_role("button", name="See the course").click()
    expect(other.locator("[aria-current=page]:visible")).to_contain_text("Shared ground")
    expect(again(other)).to_be_empty()
    other.reload()
    wait_live(other, len(ITEMS))
    expect(again(other)).to_be_empty()
    other.context.close()
    course.stop()


PLACE = "A minute for yourself"
MOST = 0.1
"""Of layout shift, as browsers' makers call it good."""


@pytest.mark.slow(40)
def test_a_page_is_at_its_place_from_the_first_paint_and_nothing_in_it_jumps(
    course: Learning, own_page: Page
) -> None:
    moves = Moves(own_page)
    own_page.add_init_script(NOTE_SAVING)
    open_page(own_page, course, LESSON)
    rest(own_page)
    assert moves.shift() <= MOST
    assert own_page.evaluate("said") == ["Saved"]  # nothing was changed by anybody
    top = moves.read_at(course, LESSON, PLACE)

    own_page.reload()
    wait_live(own_page, len(ITEMS))
    rest(own_page)
    assert_stays(moves, top)
    moves.forget()
    own_page.get_by_role("navigation", name="Course").get_by_role("link", name="Next").click()
    own_page.get_by_role("heading", level=1, name="Exercise 1").wait_for()
    wait_live(own_page, len(asked(EXERCISE)))
    rest(own_page)
    assert moves.shift() <= MOST
    moves.forget()
    own_page.go_back()
    own_page.get_by_role("heading", name=PLACE).wait_for(state="attached")
    wait_live(own_page, len(ITEMS))
    rest(own_page)
    assert_stays(moves, top)


def assert_stays(moves: Moves, top: float) -> None:
    """Assert that from the first frame on the heading that is watched was where it had been."""
    assert moves.shift() <= MOST
    assert [now for now in moves.tops() if now is None or abs(now - top) > 3] == []
    assert moves.tops() != []


HALFWAY = "notebooks/07_between_sessions.ipynb"


def test_a_page_numbers_its_questions_and_offers_to_stop_where_its_text_does(
    chrome: Any, own_page: Page, tmp_path: Path
) -> None:
    course = Learning(tmp_path / "work")
    open_page(own_page, course, HALFWAY)
    count = len(asked(HALFWAY))
    expect(own_page.get_by_role("region", name=re.compile(rf"\d of {count}"))).to_have_count(count)
    expect(own_page.get_by_role("region", name=f"Question 1 of {count}")).to_have_count(1)
    expect(own_page.get_by_role("region", name="Where you are", exact=True)).to_have_count(1)
    for turn in range(2):  # nothing stands there twice after the page came again
        stop = own_page.get_by_role("button", name="Stop here today")
        expect(stop).to_have_count(1)
        if not turn:
            own_page.reload()
            wait_live(own_page, count)
    heading = own_page.get_by_role("heading", name="When your limit lands badly")
    heading.focus()
    own_page.keyboard.press("Tab")
    expect(item(own_page, "l07-guard-days").locator("input:focus")).to_have_count(1)
    stop.click()
    expect(own_page.get_by_role("heading", name="Your work is saved")).to_be_focused()
    wait_until("the server's end", course.has_ended)
