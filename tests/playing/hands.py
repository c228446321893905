"""Hands on a page of the site: wait until Python answers, find a question, the bar, the foot."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from browser import COURSE, wait_until
from playwright.sync_api import Page, expect

from withinscope import cli

LESSON = "notebooks/01_shared_ground.html"
QUESTION = "l01-library-evening"
#: As browsers do where somebody forbids a site to store anything.
REFUSED = """
    for (const name of ['localStorage', 'sessionStorage']) {
        const get = () => { throw new DOMException('refused', 'SecurityError'); };
        Object.defineProperty(window, name, { get, configurable: true });
    }
"""
#: The same, as a worker finds it.
NO_FILES = b"""
    const refuse = () => Promise.reject(new DOMException("refused", "SecurityError"));
    Object.defineProperty(navigator.storage, "getDirectory", { value: refuse });
    Object.defineProperty(navigator.locks, "request", { value: refuse });
"""
#: Python starts in seconds, and on a machine that does much else in more.
LONG = 240


def live(page: Page) -> None:
    """Wait until Python answers."""
    there = "performance.getEntriesByName('withinscope:live').length > 0"
    wait_until("Python", lambda: page.evaluate(there), LONG)


def question(page: Page, name: str = QUESTION) -> Any:
    return page.locator(f"[data-ws-item='{name}']")


def bar(page: Page) -> Any:
    return page.get_by_role("navigation", name="Course")


def foot(page: Page) -> Any:
    return page.get_by_role("contentinfo")


def answer(page: Page, option: int = 2) -> None:
    """Answer the question, sure of it."""
    shown = question(page)
    shown.get_by_role("group", name="Choose one").get_by_role("radio").nth(option).check()
    shown.get_by_label("Sure", exact=True).check()
    shown.get_by_role("button", name="Answer").click()


def talk(shown: Any) -> None:
    """Play a conversation to its end, saying what comes first; the page answers each time."""
    shown.get_by_role("button", name="Begin").click()
    said = 1
    while True:
        expect(shown.locator(".ws-turn")).to_have_count(said)
        expect(shown.locator(".ws-typing")).to_have_count(0)
        if not shown.locator(".ws-say").count():
            return
        shown.locator(".ws-say").first.click()
        said += 1


def handed_in(page: Page, name: str, to: Path) -> Path:
    """Hand in, whatever is missing, and return the file that is downloaded."""
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Hand in").click()
    confirm = page.get_by_role("button", name="Hand in all the same")
    link = page.get_by_role("link", name="Download the file")
    expect(link.or_(confirm)).to_be_visible(timeout=LONG * 1000)
    if confirm.count():
        confirm.click()
    with page.expect_download(timeout=LONG * 1000) as started:
        link.click()
    file = to / started.value.suggested_filename
    started.value.save_as(file)
    return file


def graded(file: Path, to: Path) -> dict[str, str]:
    """The row of grades.csv for a hand-in, graded from the command line."""
    out = ["--gradebook", f"sqlite:///{to}/g.db", "--out", str(to)]
    cli.main(["grade", str(file), "--course", str(COURSE), *out])
    with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as table:
        [row] = csv.DictReader(table)
    return row
