"""By keyboard alone: from opening an exercise through every kind of item to handing it in."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from browser import wait_until
from playwright.sync_api import Page, expect

from paths.pages import (
    EXERCISE,
    Learning,
    asked,
    button,
    first_of_each_type,
    item,
    open_page,
    status,
    table,
    whole,
)

#: Each would insert, cut, delete or change a cell, or leave it, if it reached Jupyter.
SHORTCUTS = ("a", "b", "d", "d", "x", "m", "y", "1", "Enter", "Escape", "Shift+m", "Control+b")
IS_FOCUSED = "node => node === document.activeElement"
HAS_FOCUS = "node => node.contains(document.activeElement)"
#: Where a Tab has led: whether to the target, and what in an item has the focus unseen.
STOP = """node => {
    const active = document.activeElement;
    const shown = active.closest('.ws-choice') ?? active;
    const unseen = active.closest('.ws-item') && getComputedStyle(shown).outlineStyle === 'none';
    return [(WHERE)(node), unseen ? active.outerHTML : ''];
}"""


def cells(course: Learning) -> list[Any]:
    """The notebook's cells without what they put out."""
    read = whole(course.work / EXERCISE)["cells"]
    return [(cell["id"], cell["cell_type"], cell["source"]) for cell in read]


def tab(page: Page, target: Any, where: str = IS_FOCUSED) -> None:
    """Press Tab until the target has the focus, which can be seen at every stop in an item."""
    for _ in range(250):
        page.keyboard.press("Tab")
        is_there, unseen = target.evaluate(STOP.replace("WHERE", where))
        assert unseen == ""
        if is_there:
            return
    raise AssertionError(f"no Tab leads to {target}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def uncover_by_key(page: Page, shown: Any) -> None:
    """Ask to see what stays covered below a care note, if anything does."""
    show = shown.get_by_role("button", name="Show", exact=True)
    if show.is_visible():
        tab(page, show)
        press(page, "Enter")
        expect(shown.locator(".ws-covered")).to_be_focused()


class Keys:
    """A keyboard, the focus being on an item's first control."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, *keys: str) -> None:
        press(self._page, *keys)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def tab_into(self, target: Any) -> None:
        tab(self._page, target, HAS_FOCUS)


def test_the_whole_path_by_keyboard(course: Learning, page: Page) -> None:
    items = asked(EXERCISE)
    open_page(page, course, EXERCISE)
    before = cells(course)
    press(page, *SHORTCUTS)
    expected = {}
    for one, key in zip(first_of_each_type(items), cycle(("Space", "Enter"))):
        shown = item(page, one.id)
        uncover_by_key(page, shown)
        tab(page, shown.locator(".ws-controls"), HAS_FOCUS)
        if not one.own_words:
            press(page, *SHORTCUTS)
        expected[one.id] = table(one).by_keys(Keys(page), shown, one)
        if one.confidence:
            tab(page, shown.get_by_role("group", name="How sure are you?"), HAS_FOCUS)
            press(page, "ArrowRight")
        tab(page, button(shown))
        press(page, key)
        expect(status(shown)).to_have_text("Saved. You can still change it.")
        expect(button(shown)).to_be_focused()
        press(page, *(key for key in SHORTCUTS if key != "Enter"))
    assert {line["item"]: line["response"] for line in course.journal()} == expected

    end = page.locator(".ws-hand-in")
    tab(page, end.get_by_role("link", name="Question 5"))
    press(page, "Enter")
    expect(item(page, list(items)[4]).get_by_role("heading")).to_be_focused()
    tab(page, end.get_by_label("Your name or number"))
    page.keyboard.type("Ada bdxm")
    tab(page, end.get_by_role("button", name="Hand in"))
    press(page, "Enter")
    expect(end).to_contain_text("Handed in: your file is ready.")
    tab(page, end.get_by_role("link", name="Download the file"))

    [file] = course.hand_ins()
    about = whole(file)["metadata"]["withinscope"]
    assert about["trainee"] == "Ada bdxm"
    wait_until("the records", lambda: course.records().keys() == expected.keys())
    assert cells(course) == before
