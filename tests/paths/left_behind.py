"""What a page keeps of what was done on it, by Chromium's own count; and hands to do it."""

from __future__ import annotations

from typing import Any, NamedTuple

from paths.pages import LESSON, asked, button, item, some_answer, status, table


class Kept(NamedTuple):
    """What a page holds once all is collected that nobody needs any more."""

    listeners: int
    nodes: int


class Counter:
    """Counts what a page keeps."""

    def __init__(self, page: Any) -> None:
        self._client = page.context.new_cdp_session(page)
        self._client.send("Performance.enable")

    def count(self) -> Kept:
        for _ in range(3):  # what is let go of in one round may free more in the next
            self._client.send("HeapProfiler.collectGarbage")
        told = self._client.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: int(one["value"]) for one in told}
        return Kept(found["JSEventListeners"], found["Nodes"])


def answer_by_turns(page: Any, times: int) -> None:
    """Answer two questions of lesson 1 in turn, with the mouse, as somebody does who goes on."""
    from playwright.sync_api import expect

    ours = [one for one in asked(LESSON).values() if one.type == "single"][:2]
    for n in range(times):
        one = ours[n % 2]
        shown = item(page, one.id)
        table(one).fill(shown, one, some_answer(one, other=bool(n // 2 % 2)))
        if one.confidence:
            shown.get_by_role("radio", name="Fairly sure", exact=True).click()
        button(shown).click()
        expect(status(shown)).to_have_text("Saved.")
