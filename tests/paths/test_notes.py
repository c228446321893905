"""A trainee's notes on their page: kept, found, and deleted one or all."""

from __future__ import annotations

import re
from pathlib import Path

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    item,
    status,
)
from paths.practiced import MINE, NOTES, OWN, SINGLE, answered_before, show
from paths.short import open_short, reopen

NOTE = "اسأل إينيس"


def test_notes_are_kept_as_a_file_and_deleted_one_or_all(
    course: Learning, page: Page, tmp_path: Path
) -> None:
    answered_before(course)
    card = show(page, course, NOTES, ".ws-notes article")
    mine = page.locator(f'[data-ws-note="{OWN.id}"]')
    expect(mine.locator(".ws-said")).to_have_text(MINE)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Keep as a file").click()
    kept.value.save_as(tmp_path / "notes.html")
    assert "I reassure &lt;b&gt;too early&lt;/b&gt;." in (tmp_path / "notes.html").read_text()

    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed === 'My notes · Within Scope'")

    delete = mine.get_by_role("button", name="Delete")
    delete.click()
    warning = page.get_by_role("dialog")
    expect(warning).to_contain_text("It cannot be brought back.")
    expect(warning.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(warning).to_have_count(0)
    expect(delete).to_be_focused()
    assert len(course.journal()) == 3
    delete.click()
    warning.get_by_role("button", name="Delete").click()
    expect(mine).to_have_count(0)
    expect(card.locator(".ws-status")).to_have_text("Deleted.")
    assert "reassure" not in held(course)

    page.get_by_role("button", name="Delete everything").click()
    warning.get_by_role("button", name="Delete").click()
    expect(card).to_contain_text("Nothing yet.")
    assert course.journal() == []
    open_short(page, course, LESSON, SINGLE.id, OWN.id)
    expect(status(item(page, SINGLE.id))).to_have_text("")
    expect(item(page, OWN.id).get_by_role("textbox")).to_have_value("")


def test_notes_are_found_lead_to_their_questions_and_deleting_keeps_the_place(
    course: Learning, page: Page
) -> None:
    answered_before(course)
    card = show(page, course, NOTES, ".ws-notes article")
    shown = card.locator("article")
    expect(shown).to_have_count(3)
    card.get_by_label("Only what I wrote").check()
    expect(shown).to_have_count(1)
    card.get_by_label("Everything").check()
    card.get_by_role("searchbox", name="Search").press_sequentially("too early")
    expect(shown).to_have_count(1)
    expect(card.locator(".ws-status")).to_have_text("1 note shown.")
    card.get_by_role("searchbox").fill("")
    expect(shown).to_have_count(3)

    names = shown.get_by_role("heading")
    left = [shown.nth(n).get_attribute("data-ws-note") for n in (0, 2)]
    shown.nth(1).get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(shown).to_have_count(2)
    expect(names.nth(1)).to_be_focused()
    assert [one.get_attribute("data-ws-note") for one in shown.all()] == left

    shown.nth(0).get_by_role("link", name="Go to the question").click()
    expect(item(page, OWN.id).locator(".ws-heading")).to_be_focused()
    expect(item(page, OWN.id).locator(".ws-heading")).to_be_in_viewport()

    page.locator(".ws-progress").scroll_into_view_if_needed()
    own = page.get_by_label("A note of your own on this page")
    own.fill(NOTE)
    expect(own).to_have_css("direction", "rtl")  # as whoever writes it reads it
    expect(page.locator(".ws-progress .ws-write .ws-status")).to_have_text(re.compile("^Saved"))
    page.get_by_role("button", name="Contents").click()
    page.get_by_role("link", name="My notes", exact=True).click()
    expect(shown.first.locator(".ws-said")).to_have_text(NOTE)
    shown.first.get_by_role("link", name="Go to the page").click()
    expect(page.get_by_role("heading", level=1, name="Shared ground")).to_be_visible()
    page.locator(".ws-progress").scroll_into_view_if_needed()
    expect(own).to_have_value(NOTE)


def test_an_exercises_answer_that_was_deleted_leaves_its_file_too(
    course: Learning, page: Page
) -> None:
    one = next(item_ for item_ in asked(EXERCISE).values() if item_.type == "free")
    open_short(page, course, EXERCISE, one.id)
    answer(page, one, {"text": "Mine alone"})
    wait_until("the record", lambda: one.id in course.records())
    show(page, course, NOTES, ".ws-notes article")
    page.locator(f'[data-ws-note="{one.id}"]').get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    reopen(page, course, EXERCISE, one.id)
    expect(item(page, one.id).get_by_role("textbox")).to_have_value("")
    wait_until("the file without it", lambda: "Mine alone" not in held(course, EXERCISE))
    assert course.records() == {}


def held(course: Learning, path: str = "journal/*") -> str:
    """All that the journal's files, or others in the work folder, hold."""
    return "".join(file.read_text() for file in course.work.glob(path))
