"""Hands on a conversation: its page is opened, it is begun, and things are said by keyboard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from typing import Any

from browser import Lab
from core.cases.dialogue import ITEM
from lab.pages import a_notebook, code, put, start, text
from lab.pages import item as a_single
from nbformat.v4 import new_output
from playwright.sync_api import Page, expect
from window import visit

from paths.pages import COURSE
from paths.test_keyboard import press, tab, uncover_by_key
from withinscope import items, notebooks
from withinscope.dialogue import Dialogue

NIGHT = "notebooks/07_between_sessions.ipynb"
TALK: Any = items.load(ITEM, mark=items.DIALOGUE)
_numbers = count(40)


def conversation(path: str) -> Dialogue:
    """The conversation of a lesson."""
    [found] = [
        one for one in notebooks.items(notebooks.read(COURSE / path)) if one.type == "dialogue"
    ]
    assert isinstance(found, Dialogue)
    return found


def show(page: Page, lab: Lab, yaml: str = ITEM, role: str = "lesson") -> str:
    """Open a page with this conversation and a question; return its path."""
    name = f"{'ex' if role == 'exercise' else 'L'}{next(_numbers)}"
    cell, other = code(f"%%dialogue\n{yaml}".rstrip()), a_single(f"{name}-other")
    if role == "exercise":
        whole = items.load(yaml, mark=items.DIALOGUE)
        cell = code(
            items.source(whole.released()),
            words(whole),
            new_output("display_data", {"text/plain": ""}),
        )
        other = a_single(f"{name}-other", key="")
    made = a_notebook(
        text("# A meeting\n\n## Part"), start(name), cell, other, role=role, course=name
    )
    path = put(lab, made)
    visit(page, lab, path)
    expect(page.locator("[data-ws-item]")).to_have_count(2)
    return path


def words(whole: Any) -> Any:
    return new_output("display_data", {"text/plain": whole.words()})


def turns(shown: Any) -> Any:
    return shown.locator(".ws-turn")


def begin(page: Page, shown: Any, name: str = "Begin") -> None:
    """Begin by keyboard."""
    uncover_by_key(page, shown)
    tab(page, shown.get_by_role("button", name=name))
    press(page, "Enter")
    expect(turns(shown)).to_have_count(1)
    expect(replies(shown)).to_be_focused()


def replies(shown: Any) -> Any:
    return shown.get_by_role("group", name=re.compile("you say"))


def by_keys(page: Page, shown: Any, way: Sequence[int], done: int = 0) -> None:
    """Say something in each turn, by Tab and Enter or by its number."""
    for number, choice in enumerate(way, done + 1):
        expect(turns(shown)).to_have_count(number)
        if number % 2:
            press(page, *["Tab"] * choice, "Enter")
        else:
            press(page, str(choice))
    expect(turns(shown)).to_have_count(done + len(way) + 1)
