"""Stems over one set, and moves matched to cases: by keyboard alone, for everybody, and kept."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
from browser import Lab, wait_until
from core.makers import yaml_of_a
from lab.pages import a_notebook, code, put, records, saved, start, text
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import button, fill, item, status
from paths.test_accessibility import assert_it_fits_and_rests, assert_no_violation_in_dark_or_light
from paths.test_keyboard import press, tab
from paths.test_order_and_spot import ALREADY, BEGUN, answered, live
from withinscope import items

SET = """\
%%set
id: doors
options:
  - {id: a, text: Wait and say nothing}
  - {id: b, text: Ask what he needs}
  - {id: c, text: Call for help now}
"""
STEM = """\
%%item
id: roof-{n}
type: single
set: doors
stem: {stem}
key: {key}
why:
  a: It leaves him alone with it. {n}
  b: It asks him. {n}
  c: It brings somebody who can stay. {n}
turns_on: {fact}
"""
FACT = "He stands on the ledge, and not behind it."
STEMS = [
    STEM.format(n=1, stem="He sits on a roof and smokes.", key="b", fact="He sits."),
    STEM.format(n=2, stem="He stands on the ledge of a roof.", key="c", fact=FACT),
]
LONG = """\
id: long-doors
type: matching
stem: What do you do first at each of these doors? You are a coach, and it is not your house.
moves:
{moves}
cases:
{cases}
"""
MOVES = [
    "Say less, and let them finish what they have begun to tell you",
    "Ask what they want from the time that is left of today",
    "Say plainly that you were clumsy just now, and that you are sorry",
    "Tell them which part of this is a doctor's, and offer to look for one",
    "Stay on the line, and call for help together now, before anything else",
    "Take it to your supervisor this week, and tell them that you will",
    "Thank them for it, and go on with what the two of you had planned",
    "Ask directly whether they are thinking of ending their life",
]
TOLD = [
    "She has come in from the rain, and twice she has begun a sentence and stopped.",
    "He says that the new tablets make the stairs move, and that he halved them.",
    "They laugh, and say that nobody would notice if they were gone after Friday.",
    "He thanks you for last week, opens his planner, and waits with his pen.",
]
LONG_ITEM = LONG.format(
    moves="\n".join(f'  - {{id: m{n}, text: "{one}"}}' for n, one in enumerate(MOVES)),
    cases="\n".join(
        f'  - {{id: c{n}, text: "{one}", ratings: {{'
        + ", ".join(f"m{k}: {2 if k == 2 * n else 1 if k == 1 else -1}" for k in range(8))
        + f'}}, why: "Because of what is told in case {n}.", turns_on: "The words of case {n}."}}'
        for n, one in enumerate(TOLD)
    ),
)
MATCHING: Any = items.load(yaml_of_a("matching"))
LONGER: Any = items.load(LONG_ITEM)
ALL_RIGHT = {"matched": {"c1": "a", "c2": "c", "c3": "d"}}
_numbers = count(90)


def show(page: Page, lab: Lab, *cells: str, role: str = "lesson") -> str:
    """Open a course notebook of its own with these cells; return its path."""
    name = f"{'ex' if role == 'exercise' else 'L'}{next(_numbers)}"
    sources = [code(one.rstrip()) for one in cells]
    notebook = a_notebook(text("# Doors\n\n## Part"), start(name), *sources, role=role, course=name)
    path = put(lab, notebook)
    visit(page, lab, path)
    live(page, sum(one.startswith("%%item") for one in cells))
    return path


def a_matching(page: Page, lab: Lab) -> Any:
    show(page, lab, f"%%item\n{yaml_of_a('matching')}")
    return item(page, MATCHING.id)


def case(shown: Any, number: int) -> Any:
    return shown.locator("fieldset.ws-case").nth(number)


def test_one_set_is_asked_under_two_stems_and_says_what_each_turns_on(lab: Lab, page: Page) -> None:
    show(page, lab, SET, *STEMS)
    for name in ("roof-1", "roof-2"):
        shown = item(page, name)
        expect(shown.get_by_role("radio")).to_have_count(3)
        shown.get_by_role("radio", name="Call for help now").check()
        button(shown).click()
        expect(status(shown)).to_have_text("Saved.")
    first, second = (item(page, name).locator(".ws-result") for name in ("roof-1", "roof-2"))
    expect(item(page, "roof-1").locator(".ws-verdict")).to_contain_text("Not this one.")
    expect(first.locator("> p").last).to_have_text("What it turns on: He sits.")
    expect(item(page, "roof-2").locator(".ws-verdict")).to_contain_text("Yes.")
    expect(second.locator("> p").last).to_have_text(f"What it turns on: {FACT}")
    assert [answered(lab, f"roof-{n}") for n in (1, 2)] == [[{"choice": "c"}]] * 2
    # The set's own cell shows nothing.
    expect(page.get_by_text("Wait and say nothing").filter(visible=True)).to_have_count(2)


def test_moves_are_matched_by_keyboard_and_each_case_tells_what_it_turns_on(
    lab: Lab, page: Page
) -> None:
    shown = a_matching(page, lab)
    tab(page, button(shown))
    press(page, "Enter")
    expect(status(shown)).to_have_text("Choose a move for each case: 3 are left.")
    page.locator("h1").click()  # so that Tab begins before the item again
    tab(page, shown.get_by_role("region", name="The moves"))
    press(page, "Tab", "Space")
    expect(case(shown, 0).locator(".ws-chosen")).to_have_text("A. Say nothing")
    press(page, "Tab", "ArrowDown", "ArrowDown", "ArrowUp")
    expect(case(shown, 1).locator(".ws-chosen")).to_have_text("B. Ask what they need")
    tab(page, button(shown))
    press(page, "Enter")
    expect(status(shown)).to_have_text("Choose a move for each case: 1 is left.")
    case(shown, 2).get_by_role("radio", name="D Call for help now", exact=True).check()
    button(shown).click()
    expect(status(shown)).to_have_text("Saved.")
    assert answered(lab, MATCHING.id)[-1:] == [{"matched": {"c1": "a", "c2": "b", "c3": "d"}}]
    result = shown.locator(".ws-result")
    told = "In 2 of 3 cases you chose what fits best."
    expect(shown.locator(".ws-verdict")).to_have_text(told)
    for told in (
        'You chose "Say nothing"',
        'You chose "Ask what they need"',
        'Fits best: "Name a doctor"',
        "What it turns on: He is hot, and awake.",
    ):
        expect(result).to_contain_text(told)


def test_a_button_is_called_by_its_letter_and_its_move(lab: Lab, page: Page) -> None:
    shown = a_matching(page, lab)
    row = shown.get_by_role("group", name="She is crying.", exact=True)
    names = [f"{chr(65 + n)} {move.text}" for n, move in enumerate(MATCHING.moves)]
    for name in names:
        expect(row.get_by_role("radio", name=name, exact=True)).to_have_count(1)
    expect(row.get_by_role("radio")).to_have_count(4)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_moves_stay_in_view_and_hide_nothing_that_has_the_focus(
    lab: Lab, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width == 390 else 800})
    show(page, lab, f"%%item\n{LONG_ITEM}")
    shown = item(page, LONGER.id)
    moves = shown.get_by_role("region", name="The moves")
    tab(page, moves)
    for number in range(len(TOLD)):
        press(page, "Tab", "Space")
        focused = case(shown, number).get_by_role("radio").first
        expect(focused).to_be_focused()
        expect(moves).to_be_in_viewport(ratio=1)
        expect(focused).to_be_in_viewport(ratio=1)
        list_, pill = moves.bounding_box(), focused.bounding_box()
        assert list_
        assert pill
        assert pill["y"] >= list_["y"] + list_["height"], "the moves cover what has the focus"


def test_what_was_begun_and_what_was_answered_come_back(lab: Lab, page: Page) -> None:
    shown = a_matching(page, lab)
    fill(shown, MATCHING, ALL_RIGHT)
    for kept, told in ((BEGUN, "Saved."), ("Saved.", ALREADY)):
        page.reload()
        live(page, 1)
        expect(status(shown)).to_have_text(kept)
        expect(case(shown, 2).locator(".ws-chosen")).to_have_text("D. Call for help now")
        button(shown).click()
        expect(status(shown)).to_have_text(told)
    assert answered(lab, MATCHING.id)[-1] == ALL_RIGHT  # pressed once more, it is no attempt


def test_in_an_exercise_they_are_recorded_and_tell_no_key(lab: Lab, page: Page) -> None:
    path = show(page, lab, items.source(MATCHING.released()), role="exercise")
    shown = item(page, MATCHING.id)
    fill(shown, MATCHING, ALL_RIGHT)
    button(shown).click()
    expect(status(shown)).to_have_text(re.compile("^Saved"))
    expect(shown.locator(".ws-result")).to_be_empty()
    wait_until("the record", lambda: len(records(saved(lab, path))) == 1 or None)
    [record] = records(saved(lab, path))
    assert record["response"] == ALL_RIGHT


@pytest.mark.parametrize("answer", [False, True], ids=["before", "after"])
def test_axe_finds_nothing_and_nothing_runs_over(lab: Lab, page: Page, answer: bool) -> None:
    show(page, lab, SET, *STEMS, f"%%item\n{LONG_ITEM}")
    if answer:
        fill(item(page, LONGER.id), LONGER, {"matched": {f"c{n}": f"m{n}" for n in range(4)}})
        item(page, "roof-1").get_by_role("radio").first.check()
        for name in (LONGER.id, "roof-1"):
            button(item(page, name)).click()
            expect(status(item(page, name))).to_have_text("Saved.")
    assert_no_violation_in_dark_or_light(page)
    assert_it_fits_and_rests(page)
