"""What helps people learn, as they meet it: progress, a review, their notes, looking things up."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from browser import wait_until
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    button,
    fill,
    item,
    status,
    sure,
    uncover,
)
from paths.short import open_short, reopen
from paths.test_accessibility import (
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
    turn,
    violations,
)
from withinscope.journal import Line

WELCOME, REVIEW, NOTES, LOOK_UP = (
    f"notebooks/{name}.ipynb" for name in ("00_welcome", "review", "my_notes", "look_up")
)
ITEMS = asked(LESSON)
SINGLE, OTHER, OWN = (
    ITEMS[name] for name in ("l01-library-evening", "l01-boss-needs", "l01-your-own-pull")
)
MINE = "I reassure <b>too early</b>."


def wrong(one: Any) -> dict[str, str]:
    return {"choice": next(option.id for option in one.options if option.id != one.key)}


def answered_before(course: Learning, days: float = 9) -> None:
    """Two questions and a reflection that were answered some days ago, one sure and wrong."""
    given = [
        (SINGLE, wrong(SINGLE), 3),
        (OTHER, {"choice": OTHER.key}, 1),
        (OWN, {"text": MINE}, 0),
    ]
    folder = course.work / "journal"
    folder.mkdir(exist_ok=True)
    with (folder / "20260101T000000-9999999-x.jsonl").open("ab") as out:
        for minutes, (one, response, certainty) in enumerate(given):
            at = datetime.now(UTC) - timedelta(days=days, minutes=-minutes)
            raw = msgspec.Raw(json.dumps(response).encode())
            line = Line("answer", at.isoformat(), "L01", one.id, one.revision, response=raw)
            line = msgspec.structs.replace(line, confidence=certainty or None)
            out.write(msgspec.json.encode(line) + b"\n")


def show(page: Page, course: Learning, path: str, ready: str) -> Any:
    """Open a page; return the view on it, once it shows what it is to show."""
    visit(page, course, path)
    expect(page.locator(".ws-preview")).to_have_count(0)
    expect(page.locator(ready).first).to_be_visible()
    return page.locator(".ws-item").last


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
    expect(card).to_contain_text("Next: Question 1, which is not answered yet.")
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


def test_notes_are_kept_as_a_file_and_deleted_one_or_all(
    course: Learning, own_page: Page, tmp_path: Path
) -> None:
    answered_before(course)
    own_page.add_init_script("window.print = () => { top.printed = document.title; }")
    card = show(own_page, course, NOTES, ".ws-notes article")
    mine = own_page.locator(f'[data-ws-note="{OWN.id}"]')
    expect(mine.locator(".ws-said")).to_have_text(MINE)
    with own_page.expect_download() as kept:
        own_page.get_by_role("button", name="Keep as a file").click()
    kept.value.save_as(tmp_path / "notes.html")
    assert "I reassure &lt;b&gt;too early&lt;/b&gt;." in (tmp_path / "notes.html").read_text()

    own_page.get_by_role("button", name="Print").click()
    own_page.wait_for_function("window.printed === 'My notes · Within Scope'")

    delete = mine.get_by_role("button", name="Delete")
    delete.click()
    warning = own_page.get_by_role("dialog")
    expect(warning).to_contain_text("It cannot be brought back.")
    expect(warning.get_by_role("button", name="Keep it")).to_be_focused()
    own_page.keyboard.press("Escape")
    expect(warning).to_have_count(0)
    expect(delete).to_be_focused()
    assert len(course.journal()) == 3
    delete.click()
    warning.get_by_role("button", name="Delete").click()
    expect(mine).to_have_count(0)
    expect(card.locator(".ws-status")).to_have_text("Deleted.")
    assert "reassure" not in held(course)

    own_page.get_by_role("button", name="Delete everything").click()
    warning.get_by_role("button", name="Delete").click()
    expect(card).to_contain_text("Nothing yet.")
    assert course.journal() == []
    open_short(own_page, course, LESSON, SINGLE.id, OWN.id)
    expect(status(item(own_page, SINGLE.id))).to_have_text("")
    expect(item(own_page, OWN.id).get_by_role("textbox")).to_have_value("")


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
