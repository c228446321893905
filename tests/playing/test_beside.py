"""Beside the questions, on the site: contents, map, look-up, notes, review, paper, the dark."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from browser import wait_until
from paths.pages import Learning
from paths.practiced import MINE, OWN, SINGLE, answered_before, wrong
from paths.test_accessibility import TAGS, run_axe
from playwright.sync_api import Page, expect

from playing.conftest import Site
from playing.hands import LESSON, LONG, bar, foot, live, question

NUMBER = "0477 13 11 14"


def violations(page: Page) -> list[Any]:
    """What axe finds wrong with the whole page, its colors and names being looked at."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = run_axe(page, "html", options)
    assert {rule["id"] for rule in found["passes"]} >= {"color-contrast", "button-name"}
    return [
        (rule["id"], node["html"][:200], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def is_for_everybody(page: Page) -> None:
    """By day and by night axe finds nothing, and on a small phone nothing runs over."""
    for dark in ("true", "false"):
        theme = bar(page).get_by_role("button", name="Dark")
        theme.click()
        expect(theme).to_have_attribute("aria-pressed", dark)
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def go(page: Page, site: Site, path: str) -> None:
    page.goto(site.url + path)
    live(page)


def bring_work(page: Page, site: Site, to: Path) -> None:
    """Bring back what somebody has done in lesson 1 elsewhere, some days ago."""
    answered_before(cast(Learning, SimpleNamespace(work=to)))
    [file] = (to / "journal").iterdir()
    go(page, site, "")
    page.get_by_label("Bring work back").set_input_files(file)
    here = page.get_by_role("link", name="Lesson 1, Shared ground, begun, 3 of ")
    expect(here).to_have_attribute("aria-current", "step", timeout=LONG * 1000)


def test_the_map_contents_and_look_up_know_the_work(
    own_page: Page, site: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    bring_work(own_page, site, tmp_path)
    bar(own_page).get_by_role("button", name="Contents").click()
    contents = bar(own_page).locator(".ws-contents")
    expect(contents).to_contain_text("Shared ground begun, 3 of ")
    expect(contents).to_have_css("position", "fixed")
    assert violations(own_page) == []
    own_page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    is_for_everybody(own_page)

    go(own_page, site, "notebooks/my_code.html")
    sheet = own_page.get_by_role("region", name="To fill in")
    sheet.get_by_label("My supervisor's number").fill(NUMBER)
    own_page.keyboard.press("Tab")
    expect(sheet.get_by_text("Saved. Only you can see it.")).to_be_visible()
    is_for_everybody(own_page)
    own_page.keyboard.press("F1")
    dialog = own_page.get_by_role("dialog", name="Look up")
    expect(dialog.locator(".ws-mine").get_by_role("link", name=NUMBER)).to_be_visible()
    expect(dialog.get_by_role("heading", name="Whom to reach")).to_be_visible()
    expect(dialog).to_have_css("position", "fixed")
    assert violations(own_page) == []
    own_page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_notes_and_a_review_come_back_to_what_was_answered(
    own_page: Page, site: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    own_page.add_init_script("window.print = () => { top.printed = document.title; }")
    bring_work(own_page, site, tmp_path)
    go(own_page, site, "notebooks/review.html")
    card = own_page.locator(".ws-review")
    is_for_everybody(own_page)
    card.locator(".ws-button").first.click()
    asked = own_page.locator("[data-ws-item]").first
    expect(asked.locator(".ws-heading")).to_be_focused()
    assert violations(own_page) == []
    own_page.get_by_role("button", name="Stop").click()
    expect(own_page.locator("[data-ws-item]")).to_have_count(0)

    go(own_page, site, "notebooks/my_notes.html")
    mine = own_page.locator(f'[data-ws-note="{OWN.id}"]')
    expect(mine.locator(".ws-said")).to_have_text(MINE)
    is_for_everybody(own_page)
    with own_page.expect_download() as kept:
        own_page.get_by_role("button", name="Keep as a file").click()
    kept.value.save_as(tmp_path / "notes.html")
    assert "I reassure &lt;b&gt;too early&lt;/b&gt;." in (tmp_path / "notes.html").read_text()
    own_page.get_by_role("button", name="Print").click()
    printed = "window.printed === 'My notes · Within Scope'"
    wait_until("the notes to be printed", lambda: own_page.evaluate(printed))
    mine.get_by_role("button", name="Delete").click()
    own_page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(mine).to_have_count(0)

    go(own_page, site, LESSON)
    shown = question(own_page, SINGLE.id)
    chosen = shown.locator(f"input[value='{wrong(SINGLE)['choice']}']")
    expect(chosen).to_be_checked()
    expect(question(own_page, OWN.id).get_by_role("textbox")).to_have_value("")
    is_for_everybody(own_page)
    own_page.emulate_media(media="print")
    expect(own_page.get_by_role("heading", name="Shared ground", level=1)).to_be_visible()
    expect(shown.locator(".ws-stem")).to_be_visible()
    for gone in (bar(own_page), foot(own_page), shown.locator(".ws-answer .ws-button").first):
        expect(gone).to_be_hidden()


def test_an_exercise_is_for_everybody(own_page: Page, site: Site, elsewhere: list[str]) -> None:
    go(own_page, site, "exercises/11_capstone.html")
    is_for_everybody(own_page)
