"""Handing in after something went wrong: a clock, a lost journal, another's exercise, any text."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.handing_in import ITEMS, ONE_EACH, end, grades, hand_in, recorded
from paths.pages import (
    EXERCISE,
    Learning,
    answer,
    button,
    chosen,
    item,
    records,
    some_answer,
    status,
    wait_live,
)
from paths.short import open_short, reopen


def test_after_a_sitting_with_the_clock_ahead_the_answer_given_last_counts(
    course: Learning, page: Page
) -> None:
    one = ITEMS["ex01-doctor-asks"]
    open_short(page, course, EXERCISE, one.id)
    answer(page, one, some_answer(one))
    wait_until("the record", partial(recorded, course, one.id))
    page.goto("about:blank")
    course.end_kernels()
    later = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    for file in (course.work / "journal").iterdir():
        lines = [json.loads(line) | {"at": later} for line in file.read_text().splitlines()]
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))

    reopen(page, course, EXERCISE, one.id)
    expect(end(page)).to_contain_text("This computer's clock says")
    answer(page, one, some_answer(one, other=True))
    hand_in(page)
    expect(end(page)).to_contain_text("Handed in: your file is ready.")
    [handed] = course.hand_ins()
    assert records(handed)[one.id]["response"] == some_answer(one, other=True)
    wait_until("it", partial(is_recorded, course, one.id, some_answer(one, other=True)))
    page.reload()
    wait_live(page, 1)
    expect(status(item(page, one.id))).to_have_text(re.compile("^Saved"))
    assert chosen(item(page, one.id))[0] == some_answer(one, other=True)["choice"]


def test_without_its_journal_an_exercise_keeps_its_answers(course: Learning, page: Page) -> None:
    names = [one.id for one in ONE_EACH]
    open_short(page, course, EXERCISE, *names)
    for one in ONE_EACH:
        answer(page, one, some_answer(one))
    wait_until("the records", lambda: len(course.records()) == len(ONE_EACH))
    before = course.records()
    page.goto("about:blank")
    course.end_kernels()
    shutil.rmtree(course.work / "journal")

    reopen(page, course, EXERCISE, *names)
    for one in ONE_EACH:
        expect(status(item(page, one.id))).to_have_text(re.compile("^Saved"))
    assert chosen(item(page, "ex01-doctor-asks")) == ["a", "2"]
    answer(page, ONE_EACH[0], some_answer(ONE_EACH[0], other=True))
    wait_until("it", lambda: course.records()[ONE_EACH[0].id].get("first"))
    after = course.records()
    assert {k: after[k] for k in list(after)[1:]} == {k: before[k] for k in list(before)[1:]}
    [found] = course.journal("found")  # what only the file knew is in the journal, too
    assert found["response"]["response"] == some_answer(ONE_EACH[0])


def test_somebody_elses_exercise_is_read_and_never_changed(
    course: Learning, page: Page, tmp_path: Path
) -> None:
    open_short(page, course, EXERCISE, *(one.id for one in ONE_EACH))
    for one in ONE_EACH:
        answer(page, one, some_answer(one))
    wait_until("the records", lambda: len(course.records()) == len(ONE_EACH))
    shutil.copy(course.work / EXERCISE, other := tmp_path / "from_ada.ipynb")
    page.goto("about:blank")
    course.renew()
    mailed = "exercises/from_ada.ipynb"
    course.mail(other, mailed)

    page.goto(course.address(mailed))
    alert = page.locator(".ws-alert")
    expect(alert).to_contain_text("Nothing on this page has been run")
    for one in ONE_EACH:
        words = one.said(one.decode(json.dumps(some_answer(one)).encode()))
        expect(page.get_by_text(words.splitlines()[-1]).last).to_be_visible()
    page.get_by_role("button", name="Trust this page…").click()
    asked_again = page.get_by_role("dialog", name="Trust this page")
    asked_again.get_by_role("button", name="Trust this page").click()
    wait_live(page, len(ONE_EACH))
    for one in ONE_EACH:
        shown = item(page, one.id)
        expect(status(shown)).to_contain_text("another workbook")
        expect(button(shown)).to_have_count(0)
        assert shown.locator("input:enabled, textarea:enabled").count() == 0
    assert chosen(item(page, "ex01-doctor-asks")) == ["a", "2"]
    expect(end(page).get_by_role("button", name="Hand in")).to_have_count(0)
    with page.expect_response(lambda reply: reply.request.method == "PUT" and mailed in reply.url):
        page.keyboard.press("Control+s")
    assert course.records(mailed) == records(other)
    assert course.journal() == []


def is_recorded(course: Learning, name: str, response: Any) -> bool:
    return bool(recorded(course, name) == response)


HOSTILE = {
    "markup": '<img src=x onerror="window.hacked=1"></textarea><script>window.hacked=1</script>',
    "right-to-left": "abc \u202efdp.exe\u202c \u05e9\u05dc\u05d5\u05dd \u200f",
    "emoji": "\U0001f600",
    "long": "x\u00e9\u4e2d " * 4999 + "1234",
}


def test_any_text_is_text_everywhere(course: Learning, page: Page, tmp_path: Path) -> None:
    own = ITEMS["ex01-in-your-own-words"]
    open_short(page, course, EXERCISE, own.id)
    for text in HOSTILE.values():
        answer(page, own, {"text": text})
        wait_until("it", partial(is_recorded, course, own.id, {"text": text}))
    assert course.responses(own.id) == [{"text": text} for text in HOSTILE.values()]

    page.reload()
    wait_live(page, 1)
    shown = item(page, own.id)
    expect(shown.get_by_role("textbox")).to_have_value(HOSTILE["long"])
    expect(shown.locator(".ws-first .ws-quoted")).to_have_text(HOSTILE["markup"])
    hand_in(page, HOSTILE["markup"])
    expect(end(page)).to_contain_text("Handed in")
    [file] = course.hand_ins()
    assert file.parent == course.work / "hand-ins"
    assert records(file)[own.id]["response"] == {"text": HOSTILE["long"]}
    assert records(file)[own.id]["first"] == {"text": HOSTILE["markup"]}
    expect(page.locator("img[src=x]")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    [row] = grades([file], tmp_path)
    assert row["trainee"] == HOSTILE["markup"]


def test_the_end_of_the_field_cuts_a_text_and_loses_no_answer(course: Learning, page: Page) -> None:
    name = "ex01-in-your-own-words"
    open_short(page, course, EXERCISE, name)
    own = item(page, name)
    for tail, kept in (("\U0001f600", ""), ("yz", "y")):
        own.get_by_role("textbox").fill("x" * 19_999)
        own.get_by_role("textbox").press("End")
        page.keyboard.insert_text(tail)
        button(own).click()
        expect(status(own)).to_have_text(re.compile("^Saved"))
        assert course.responses(name)[-1] == {"text": "x" * 19_999 + kept}
