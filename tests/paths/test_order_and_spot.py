"""Putting steps in order and marking lines: by keyboard alone, for everybody, and kept."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import pytest
from browser import Lab, wait_until
from core.cases.order import in_order
from core.cases.spot import reasons_of
from core.makers import yaml_of_a
from lab.pages import a_notebook, code, put, records, saved, start, text
from playwright.sync_api import Page, expect
from window import show_jupyter, visit

from paths.pages import button, item, status, told
from paths.test_accessibility import assert_it_fits_and_rests, assert_no_violation_in_dark_or_light
from paths.test_keyboard import press, tab
from withinscope import items, types

ORDER: Any = items.load(yaml_of_a("order"))
SPOT: Any = items.load(yaml_of_a("spot"))
TEXT = {option.id: option.text for option in ORDER.options}
BEGUN = "Not saved yet: this is what you had begun."
ALREADY = "This is saved already. Change something, then press again."
LAST_TO_FIRST = ["say", "name", "agree", "ask"]
MARKED = {"lines": ["t2", "t5"], "reasons": {"t2": "drugs"}}
_numbers = count(70)


def show(page: Page, lab: Lab, *yaml: str, role: str = "lesson") -> str:
    """Open a page that asks these items, in a course notebook of its own; return its path."""
    name = f"{'ex' if role == 'exercise' else 'L'}{next(_numbers)}"
    cells = [code(f"%%item\n{one}".rstrip()) for one in yaml]
    path = put(
        lab, a_notebook(text("# Both\n\n## Part"), start(name), *cells, role=role, course=name)
    )
    visit(page, lab, path)
    live(page, len(yaml))
    return path


def live(page: Page, number: int = 2) -> None:
    expect(page.locator("[data-ws-item]")).to_have_count(number)


def both(page: Page, lab: Lab) -> tuple[Any, Any]:
    """Open a lesson with both items, and return them."""
    show(page, lab, yaml_of_a("order"), yaml_of_a("spot"))
    return item(page, ORDER.id), item(page, SPOT.id)


def move_button(shown: Any, step: str, way: str) -> Any:
    return shown.get_by_role("button", name=f"Move “{TEXT[step]}” {way}", exact=True)


def last_to_first(page: Page, shown: Any) -> None:
    """Bring the last step to the top: each kind of key moves it by one."""
    up = move_button(shown, "say", "up")
    tab(page, up)
    press(page, "ArrowUp", "Alt+ArrowUp", "Space")
    expect(up).to_be_focused()


def mark_two(page: Page, shown: Any) -> None:
    """Mark two lines, the first with a reason, from the first line on."""
    tab(page, shown.get_by_role("checkbox").nth(1))
    press(page, "Space", "Tab", "ArrowDown", "ArrowDown")
    tab(page, shown.get_by_role("checkbox").nth(4))
    press(page, "Space")


def answered(lab: Lab, name: str) -> list[Any]:
    """What the journal holds as answers to an item, the earliest first."""
    files = (lab.home / "work" / "journal").glob("*.jsonl")
    lines = [json.loads(raw) for file in files for raw in file.read_text().splitlines() if raw]
    mine = [line for line in lines if (line["kind"], line.get("item")) == ("answer", name)]
    return [line["response"] for line in sorted(mine, key=lambda line: line["at"])]


def test_steps_are_put_in_order_by_keyboard_and_each_move_is_told(lab: Lab, page: Page) -> None:
    order, _ = both(page, lab)
    tab(page, button(order))
    press(page, "Enter")
    expect(status(order)).to_have_text("Put them in order first: nothing is moved yet.")
    page.locator("h1").click()  # so that Tab begins before the item again
    last_to_first(page, order)
    assert in_order(order) == LAST_TO_FIRST
    expect(told(page)).to_have_text("Now in place 1 of 4.")
    press(page, "ArrowUp")
    expect(told(page)).to_have_text("It is the first.")
    expect(move_button(order, "say", "up")).to_have_attribute("aria-disabled", "true")
    press(page, "Tab", "ArrowDown")
    expect(told(page)).to_have_text("Now in place 2 of 4.")
    expect(move_button(order, "say", "down")).to_be_focused()
    tab(page, button(order))
    press(page, "Enter")
    expect(status(order)).to_have_text("Saved.")
    assert answered(lab, ORDER.id)[-1:] == [{"order": ["name", "say", "agree", "ask"]}]
    result = order.locator(".ws-result")
    verdict = "Of the 6 pairs of steps, 3 stand the right way round."
    expect(order.locator(".ws-verdict")).to_have_text(verdict)
    expect(result).to_contain_text("An observation is no diagnosis.")


def test_whether_nothing_marked_is_meant_is_asked_once(lab: Lab, page: Page) -> None:
    _, spot = both(page, lab)
    button(spot).click()
    expect(status(spot)).to_have_text("Nothing is marked. If none fits, press once more.")
    assert answered(lab, SPOT.id) == []
    spot.get_by_role("checkbox").first.check()
    spot.get_by_role("checkbox").first.uncheck()
    button(spot).click()
    expect(status(spot)).to_have_text("Nothing is marked. If none fits, press once more.")
    button(spot).click()
    expect(status(spot)).to_have_text("Saved.")
    assert answered(lab, SPOT.id) == [{"lines": [], "reasons": {}}]


def test_lines_are_marked_by_keyboard_and_a_reason_stands_beside_the_why(
    lab: Lab, page: Page
) -> None:
    _, spot = both(page, lab)
    expect(spot.get_by_role("combobox")).to_have_count(0)
    mark_two(page, spot)
    expect(spot.get_by_role("combobox")).to_have_count(2)
    tab(page, button(spot))
    press(page, "Enter")
    expect(status(spot)).to_have_text("Saved.")
    assert answered(lab, SPOT.id)[-1:] == [MARKED]
    remarks = spot.locator(".ws-result > .ws-remarks > li")
    why = "Your reason: It advises on medicinesA coach does not diagnose."
    expect(remarks).to_contain_text([why, "Stop the pills."])
    # A line that is no longer marked takes its reason along.
    press(page, *["Shift+Tab"] * 6, "Space")
    expect(spot.get_by_role("checkbox", checked=False).nth(1)).to_be_focused()
    expect(spot.get_by_role("combobox")).to_have_count(1)
    tab(page, button(spot))
    press(page, "Enter")
    missed = "Crosses the boundary2. Coach: That is PTSD."
    expect(remarks).to_contain_text([missed])
    expect(spot.locator(".ws-fold").first).to_contain_text("Stop the pills.")
    assert answered(lab, SPOT.id)[-1:] == [{"lines": ["t5"], "reasons": {}}]


def test_what_was_begun_and_what_was_answered_come_back(lab: Lab, page: Page) -> None:
    order, spot = both(page, lab)
    last_to_first(page, order)
    mark_two(page, spot)
    for kept, then in ((BEGUN, "Saved."), ("Saved.", ALREADY)):
        page.reload()
        live(page)
        for shown in (order, spot):
            expect(status(shown)).to_have_text(kept)
            button(shown).click()
            expect(status(shown)).to_have_text(then)
        assert in_order(order) == LAST_TO_FIRST
        expect(spot.get_by_role("checkbox", checked=True)).to_have_count(2)
        expect(reasons_of(spot, SPOT, "t2")).to_have_value("drugs")
        expect(reasons_of(spot, SPOT, "t5")).to_have_value("")
    assert answered(lab, ORDER.id)[-1] == {"order": LAST_TO_FIRST}  # once more is no attempt
    assert answered(lab, SPOT.id)[-1] == MARKED


ODD = [
    {},
    "text",
    [1],
    {"order": None, "lines": {"t2": 1}, "choices": "a", "placed": None, "text": None},
    {"order": ["gone", 5, "say"], "lines": ["gone", "t2", None], "reasons": {"t2": "gone"}},
]


KEEP = """drafts => drafts.forEach(
    ([name, draft]) => sessionStorage.setItem('withinscope:item:' + name, draft))"""


def another(type_: str, number: int) -> str:
    """An item of a type, by another id."""
    first, rest = yaml_of_a(type_).split("\n", 1)
    assert first.startswith("id: ")
    return f"{first}-{number}\n{rest}"


def test_a_draft_that_does_not_fit_never_keeps_an_item_from_its_page(lab: Lab, page: Page) -> None:
    written = [another(type_, n) for type_ in types.names() for n in range(len(ODD))]
    show(page, lab, *written)
    asked = [items.load(yaml) for yaml in written]
    drafts = [{"response": odd, "attempt": 0, "confidence": odd} for odd in ODD] * len(
        types.names()
    )
    kept = zip((one.id for one in asked), map(json.dumps, drafts), strict=True)
    page.evaluate(KEEP, list(kept))
    page.reload()
    live(page, len(asked))
    for one in asked:
        expect(button(item(page, one.id))).to_be_enabled()
    order, spot = (item(page, f"{one.id}-{len(ODD) - 1}") for one in (ORDER, SPOT))
    assert in_order(order) == ["say", "name", "agree", "ask"]
    expect(spot.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(reasons_of(spot, SPOT, "t2")).to_have_value("")


def test_in_an_exercise_they_are_recorded_and_jupyter_takes_no_key(lab: Lab, page: Page) -> None:
    cells = [items.source(one.released()).partition("\n")[2] for one in (ORDER, SPOT)]
    path = show(page, lab, *cells, role="exercise")
    show_jupyter(page)
    expect(page.locator(".lm-MenuBar")).to_be_visible()
    before = page.locator(".jp-Cell").count()
    order, spot = item(page, ORDER.id), item(page, SPOT.id)
    move_button(order, "say", "up").click()
    press(page, "b", "d", "d", "ArrowUp", "Alt+ArrowUp")
    expect(move_button(order, "say", "up")).to_be_focused()
    spot.get_by_role("checkbox").nth(1).focus()
    press(page, "a", "Space", "Tab", "m")
    for shown in (order, spot):
        button(shown).click()
        expect(status(shown)).to_have_text(re.compile("^Saved"))
    assert page.locator(".jp-Cell").count() == before
    wait_until("both records", lambda: len(records(saved(lab, path))) == 2 or None)
    responses = [record["response"] for record in records(saved(lab, path))]
    assert responses == [{"order": LAST_TO_FIRST}, {"lines": ["t2"], "reasons": {}}]


@pytest.mark.parametrize("answer", [False, True], ids=["before", "after"])
def test_axe_finds_nothing_and_nothing_runs_over(lab: Lab, page: Page, answer: bool) -> None:
    order, spot = both(page, lab)
    if answer:
        last_to_first(page, order)
        mark_two(page, spot)
        for shown in (order, spot):
            button(shown).click()
            expect(status(shown)).to_have_text("Saved.")
    assert_no_violation_in_dark_or_light(page)
    assert_it_fits_and_rests(page)
