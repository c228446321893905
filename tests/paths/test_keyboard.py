"""By keyboard alone: from opening an exercise through every kind of item to handing it in."""

from __future__ import annotations

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
    whole,
)

#: Each would insert, cut, delete or change a cell, or leave it, if it reached Jupyter.
SHORTCUTS = ("a", "b", "d", "d", "x", "m", "y", "1", "Enter", "Escape", "Shift+m", "Control+b")
IS_FOCUSED = "node => node === document.activeElement"
HAS_FOCUS = "node => node.contains(document.activeElement)"
SHOWS_FOCUS = """() => {
    const active = document.activeElement;
    const shown = active.closest('.ws-choice') ?? active;
    return getComputedStyle(shown).outlineStyle !== 'none';
}"""
TYPED = "abddxmy, and then\nI would ask.\n"


def cells(course: Learning) -> list[Any]:
    """The notebook's cells without what they put out."""
    read = whole(course.work / EXERCISE)["cells"]
    return [(cell["id"], cell["cell_type"], cell["source"]) for cell in read]


def tab(page: Page, target: Any, where: str = IS_FOCUSED) -> None:
    """Press Tab until the target has the focus, which can be seen at every stop in an item."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.ws-item') !== null"):
            assert page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate(where):
            return
    raise AssertionError(f"no Tab leads to {target}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def fill_by_keys(page: Page, shown: Any, one: Any) -> Any:
    """Answer an item, the focus being on its first control; return what was answered."""
    options = [option.id for option in getattr(one, "options", ())]
    match one.type:
        case "single":
            press(page, "Space", "ArrowDown", "ArrowDown", "ArrowUp")
            return {"choice": options[1]}
        case "multiple":
            press(page, "Space", "Tab", "Space", "Tab", "Space", "Space")
            return {"choices": options[:2]}
        case "best-worst":
            press(page, "ArrowDown", "Tab", "ArrowDown")
            return {"best": options[1], "worst": options[2]}
        case "sort":
            for row in shown.locator("fieldset.ws-row").all()[1:]:
                press(page, "Space")
                tab(page, row, HAS_FOCUS)
            press(page, "ArrowRight")
            first, second = (bin.id for bin in one.bins[:2])
            ids = [statement.id for statement in one.statements]
            return {"placed": {**dict.fromkeys(ids[:-1], first), ids[-1]: second}}
        case "matching":
            ids = [case.id for case in one.cases]
            press(page, "Tab")  # from the list of moves, which can be scrolled
            for row in shown.locator("fieldset.ws-row").all()[1:]:
                press(page, "Space")
                tab(page, row, HAS_FOCUS)
            press(page, "ArrowRight")
            first, second = (move.id for move in one.moves[:2])
            return {"matched": {**dict.fromkeys(ids[:-1], first), ids[-1]: second}}
        case "order":
            press(page, "Tab", "ArrowDown")
            return {"order": [options[1], options[0], *options[2:]]}
        case "spot":
            press(page, "Space", *(["Tab", "ArrowDown"] if one.reasons else []))
            line = one.lines[0].id
            return {"lines": [line], "reasons": {line: one.reasons[0].id} if one.reasons else {}}
        case "free":
            page.keyboard.type(TYPED)
            press(page, "ArrowUp", "Home", "Backspace")
            return {"text": TYPED.replace("then\nI", "thenI")}
    raise NotImplementedError(one.type)


def test_the_whole_path_by_keyboard(course: Learning, page: Page) -> None:
    items = asked(EXERCISE)
    open_page(page, course, EXERCISE)
    before = cells(course)
    press(page, *SHORTCUTS)
    expected = {}
    for one in first_of_each_type(items):
        shown = item(page, one.id)
        tab(page, shown.locator(".ws-controls"), HAS_FOCUS)
        if one.type != "free":
            press(page, *SHORTCUTS)
        expected[one.id] = fill_by_keys(page, shown, one)
        if one.confidence:
            tab(page, shown.get_by_role("group", name="How sure are you?"), HAS_FOCUS)
            press(page, "ArrowRight")
        tab(page, button(shown))
        press(page, "Enter" if one.type == "sort" else "Space")
        expect(status(shown)).to_have_text("Saved. You can change it until you hand in.")
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
