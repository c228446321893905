"""What the browser keeps of a visit, and what is said where it keeps nothing."""

from __future__ import annotations

from pathlib import Path

from browser import CHROMIUM_ARGS, chromium, wait_until
from playwright.sync_api import Browser, Page, expect

from playing.conftest import Site
from playing.hands import (
    LESSON,
    LONG,
    NO_FILES,
    QUESTION,
    REFUSED,
    answer,
    bar,
    foot,
    live,
    question,
)
from withinscope.site.engine import REST

#: Asked to keep what is here come what may, a browser decides by rules of its own.
PROMISES_NOTHING = "navigator.storage.persist = async () => false;"
#: Where in the window the line is at which one can stop, once the page rests.
TOP = """() => [...document.querySelectorAll('main em')].find(one =>
    one.textContent.startsWith('You are halfway')).getBoundingClientRect().top"""


def plays_and_keeps_nothing(page: Page, to: Path) -> None:
    """It says so at once, all works while the page is open, and can be taken along."""
    notice = page.get_by_role("alert").filter(has_text="keeps nothing of what you do here")
    expect(notice).to_be_visible(timeout=LONG * 1000)
    live(page)
    answer(page)
    expect(question(page).get_by_text("Right.", exact=True).first).to_be_visible()
    expect(question(page).get_by_text("Kept only while this page is open.")).to_be_visible()
    expect(bar(page).get_by_text("Kept nowhere")).to_be_visible()
    for size in ("large", "larger"):
        bar(page).get_by_role("button", name="Text size").click()
        expect(page.get_by_text(f"Text size: {size}.")).to_have_count(1)
    bar(page).get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Nothing is kept here")).to_be_focused()
    page.get_by_role("button", name="Go back").click()
    with page.expect_download(timeout=LONG * 1000) as started:
        foot(page).get_by_role("button", name="Keep all my work as a file").click()
    started.value.save_as(to)
    assert QUESTION in to.read_text()


def test_where_storing_is_refused_the_course_says_so_and_is_played_all_the_same(
    own_page: Page, site: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    site.change_worker(NO_FILES)
    own_page.add_init_script(REFUSED)
    own_page.goto(site.url + LESSON)
    plays_and_keeps_nothing(own_page, tmp_path / "work.jsonl")


def test_at_an_address_without_https_too(chrome: Browser, site: Site, tmp_path: Path) -> None:
    """Browsers take only this machine's own addresses for safe without it."""
    to_here = "--host-resolver-rules=MAP course.test 127.0.0.1"
    started = chrome.browser_type.launch(executable_path=chromium(), args=[*CHROMIUM_ARGS, to_here])
    page = started.new_page()
    page.goto(site.url.replace("127.0.0.1", "course.test") + LESSON)
    assert page.evaluate("isSecureContext") is False
    plays_and_keeps_nothing(page, tmp_path / "work.jsonl")
    started.close()


def test_who_stops_halfway_is_told_where_the_work_is_and_finds_the_place_again(
    own_page: Page, site: Site, elsewhere: list[str]
) -> None:
    own_page.goto(site.url + LESSON)
    stop = own_page.get_by_role("button", name="Stop here today")
    stop.evaluate("one => one.scrollIntoView({ block: 'start' })")
    kept = "Object.keys(localStorage).some(name => name.startsWith('withinscope:place:'))"
    wait_until("the place to be kept", lambda: own_page.evaluate(kept))
    stop.click()
    expect(own_page.get_by_role("heading", name="Your work is saved")).to_be_focused()
    expect(own_page.get_by_role("main").get_by_text("open the same address")).to_be_visible()
    own_page.get_by_role("button", name="Go on").click()
    expect(stop).to_be_in_viewport()
    before = own_page.evaluate(TOP)

    own_page.context.add_init_script(PROMISES_NOTHING)
    again = own_page.context.new_page()
    own_page.close()
    again.goto(site.url + LESSON)
    told = again.get_by_role("group", name="Where you were")
    expect(told).to_contain_text("You were at “Not every hard thing is a trauma”.")
    assert abs(again.evaluate(TOP) - before) <= 2
    assert again.evaluate("window.shifted") <= 0.1
    live(again)
    told.get_by_role("button", name="Go on").click()
    assert abs(again.evaluate(TOP) - before) <= 2
    answer(again)
    expect(foot(again).get_by_text("this browser may clear what is kept here")).to_be_visible()


def test_what_no_page_imported_comes_when_one_does_and_is_there_without_the_network(
    own_page: Page, door: Site, elsewhere: list[str]
) -> None:
    door.import_more("sched")
    own_page.goto(door.url + LESSON)
    live(own_page)
    assert any(path.endswith(REST) for path in door.asked)
    offline = foot(own_page).get_by_text("also opens without the internet")
    expect(offline).to_be_visible(timeout=LONG * 1000)
    own_page.reload()
    live(own_page)

    own_page.context.set_offline(True)
    own_page.reload()
    live(own_page)
    answer(own_page)
    expect(question(own_page).get_by_text("Right.", exact=True).first).to_be_visible()
