"""Leaving a page of the course, and coming back: a reload, a lost kernel, the end of the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psutil
from browser import COURSE, Lab, start_lab, wait_until
from nbformat.v4 import new_output
from paths.pages import grow_old, wait_anew
from playwright.sync_api import Page, Response, Route, expect

from lab.pages import (
    a_notebook,
    code,
    item,
    kernels,
    put,
    start,
    text,
)
from lab.showing import LIVE, bar, notice, parts, show
from withinscope.cells import WORDS


def top(shown: Any) -> float:
    """Where something begins on the screen, in px from its top."""
    return float(shown.bounding_box()["y"])


def keeps_a_control(reply: Response) -> bool:
    """Tell whether a place was kept, and the control in use with it: Jupyter keeps more there."""
    kept = reply.request.post_data or ""
    return "/api/workspaces/" in reply.url and '"focus":{"cell"' in kept


def test_the_reading_place_and_the_control_in_use_come_back(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), *parts("place", 6))), items=6)
    heading = page.get_by_role("heading", name="Part 3")
    page.locator(".jp-WindowedPanel-outer").evaluate("""(view) => {
        const part = [...view.querySelectorAll('h2')].find(h => h.textContent.includes('Part 3'));
        view.scrollTop += part.getBoundingClientRect().top - view.getBoundingClientRect().top - 40;
    }""")
    was = top(heading)
    with page.expect_response(keeps_a_control):
        page.locator(LIVE).nth(9).evaluate("one => one.focus({ preventScroll: true })")
    page.reload()
    expect(page.locator(LIVE)).to_have_count(18)
    expect(page.locator(LIVE).nth(9)).to_be_focused()
    wait_until("the place", lambda: abs(top(heading) - was) < 3 or None)


def test_after_its_kernel_was_lost_the_page_comes_back(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("crash-1"))))
    grow_old(page)
    page.locator(LIVE).first.evaluate("""one => {
        one.dataset.wsUnsaved = '';
        document.dispatchEvent(new CustomEvent('withinscope:unsaved'));
    }""")
    expect(page.locator(".ws-saved")).to_have_text("Not saved yet")
    children = psutil.Process(lab.pid).children(recursive=True)
    [session] = lab.api("GET", "sessions")  # kernels of other tests may still be about to end
    [kernel] = [one for one in children if session["kernel"]["id"] in " ".join(one.cmdline())]
    kernel.kill()
    wait_anew(page, 1)
    expect(page.locator(LIVE)).to_have_count(3)
    # What stood in for the item meanwhile was a copy, with nothing in it to be saved.
    expect(page.locator(".ws-saved")).to_have_text("Saved")

    # As when it was ended for having been without a page: a computer that slept over night.
    grow_old(page)
    lab.end_kernels()
    wait_anew(page, 1)
    expect(page.locator(LIVE)).to_have_count(3)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(notice(page)).to_be_empty()


def test_in_somebodys_own_jupyter_leaving_closes_the_page_only(lab: Lab, page: Page) -> None:
    show(page, lab, put(lab, a_notebook(text("Text."), start(), item("leave-1"))))
    bar(page).get_by_role("button", name="Leave").click()
    expect(page.locator(".lm-MenuBar")).to_be_visible()
    wait_until("no kernel", lambda: kernels(lab) == [] or None)
    assert lab.is_up()


def test_leaving_the_courses_own_jupyter_saves_and_ends_it(
    chrome: Any, own_page: Page, tmp_path: Path
) -> None:
    env = {"WITHINSCOPE_COURSE": str(COURSE), "WITHINSCOPE_WORK": str(tmp_path)}
    own = start_lab(tmp_path, page_config={"withinscopeComeBack": "python3 start.py"}, env=env)
    show(own_page, own, put(own, a_notebook(text("Text."), start(), item("leave-2"))))
    leave = bar(own_page).get_by_role("button", name="Leave")
    own_page.route("**/api/contents/**", no_writing)
    own_page.evaluate("jupyterapp.shell.currentWidget.content.model.setMetadata('touched', 1)")
    leave.click()
    stays = own_page.locator(".ws-alert").filter(has_text="so the course stays open")
    expect(stays).to_be_visible()
    expect(leave).to_be_focused()
    own_page.unroute_all(behavior="wait")

    held: list[Route] = []
    own_page.route("**/api/shutdown*", lambda route: held.append(route))
    leave.click()
    expect(own_page.get_by_role("heading", name="Leaving…")).to_be_focused()
    expect(own_page.get_by_text("Your work is being saved")).to_be_visible()
    expect(bar(own_page)).to_be_hidden()
    wait_until("the server to be asked", lambda: own_page.evaluate("1") and held)
    held[0].continue_()
    expect(own_page.get_by_role("heading", name="Your work is saved")).to_be_focused()
    again = own_page.get_by_text("To come back, double-click start.desktop")
    expect(again).to_contain_text("or run python3 start.py.")
    expect(own_page.locator("body > :visible")).to_have_count(1)
    wait_until("the server's end", own.has_ended)


def no_writing(route: Route) -> None:
    """As where no room is left on a disk."""
    route.abort() if route.request.method == "PUT" else route.continue_()


def test_until_its_items_are_live_a_saved_page_shows_them_in_words(lab: Lab, page: Page) -> None:
    old = item("old-1")
    old.outputs[0].data["application/vnd.jupyter.widget-view+json"] = {"model_id": "gone"}
    standing = code("%progress", new_output("display_data", {"text/plain": WORDS["%progress"]}))
    cells = (text("Text."), start(), old, standing, code("1 + 1"))
    show(page, lab, put(lab, a_notebook(*cells)), items=None)
    expect(page.get_by_text("Preview of old-1.")).to_be_visible()
    expect(page.get_by_text("Where you are", exact=True)).to_be_visible()
    expect(page.get_by_text("open this notebook in the course")).to_have_count(0)
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
