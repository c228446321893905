"""An exercise from the first answer to its grade, and what others see of it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    Learning,
    answer,
    asked,
    button,
    chosen,
    fill,
    first_of_each_type,
    item,
    open_page,
    records,
    some_answer,
    status,
    sure,
    wait_live,
)
from paths.short import open_short, reopen
from withinscope import cli

ITEMS = asked(EXERCISE)
ONE_EACH = first_of_each_type(ITEMS)
NAME = "Ada Østergård"


def end(page: Page) -> Any:
    """The part at the exercise's end."""
    return page.locator(".ws-hand-in")


def hand_in(page: Page, name: str = NAME) -> None:
    end(page).get_by_label("Your name or number").fill(name)
    end(page).get_by_role("button", name="Hand in").click()


def grades(files: list[Path], out: Path) -> list[dict[str, str]]:
    """The rows of grades.csv for some hand-ins, graded from the command line."""
    book = str(out / "book.db")
    paths = list(map(str, files))
    assert cli.main(["grade", *paths, "--out", str(out), "--gradebook", book]) in (0, 1)
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_exercise_from_the_first_answer_to_its_grade(
    course: Learning, page: Page, tmp_path: Path
) -> None:
    open_page(page, course, EXERCISE)
    expect(end(page)).to_contain_text(f"0 of {len(ITEMS)} questions are answered.")
    for one in ONE_EACH:
        answer(page, one, some_answer(one))
        expect(item(page, one.id).locator(".ws-result")).to_be_empty()  # no feedback here
        wait_until("the record", partial(recorded, course, one.id))
    answer(page, ONE_EACH[0], some_answer(ONE_EACH[0], other=True))
    wait_until("it", lambda: course.records()[ONE_EACH[0].id].get("first"))
    expect(end(page)).to_contain_text(f"{len(ONE_EACH)} of {len(ITEMS)} questions are answered.")

    end(page).get_by_role("button", name="Hand in").click()
    expect(status(end(page))).to_have_text("Write your name or number first.")
    expect(end(page).get_by_label("Your name or number")).to_be_focused()
    page.keyboard.type("A")
    expect(status(end(page))).to_be_empty()
    hand_in(page)
    expect(end(page)).to_contain_text("Handed in: your file is ready.")
    with page.expect_download() as download:
        end(page).get_by_role("link", name="Download the file").click()
    [first] = course.hand_ins()
    assert Path(download.value.path()).read_bytes() == first.read_bytes()
    assert download.value.suggested_filename == first.name
    expect(end(page)).to_contain_text(str(first))

    page.reload()
    wait_live(page, len(ITEMS))
    expect(end(page).get_by_label("Your name or number")).to_have_value(NAME)
    answer(page, ONE_EACH[1], some_answer(ONE_EACH[1], other=True))
    hand_in(page)
    expect(end(page)).to_contain_text("Handed in")
    _, second = course.hand_ins()
    assert records(first)[ONE_EACH[1].id]["response"] == some_answer(ONE_EACH[1])
    newest = records(second)
    assert newest[ONE_EACH[1].id]["response"] == some_answer(ONE_EACH[1], other=True)
    assert newest[ONE_EACH[1].id]["first"] == some_answer(ONE_EACH[1])

    wait_until("the save", lambda: course.records() == newest)
    earns_the_same_from_the_saved_file(course, [second, first], tmp_path)


def earns_the_same_from_the_saved_file(course: Learning, handed: list[Path], out: Path) -> None:
    """Hand-ins are graded as one person's, and as the exercise's own file is."""
    both = grades(handed, out / "handed-in")
    saved = grades([course.work / EXERCISE], out / "saved")
    assert [row["trainee"] for row in both] == [NAME]
    scored = [
        {k: v for k, v in row.items() if k not in ("trainee", "reason")} for row in both + saved
    ]
    assert scored[0] == scored[1]
    states = [scored[0][f"{one.id}_state"] for one in ONE_EACH]
    assert states == ["graded"] * (len(ONE_EACH) - 1) + ["needs marking"]


