"""Whom one meets in a conversation: the name, the drawn portrait, and the voice on request."""

from __future__ import annotations

from typing import Any

import pytest
from browser import Lab
from core.cases.dialogue import ITEM
from playwright.sync_api import Page, expect

from paths.pages import item
from paths.talks import TALK, begin, show
from paths.test_keyboard import press

NAMED = f'{ITEM}people: ["Ana, 31, night clerk"]\n'
#: A browser with these voices, which only notes what it is to say.
VOICES = """voices => {
    window.spoken = [];
    const speech = new EventTarget();
    speech.getVoices = () => voices;
    speech.speak = one => window.spoken.push(one.text);
    speech.cancel = () => window.spoken.push('');
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
HERE = "[{ localService: true, lang: 'en-US' }]"
AFAR = "[{ localService: false, lang: 'en-US' }]"


def test_the_clients_name_and_portrait_stand_at_each_line_and_lines_are_read_on_request(
    lab: Lab, own_page: Page
) -> None:
    own_page.add_init_script(f"({VOICES})({HERE})")
    show(own_page, lab, NAMED)
    shown: Any = item(own_page, TALK.id)
    begin(own_page, shown)
    who = shown.locator(".ws-client .ws-who")
    expect(who).to_have_text("Ana")
    first = who.locator("svg")
    expect(first).to_have_attribute("aria-hidden", "true")
    drawn = first.evaluate("one => one.outerHTML")
    press(own_page, "1")
    expect(who).to_have_count(2)
    assert who.last.locator("svg").evaluate("one => one.outerHTML") == drawn
    assert own_page.evaluate("window.spoken") == []

    aloud = shown.get_by_role("button", name="Read aloud")
    expect(aloud).to_have_attribute("aria-pressed", "false")
    aloud.click()
    expect(aloud).to_have_attribute("aria-pressed", "true")
    assert spoken(own_page) == ["Sometimes I think I can't go on."]
    shown.get_by_role("button", name="Pause").click()
    assert own_page.evaluate("window.spoken.at(-1)") == ""
    shown.get_by_role("button", name="Go on").click()
    shown.get_by_role("button", name="Go back to turn 1").click()
    own_page.wait_for_function("window.spoken.at(-1).startsWith('I can')")
    aloud.click()
    before = spoken(own_page)
    press(own_page, "1")
    expect(who).to_have_count(2)
    assert spoken(own_page) == before


def spoken(page: Page) -> list[str]:
    return [text for text in page.evaluate("window.spoken") if text]


@pytest.mark.parametrize("voices", [AFAR, "[]"], ids=["afar", "none"])
def test_where_no_voice_of_this_computer_is_nothing_is_offered(
    lab: Lab, own_page: Page, voices: str
) -> None:
    own_page.add_init_script(f"({VOICES})({voices})")
    show(own_page, lab, NAMED)
    shown = item(own_page, TALK.id)
    begin(own_page, shown)
    expect(shown.get_by_role("button", name="Pause")).to_be_visible()
    expect(shown.get_by_text("Read aloud")).to_be_hidden()
