"""Whole lessons, on a phone in the dark and on a desk by day: each item best, and then worst."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from paths.pages import LESSON, Learning, answer, asked, item, open_page
from paths.test_accessibility import OVERFLOWING, turn, violations
from paths.test_trainee import answer_again, reads_feedback

THE_LINE = "notebooks/03_the_line.ipynb"
SCREENS = {"phone": (390, True), "desk": (1280, False)}


def best(one: Any) -> Any:
    """The answer that an item's key asks for."""
    match one.type:
        case "single":
            return {"choice": one.key}
        case "multiple":
            return {"choices": list(one.key)}
        case "best-worst":
            ranked = sorted(one.options, key=lambda option: option.rating)
            return {"best": ranked[-1].id, "worst": ranked[0].id}
        case "sort":
            return {"placed": {each.id: each.key for each in one.statements}}
        case "matching":
            return {"matched": {case.id: case.best[0] for case in one.cases}}
        case "order":
            return {"order": list(one.key)}
        case "spot":
            return {"lines": list(one.key), "reasons": {}}
    raise NotImplementedError(one.type)


def worst(one: Any) -> Any:
    """An answer that earns nothing, or the least that can be earned."""
    match one.type:
        case "single":
            return {"choice": next(o.id for o in one.options if o.id != one.key)}
        case "multiple":
            return {"choices": [o.id for o in one.options if o.id not in one.key]}
        case "best-worst":
            right = best(one)
            return {"best": right["worst"], "worst": right["best"]}
        case "sort":
            bins = [each.id for each in one.bins]
            wrong = {
                s.id: next(b for b in bins if b not in (s.key, *s.also)) for s in one.statements
            }
            return {"placed": wrong}
        case "matching":
            least = {case.id: min(case.ratings, key=case.ratings.get) for case in one.cases}
            return {"matched": least}
        case "order":
            return {"order": list(one.key)[::-1]}
        case "spot":
            return {"lines": [o.id for o in one.lines if o.id not in one.key], "reasons": {}}
    raise NotImplementedError(one.type)


def earned(one: Any, response: Any) -> float:
    import msgspec

    return float(one.score(one.decode(msgspec.json.encode(response))))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", [LESSON, THE_LINE], ids=["shared-ground", "the-line"])
def test_every_item_says_what_was_best_and_what_was_worst(
    course: Learning, page: Page, path: str, screen: str
) -> None:
    scored = [one for one in asked(path).values() if one.type not in ("free", "dialogue")]
    width, dark = SCREENS[screen]
    open_page(page, course, path)
    turn(page, dark=True)
    if not dark:
        turn(page, dark=False)
    page.set_viewport_size({"width": width, "height": 844})
    for one in scored:
        right, wrong = best(one), worst(one)
        assert earned(one, right) == 1
        assert earned(one, wrong) == 0
        reads_feedback(answer(page, one, right), one, right)
        shown = item(page, one.id)
        answer_again(shown, one, wrong)
        reads_feedback(shown, one, wrong)
        assert course.responses(one.id) == [right, wrong]
    assert page.evaluate(OVERFLOWING) == []
    assert violations(page) == []