def test_nothing_that_stands_on_the_page_is_left_out_unsaid(course: Learning, page: Page) -> None:
    open_page(page, course, EXERCISE)
    said = status(end(page))
    hand_in(page)
    expect(said).to_contain_text("no question is answered")
    assert course.hand_ins() == []

    changed, half, fresh = ITEMS["ex01-leaflet"], ITEMS["ex01-two-doors"], ITEMS["ex01-only"]
    words = ITEMS["ex01-in-your-own-words"]
    answer(page, changed, some_answer(changed))
    fill(item(page, changed.id), changed, some_answer(changed, other=True))
    fill(item(page, half.id), half, some_answer(half))  # and not how sure
    fill(item(page, fresh.id), fresh, some_answer(fresh))
    fill(item(page, words.id), words, {"text": "Not saved by hand"})
    end(page).get_by_role("button", name="Hand in").click()
    expect(said).to_contain_text("Question 4: Say how sure you are.")
    assert course.hand_ins() == []

    end(page).get_by_role("button", name="Hand in all the same").click()
    expect(end(page)).to_contain_text("Handed in: your file is ready.")
    expect(end(page)).to_contain_text("is in it: questions 1, 15 and 21.")
    [file] = course.hand_ins()
    assert {name: record["response"] for name, record in records(file).items()} == {
        changed.id: some_answer(changed, other=True),
        fresh.id: some_answer(fresh),
        words.id: {"text": "Not saved by hand"},
    }
    sure(item(page, half.id))
    end(page).get_by_role("button", name="Hand in").click()
    expect(end(page)).to_contain_text("was saved first, and is in it: question 4.")
    assert records(course.hand_ins()[-1])[half.id]["response"] == some_answer(half)


def test_who_hands_in_is_told_which_file_to_send_where_it_is_and_what_is_in_it(
    course: Learning, page: Page
) -> None:
    one = ITEMS["ex01-doctor-asks"]
    open_short(page, course, EXERCISE, one.id)
    answer(page, one, some_answer(one))
    expect(end(page).get_by_role("button", name="What I handed in")).to_be_hidden()
    end(page).get_by_label("Your name or number").fill(NAME)
    expect(page.locator(".ws-saved")).to_have_text(
        "Saved"
    )  # else it may be made of the whole exercise
    page.keyboard.press("Enter")
    expect(end(page).get_by_role("heading", name="Handed in: your file is ready.")).to_be_focused()
    [file] = course.hand_ins()
    assert re.fullmatch(r"ex01_Ada-Østergård_\d{4}-\d\d-\d\d_\d\d\.\d\d\.ipynb", file.name)
    expect(end(page)).to_contain_text(f"Now send this file: {file.name}")
    link = end(page).get_by_role("link", name="Download the file")
    expect(link).to_be_in_viewport(ratio=1)
    color = link.evaluate("link => getComputedStyle(link).color")
    link.hover()
    expect(link).to_have_css("color", color)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    end(page).get_by_role("button", name="Copy where it is").click()
    expect(end(page).get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == str(file)
    page.context.clear_permissions()

    expect(page.locator(".ws-saved")).to_have_text("Saved")
    end(page).get_by_role("button", name="Hand in", exact=True).dblclick()
    expect(end(page)).to_contain_text(f"Now send this file: {file.name}")
    words = one.said(one.decode(json.dumps(some_answer(one)).encode()))
    end(page).get_by_text("What is in it").click()
    expect(end(page).locator("details")).to_contain_text(words)
    assert course.hand_ins() == [file]

    page.reload()
    wait_live(page, 1)
    end(page).get_by_role("button", name="What I handed in").click()
    expect(end(page).get_by_role("heading", name="What you handed in")).to_be_focused()
    expect(end(page).locator("details")).to_contain_text(words)
    expect(end(page)).to_contain_text(str(file))
    file.unlink()
    end(page).get_by_role("button", name="What I handed in").click()
    expect(status(end(page))).to_contain_text("is not in")


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


def test_what_is_missing_is_a_link_to_it(course: Learning, page: Page) -> None:
    open_page(page, course, EXERCISE)
    lines = end(page).locator(".ws-overview").get_by_role("listitem")
    one = ONE_EACH[0]
    answer(page, one, some_answer(one))
    fill(item(page, ONE_EACH[1].id), ONE_EACH[1], some_answer(ONE_EACH[1]))
    expect(lines.nth(0)).to_contain_text("answered")
    expect(lines.nth(1)).to_contain_text("begun, not saved")
    expect(lines.nth(2)).to_contain_text("not answered")
    lines.nth(2).get_by_role("link", name="Question 3").click()
    third = item(page, list(ITEMS)[2])
    expect(third.get_by_role("heading")).to_be_focused()
    expect(third.get_by_role("heading")).to_be_in_viewport()


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
    page.get_by_role("button", name="Confirm Trusting this notebook").click()
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


def recorded(course: Learning, name: str) -> Any:
    """What the exercise's file holds as the answer to an item."""
    return course.records().get(name, {}).get("response")


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
