"""Conversations in a browser: by keyboard to each ending, kept line by line, looked back at."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from browser import Lab, wait_until
from core.cases.dialogue import ITEM
from lab.pages import a_notebook, code, put, records, saved, start, text
from lab.pages import item as a_single
from nbformat.v4 import new_output
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import COURSE, Learning, item, open_page, status
from paths.test_accessibility import (
    assert_it_fits_and_rests,
    assert_no_violation_in_dark_or_light,
    violations,
)
from paths.test_keyboard import press, tab, uncover_by_key
from withinscope import items, notebooks
from withinscope.dialogue import Dialogue, walking

LESSONS = ("03_the_line", "07_between_sessions", "08_the_team_around_a_client")
NIGHT = "notebooks/07_between_sessions.ipynb"
TALK: Any = items.load(ITEM, mark=items.DIALOGUE)
STOPPED = "This is where you stopped. Go on whenever you like."
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
_numbers = count(40)


def conversation(path: str) -> Dialogue:
    """The conversation of a lesson."""
    [found] = [
        one for one in notebooks.items(notebooks.read(COURSE / path)) if one.type == "dialogue"
    ]
    assert isinstance(found, Dialogue)
    return found


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


def show(page: Page, lab: Lab, yaml: str = ITEM, role: str = "lesson") -> str:
    """Open a page with this conversation and a question; return its path."""
    name = f"{'ex' if role == 'exercise' else 'L'}{next(_numbers)}"
    cell, other = code(f"%%dialogue\n{yaml}".rstrip()), a_single(f"{name}-other")
    if role == "exercise":
        whole = items.load(yaml, mark=items.DIALOGUE)
        cell = code(
            items.source(whole.released()),
            words(whole),
            new_output("display_data", {"text/plain": ""}),
        )
        other = a_single(f"{name}-other", key="")
    made = a_notebook(
        text("# A meeting\n\n## Part"), start(name), cell, other, role=role, course=name
    )
    path = put(lab, made)
    visit(page, lab, path)
    expect(page.locator("[data-ws-item]")).to_have_count(2)
    return path


def words(whole: Any) -> Any:
    return new_output("display_data", {"text/plain": whole.words()})


def turns(shown: Any) -> Any:
    return shown.locator(".ws-turn")


def begin(page: Page, shown: Any, name: str = "Begin") -> None:
    """Begin by keyboard."""
    uncover_by_key(page, shown)
    tab(page, shown.get_by_role("button", name=name))
    press(page, "Enter")
    expect(turns(shown)).to_have_count(1)
    expect(replies(shown)).to_be_focused()


def replies(shown: Any) -> Any:
    return shown.get_by_role("group", name=re.compile("you say"))


def by_keys(page: Page, shown: Any, way: Sequence[int], done: int = 0) -> None:
    """Say something in each turn, by Tab and Enter or by its number."""
    for number, choice in enumerate(way, done + 1):
        expect(turns(shown)).to_have_count(number)
        if number % 2:
            press(page, *["Tab"] * choice, "Enter")
        else:
            press(page, str(choice))
    expect(turns(shown)).to_have_count(done + len(way) + 1)


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_ending_is_reached_by_keyboard_alone(
    course: Learning, page: Page, lesson: str
) -> None:
    path = f"notebooks/{lesson}.ipynb"
    dialogue = conversation(path)
    open_page(page, course, path)
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


def test_a_killed_kernel_loses_no_line(course: Learning, page: Page) -> None:
    dialogue = conversation(NIGHT)
    open_page(page, course, NIGHT)
    shown = item(page, dialogue.id)
    begin(page, shown)
    by_keys(page, shown, (1, 2, 1))
    said = shown.locator(".ws-talk").inner_text()
    shown.evaluate("one => one.dataset.old = 'old'")
    course.signal_kernel(signal.SIGKILL, NIGHT)
    expect(page.locator("[data-old]")).to_have_count(0)
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
    open_page(page, course, NIGHT)
    shown = item(page, conversation(NIGHT).id)
    begin(page, shown)
    by_keys(page, shown, (1,))
    course.signal_kernel(signal.SIGSTOP, NIGHT)
    words = shown.locator(".ws-say").nth(1).inner_text().split("\n")[-1]
    shown.locator(".ws-say").nth(1).click()
    expect(status(shown)).to_have_text("Saving…")
    shown.evaluate("one => one.dataset.old = 'old'")
    course.signal_kernel(signal.SIGKILL, NIGHT)
    expect(page.locator("[data-old]")).to_have_count(0)
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
    open_page(own_page, course, NIGHT)
    shown = item(own_page, conversation(NIGHT).id)
    begin(own_page, shown)
    course.signal_kernel(signal.SIGSTOP, NIGHT)
    press(own_page, "2")
    expect(status(shown)).to_contain_text("Not saved yet. You are where you were")
    expect(turns(shown)).to_have_count(1)
    course.signal_kernel(signal.SIGCONT, NIGHT)
    expect(turns(shown)).to_have_count(2)


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


def test_on_paper_there_is_what_was_said_and_nothing_to_press(lab: Lab, own_page: Page) -> None:
    own_page.add_init_script("window.print = () => { document.documentElement.id = 'printed'; };")
    show(own_page, lab)
    shown = item(own_page, TALK.id)
    begin(own_page, shown)
    by_keys(own_page, shown, (1, 1))
    shown.get_by_role("textbox").fill("<b>The hour</b>")
    shown.get_by_role("button", name="Print this conversation").click()
    paper = own_page.frame_locator("iframe.ws-print")
    expect(paper.locator("html#printed")).to_have_count(1)
    assert paper.locator("head title").text_content() == TALK.title
    body = paper.locator("body")
    expect(body).to_contain_text("Do you think of ending your life?")
    expect(body).to_contain_text("Asking directly does no harm, and may save a life.")
    expect(body).to_contain_text("<b>The hour</b>")
    expect(paper.locator("button, textarea, summary")).to_have_count(0)


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
