"""A trainee's own code and numbers: written down once, there wherever they are asked for."""

from __future__ import annotations

from browser import wait_until
from playwright.sync_api import Locator, Page, expect
from window import visit

from paths.pages import Learning
from paths.test_accessibility import (
    CHECKED,
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
)
from paths.test_keyboard import press, tab

WELCOME, NOTES = "notebooks/00_welcome.ipynb", "notebooks/my_notes.ipynb"
TITLE = "My code and my local law"
GIFTS = "A card: always.\nMore: <b>never</b>."
NUMBER = "+44 (0)20 7946 0000, or <a href='javascript:x'>112</a>"


def test_from_a_lesson_to_the_sheet_and_from_the_sheet_to_whom_to_reach(
    course: Learning, page: Page
) -> None:
    follow_a_link_to_the_sheet(course, page)
    sheet = page.get_by_role("region", name="To fill in")
    gifts, number = sheet.get_by_label("Gifts"), sheet.get_by_label("My supervisor's number")
    tab(page, gifts)
    fill_in(sheet, gifts, number)
    wait_until("both on disk", lambda: len(course.journal("reflection")) > 1)
    expect(page.locator(".ws-saved")).to_have_text("Saved")

    assert_no_violation_in_dark_or_light(page, checked=CHECKED - {"aria-allowed-attr"})
    assert_it_fits_and_rests(page)
    page.reload()
    expect(gifts).to_have_value(GIFTS)
    expect(number).to_have_value(NUMBER)

    page.get_by_role("button", name="Look up").click()
    mine = page.get_by_role("dialog").locator(".ws-mine")
    expect(mine.get_by_role("definition")).to_have_text(NUMBER)
    links = mine.get_by_role("link")
    assert [one.get_attribute("href") for one in links.all()] == ["tel:+442079460000", "tel:112"]
    page.get_by_role("dialog").get_by_role("link", name=TITLE).last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    visit(page, course, NOTES)
    note = page.locator('[data-ws-note="my-gifts"]')
    expect(note.locator(".ws-said")).to_have_text(GIFTS, use_inner_text=True)
    note.get_by_role("link", name="Go to the question").click()
    expect(gifts).to_have_value(GIFTS)


def follow_a_link_to_the_sheet(course: Learning, page: Page) -> None:
    visit(page, course, WELCOME)
    expect(page.locator(".ws-preview")).to_have_count(0)
    link = page.locator(".jp-RenderedMarkdown").get_by_role("link", name=TITLE).first
    expect(link).to_have_attribute("data-ws-page", "notebooks/my_code.ipynb")
    link.focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_focused()


def fill_in(sheet: Locator, gifts: Locator, number: Locator) -> None:
    """Write into both fields. The first has the focus; it is saved without being left."""
    page = sheet.page
    for line in (first := GIFTS.split("\n")):
        page.keyboard.type(line)
        press(page, *(["Enter"] if line != first[-1] else []))
    expect(gifts).to_have_value(GIFTS)
    expect(gifts).to_be_focused()
    saved = sheet.locator(".ws-write").filter(has_text="Up to what worth").locator(".ws-status")
    expect(saved).to_have_text("Saved. Only you can see it.")
    number.fill(NUMBER)
    press(page, "Tab")
