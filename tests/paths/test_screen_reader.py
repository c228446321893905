"""What a screen reader is told: one text at a time, of what just happened, and of nothing else."""

from __future__ import annotations

import re
from typing import Any

from browser import Lab
from core.cases.dialogue import ITEM
from playwright.sync_api import Page, expect

from paths.pages import (
    LESSON,
    Learning,
    asked,
    button,
    fill,
    item,
    status,
    sure,
    table,
    told,
    wait_live,
)
from paths.short import open_short
from paths.talks import TALK, show
from paths.test_keyboard import press

ITEMS = asked(LESSON)
SINGLE = ITEMS["l01-library-evening"]
#: Every text that a live region is given, and the most text nodes that one has held.
LISTEN = """() => {
    const live = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], '
        + '[role=log], output';
    window.heard = [];
    window.most = 0;
    new MutationObserver(() => {
        for (const region of document.querySelectorAll(live)) {
            const nodes = [];
            const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(1);
            window.most = Math.max(window.most, nodes.length);
            const text = region.textContent;
            if (text.trim() && text !== region.dataset.heard) window.heard.push(text);
            region.dataset.heard = text;
        }
    }).observe(document, { childList: true, subtree: true, characterData: true });
}"""


def heard(page: Page) -> list[str]:
    """What the page's live regions were given so far."""
    return list(page.evaluate("window.heard"))


def test_a_reader_hears_the_verdict_in_one_text_and_each_error_however_often(
    course: Learning, own_page: Page
) -> None:
    own_page.add_init_script(f"({LISTEN})()")
    open_short(own_page, course, LESSON, SINGLE.id)
    assert heard(own_page) == []
    shown = item(own_page, SINGLE.id)
    for times in (1, 2, 3):
        button(shown).click()
        own_page.wait_for_function(f"window.heard.length === {times}")
    assert {text.strip() for text in heard(own_page)} == {"Choose one first."}
    assert len(set(heard(own_page))) == 2

    fill(shown, SINGLE, table(SINGLE).worst(SINGLE))
    sure(shown)
    button(shown).click()
    verdict = SINGLE.verdict(SINGLE.decode(b'{"choice":"a"}'))
    expect(told(own_page)).to_have_text(f"{verdict} Saved.")
    expect(told(own_page)).to_be_empty()
    read = shown.locator(".ws-result").aria_snapshot()
    assert "Not right. You chose" in " ".join(read.split())
    assert own_page.evaluate("window.most") == 1

    look_up = own_page.get_by_role("button", name=re.compile("^Look up"))
    look_up.click()
    own_page.wait_for_function("window.heard.length === 5")  # the focus alone may not be heard
    assert heard(own_page)[-1] == "Look up is open."
    own_page.keyboard.press("Escape")
    expect(own_page.get_by_role("dialog")).to_be_hidden()
    count = len(heard(own_page))

    own_page.reload()
    wait_live(own_page, 1)
    expect(status(shown)).to_have_text("Saved.")
    assert heard(own_page) == []
    assert count == 5


def test_a_reader_hears_the_scene_and_then_the_client(lab: Lab, page: Page) -> None:
    show(page, lab, ITEM)
    shown: Any = item(page, TALK.id)
    page.evaluate(f"({LISTEN})()")
    shown.get_by_role("button", name="Begin").click()
    expect(told(page)).to_have_text("I can't sleep. Can I call you?")
    press(page, "1")
    expect(told(page)).to_have_text("A minute passes. Sometimes I think I can't go on.")
    press(page, "1")
    expect(told(page)).to_have_text(re.compile("The end: She stays in touch"))
    assert page.evaluate("window.most") == 1


def test_the_picture_of_both_ways_stays_when_the_system_takes_the_colors(
    lab: Lab, own_page: Page
) -> None:
    own_page.emulate_media(forced_colors="active", color_scheme="dark")
    show(own_page, lab, ITEM)
    shown: Any = item(own_page, TALK.id)
    shown.get_by_role("button", name="Begin").click()
    shown.get_by_role("group", name=re.compile("you say")).wait_for()
    press(own_page, "1")
    expect(shown.locator(".ws-turn")).to_have_count(2)
    press(own_page, "1")
    for drawn, color in ((".ws-way-theirs", "stroke"), (".ws-way-label", "fill")):
        expect(shown.locator(drawn).first).to_have_css(color, "rgb(255, 255, 255)")
