"""The line that somebody reads stays where it is, whatever becomes of the page around it."""

from __future__ import annotations

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import LESSON, Learning, asked, open_page, wait_live

READ = "Now without options. What you write next is for you alone"
#: Where the text `words` is, in px below the top of the view, once the page has been laid out.
BELOW = """words => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const view = [...document.querySelectorAll('.jp-WindowedPanel-outer')]
        .find(one => one.checkVisibility());
    const text = [...document.querySelectorAll('.jp-RenderedMarkdown p')]
        .find(one => one.textContent.includes(words));
    const { top } = view.getBoundingClientRect();
    done([Math.round(top), Math.round(text.getBoundingClientRect().top - top)]);
})))"""
#: Scroll as somebody does, until the text is a little below the top of the view.
GO = """words => {
    const text = [...document.querySelectorAll('.jp-RenderedMarkdown p')]
        .find(one => one.textContent.includes(words));
    const view = text.closest('.jp-WindowedPanel-outer');
    view.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
    view.scrollTop += text.getBoundingClientRect().top - view.getBoundingClientRect().top - 4;
}"""


def where(page: Page) -> tuple[int, int]:
    """Return the top of the view, and how far below it what is read stands, in px."""
    view, below = page.evaluate(BELOW, READ)
    return view, below


def stands(page: Page, at: int) -> None:
    """Wait until what is read stands again where it did in the window, in px."""
    wait_until("the line to be where it was", lambda: abs(sum(where(page)) - at) <= 3)


def test_turning_a_phone_larger_text_and_a_notice_leave_the_line_where_it_is(
    course: Learning, own_page: Page
) -> None:
    open_page(own_page, course, LESSON)
    own_page.wait_for_function("!document.querySelector('.ws-settling')")
    own_page.evaluate(GO, READ)
    at = sum(where(own_page))
    for width, height in [(390, 844), (844, 390), (1280, 800)]:
        own_page.set_viewport_size({"width": width, "height": height})
        stands(own_page, at)
    bar = own_page.get_by_role("navigation", name="Course")
    bar.get_by_role("button", name="Text size").click()
    stands(own_page, at)

    view, _ = where(own_page)
    own_page.context.set_offline(True)
    notice = own_page.locator(".ws-alert").filter(has_text="be reached")
    expect(notice).to_be_visible()
    wait_until("the notice to take its room", lambda: where(own_page)[0] > view + 20)
    stands(own_page, at)
    own_page.context.set_offline(False)
    expect(notice).to_have_count(0)
    stands(own_page, at)


def test_who_scrolls_before_the_page_is_live_stays_where_they_went(
    course: Learning, own_page: Page
) -> None:
    own_page.goto(course.address(LESSON))
    own_page.get_by_text(READ).wait_for(state="attached")
    own_page.wait_for_function("!document.querySelector('.ws-arriving, .ws-opening')")
    own_page.evaluate(GO, READ)
    at = sum(where(own_page))
    wait_live(own_page, len(asked(LESSON)))
    own_page.wait_for_function("!document.querySelector('.ws-settling')")
    stands(own_page, at)
