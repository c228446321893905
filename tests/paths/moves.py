"""What moves while a page opens: by Chromium's count, and by where a heading is in each frame."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from browser import wait_until

from paths.pages import Learning

#: Layout shifts that no input explains, and where the heading `watched` was in each frame that was
#: painted with text of its page in sight: its top in px, null where it was not there.
RECORD = """
    const kept = JSON.parse(sessionStorage.getItem('watched'));
    Object.assign(window, { watched: kept, shifts: [], tops: [] });
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) shifts.push(one.value);
    }).observe({ type: 'layout-shift', buffered: true });
    const all = chosen => [...document.querySelectorAll(chosen)].filter(node =>
        node.getClientRects().length && node.checkVisibility({ checkOpacity: true }));
    const look = () => {
        afterPaint(look);
        if (!watched || all('.ws-title').at(-1)?.textContent !== watched.page) return;
        if (!all('.jp-RenderedMarkdown *').length) return;
        const heading = all('h2').find(one => one.textContent.includes(watched.heading));
        const top = heading?.getBoundingClientRect().top ?? null;
        if (tops.at(-1) !== top) tops.push(top);
    };
    const afterPaint = act => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = act;
        channel.port2.postMessage(0);
    });
    afterPaint(look);
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
        """Return the sum of the layout shifts."""
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
