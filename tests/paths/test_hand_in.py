"""An exercise from the first answer to its grade, and what others see of it."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.handing_in import ITEMS, NAME, ONE_EACH, end, grades, hand_in, recorded
from paths.pages import (
    EXERCISE,
    Learning,
    answer,
    fill,
    item,
    open_page,
    records,
    some_answer,
    status,
    sure,
    wait_live,
)
from paths.short import open_short


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

    asks_for_a_name(page)
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


def asks_for_a_name(page: Page) -> None:
    """Nothing is handed in without one; what asks for it goes with the first letter."""
    end(page).get_by_role("button", name="Hand in").click()
    expect(status(end(page))).to_have_text("Write your name or number first.")
    expect(end(page).get_by_label("Your name or number")).to_be_focused()
    page.keyboard.type("A")
    expect(status(end(page))).to_be_empty()


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
    expect(end(page)).to_contain_text("The file also says when you gave each answer.")
    end(page).get_by_text("What is in it").click()
    expect(end(page).locator("details")).to_contain_text(words)
    assert course.hand_ins() == [file]
    can_be_read_again_until_it_is_gone(page, file, words)


def can_be_read_again_until_it_is_gone(page: Page, file: Path, words: str) -> None:
    page.reload()
    wait_live(page, 1)
    end(page).get_by_role("button", name="What I handed in").click()
    expect(end(page).get_by_role("heading", name="What you handed in")).to_be_focused()
    expect(end(page).locator("details")).to_contain_text(words)
    expect(end(page)).to_contain_text(str(file))
    file.unlink()
    end(page).get_by_role("button", name="What I handed in").click()
    expect(status(end(page))).to_contain_text("is not in")


def test_what_is_missing_is_a_link_to_it(course: Learning, page: Page) -> None:
    open_short(page, course, EXERCISE, *list(ITEMS)[:6])
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
