"""The course in another language: it says everything in it, and marks what its authors wrote."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from paths.pages import EXERCISE, Learning
from paths.short import open_short
from withinscope import texts

LESSON = "notebooks/03_the_line.ipynb"
#: One item of each type that the lesson has.
ITEMS = (
    *("l03-three-answers", "l03-dahlias", "l03-requests", "l03-custard", "l03-band-saw"),
    *("l03-website", "l03-four-letters", "l03-relief"),
)
HANDED_IN = "ex01-doctor-asks"
#: Pages beside the lessons, and what is on them once they have come.
PAGES = {
    "my_notes": "article",
    "review": ".ws-review",
    "my_code": ".ws-my-code fieldset",
    "00_welcome": ".ws-map",
}
#: What a page shows or says that is in no catalog: all that can be seen or heard, but for what is
#: marked as the course's or the trainee's, the names of languages, code, and signs.
UNMARKED = """() => {
    const content = document.documentElement.dataset.wsContent;
    const apart = '.ws-language button, code, .ws-path';
    const isApart = node =>
        ['', content].includes(node.closest('[lang]').lang) || node.closest(apart);
    // A text of ours may hold another.
    const bare = text => {
        const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '');
        return rest === text ? /\\p{L}{2}/u.test(rest) : bare(rest);
    };
    const places = [...document.querySelectorAll('.ws-bar, .ws-item, .ws-look-up, .ws-dialog')];
    const parts = places.flatMap(place => [place, ...place.querySelectorAll('*')]);
    const found = new Set();
    for (const node of parts) {
        if (isApart(node)) continue;
        for (const name of ['aria-label', 'title', 'placeholder']) {
            const text = node.getAttribute(name) ?? '';
            if (bare(text)) found.add(`${name}: ${text}`);
        }
        const own = [...node.childNodes].filter(one => one.nodeType === Node.TEXT_NODE);
        const shown = own.map(one => one.data).join('');
        if (bare(shown)) found.add(shown.trim());
    }
    return [...found];
}"""
#: Answer every item as it comes: in each group of buttons the first, of two in a row the other one
#: too; something written; one step moved.
ANSWER = """() => {
    for (const item of document.querySelectorAll('.ws-item[data-ws-item]:not(.ws-dialogue)')) {
        const inputs = [...item.querySelectorAll('input')];
        const names = [...new Set(inputs.map(one => one.name))];
        const ofBoth = inputs.some(one => one.closest('.ws-row:not(fieldset)'));
        names.forEach((name, n) => {
            inputs.filter(one => one.name === name)[ofBoth ? n : 0].click();
        });
        for (const field of item.querySelectorAll('textarea')) {
            field.value = 'Mine.';
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        item.querySelector('.ws-move[value="1"]')?.click();
        item.querySelector('.ws-answer .ws-button').click();
    }
}"""


def left_out(page: Any) -> list[str]:
    """What is on the page, all of it unfolded, and in no catalog."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found: list[str] = page.evaluate(UNMARKED)
    return found


def button(place: Any, name: str) -> Any:
    """A button by its text, as it is marked."""
    return place.get_by_role("button", name=f"⟦{name}⟧", exact=True)


def play(page: Any) -> None:
    """Play the conversation to its end: what can be said first, each time."""
    for name in ("Show", "Begin"):
        button(page.locator(".ws-dialogue"), name).click()
    while not page.locator(".ws-over").count():
        turns = page.locator(".ws-turn").count()
        page.locator(".ws-say").first.dispatch_event("click")  # no pointer: no double click either
        expect(page.locator(".ws-turn")).not_to_have_count(turns)
        expect(page.locator(".ws-over, .ws-say").first).to_be_visible()


def test_all_that_the_course_says_is_in_the_catalog_or_marked_as_its_authors(
    course: Learning, own_page: Any
) -> None:
    page = own_page
    chosen = f"localStorage.setItem('withinscope:language', '{texts.MARKED}')"
    page.add_init_script(chosen)
    open_short(page, course, LESSON, *ITEMS)
    expect(page.locator("html")).to_have_attribute("lang", texts.MARKED)
    assert left_out(page) == []

    page.evaluate(ANSWER)
    play(page)
    verdicts = page.locator(".ws-answer .ws-verdict:not(:empty)")
    expect(verdicts).to_have_count(
        len(ITEMS) - 2
    )  # nobody judges a conversation, or what is private
    page.locator(".ws-progress").scroll_into_view_if_needed()
    expect(page.locator(".ws-progress .ws-part").first).to_be_visible()
    assert left_out(page) == []
    button(page, "Contents").click()
    expect(page.locator(".ws-standing:not(:empty)").first).to_be_visible()
    assert left_out(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("F1")
    expect(page.locator(".ws-look-up h2").first).to_be_visible()
    assert left_out(page) == []

    open_short(page, course, EXERCISE, HANDED_IN)
    page.evaluate(ANSWER)
    page.locator(".ws-hand-in input").fill("Ana")
    expect(page.locator(".ws-hand-in .ws-answered")).to_have_count(1)
    button(page, "Hand in").click()
    expect(page.locator(".ws-hand-in .ws-verdict")).to_be_visible()
    assert left_out(page) == []
    for name, there in PAGES.items():
        page.goto(course.address(f"notebooks/{name}.ipynb"))
        shown = page.locator(there).first
        shown.scroll_into_view_if_needed()
        expect(shown.get_by_text("⟦Looking…⟧")).to_have_count(0)  # worked out when it is seen
        if name == "review":
            page.locator(".ws-review button").first.click()
            expect(page.locator(".ws-item[data-ws-item]")).to_be_visible()
        assert left_out(page) == [], name


def test_another_language_is_chosen_in_the_bar_and_what_was_begun_is_still_there(
    course: Learning, own_page: Any
) -> None:
    page = own_page
    open_short(page, course, LESSON, "l03-school-bus", "l03-relief")
    written = page.get_by_label("For you alone")
    written.fill("What I had begun.")
    bar = page.get_by_role("navigation", name="Course")
    bar.get_by_role("button", name="Language").click()
    bar.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("button", name="Inhalt")).to_be_visible()
    expect(page.get_by_role("button", name="Antworten", exact=True)).to_be_visible()
    expect(page.get_by_label("Nur für dich")).to_have_value("What I had begun.")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".ws-stem [lang]").first).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Sprache").click()
    chosen = page.get_by_role("button", name="Deutsch")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    page.goto(f"{course.url}/no")
    expect(page.get_by_role("heading")).to_have_text("Diese Seite kann nicht gezeigt werden")
