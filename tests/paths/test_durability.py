"""Whatever dies, no answer and no draft is lost, and nothing is called saved too early."""

from __future__ import annotations

import re
import signal
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    button,
    chosen,
    fill,
    grow_old,
    item,
    open_page,
    records,
    status,
    sure,
    wait_anew,
    wait_live,
)
from paths.short import cut, open_short, reopen

ITEMS = asked(LESSON)
SINGLE, SITUATION, OWN = (
    ITEMS[name] for name in ("l01-library-evening", "l01-two-apartments", "l01-your-own-pull")
)
SHORT = (SINGLE.id, SITUATION.id, OWN.id)
FIRST, SECOND = (asked(EXERCISE)[name] for name in ("ex01-doctor-asks", "ex01-home-at-nine"))
BEGUN = "Not saved yet: this is what you had begun."
#: A page whose items wait less long for their kernel, on a machine so slow that anywidget has given
#: each of them up (after two seconds) before it is drawn.
IMPATIENT = """
    window.patience = 200;
    const timeout = window.setTimeout;
    window.setTimeout = (act, ms, ...more) =>
        timeout(act, ms === 10000 ? window.patience : ms, ...more);
    const after = AbortSignal.timeout;
    AbortSignal.timeout = (ms) => {
        if (ms !== 2000) return after.call(AbortSignal, ms);
        const over = new AbortController();
        queueMicrotask(() => over.abort());
        return over.signal;
    };
"""
#: All that a line says from now on.
EVERYTHING_SAID = """line => {
    const said = [];
    const note = (records) =>
        said.push(...records.flatMap(({ addedNodes }) => [...addedNodes]).map(n => n.textContent));
    new MutationObserver(note).observe(line, { childList: true });
    return said;
}"""
WORDS = "I tend to reassure too early."


def test_after_a_killed_kernel_and_a_new_server_all_is_there_again(
    own_page: Page, tmp_path: Path
) -> None:
    course = Learning(tmp_path / "work")
    open_page(own_page, course, LESSON)
    answer(own_page, SINGLE, {"choice": "a"})
    answer(own_page, SINGLE, {"choice": "c"})
    answer(own_page, SITUATION, {"best": "a", "worst": "d"})
    with own_page.expect_response(is_place):
        item(own_page, OWN.id).get_by_role("textbox").fill(WORDS)
    wait_until("the draft", lambda: drafted(course, OWN.id))
    course.signal_kernel(signal.SIGKILL)
    own_page.close()
    course.stop()

    again = Learning(tmp_path / "work")
    page = own_page.context.new_page()
    open_page(page, again, LESSON)
    assert chosen(item(page, SINGLE.id)) == ["c", "2"]
    assert chosen(item(page, SITUATION.id)) == ["a", "d"]
    for one in (SINGLE, SITUATION):
        expect(status(item(page, one.id))).to_have_text("Saved.")
    expect(item(page, SINGLE.id).locator(".ws-result")).to_contain_text("Your first answer is kept")
    expect(item(page, SITUATION.id)).to_contain_text(SITUATION.options[2].why)  # what fits best
    own = item(page, OWN.id)
    expect(own.get_by_role("textbox")).to_have_value(WORDS)
    expect(own.get_by_role("textbox")).to_be_focused()
    expect(own).to_be_in_viewport()
    expect(status(own)).to_have_text(BEGUN)
    again.stop()


def drafted(course: Learning, name: str) -> bool:
    """Whether what stands in an item's form is in the journal."""
    return name in {line["item"] for line in course.journal("draft")}


def is_place(reply: Any) -> bool:
    """Whether it is the server that has taken the reading place."""
    return "/api/workspaces/" in reply.url and reply.request.method == "PUT"


def test_a_kernel_that_dies_while_the_page_is_open_costs_nothing(
    course: Learning, page: Page
) -> None:
    open_short(page, course, LESSON, *SHORT)
    answer(page, SITUATION, {"best": "c", "worst": "d"})
    old = item(page, SINGLE.id)
    grow_old(page)
    fill(old, SINGLE, {"choice": "c"})
    sure(old)
    course.signal_kernel(signal.SIGKILL)
    button(old).click()
    expect(status(old)).to_have_text("Saving…")
    fill(item(page, OWN.id), OWN, {"text": WORDS})

    wait_anew(page, len(SHORT))
    assert course.responses(SINGLE.id) == []
    shown = item(page, SINGLE.id)
    expect(status(shown)).to_have_text(BEGUN)
    assert chosen(shown) == ["c", "2"]
    expect(item(page, OWN.id).get_by_role("textbox")).to_have_value(WORDS)
    expect(status(item(page, SITUATION.id))).to_have_text("Saved.")
    for one in (SINGLE, OWN):
        button(item(page, one.id)).click()
        expect(status(item(page, one.id))).to_have_text(re.compile("^Saved"))
    assert course.responses(SINGLE.id) == [{"choice": "c"}]
    assert course.responses(OWN.id) == [{"text": WORDS}]


