"""A note stands before what may be hard to read, and covers it until somebody asks to see it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    button,
    item,
    some_answer,
    status,
    wait_live,
)
from paths.short import open_short
from paths.test_keyboard import press, tab

#: The third warns of the same as the first.
NAMES = ("l01-two-apartments", "l01-ferry-office-winter", "l01-the-small-one")
ITEMS = [asked(LESSON)[name] for name in NAMES]


def show_button(shown: Any) -> Any:
    return shown.get_by_role("button", name="Show", exact=True)


def test_what_a_note_warns_of_is_shown_or_skipped_by_key_and_that_is_remembered(
    course: Learning, page: Page
) -> None:
    open_short(page, course, LESSON, *NAMES)
    seen, skipped, answered = (item(page, name) for name in NAMES)
    for one in (seen, skipped, answered):
        expect(one.locator(".ws-stem")).to_be_hidden()
        expect(button(one)).to_be_hidden()
    expect(seen.locator(".ws-care")).to_contain_text(ITEMS[0].care)
    expect(seen.locator(".ws-care")).to_contain_text("Nothing is graded here.")

    tab(page, show_button(seen))
    press(page, "Enter")
    expect(seen.locator(".ws-stem")).to_be_visible()
    expect(seen.locator(".ws-covered")).to_be_focused()
    expect(show_button(seen)).to_be_hidden()
    assert ITEMS[2].care == ITEMS[0].care  # agreed to once, it is not asked for again
    expect(answered.locator(".ws-care")).to_contain_text(ITEMS[2].care)
    expect(answered.locator(".ws-stem")).to_be_visible()
    expect(skipped.locator(".ws-stem")).to_be_hidden()
    tab(page, skipped.get_by_role("button", name="Skip"))
    press(page, "Space")
    expect(skipped.locator(".ws-care")).to_contain_text("You skipped it.")
    expect(skipped.locator(".ws-stem")).to_be_hidden()
    expect(show_button(skipped)).to_be_focused()
    answer(page, ITEMS[2], some_answer(ITEMS[2]))
    page.evaluate(f"localStorage.removeItem('withinscope:care:{ITEMS[2].id}')")

    page.reload()
    wait_live(page, len(NAMES))
    expect(status(answered)).to_have_text("Saved.")  # what was answered is known already
    expect(seen.locator(".ws-stem")).to_be_visible()
    expect(skipped.locator(".ws-care")).to_contain_text("You skipped it.")
    expect(skipped.locator(".ws-stem")).to_be_hidden()
    show_button(skipped).click()
    expect(skipped.locator(".ws-stem")).to_be_visible()


def test_before_a_graded_question_a_note_says_what_leaving_it_out_costs(
    course: Learning, page: Page
) -> None:
    one = next(one for one in asked(EXERCISE).values() if one.care)
    open_short(page, course, EXERCISE, one.id)
    shown = item(page, one.id)
    expect(shown.locator(".ws-care")).to_contain_text("it then earns no points")
    show_button(shown).click()
    expect(button(shown)).to_be_visible()
