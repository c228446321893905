"""What helps people learn, as they meet it: progress, a review, looking things up."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import (
    LESSON,
    Learning,
    answer,
    button,
    fill,
    item,
    status,
    sure,
    uncover,
)
from paths.practiced import (
    ITEMS,
    LOOK_UP,
    NOTES,
    OWN,
    REVIEW,
    SINGLE,
    answered_before,
    show,
    wrong,
)
from paths.short import open_short
from paths.test_accessibility import (
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
    turn,
    violations,
)


def progress_of(page: Page) -> Any:
    card = page.locator(".ws-progress")
    card.scroll_into_view_if_needed()
    return card


def test_progress_follows_each_answer_and_leads_back_to_what_surprised(
    course: Learning, page: Page
) -> None:
    visit(page, course, LESSON)
    card = progress_of(page)
    expect(card).to_contain_text("Nothing yet. It begins with the first answer.")
    shown = item(page, SINGLE.id)
    fill(shown, SINGLE, wrong(SINGLE))
    sure(shown, "Sure")
    button(shown).click()
    expect(status(shown)).to_have_text("Saved.")

    expect(progress_of(page)).to_contain_text("When you were sure, you were right 0 of 1 time.")
    page.emulate_media(forced_colors="active")
    expect(card.locator(".ws-dot-wrong").first).to_have_css("stroke", "rgb(0, 0, 0)")
    page.emulate_media(forced_colors="none")
    expect(card).to_contain_text(f"begun, 1 of {len(ITEMS)} answered")
    card.get_by_role("link", name="Question 2").click()
    expect(shown.locator(".ws-heading")).to_be_focused()
    answer(page, SINGLE, {"choice": SINGLE.key})
    expect(progress_of(page)).to_contain_text("You have it right by now.")
    expect(card).to_contain_text("Next, and not answered yet: Question 1")
    card.get_by_role("link", name="Question 1", exact=True).click()
    expect(item(page, next(iter(ITEMS))).locator(".ws-heading")).to_be_focused()

    card.get_by_role("link", name="Welcome").click()
    expect(page.get_by_role("heading", level=1, name="Welcome")).to_be_visible()
    expect(progress_of(page)).to_contain_text("Next: 1 Shared ground")


def test_a_review_by_keyboard_can_be_stopped_and_goes_on(course: Learning, page: Page) -> None:
    answered_before(course)
    card = show(page, course, REVIEW, ".ws-review .ws-button")
    expect(card).to_contain_text("2 questions are ready to come back. First the one that you were")
    page.get_by_role("button", name="5 minutes").focus()
    page.keyboard.press("Enter")

    first = page.locator("[data-ws-item]")
    expect(first.locator(".ws-heading")).to_be_focused()
    assert first.get_attribute("data-ws-item") == SINGLE.id
    fill(first, SINGLE, {"choice": SINGLE.key})
    sure(first)
    button(first).focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Kept. This comes back in")
    expect(first.locator(".ws-verdict")).to_be_visible()
    page.get_by_role("button", name="Stop here").focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("You practiced 1 question, and had 1 right.")
    expect(card).to_contain_text("1 question is ready to come back.")
    expect(card.get_by_role("heading", name="Ready for you")).to_be_focused()
    assert course.responses(SINGLE.id)[-1] == {"choice": SINGLE.key}
    assert course.journal()[-1]["review"] == SINGLE.id

    page.reload()
    expect(card).to_contain_text("1 question is ready to come back.")
    page.get_by_role("button", name="5 minutes").click()
    expect(page.locator("[data-ws-item]")).to_have_count(1)
    uncover(page.locator("[data-ws-item]"))
    page.locator("[data-ws-item] input").first.check()
    expect(page.locator(".ws-saved")).to_have_text("Not saved yet")
    card.get_by_role("button").first.click()  # with the question goes what it held
    expect(page.locator("[data-ws-item]")).to_have_count(0)
    expect(page.locator(".ws-saved")).to_have_text("Saved")
    open_short(page, course, LESSON, SINGLE.id)
    expect(item(page, SINGLE.id).locator(".ws-first")).to_contain_text("Answer 2.")


def test_looking_up_is_one_key_or_one_button_away(course: Learning, page: Page) -> None:
    open_short(page, course, LESSON, SINGLE.id, OWN.id)
    dialog = page.get_by_role("dialog", name="Look up")
    here = item(page, SINGLE.id).get_by_role("radio").first
    here.focus()
    page.keyboard.press("F1")
    expect(dialog.get_by_role("heading", name="Four ways on")).to_be_visible()
    expect(dialog.get_by_role("heading").first).to_be_focused()
    words = dialog.get_by_role("region").inner_text()
    assert "check your local service" in words
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(here).to_be_focused()

    writing = item(page, OWN.id).get_by_role("textbox")
    writing.focus()
    page.keyboard.press("F1")
    opener = page.get_by_role("button", name="Look up")
    opener.click()
    expect(dialog.get_by_role("heading", name="Emergency")).to_have_count(1)
    dialog.get_by_role("button", name="Glossary").click()
    expect(dialog.get_by_role("heading", name="Glossary")).to_be_focused()
    dialog.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()

    opener.click()
    dialog.get_by_role("link", name="Open as a page").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1, name="Look up")).to_be_visible()
    expect(page.get_by_role("heading", name="Words to use")).to_be_visible()
    text = page.locator(".ws-panel .jp-Notebook").inner_text()
    lines = [line for line in words.splitlines() if line.strip()]
    assert [line for line in lines if line.strip() not in text] == []
    expect(opener).to_be_hidden()


def test_while_somebody_writes_the_key_does_nothing(course: Learning, page: Page) -> None:
    open_short(page, course, LESSON, OWN.id)
    writing = item(page, OWN.id).get_by_role("textbox")
    writing.focus()
    page.keyboard.press("F1")
    page.keyboard.type("still writing")
    expect(writing).to_have_value("still writing")
    assert page.locator("dialog[open]").count() == 0


PAGES = [
    (LESSON, ".ws-progress .ws-part"),
    (REVIEW, ".ws-review .ws-button"),
    (NOTES, ".ws-notes article"),
    (LOOK_UP, ".ws-terms"),
]
#: Rules that have to have found something to pass; these pages have no fields of their own.
LOOKED_AT = {"color-contrast", "target-size"}


@pytest.mark.parametrize(("path", "ready"), PAGES, ids=lambda one: str(one).split("/")[-1])
def test_axe_finds_nothing_and_nothing_runs_over(
    course: Learning, page: Page, path: str, ready: str
) -> None:
    answered_before(course)
    visit(page, course, path)
    if path == LESSON:
        progress_of(page)
    expect(page.locator(ready).first).to_be_visible()
    expect(page.locator(".ws-preview")).to_have_count(0)
    assert_no_violation_in_dark_or_light(page, checked=LOOKED_AT)
    if path == REVIEW:
        page.get_by_role("button", name="5 minutes").click()
        expect(page.locator("[data-ws-item]")).to_have_count(1)
        assert violations(page) == []
    assert_it_fits_and_rests(page)


def test_axe_finds_nothing_in_what_opens_over_a_page(course: Learning, page: Page) -> None:
    answered_before(course)
    show(page, course, NOTES, ".ws-notes article")
    for dark in (True, False):
        turn(page, dark=dark)
        page.keyboard.press("F1")
        expect(page.locator(".ws-look-up .ws-terms")).to_be_visible()
        assert violations(page, ".ws-look-up", LOOKED_AT) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Delete everything").click()
        assert violations(page, ".ws-dialog", LOOKED_AT) == []
        page.keyboard.press("Escape")
