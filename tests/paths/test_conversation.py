"""Conversations in a browser: by keyboard to each ending, tried another way, and looked back at."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browser import Lab, wait_until
from playwright.sync_api import Page, expect

from paths.pages import Learning, item
from paths.short import open_short
from paths.talks import TALK, begin, by_keys, conversation, replies, show, turns
from paths.test_accessibility import (
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
    violations,
)
from paths.test_keyboard import press, tab
from withinscope.dialogue import Dialogue, walking

LESSONS = ("03_the_line", "07_between_sessions", "08_the_team_around_a_client")
#: The reply may come between the two halves, and another card to where the pointer is.
DOUBLE_CLICK = """() => new Promise(done => {
    const cards = document.querySelector('.ws-cards');
    const click = detail => cards.querySelector('button').dispatchEvent(
        new MouseEvent('click', {bubbles: true, detail, clientX: 50, clientY: 60}));
    const second = new MutationObserver(() => {
        second.disconnect();
        click(2);
        done();
    });
    second.observe(cards, {childList: true});
    click(1);
})"""


def ways(dialogue: Dialogue) -> dict[str, tuple[int, ...]]:
    """A shortest way to each ending, as the number of each choice among those that are open."""
    script = dialogue.script
    begin = (0, script.start)
    found: dict[tuple[int, int], tuple[int, ...]] = {begin: ()}
    endings: dict[str, tuple[int, ...]] = {}
    queue = [begin]
    for here, values in queue:
        spot, way = script.spots[here], found[here, values]
        if spot.ending:
            endings.setdefault(spot.id, way)
        moves = [move for move in spot.moves if walking.holds(move.tests, values)]
        for number, move in enumerate(moves, 1):
            there = move.to, walking.applied(move.changes, values)
            if found.setdefault(there, (*way, number)) == (*way, number) and there not in queue:
                queue.append(there)
    return endings


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_ending_is_reached_by_keyboard_alone(
    course: Learning, page: Page, lesson: str
) -> None:
    path = f"notebooks/{lesson}.ipynb"
    dialogue = conversation(path)
    open_short(page, course, path, dialogue.id)
    shown = item(page, dialogue.id)
    endings = ways(dialogue)
    assert endings.keys() == {name for name, node in dialogue.nodes.items() if node.ending}
    for number, (ending, way) in enumerate(endings.items()):
        begin(page, shown, "Play again from the start" if number else "Begin")
        by_keys(page, shown, way)
        expect(shown.get_by_role("heading", name="Looking back")).to_be_focused()
        expect(shown.locator(".ws-ending")).to_contain_text(dialogue.nodes[ending].ending or "")
        expect(shown.locator(".ws-outcome")).to_contain_text(
            (dialogue.nodes[ending].debrief or "")[:60]
        )
    assert [one["ending"] for one in course.responses(dialogue.id)] == list(endings)


def test_going_back_another_way_is_tried_and_both_can_be_looked_at(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    by_keys(page, shown, (2,))
    heard = shown.get_by_role("group", name="What was said")
    expect(heard.locator(".ws-client .ws-who").last).to_have_text("The client")
    expect(heard).to_contain_text("Never mind.")
    back = shown.get_by_role("button", name="Go back to turn 1 and try another way")
    tab(page, back)
    press(page, "Enter")
    expect(turns(shown)).to_have_count(1)
    by_keys(page, shown, (1, 2))
    expect(shown.locator(".ws-ending")).to_contain_text("A friend hears it first")
    tab(page, shown.get_by_role("button", name="Play from here, turn 2"))
    press(page, "Enter")
    expect(turns(shown)).to_have_count(2)
    expect(replies(shown)).to_be_focused()
    press(page, "1")
    expect(shown.locator(".ws-ending")).to_contain_text("She stays in touch")
    expect(shown.locator(".ws-tries-list li")).to_have_count(2)
    tab(page, shown.get_by_role("button", name="Look back at try 1"))
    press(page, "Enter")
    expect(shown.locator(".ws-ending")).to_contain_text("A friend hears it first")
    expect(shown.get_by_role("heading", name="Looking back")).to_be_focused()


def test_the_debrief_tells_why_what_was_thought_and_the_experts_way(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    by_keys(page, shown, (2, 1))
    below = shown.locator(".ws-after-talk")
    for told in (
        "You asked.",
        "It gives away what you agreed on.",
        "If she does not answer, nobody will.",
        "An expert says here: That is a long night.",
        "Breaks “Keeps the agreed limits of contact”",
        "Broken in turn 1.",
        "Met in turn 2.",
        "What made it hard to ask?",
    ):
        expect(below).to_contain_text(told)
    picture = shown.get_by_role("img", name=re.compile("^Your way and an expert"))
    expect(picture.locator(".ws-spot")).to_have_count(3)
    expect(shown.locator(".ws-way-words li").first).to_have_text(
        "Turn 1: you part, and meet again at turn 2."
    )
    shown.get_by_role("textbox").fill("The hour.")
    kept = shown.locator(".ws-reflection .ws-status")
    expect(kept).to_have_text("Saved. Only you can see it.")
    shown.get_by_role("textbox").fill("The hour, and the word.")
    page.reload()
    shown.get_by_role("button", name="Look back at try 1").click()
    expect(shown.get_by_role("textbox")).to_have_value("The hour, and the word.")
    wait_until("what was written", lambda: written(lab) == {"text": "The hour, and the word."})


def written(lab: Lab) -> Any:
    """What was last written about a conversation, as the journal on disk has it."""
    files = sorted((lab.home / "work" / "journal").glob("*.jsonl"))
    lines = [json.loads(raw) for file in files for raw in file.read_bytes().splitlines() if raw]
    mine = [line for line in lines if line["kind"] == "reflection"]
    return max(mine, key=lambda line: line["at"])["response"]


def test_number_keys_choose_inside_the_conversation_only(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    press(page, "1")
    begin(page, shown)
    press(page, "9", "0", "Control+1", "Shift+Alt+1", "a", "b")
    tab(page, page.locator("[data-ws-item]").nth(1).get_by_role("radio").first)
    press(page, "1", "2")
    page.locator(".ws-title").first.click()
    press(page, "1")
    expect(turns(shown)).to_have_count(1)
    assert page.locator(".jp-Cell").count() == 4
    shown.locator(".ws-say").first.focus()
    press(page, "2")
    expect(turns(shown)).to_have_count(2)
    expect(shown.locator(".ws-you")).to_contain_text("Call me at any hour.")


def test_a_pause_hides_what_can_be_said_and_gives_it_back(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    tab(page, shown.get_by_role("button", name="Pause"))
    press(page, "Enter")
    expect(shown.get_by_role("heading", name="A pause")).to_be_focused()
    expect(replies(shown)).to_be_hidden()
    press(page, "1")
    expect(turns(shown)).to_have_count(1)
    tab(page, shown.get_by_role("button", name="Go on"))
    press(page, "Enter")
    expect(replies(shown)).to_be_focused()


def test_the_client_takes_a_moment_that_any_key_cuts_short(chrome: Any, lab: Lab) -> None:
    context = chrome.new_context(reduced_motion="no-preference")
    page = context.new_page()
    page.add_init_script("""
        const timeout = window.setTimeout;
        window.setTimeout = (act, ms, ...more) =>
            timeout(act, ms > 499 && ms < 1401 ? 600000 : ms, ...more);
    """)
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    press(page, "1")
    expect(shown.locator(".ws-typing")).to_be_visible()
    expect(shown.locator(".ws-client")).to_have_count(1)
    press(page, "Shift")
    expect(shown.locator(".ws-client")).to_have_count(2)
    expect(shown.locator(".ws-typing")).to_have_count(0)
    expect(replies(shown)).to_be_focused()
    context.close()


def test_the_second_half_of_a_double_click_says_nothing(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    begin(page, shown)
    page.evaluate(DOUBLE_CLICK)
    expect(turns(shown)).to_have_count(2)
    expect(shown).not_to_have_class(re.compile("ws-busy"))
    shown.locator(".ws-say").first.click()
    expect(shown.locator(".ws-ending")).to_be_visible()


def test_axe_finds_nothing_and_nothing_runs_over(lab: Lab, page: Page) -> None:
    show(page, lab)
    shown = item(page, TALK.id)
    assert violations(page) == []
    begin(page, shown)
    by_keys(page, shown, (1,))
    assert_no_violation_in_dark_or_light(page)
    shown.get_by_role("button", name="Pause").click()
    assert violations(page) == []
    shown.get_by_role("button", name="Go on").click()
    by_keys(page, shown, (2,), done=1)
    tab(page, shown.get_by_role("button", name="Play from here, turn 1"))
    press(page, "Enter")
    by_keys(page, shown, (2, 1))
    assert_no_violation_in_dark_or_light(page)
    assert_it_fits_and_rests(page)
