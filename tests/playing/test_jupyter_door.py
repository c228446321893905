"""The course in JupyterLite: the notebook itself, from a link, on the journal of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from playing.conftest import Site
from playing.hands import LONG, answer, bar, question

DOOR = "jupyter/lab/index.html?mode=single-document&path="
LESSON = "notebooks/01_shared_ground"


@pytest.fixture
def door(site: Site) -> Iterator[Site]:
    """The site, whose Jupyter imports more of Python's library than its pages do."""
    yield site
    site.asked.clear()


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

    own_page.reload()
    is_right(own_page)

    own_page.goto(f"{door.url}{LESSON}.html")
    is_right(own_page)
