"""What moves while a page opens: where its cells were in each frame as it was painted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from browser import wait_until

from paths.pages import Learning

#: How far cells in view moved, and where the heading `watched` was in each frame that was painted
#: with text of its page in sight: its top in px, null where it was not there.
#:
#: The first entry of an intersection observer is where a node was when a frame was painted. A task
#: that looks later may find changes that nobody sees, since the next frame has the place again. So
#: does Chromium's own count of layout shifts (156): where it scrolls itself to keep what is in view
#: where it is, it now and then counts what is below the view and stays there.
RECORD = """
    const kept = JSON.parse(sessionStorage.getItem('watched'));
    Object.assign(window, { watched: kept, shifts: [], tops: [] });
    const all = chosen => [...document.querySelectorAll(chosen)].filter(node =>
        node.getClientRects().length && node.checkVisibility({ checkOpacity: true }));
    let before = new Map(), handled = false;
    for (const input of ['pointerdown', 'keydown', 'wheel']) {
        addEventListener(input, () => { handled = true; }, { capture: true });
    }
    const boxes = seen => new Map(seen
        .filter(({ intersectionRatio }) => intersectionRatio > 0)
        .map(({ target, boundingClientRect }) => [target, boundingClientRect]));
    const overlap = (box, height) => Math.min(box.bottom, height) - Math.max(box.top, 0);
    // Of the view: the part that moved, times how far, as browsers' makers define the score.
    const shift = (now, height) => {
        const moved = [...now].filter(([node, { top }]) =>
            before.has(node) && Math.abs(top - before.get(node).top) > 3);
        const part = moved.reduce((sum, [, box]) => sum + overlap(box, height) / height, 0);
        const far = moved.map(([node, { top }]) => Math.abs(top - before.get(node).top) / height);
        return Math.min(1, part) * Math.min(1, Math.max(0, ...far));
    };
    const painted = (seen, page, wanted) => {
        const now = boxes(seen), moved = shift(now, innerHeight);
        if (moved && !handled) shifts.push(moved);
        [before, handled] = [now, false];
        if (page !== watched?.page || !now.size) return;
        const heading = seen.find(({ target }) => target === wanted);
        const top = heading?.boundingClientRect.top ?? null;
        if (tops.at(-1) !== top) tops.push(top);
    };
    const look = () => {
        requestAnimationFrame(look);
        const cells = all('.jp-Cell'), page = all('.ws-title').at(-1)?.textContent;
        if (!cells.length) return before.clear();
        const wanted = all('h2').find(one => one.textContent.includes(watched?.heading));
        const observer = new IntersectionObserver(seen => {
            observer.disconnect();
            painted(seen, page, wanted);
        });
        for (const node of [...cells, wanted].filter(Boolean)) observer.observe(node);
    };
    requestAnimationFrame(look);
"""
#: Scroll a heading to the top of the view; return where that is, in px.
READ = """words => {
    const shown = [...document.querySelectorAll('.jp-RenderedMarkdown h2')];
    const heading = shown.find(one => one.textContent.includes(words));
    const view = heading.closest('.jp-WindowedPanel-outer');
    const page = document.querySelector('.ws-title').textContent;
    sessionStorage.setItem('watched', JSON.stringify(window.watched = { page, heading: words }));
    const top = () => heading.getBoundingClientRect().top;
    view.scrollTop += top() - view.getBoundingClientRect().top - 2;
    return top();
}"""


class Moves:
    """What has moved on a page, from a navigation or a `forget()` on."""

    def __init__(self, page: Any) -> None:
        """Record on `page`, which has no address yet, wherever it goes."""
        self._page = page
        page.add_init_script(RECORD)

    def read_at(self, course: Learning, path: str, heading: str) -> float:
        """Bring a heading to the top of the view and watch it from now on; return its top in px.

        Returns once the place is kept in JupyterLab's own file.
        """
        cells = json.loads((course.work / path).read_text())["cells"]
        [place] = [one["id"] for one in cells if f"## {heading}\n" in "".join(one["source"])]
        top = float(self._page.evaluate(READ, heading))
        wait_until("the place to be kept", lambda: f'"cell":"{place}"' in kept(course.work))
        return top

    def forget(self) -> None:
        """Begin anew."""
        self._page.evaluate("() => { shifts.length = tops.length = 0; }")

    def shift(self) -> float:
        """Return the sum of the layout shifts: each the part of the view moved, times how far."""
        return float(self._page.evaluate("shifts.reduce((sum, one) => sum + one, 0)"))

    def tops(self) -> list[float | None]:
        """Return where the watched heading was, in px, one after another; None: not on the page."""
        return list(json.loads(self._page.evaluate("JSON.stringify(tops)")))


def kept(work: Path) -> str:
    """Return what JupyterLab keeps of a person, in its own file, without spaces."""
    files = (work / ".jupyter/workspaces").glob("*.jupyterlab-workspace")
    return "".join(file.read_text().replace(" ", "") for file in files)


def rest(page: Any) -> None:
    """Wait until a page that is live has stopped growing."""
    page.wait_for_function("!document.querySelector('.ws-settling')")
