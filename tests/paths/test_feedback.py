"""What an answer brings: the verdict at the button, what to look at, and the rest folded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from paths.pages import (
    LESSON,
    Learning,
    asked,
    button,
    fill,
    first_of_each_type,
    item,
    status,
    sure,
    table,
    told,
    uncover,
)
from paths.short import open_short
from paths.talks import NIGHT, conversation

ITEMS = asked(LESSON)
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
#: Where the button's upper edge is (px from the window's), with its lower edge at the view's.
AT_THE_EDGE = """button => {
    button.scrollIntoView({ block: 'end' });
    return button.getBoundingClientRect().top;
}"""
TOP = "node => node.getBoundingClientRect().top"
#: Whether all of a node is in the window, and nothing stands over its middle.
IN_VIEW = """node => {
    const { top, bottom, left, right } = node.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && right <= innerWidth && node.contains(over);
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_verdict_is_in_view_at_the_button_which_has_not_moved(
    course: Learning, page: Page, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    each = [one for one in first_of_each_type(ITEMS) if not one.own_words]
    open_short(page, course, LESSON, *(one.id for one in each))
    for one in each:
        shown = item(page, one.id)
        for wanted in (table(one).worst(one), table(one).best(one)):
            fill(shown, one, wanted)
            if one.confidence:
                sure(shown)
            before = button(shown).evaluate(AT_THE_EDGE)
            button(shown).click()
            expect(status(shown)).to_have_text(re.compile("^Saved"))
            verdict = shown.locator(".ws-verdict")
            expect(verdict).to_have_text(one.verdict(decoded(one, wanted)))
            assert verdict.evaluate(IN_VIEW), (one.id, verdict.inner_text())
            assert button(shown).evaluate(TOP) == pytest.approx(before, abs=1), one.id


def decoded(one: Any, response: Any) -> Any:
    import msgspec

    return one.decode(msgspec.json.encode(response))


def test_what_to_look_at_stands_open_and_the_rest_is_folded(course: Learning, page: Page) -> None:
    single = ITEMS["l01-library-evening"]
    open_short(page, course, LESSON, single.id)
    shown = item(page, single.id)
    fill(shown, single, table(single).worst(single))
    sure(shown, "Sure")
    button(shown).click()
    result = shown.locator(".ws-result")
    expect(result.locator("p").first).to_have_text("You were sure: look here first.")
    open_ = result.locator("> .ws-remarks > li")
    expect(open_).to_have_count(2)
    expect(open_.first).to_contain_text("You chose")
    expect(open_.last).to_contain_text("Fits best")
    others = single.others(decoded(single, table(single).worst(single)))
    assert others
    expect(result.get_by_text(others[0].why)).to_be_hidden()
    result.get_by_text("See the other answers").click()
    for other in others:
        expect(result.get_by_text(other.why)).to_be_visible()

    fill(shown, single, table(single).best(single))
    sure(shown, "Sure")
    button(shown).click()
    expect(shown.locator(".ws-verdict")).to_contain_text("Yes")
    expect(result).not_to_contain_text("look here first")


def test_what_was_placed_right_is_folded_and_what_was_not_stands_open(
    course: Learning, page: Page
) -> None:
    placed = next(one for one in ITEMS.values() if one.type == "sort")
    open_short(page, course, LESSON, placed.id)
    sort = item(page, placed.id)
    best = table(placed).best(placed)["placed"]
    name, right = next(iter(best.items()))
    wrong = next(bin_.id for bin_ in placed.bins if bin_.id not in placed.statements[0].right)
    assert name == placed.statements[0].id
    assert wrong != right
    fill(sort, placed, {"placed": best | {name: wrong}})
    if placed.confidence:
        sure(sort)
    button(sort).click()
    expect(sort.locator(".ws-result > .ws-remarks > li")).to_have_count(1)
    fold = sort.get_by_text(f"What you had right ({len(best) - 1})")
    expect(fold).to_be_visible()
    kept = placed.statements[1].why
    expect(sort.get_by_text(kept)).to_be_hidden()
    fold.click()
    expect(sort.get_by_text(kept)).to_be_visible()


def test_a_reflection_ends_with_what_its_author_says_and_with_no_verdict(
    course: Learning, page: Page
) -> None:
    one = next(one for one in ITEMS.values() if one.own_words and one.after)
    open_short(page, course, LESSON, one.id)
    shown = item(page, one.id)
    fill(shown, one, {"text": "I change the subject."})
    button(shown).click()
    expect(shown.locator(".ws-after")).to_have_text(one.after)
    expect(shown.locator(".ws-verdict")).to_be_hidden()


def test_what_was_rated_next_to_the_best_gets_no_cross(course: Learning, page: Page) -> None:
    one, response = next(
        (one, {"best": b.id, "worst": w.id})
        for one in ITEMS.values()
        if one.type == "best-worst"
        for b in one.options
        for w in one.options
        if b is not w and one.nearly(decoded(one, {"best": b.id, "worst": w.id}))
    )
    open_short(page, course, LESSON, one.id)
    shown = item(page, one.id)
    fill(shown, one, response)
    if one.confidence:
        sure(shown, "Sure")
    button(shown).click()
    expect(shown.locator(".ws-result")).to_contain_text("that comes close")
    expect(shown.locator(".ws-verdict")).to_have_text(re.compile("[Cc]lose"))
    expect(shown.locator(".ws-result .ws-misfits")).to_have_count(0)
    expect(shown.locator(".ws-result")).not_to_contain_text("Not right")
    expect(shown.locator(".ws-result")).not_to_contain_text("look here first")


def test_a_verdict_is_never_read_as_said_of_another_answer(course: Learning, page: Page) -> None:
    single = ITEMS["l01-library-evening"]
    worst, best = table(single).worst(single), table(single).best(single)
    open_short(page, course, LESSON, single.id)
    shown = item(page, single.id)
    fill(shown, single, worst)
    sure(shown)
    button(shown).click()
    verdict = shown.locator(".ws-verdict")
    expect(verdict).to_have_text(single.verdict(decoded(single, worst)))

    button(shown).click()
    expect(status(shown)).to_have_text("This is saved already. Change something, then press again.")
    fill(shown, single, best)
    expect(status(shown)).to_have_text("Changed, and not saved yet.")
    expect(verdict).to_be_hidden()
    fill(shown, single, worst)
    expect(status(shown)).to_have_text("Saved.")
    expect(verdict).to_be_visible()
    fill(shown, single, best)
    button(shown).click()
    expect(verdict).to_have_text(single.verdict(decoded(single, best)))
    expect(verdict).to_be_visible()
    assert course.responses(single.id) == [worst, best]


def test_what_is_asked_for_is_shown_and_no_longer_asked_once_it_is_there(
    course: Learning, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    placed = next(one for one in ITEMS.values() if one.type == "sort" and one.confidence)
    open_short(page, course, LESSON, placed.id)
    shown = item(page, placed.id)
    rows = shown.locator(".ws-row")
    for row in (1, 3, 4, 5, 6):
        rows.nth(row).get_by_role("radio").first.check()
    button(shown).click()
    expect(status(shown)).to_have_text("Choose a place for each: 2 are left.")
    expect(page.locator(".ws-saved")).to_have_text("Not saved yet")
    title = page.locator(".ws-bar .ws-title")  # which has room for its words beside that
    assert title.evaluate("node => node.scrollWidth <= node.clientWidth"), title.inner_text()
    for row, left in ((0, "Choose a place for each: 1 is left."), (2, "Say how sure you are.")):
        shown.get_by_role("button", name="Show it").click()
        wanted = rows.nth(row).get_by_role("radio").first
        expect(wanted).to_be_focused()
        assert rows.nth(row).evaluate(IN_VIEW)
        wanted.check()
        expect(status(shown)).to_have_text(left)
    expect(shown.get_by_role("button", name="Show it")).to_be_hidden()
    sure(shown)
    expect(status(shown)).to_be_empty()


@pytest.mark.parametrize("size", SIZES)
def test_what_the_client_says_and_what_can_be_said_are_in_view_together(
    course: Learning, page: Page, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    name = conversation(NIGHT).id
    open_short(page, course, NIGHT, name)
    shown = item(page, name)
    uncover(shown)
    shown.get_by_role("button", name="Begin").click()
    for turn in range(1, 5):
        expect(shown.locator(".ws-say").first).to_be_visible()
        expect(shown.locator(".ws-turn")).to_have_count(turn)
        assert_turn_in_view(shown)
        if turn == 2:
            shown.get_by_role("button", name="Pause").click()
            expect(shown.get_by_role("heading", name="A pause")).to_be_focused()
            shown.get_by_role("button", name="Go on").click()
            expect(shown.get_by_role("group", name=re.compile("you say"))).to_be_focused()
            assert_turn_in_view(shown)
        shown.locator(".ws-say").first.press("Enter")  # a click there again, so soon, is its double
    if size == "phone":
        assert_end_in_view(shown, turn + 1)


def assert_end_in_view(shown: Any, turn: int) -> None:
    """Played on to its end: how it ended and where looking back begins, both at once."""
    end = shown.get_by_role("heading", name="Looking back")
    while True:
        expect(shown.locator(".ws-turn")).to_have_count(turn)
        expect(shown.locator(".ws-say").first.or_(end).first).to_be_visible()
        if end.is_visible():
            break
        shown.locator(".ws-say").first.press("Enter")
        turn += 1
    expect(end).to_be_focused()
    expect(told(shown.page)).to_contain_text("The end: ")
    for part in (shown.locator(".ws-ending"), end, shown.locator(".ws-outcome .ws-label")):
        assert part.evaluate(IN_VIEW), part.inner_text()
    shown.get_by_role("button", name="Whom to reach").click()
    expect(shown.page.get_by_role("heading", name="Whom to reach")).to_be_focused()
    shown.page.keyboard.press("Escape")


def assert_turn_in_view(shown: Any) -> None:
    """The client's last line, the question and the first reply, all at once."""
    for part in (".ws-client >> nth=-1", ".ws-legend", ".ws-say >> nth=0"):
        node = shown.locator(part)
        assert node.evaluate(IN_VIEW), (part, node.inner_text())
