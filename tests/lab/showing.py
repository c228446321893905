"""Hands on a page of the course: it is opened, and what stands on it is found."""

from __future__ import annotations

from itertools import chain
from typing import Any

from browser import Lab
from playwright.sync_api import Page, expect
from window import visit

from lab.pages import (
    item,
    text,
)

LIVE = ".jp-OutputArea:not(.ws-preview) input[type=radio]"


def show(page: Page, lab: Lab, path: str, *, items: int | None = 1) -> None:
    """Open a notebook and wait until its items are live; `items=None` waits for the bar only."""
    visit(page, lab, path)
    expect(bar(page)).to_be_visible()
    if items is not None:
        expect(page.locator(LIVE)).to_have_count(3 * items)
        expect(page.locator(".ws-preview")).to_have_count(0)


def bar(page: Page) -> Any:
    return page.get_by_role("navigation", name="Course")


def notice(page: Page) -> Any:
    return page.locator(".ws-alert[role=alert]")


def parts(name: str, count: int) -> list[Any]:
    """Headings, each with a long text and an item."""
    prose = "Text. " * 100
    pairs = ((text(f"## Part {n}\n\n{prose}"), item(f"{name}-{n}")) for n in range(count))
    return list(chain.from_iterable(pairs))
