"""A conversation is kept line by line: whatever becomes of its kernel, in a record and on paper."""

from __future__ import annotations

import signal

from browser import Lab, wait_until
from lab.pages import records, saved
from playwright.sync_api import Page, expect

from paths.pages import Learning, grow_old, item, status, wait_anew
from paths.short import open_short
from paths.talks import NIGHT, TALK, begin, by_keys, conversation, show, turns
from paths.test_keyboard import press, tab

STOPPED = "This is where you stopped. Go on whenever you like."


def test_a_killed_kernel_loses_no_line(course: Learning, page: Page) -> None:
    dialogue = conversation(NIGHT)
    open_short(page, course, NIGHT, dialogue.id)
    shown = item(page, dialogue.id)
    begin(page, shown)
    by_keys(page, shown, (1, 2, 1))
    said = shown.locator(".ws-talk").inner_text()
    grow_old(page)
    course.signal_kernel(signal.SIGKILL, NIGHT)
    wait_anew(page, 1)
    expect(status(shown)).to_have_text(STOPPED)
    assert shown.locator(".ws-talk").inner_text() == said
    page.reload()
    expect(status(shown)).to_have_text(STOPPED)
    assert shown.locator(".ws-talk").inner_text() == said
    tab(page, shown.locator(".ws-say").first)
    press(page, "1")
    expect(turns(shown)).to_have_count(5)


def test_what_was_said_to_a_kernel_that_was_killed_is_not_lost(
    course: Learning, page: Page
) -> None:
    name = conversation(NIGHT).id
    open_short(page, course, NIGHT, name)
    shown = item(page, name)
    begin(page, shown)
    by_keys(page, shown, (1,))
    course.signal_kernel(signal.SIGSTOP, NIGHT)
    words = shown.locator(".ws-say").nth(1).inner_text().split("\n")[-1]
    shown.locator(".ws-say").nth(1).click()
    expect(status(shown)).to_have_text("Saving…")
    grow_old(page)
    course.signal_kernel(signal.SIGKILL, NIGHT)
    wait_anew(page, 1)
    expect(turns(shown)).to_have_count(3)
    expect(shown.locator(".ws-you").last).to_contain_text(words)
    [*_, last] = course.journal("draft")
    assert len(last["response"]["response"]["path"]) == 2
    page.reload()
    expect(status(shown)).to_have_text(STOPPED)
    expect(turns(shown)).to_have_count(3)


def test_a_kernel_that_does_not_answer_is_told_and_the_line_can_be_said_again(
    course: Learning, own_page: Page
) -> None:
    own_page.add_init_script("""
        const timeout = window.setTimeout;
        window.setTimeout = (act, ms, ...more) => timeout(act, ms === 10000 ? 200 : ms, ...more);
    """)
    name = conversation(NIGHT).id
    open_short(own_page, course, NIGHT, name)
    shown = item(own_page, name)
    begin(own_page, shown)
    course.signal_kernel(signal.SIGSTOP, NIGHT)
    press(own_page, "2")
    expect(status(shown)).to_contain_text("Not saved yet. You are where you were")
    expect(turns(shown)).to_have_count(1)
    course.signal_kernel(signal.SIGCONT, NIGHT)
    expect(turns(shown)).to_have_count(2)


def test_on_paper_there_is_what_was_said_and_nothing_to_press(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    by_keys(page, shown, (1, 1))
    shown.get_by_role("textbox").fill("<b>The hour</b>")
    shown.get_by_role("button", name="Print this conversation").click()
    page.wait_for_function("title => window.printed === title", arg=TALK.title)
    paper = page.frame_locator("iframe.ws-print")
    assert paper.locator("head title").text_content() == TALK.title
    body = paper.locator("body")
    expect(body).to_contain_text("Do you think of ending your life?")
    expect(body).to_contain_text("Asking directly does no harm, and may save a life.")
    expect(body).to_contain_text("<b>The hour</b>")
    expect(paper.locator("button, textarea, summary")).to_have_count(0)


def test_an_exercise_is_played_once_and_recorded_without_the_key(lab: Lab, page: Page) -> None:
    path = show(page, lab, role="exercise")
    shown = item(page, TALK.id)
    begin(page, shown)
    by_keys(page, shown, (2,))
    expect(shown.locator(".ws-back")).to_have_count(0)
    by_keys(page, shown, (1,), done=1)
    expect(shown.get_by_role("heading", name="Played to its end")).to_be_focused()
    expect(shown).to_contain_text("It ended: She stays in touch.")
    expect(shown).not_to_contain_text("It gives away what you agreed on.")
    wait_until("the record", lambda: records(saved(lab, path)))
    [record] = records(saved(lab, path))
    assert record["response"] == {"path": ["open.fix", "risk.ask"], "ending": "warm"}
    page.reload()
    expect(shown.get_by_role("button", name="Read what was said")).to_be_visible()
    expect(shown.get_by_role("button", name="Begin")).to_have_count(0)
