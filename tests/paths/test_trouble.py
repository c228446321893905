"""What goes wrong around a page is told in the course's own words, and goes when it is over."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser import wait_until
from playwright.sync_api import Page, Route, expect
from window import EXPOSE, show_jupyter

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
    wait_live,
)
from paths.short import cut, open_short

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
    own_page.context.set_offline(True)  # at times before JupyterLab has opened the address again
    expect(told(own_page, "be reached: it was ended")).to_be_visible(timeout=SOON)
    own_page.get_by_role("link", name="Next").click()
    expect(told(own_page, "opens when the connection is back, unless you go on")).to_be_visible()
    fill(item(own_page, SINGLE.id), SINGLE, {"choice": "b"})
    expect(told(own_page, "opens when the connection is back")).to_have_count(0)
    own_page.context.set_offline(False)
    expect(told(own_page, "be reached: it was ended")).to_have_count(0)
    answer(own_page, SINGLE, {"choice": "b"})
    assert course.responses(SINGLE.id) == [{"choice": "b"}]
    wait_until("the record", course.records)

    own_page.context.set_offline(True)
    expect(told(own_page, "be reached: it was ended")).to_be_visible()
    own_page.get_by_role("link", name="Next").click()
    expect(told(own_page, "opens when the connection is back")).to_be_visible()
    own_page.context.set_offline(False)
    expect(item(own_page, SINGLE.id)).to_have_count(0)
    expect(own_page.get_by_role("heading", level=1)).to_be_focused()
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)


def test_a_course_whose_network_goes_while_it_opens_opens_when_it_is_back(
    course: Learning, own_page: Page
) -> None:
    def cut_off(route: Route) -> None:
        own_page.context.set_offline(True)
        route.abort()

    cut(course, EXERCISE, [SINGLE.id])
    own_page.route(f"**/api/contents/{EXERCISE}?*", cut_off, times=1)
    own_page.goto(course.address(EXERCISE))
    said = own_page.get_by_role("alert").filter(has_text="be reached: it was ended")
    expect(said).to_be_visible()
    expect(own_page.locator(".jp-Launcher")).to_be_attached()
    assert said.evaluate("""one => {  // over all that JupyterLab has there meanwhile
        const { x, y } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(x + 20, y + 5));
    }""")
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)
    own_page.context.set_offline(False)
    wait_live(own_page, 1)
    expect(own_page).to_have_url(course.address(EXERCISE).partition("?")[0])
    expect(said).to_have_count(0)
    expect(own_page.locator(".jp-Dialog")).to_have_count(0)


#: Dialogs of JupyterLab's: a message, and questions.
ASKING = {
    "filebrowser:open-path": {"path": "no/such.ipynb"},
    "notebook:close-and-shutdown": {},
    "notebook:change-kernel": {},
}
EXECUTE = "([name, args]) => jupyterapp.commands.execute(name, args)"


def test_no_dialog_of_jupyterlabs_is_shown_and_nothing_is_agreed_to(
    course: Learning, page: Page
) -> None:
    open_short(page, course, EXERCISE, SINGLE.id)
    for asking in ASKING.items():
        page.evaluate(EXECUTE, asking)  # comes back when it is answered
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(told(page, "Something around this page did not work")).to_have_count(1)
    expect(told(page, "What was saved is safe")).to_be_visible()
    answer(page, SINGLE, {"choice": "b"})
    wait_until("the record", course.records)
    expect(told(page, "Something around this page")).to_have_count(0)

    show_jupyter(page)
    for asking in ASKING.items():
        page.evaluate(f"asked => void ({EXECUTE})(asked)", asking)
        expect(page.locator(".jp-Dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".jp-Dialog")).to_have_count(0)


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