def test_a_kernel_that_does_not_answer_is_told_and_what_was_sent_is_not_lost(
    course: Learning, own_page: Page
) -> None:
    own_page.add_init_script(IMPATIENT)
    open_short(own_page, course, LESSON, *SHORT)
    shown = item(own_page, SINGLE.id)
    course.signal_kernel(signal.SIGSTOP)
    fill(shown, SINGLE, {"choice": "a"})
    sure(shown)
    button(shown).click()
    expect(status(shown)).to_contain_text("Not saved yet. Your answer is still here")
    # Answered otherwise before anything has come of the first: what comes of that is no "Saved."
    own_page.evaluate("window.patience = 60000")
    said = status(shown).evaluate_handle(EVERYTHING_SAID)
    fill(shown, SINGLE, {"choice": "c"})
    button(shown).click()
    expect(status(shown)).to_have_text("Saving…")
    course.signal_kernel(signal.SIGCONT)
    expect(status(shown)).to_have_text("Saved.")
    assert course.responses(SINGLE.id) == [{"choice": "a"}, {"choice": "c"}]
    assert said.json_value().count("Saved.") == 1

    own_page.evaluate("window.patience = 200")
    course.signal_kernel(signal.SIGSTOP)
    fill(shown, SINGLE, {"choice": "b"})
    button(shown).click()
    expect(status(shown)).to_contain_text("Not saved yet. Your answer is still here")
    assert course.responses(SINGLE.id) == [{"choice": "a"}, {"choice": "c"}]
    course.signal_kernel(signal.SIGKILL)
    own_page.reload()
    wait_live(own_page, len(SHORT))
    assert chosen(shown) == ["b", "2"]
    expect(status(shown)).to_have_text(BEGUN)
    wait_until("the draft", lambda: drafted(course, SINGLE.id))


def test_of_two_tabs_the_older_one_says_where_to_go_on(course: Learning, page: Page) -> None:
    open_short(page, course, EXERCISE, FIRST.id, SECOND.id)
    answer(page, FIRST, {"choice": "a"})
    wait_until("the record", course.records)
    with closing(page.context.new_page()) as other:
        reopen(other, course, EXERCISE, FIRST.id, SECOND.id)
        assert chosen(item(other, FIRST.id)) == ["a", "2"]
        answer(other, SECOND, {"best": "c", "worst": "a"})
        shown = item(page, FIRST.id)
        fill(shown, FIRST, {"choice": "b"})
        button(shown).click()
        expect(status(shown)).to_contain_text("This page has been opened again, in another tab")
        page.reload()
        wait_live(page, 2)
        expect(status(shown)).to_have_text(BEGUN)
        button(shown).click()
        expect(status(shown)).to_have_text(re.compile("^Saved"))
    assert course.responses(FIRST.id) == [{"choice": "a"}, {"choice": "b"}]
    assert chosen(item(page, SECOND.id)) == ["a", "c"]
    wait_until("the file", lambda: course.records().keys() == {FIRST.id, SECOND.id})
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_two_kernels_with_one_workbook_hand_in_everything(course: Learning, page: Page) -> None:
    cut(course, EXERCISE, (FIRST.id, SECOND.id))
    course.api("POST", "contents/exercises", {"copy_from": EXERCISE})
    copied = EXERCISE.replace(".ipynb", "-Copy1.ipynb")
    reopen(page, course, EXERCISE, FIRST.id, SECOND.id)
    with closing(page.context.new_page()) as other:
        other.goto(course.address(copied))
        wait_live(other, 2)
        answer(page, FIRST, {"choice": "a"})
        answer(other, SECOND, {"best": "c", "worst": "a"})
        answer(page, FIRST, {"choice": "b"})
        end = other.locator(".ws-hand-in")
        end.get_by_label("Your name or number").fill("Ada")
        end.get_by_role("button", name="Hand in").click()
        expect(end).to_contain_text("Handed in")
        expect(end.locator(".ws-overview .ws-answered")).to_have_count(2)
    [file] = course.hand_ins()
    assert {name: record["response"] for name, record in records(file).items()} == {
        FIRST.id: {"choice": "b"},
        SECOND.id: {"best": "c", "worst": "a"},
    }


def is_answered(course: Learning, times: int) -> bool:
    return len(course.responses(SINGLE.id)) == times


def test_a_double_click_answers_once(course: Learning, page: Page) -> None:
    open_short(page, course, LESSON, *SHORT)
    for attempt, choice in enumerate(("a", "c"), start=1):
        shown = item(page, SINGLE.id)
        fill(shown, SINGLE, {"choice": choice})
        sure(shown)
        button(shown).dblclick()
        expect(status(shown)).to_have_text("Saved.")
        wait_until("it", partial(is_answered, course, attempt))
    button(shown).dblclick()  # nothing was changed
    fill(shown, SINGLE, {"choice": "a"})
    expect(status(shown)).to_have_text("Changed, and not saved yet.")
    fill(shown, SINGLE, {"choice": "c"})
    expect(status(shown)).to_have_text("Saved.")
    answer(page, SITUATION, {"best": "a", "worst": "d"})  # what was sent before has come
    assert course.responses(SINGLE.id) == [{"choice": "a"}, {"choice": "c"}]
