"""Where one is, for who listens: names of regions, titles, and where the focus is."""

from __future__ import annotations

from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import LESSON, Learning, item, open_page
from paths.short import open_short

REGIONS = """() => [...document.querySelectorAll('[role=region], [role=tabpanel]')]
    .filter(node => node.checkVisibility() && node.getClientRects().length)
    .map(node => node.getAttribute('aria-label')
        ?? document.getElementById(node.getAttribute('aria-labelledby'))?.textContent
        ?? `none: ${node.cloneNode().outerHTML}`)"""


def bar(page: Page) -> Any:
    return page.get_by_role("navigation", name="Course")


def test_a_page_is_named_by_its_heading_and_never_by_its_file(
    course: Learning, own_page: Page
) -> None:
    titles: list[str] = []

    def note(title: str) -> None:
        titles.append(title)

    own_page.expose_function("noteTitle", note)
    # What JupyterLab writes and the course takes back in the same breath stands nowhere.
    own_page.add_init_script("""new MutationObserver(() => setTimeout(() => {
        const title = document.querySelector('title');
        if (title && title.textContent !== window.seen) noteTitle(window.seen = title.textContent);
    })).observe(document, { childList: true, subtree: true });""")
    open_page(own_page, course, LESSON)
    assert titles[-1] == "Shared ground · Within Scope"
    assert [one for one in titles if ".ipynb" in one] == []
    assert titles[0] == "Opening the course"
    assert [one for one in titles if "Jupyter" in one] == []
    regions = own_page.evaluate(REGIONS)
    assert "Shared ground" in regions
    assert [name for name in regions if ".ipynb" in name or "none:" in name] == []


def test_after_the_browsers_back_the_focus_is_where_the_view_is(
    course: Learning, page: Page
) -> None:
    open_page(page, course, LESSON)
    control = item(page, "l01-offers").get_by_role("button").first
    control.focus()
    wait_until("the place to be kept", lambda: page.evaluate(KEPT) or None)
    bar(page).get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1, name="Exercise 1")).to_be_focused()
    page.go_back()
    expect(control).to_be_focused()
    expect(control).to_be_in_viewport()


#: JupyterLab has been given the place; it writes it to the disk later.
KEPT = """async () => {
    const plugins = jupyterapp.pluginRegistry._plugins;
    const { service: state } = plugins.get('@jupyterlab/apputils-extension:state');
    const { ids, values } = await state.list('withinscope');
    return values.some(place => place.focus);
}"""


def test_look_up_begins_at_its_text_and_gives_the_focus_back(course: Learning, page: Page) -> None:
    open_short(page, course, LESSON, "l01-offers")
    opener = bar(page).get_by_role("button", name="Look up")
    expect(opener).to_have_attribute("aria-keyshortcuts", "F1")
    expect(page.get_by_title("Look up (F1)").get_by_text("Look up")).to_be_visible()
    # A reader says a name, then a description: what a pointer is shown would be heard twice.
    for role in ("button", "link"):
        for control in bar(page).get_by_role(role).all():
            expect(control).to_have_accessible_description("")
    for _ in range(2):  # the second time the text is there at once
        opener.click()
        dialog = page.get_by_role("dialog", name="Look up")
        expect(dialog.get_by_role("heading", level=1, name="Look up")).to_be_focused()
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
