"""The course in JupyterLite: the notebook itself, from a link, on the journal of the pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from browser import wait_until
from playwright.sync_api import Page, expect
from window import show_jupyter

from playing.conftest import Site
from playing.hands import (
    LONG,
    NO_FILES,
    REFUSED,
    answer,
    bar,
    foot,
    graded,
    handed_in,
    question,
)

DOOR = "jupyter/lab/index.html?mode=single-document&path="
LESSON = "notebooks/01_shared_ground"
EXERCISE = "exercises/01_shared_ground"


def is_right(page: Page) -> None:
    """See the answer, once it has come."""
    right = question(page).get_by_text("Right.", exact=True).first
    expect(right).to_be_visible(timeout=LONG * 1000)


def test_what_is_answered_in_jupyter_is_there_after_a_reload_and_on_the_pages_of_the_site(
    own_page: Page, door: Site, elsewhere: list[str]
) -> None:
    own_page.goto(f"{door.url}{DOOR}{LESSON}.ipynb")
    expect(question(own_page).get_by_role("radio").first).to_be_visible(timeout=LONG * 1000)
    answer(own_page)
    is_right(own_page)
    expect(bar(own_page).get_by_text("Saved", exact=True)).to_be_visible()

    other = own_page.context.new_page()
    other.goto(f"{door.url}{LESSON}.html")
    told = own_page.get_by_role("alert").filter(has_text="opened again, in another tab")
    expect(told).to_be_visible(timeout=LONG * 1000)
    expect(bar(own_page).get_by_text("Not saved here")).to_be_visible()
    other.close()
    told.get_by_role("button", name="Go on here").click()
    is_right(own_page)
    expect(bar(own_page).get_by_text("Saved", exact=True)).to_be_visible()

    show_jupyter(own_page)
    own_page.keyboard.press("Control+s")
    saved = "Object.keys(localStorage).some(name => name.startsWith('withinscope:made-from:'))"
    wait_until("the notebook to be saved", lambda: own_page.evaluate(saved))
    door.renew()
    own_page.reload()
    told = own_page.get_by_role("alert").filter(has_text="newer version of this page")
    expect(told).to_contain_text("notebooks/01_shared_ground_mine_", timeout=LONG * 1000)
    expect(own_page.get_by_role("heading", name="Shared ground", level=1)).to_be_visible()
    told.get_by_role("button", name="Take the newer one").click()
    expect(own_page.get_by_role("heading", name="Shared anew", level=1)).to_be_visible(
        timeout=LONG * 1000
    )
    is_right(own_page)

    bar(own_page).get_by_role("button", name="Contents").click()
    bar(own_page).get_by_role("link", name="This page without Jupyter").click()
    own_page.wait_for_url(f"{door.url}{LESSON}.html")
    is_right(own_page)


def test_where_storing_is_refused_jupyter_says_so_before_anybody_answers_and_leads_to_the_page(
    own_page: Page, door: Site, elsewhere: list[str]
) -> None:
    door.change_worker(NO_FILES)
    own_page.add_init_script(REFUSED)
    own_page.goto(f"{door.url}{DOOR}{LESSON}.ipynb")
    told = own_page.get_by_role("alert").filter(has_text="keeps nothing of what you do here")
    expect(told).to_be_visible(timeout=LONG * 1000)
    expect(bar(own_page).get_by_text("Kept nowhere")).to_be_visible()

    told.get_by_role("button", name="Open this page without Jupyter").click()
    own_page.wait_for_url(f"{door.url}{LESSON}.html")
    answer(own_page)
    is_right(own_page)
    expect(bar(own_page).get_by_text("Kept nowhere")).to_be_visible()


def test_from_a_lesson_one_goes_on_to_its_exercise_hands_in_and_leaves(
    own_page: Page, door: Site, elsewhere: list[str], tmp_path: Path
) -> None:
    own_page.goto(f"{door.url}{LESSON}.html")
    answer(own_page)  # before Python is there
    foot(own_page).get_by_role("link", name="This page in Jupyter").click()
    there = f"{door.url}{DOOR}{quote(LESSON, safe='')}.ipynb"
    own_page.wait_for_url(there, timeout=LONG * 1000)
    is_right(own_page)
    bar(own_page).get_by_role("link", name="Next").click()
    shown = question(own_page, "ex01-doctor-asks")
    expect(shown.get_by_role("radio").first).to_be_visible(timeout=LONG * 1000)
    assert own_page.url == f"{door.url}{DOOR}{quote(EXERCISE, safe='')}.ipynb"

    bar(own_page).get_by_role("button", name="Look up").click()
    looked_up = own_page.get_by_role("dialog", name="Look up")
    expect(looked_up.get_by_role("heading", name="Whom to reach")).to_be_visible()
    own_page.keyboard.press("Escape")

    shown.get_by_role("radio").nth(1).check()
    shown.get_by_label("Sure", exact=True).check()
    shown.get_by_role("button", name="Save answer").click()
    expect(shown.get_by_text("Saved. You can still change it.")).to_be_visible()
    row = graded(handed_in(own_page, "Ada", tmp_path), tmp_path)
    assert (row["trainee"], row["exercise"], row["state"]) == ("Ada", "ex01", "graded")

    bar(own_page).get_by_role("button", name="Leave").click()
    expect(own_page.get_by_role("heading", name="Your work is saved")).to_be_visible()
    expect(own_page.get_by_text("It is kept in this browser")).to_be_visible()
