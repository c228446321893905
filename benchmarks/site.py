"""A page of the course's site, beside a bare JupyterLite notebook with one widget.

    python benchmarks/site.py                          three rounds of all pages, half an hour
    python benchmarks/site.py --rounds 1 --lessons L01 L07 ex01
    python benchmarks/site.py --jupyter                the same notebooks in the site's Jupyter

Both are served by one small web server, gzipped, as web hosts serve them, and opened by the same
Chromium: in each round first the bare notebook and then each page, in turns, every one in a new
profile and then once more in that. The bare notebook is live when its buttons are there; its one
cell is run as soon as the kernel can. Of a page of the site is told when its text and its
controls were painted, when Python answered, how many bytes came (at the first visit until all of
the course is kept for use without the network), how long a click waited for what came of it, and
how far what was in view has moved of itself. In the site's Jupyter text, controls and Python have
come once the first item is live, and that alone has a target. Ratios are taken within a round, and
judged by their median. Nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import bare_lite
from counting import Served
from opening import CLICK, CLICKS, COURSE, IDLE, TIMEOUT, profile
from playwright.sync_api import sync_playwright

from withinscope import course, notebooks
from withinscope.course import Page
from withinscope.site import building, engine, lite, lite_parts, pages

BARE = "bare JupyterLite"
PARTS = ("shown", "python", "bytes", "click")
AT_MOST = {
    "shown": 0.05,
    "python": 0.25,
    "bytes": 0.6,
    "click": 1.2,
    "shift": 0.1,
}
"""Times the bare notebook's: its first live widget (twice), its bytes, its click; and of the view,
as browsers count what moves of itself."""
IN_JUPYTER = {"shown": 0.85}
"""The same of a notebook in the site's Jupyter."""
FIRST_ITEM = ".ws-item .ws-controls:visible"
RECORD = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput)
        .forEach(one => { window.shifted += one.value; })
    ).observe({ type: 'layout-shift', buffered: true });
    // Told in the task after a frame in which both stand on the page: that one was painted.
    const look = () => {
        const both = ['main h1, main h2', 'main .ws-item .ws-controls'].map(one =>
            document.querySelector(one)).every(one => one?.getClientRects().length);
        if (!both) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => { window.shown = performance.now(); }));
    };
    requestAnimationFrame(look);
