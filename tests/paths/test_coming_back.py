"""Coming back: the course opens where it was left, says where that is, and shows what is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import LESSON, Learning, asked, item, open_page, wait_live
from withinscope.lab import last_page

ITEMS = asked(LESSON)


def again(page: Page) -> Any:
    """The line that says where one was."""
    return page.locator(".ws-again")


def kept(work: Path) -> str:
    """What JupyterLab keeps of a person, in its own file."""
    files = (work / ".jupyter/workspaces").glob("*.jupyterlab-workspace")
    return "".join(file.read_text().replace(" ", "") for file in files)


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
    course = Learning(tmp_path / "work")
    assert course.opened.endswith(LESSON)
    other.goto(course.address(LESSON))
    wait_live(other, len(ITEMS))
    expect(again(other)).to_contain_text("You were at “Offer, rather than advise”")
    other.get_by_role("button", name="See the course").click()
    expect(other.locator("[aria-current=page]:visible")).to_have_text("Shared ground")
    expect(again(other)).to_be_empty()
    other.reload()
    wait_live(other, len(ITEMS))
    expect(again(other)).to_be_empty()
    other.context.close()
    course.stop()
