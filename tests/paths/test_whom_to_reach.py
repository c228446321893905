"""From a pause it is one step to whom to reach, with numbers that a phone can call."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from paths.pages import Learning, item
from paths.short import open_short
from paths.talks import NIGHT, begin, conversation
from paths.test_keyboard import press, tab


def test_from_a_pause_whom_to_reach_is_one_step_away_and_its_numbers_are_links(
    course: Learning, page: Page
) -> None:
    name = conversation(NIGHT).id
    open_short(page, course, NIGHT, name)
    shown = item(page, name)
    begin(page, shown)
    tab(page, shown.get_by_role("button", name="Pause"))
    press(page, "Enter")
    reach = shown.locator(".ws-pause").get_by_role("button", name="Whom to reach")
    tab(page, reach)
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Whom to reach")).to_be_focused()
    expect(dialog.get_by_role("heading", name="Whom to reach")).to_be_in_viewport()
    expect(dialog.get_by_role("link", name="116 123").first).to_have_attribute("href", "tel:116123")
    expect(dialog.get_by_role("link", name="0477 13 11 14")).to_have_attribute(
        "href", "sms:0477131114"
    )
    expect(dialog.get_by_role("heading", name="When a partner hurts or controls")).to_have_count(1)
    for number, href in (("800 799 7233", "tel:8007997233"), ("88788", "sms:88788")):
        link = dialog.get_by_role("link", name=number, exact=True)
        expect(link).to_have_attribute("href", href)
    press(page, "Escape")
    expect(reach).to_be_focused()