"""
LIVE = "performance.getEntriesByName('withinscope:live')[0]?.startTime ?? 0"
KEPT = "document.querySelector('.ws-site-foot')?.textContent.includes('without the internet')"
# Each answer is another one, since the same once more is not sent.
ANSWER = """async ([item, count]) => {
  const section = document.querySelector(`[data-ws-item="${item}"]`);
  const button = section.querySelector('.ws-answer .ws-button');
  const status = section.querySelector('.ws-answer .ws-status');
  const radios = [...section.querySelectorAll('.ws-controls input[type=radio]')];
  const groups = [...new Set(radios.map(one => one.name))];
  const times = [];
  for (let i = 0; i < count; i++) {
    groups.forEach((name, at) => radios.filter(one => one.name === name)[(i + at) % 2].click());
    await new Promise(resolve => setTimeout(resolve, 100));
    times.push(await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to click ${i}`)), 15000);
      const start = performance.now();
      const observer = new MutationObserver(() => {
        if (!status.textContent.startsWith('Saved')) return;
        clearTimeout(late); observer.disconnect(); resolve(performance.now() - start);
      });
      observer.observe(section, {subtree: true, childList: true, characterData: true});
      button.click();
    }));
  }
  return times;
}"""


class Visit(NamedTuple):
    """One visit: ms until text and controls are there, until Python answers; bytes; ms a click.

    Of the bare notebook, `shown` and `python` are when its widget is live, and of a notebook in the
    site's Jupyter when its first item is.
    """

    shown: float
    python: float
    bytes: float
    click: float
    shift: float


@contextmanager
def serving(jupyter: bool) -> Iterator[dict[str, Served]]:
    """Serve the bare notebook and the course's site, with its own Jupyter or without."""
    with tempfile.TemporaryDirectory() as folder:
        cache_folder, out = engine.cache_folder(), Path(folder) / "site"
        parts = engine.fetch(cache_folder, building.played(), print)
        more = lite_parts.fetch(cache_folder, print) if jupyter else None
        building.build(COURSE, out, parts, more)
        served = {"bare": Served(bare_lite.built(cache_folder)), "site": Served(out)}
        yield served
        for one in served.values():
            one.stop()


def visit_bare(page: Any, served: Served) -> Visit:
    """Open the bare notebook, run its cell as soon as the kernel can, and click."""
    before, start = served.sent, time.perf_counter()
    page.goto(served.url + bare_lite.ADDRESS, wait_until="commit")
    page.wait_for_selector(".jp-Notebook .jp-InputPrompt")
    page.wait_for_function(IDLE)
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(".widget-toggle-buttons button")
    live = (time.perf_counter() - start) * 1000
    sent = served.rest() - before
    buttons = [f".widget-toggle-buttons button:nth-of-type({n})" for n in (2, 1)]
    times = page.evaluate(CLICK, [buttons, ".floor-label", CLICKS, None])
    return Visit(live, live, sent, statistics.median(times), page.evaluate("window.shifted"))


def visit_page(page: Any, served: Served, address: str, item: str) -> Visit:
    """Open a page of the site, and answer one of its items again and again."""
    before = served.sent
    page.goto(served.url + address, wait_until="commit")
    _wait(page, LIVE)
    _wait(page, KEPT)
    sent = served.rest() - before
    shown, live, shift = (page.evaluate(one) for one in ("window.shown", LIVE, "window.shifted"))
    times = page.evaluate(ANSWER, [item, CLICKS])
    return Visit(shown, live, sent, statistics.median(times), shift)


def visit_notebook(page: Any, served: Served, path: str, item: str) -> Visit:
    """Open a notebook in the site's Jupyter, which runs it, and answer one of its items."""
    before, start = served.sent, time.perf_counter()
    address = urlencode({"mode": "single-document", "path": path})
    page.goto(f"{served.url}{lite.FOLDER}/lab/index.html?{address}", wait_until="commit")
    page.wait_for_selector(FIRST_ITEM)
    live = (time.perf_counter() - start) * 1000
    sent = served.rest() - before
    page.wait_for_selector(f'[data-ws-item="{item}"] .ws-controls')
    times = page.evaluate(ANSWER, [item, CLICKS])
    return Visit(live, live, sent, statistics.median(times), page.evaluate("window.shifted"))


def _wait(page: Any, condition: str) -> None:
    """Wait; what waits within the page would evaluate a text, which the site's pages forbid."""
    end = time.monotonic() + TIMEOUT / 1000
    while not page.evaluate(condition):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.05)


def item_of(page: Page) -> str:
    """Return an item of a page whose answers are picked, and that nobody has to uncover."""
    read = notebooks.read(COURSE / page.path)
    asked = notebooks.released_items(read) if page.role == "exercise" else notebooks.items(read)
    return next(one.id for one in asked if one.type in ("single", "best-worst") and not one.care)


def twice(playwright: Any, visit: Callable[[Any], Visit]) -> tuple[Visit, Visit]:
    """Visit in a new profile, and once more in it."""
    with profile(playwright) as context:
        context.add_init_script(RECORD)
        page = context.new_page()
        first = visit(page)
        page.close()
        return first, visit(context.new_page())


Round = dict[str, tuple[Visit, Visit]]
"""The first visit and the next, by the page's id."""


def measured(
    playwright: Any, served: dict[str, Served], chosen: list[Page], jupyter: bool
) -> Round:
    """Visit all that is measured."""
    given = tuple(course.pages(COURSE))
    found = {BARE: twice(playwright, lambda page: visit_bare(page, served["bare"]))}
    for one in chosen:
        where: dict[str, Any] = {"served": served["site"], "item": item_of(one)}
        visit = (
            partial(visit_notebook, path=one.path, **where)
            if jupyter
            else partial(visit_page, address=pages.address(one.path, given), **where)
        )
        found[one.id] = twice(playwright, visit)
        print(f"  {one.id}", file=sys.stderr, flush=True)
    return found


def report(rounds: list[Round], limits: dict[str, float]) -> bool:
    """Print what was measured, and the worst page of each; return whether all targets are met."""
    met = True
    for number, kind in enumerate(("first visit", "next visit")):
        bare = [one[BARE][number] for one in rounds]
        live, sent, click = (
            statistics.median(getattr(one, part) for one in bare)
            for part in ("shown", "bytes", "click")
        )
        print(f"\n{kind}: {BARE} is live after {live:.0f} ms, {sent / 1e6:.3f} MB, {click:.0f} ms")
        print("  page      shown ms         python ms         MB            click ms       shift")
        for page in list(rounds[0])[1:]:
            print(f"  {page:8}{_line(rounds, page, number)}")
        judged = [_judged(rounds, part, number, limit) for part, limit in limits.items()]
        met = met and all(judged)
    return met


def _line(rounds: list[Round], page: str, number: int) -> str:
    said = ""
    for part in PARTS:
        unit = 1e6 if part == "bytes" else 1
        value = statistics.median(getattr(one[page][number], part) for one in rounds) / unit
        figure = f"{value:.3f}" if part == "bytes" else f"{value:.0f}"
        said += f"  {figure:>6} {_ratio(rounds, page, part, number):.3f}  "
    return f"{said}  {_shift(rounds, page, number):.3f}"


def _ratio(rounds: list[Round], page: str, part: str, number: int) -> float:
    pairs = [(getattr(one[page][number], part), getattr(one[BARE][number], part)) for one in rounds]
    return float(statistics.median(mine / bare for mine, bare in pairs))


def _shift(rounds: list[Round], page: str, number: int) -> float:
    return max(one[page][number].shift for one in rounds)


def _judged(rounds: list[Round], part: str, number: int, limit: float) -> bool:
    """Print which page is worst, and whether that is within what is aimed at."""
    worst, name = max(
        (_shift(rounds, page, number), page)
        if part == "shift"
        else (_ratio(rounds, page, part, number), page)
        for page in list(rounds[0])[1:]
    )
    verdict = "met" if worst <= limit else "MISSED"
    print(f"  worst {part:6} {name:8} {worst:.3f}  at most {limit}: {verdict}")
    return worst <= limit


def main() -> int:
    """Measure, print, and return 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lessons", nargs="+", metavar="ID", help="such as L01 ex01; default: all")
    parser.add_argument("--jupyter", action="store_true", help="not the pages, but their notebooks")
    args = parser.parse_args()
    chosen = [
        page
        for page in course.pages(COURSE)
        if page.role != "page" and page.id in (args.lessons or [page.id])
    ]
    rounds: list[Round] = []
    with sync_playwright() as playwright, serving(args.jupyter) as served:
        for number in range(args.rounds):
            turned = chosen[number % len(chosen) :] + chosen[: number % len(chosen)]
            rounds.append(measured(playwright, served, turned, args.jupyter))
            print(f"round {number + 1} of {args.rounds}", file=sys.stderr, flush=True)
    return 0 if report(rounds, IN_JUPYTER if args.jupyter else AT_MOST) else 1


if __name__ == "__main__":
    sys.exit(main())
