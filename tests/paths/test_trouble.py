"""What goes wrong around a page is told in the course's own words, and goes when it is over."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser import wait_until
from playwright.sync_api import Page, expect
from window import EXPOSE

from paths.pages import (
    EXERCISE,
    Learning,
    answer,
    asked,
    chosen,
    fill,
    grow_old,
    item,
    open_page,
    wait_anew,
)
from paths.short import open_short

ITEMS = asked(EXERCISE)
SINGLE, SITUATION = ITEMS["ex01-doctor-asks"], ITEMS["ex01-home-at-nine"]
#: What the issue asks for (ms).
SOON = 3000


def told(page: Page, words: str) -> Any:
    """What stands below the bar."""
    return page.locator(".ws-alert").filter(has_text=words)


def saved(page: Page) -> Any:
    return page.locator(".ws-saved")


def test_when_the_server_ends_the_page_says_so_at_once_and_goes_on_when_it_is_back(
    own_page: Page, tmp_path: Path
) -> None:
    own_page.add_init_script(EXPOSE)
    course = Learning(tmp_path / "work")
    open_page(own_page, course, EXERCISE)
    answer(own_page, SINGLE, {"choice": "a"})
    wait_until("the record", course.records)
    os.kill(course.pid, signal.SIGKILL)
    expect(told(own_page, "be reached: it was ended")).to_be_visible(timeout=SOON)
    expect(told(own_page, "double-click start.desktop")).to_be_visible()
    expect(saved(own_page)).to_have_text("Not connected")
    own_page.evaluate("jupyterapp.serviceManager.kernels.refreshRunning().catch(() => {})")
    fill(item(own_page, SITUATION.id), SITUATION, {"best": "c", "worst": "a"})
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)
    grow_old(own_page)

    course.stop()
    again = Learning(tmp_path / "work", port=urlsplit(course.url).port)
    expect(told(own_page, "be reached: it was ended")).to_have_count(0)
    wait_anew(own_page, len(ITEMS))
    expect(saved(own_page)).to_have_text("Not saved yet")  # nobody has pressed its button
    assert chosen(item(own_page, SINGLE.id))[0] == "a"
    assert chosen(item(own_page, SITUATION.id)) == ["a", "c"]
    answer(own_page, SITUATION, {"best": "c", "worst": "a"})
    wait_until("the file", lambda: again.records().keys() == {SINGLE.id, SITUATION.id})
    expect(saved(own_page)).to_have_text("Saved")
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)
    again.stop()


def test_offline_is_told_and_over_when_it_is_over(course: Learning, own_page: Page) -> None:
    open_short(own_page, course, EXERCISE, SINGLE.id)
    own_page.wait_for_load_state("networkidle")  # JupyterLab opens an address twice
    own_page.context.set_offline(True)
    expect(told(own_page, "be reached: it was ended")).to_be_visible(timeout=SOON)
    fill(item(own_page, SINGLE.id), SINGLE, {"choice": "b"})
    own_page.context.set_offline(False)
    expect(told(own_page, "be reached: it was ended")).to_have_count(0)
    answer(own_page, SINGLE, {"choice": "b"})
    assert course.responses(SINGLE.id) == [{"choice": "b"}]
    wait_until("the record", course.records)
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)


def test_a_file_that_another_program_changed_costs_nothing_on_either_side(
    course: Learning, page: Page
) -> None:
    file = course.work / EXERCISE
    open_short(page, course, EXERCISE, SINGLE.id, SITUATION.id)
    answer(page, SINGLE, {"choice": "a"})
    wait_until("the record", course.records)
    expect(saved(page)).to_have_text("Saved")
    notebook = json.loads(file.read_text())
    file.write_text(json.dumps(notebook))  # the same, in one line
    answer(page, SINGLE, {"choice": "b"})
    wait_until("the file", lambda: course.records()[SINGLE.id]["response"] == {"choice": "b"})
    assert [one.name for one in file.parent.glob("*_other_*")] == []

    expect(saved(page)).to_have_text("Saved")
    notebook["cells"][0]["source"] = ["# Written elsewhere"]
    file.write_text(json.dumps(notebook))
    answer(page, SITUATION, {"best": "c", "worst": "a"})
    wait_until("the file", lambda: course.records().keys() == {SINGLE.id, SITUATION.id})
    expect(told(page, "Another program had changed this page")).to_be_visible()
    [other] = file.parent.glob("*_other_*")
    assert "# Written elsewhere" in other.read_text()
    assert f"kept as exercises/{other.name}" in told(page, "Another").inner_text()
    other.unlink()
    expect(saved(page)).to_have_text("Saved")
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_another_browser_and_an_address_of_before_are_told_where_the_course_is(
    course: Learning, own_page: Page
) -> None:
    told = {
        f"{course.url}/doc/tree/{EXERCISE}": "is open in another browser",
        f"{course.url}/no": "has no page at this",
        course.address("notebooks/01_as_it_was_named.ipynb"): "has no page at this address. Your",
    }
    for address, words in told.items():
        own_page.goto(address)
        expect(own_page.get_by_role("main")).to_contain_text(words)
        expect(own_page.get_by_role("main")).to_contain_text("double-click")
        expect(own_page.get_by_role("main")).to_contain_text("python3 start.py")
        assert "jupyter" not in own_page.content().lower()


def test_a_page_that_is_turned_while_it_is_being_written_asks_nothing(
    course: Learning, page: Page
) -> None:
    open_short(page, course, EXERCISE, SINGLE.id)
    page.route("**/api/contents/exercises/**", slowly)
    page.evaluate("""() => {
        const { context, model } = jupyterapp.shell.currentWidget;
        model.setMetadata('touched', 1);
        for (const _ of [1, 2]) void context.save();  // an answer's, and an autosave beside it
        model.dirty = false;
    }""")
    page.get_by_role("link", name="Next").click()
    expect(item(page, SINGLE.id)).to_have_count(0)
    page.unroute_all(behavior="wait")
    wait_until("the file", lambda: "touched" in (course.work / EXERCISE).read_text())
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def slowly(route: Any) -> None:
    """Let the server take its time."""
    route.request.frame.page.wait_for_timeout(400)
    route.continue_()
