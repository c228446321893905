"""How long a trainee waits, beside a bare notebook in JupyterLab's single-document mode.

    python benchmarks/opening.py                 ten rounds, about fifteen minutes
    python benchmarks/opening.py --rounds 3

Two lessons are opened: lesson 1 as it is, and one of twelve of its items and a conversation. The
bare notebook has one cell: an ipywidgets ToggleButtons and a Label that Python updates. It is
measured twice in every round; the second against the first is the noise. Each opening has a new
server and, cold, a new browser profile; warm is the same notebook once more with a new kernel.
Rounds are interleaved, ratios are taken within a round. Nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the server and the browser that the tests use

import browser  # noqa: E402
import nbformat  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from withinscope import notebooks  # noqa: E402

LESSON = COURSE / "notebooks" / "01_shared_ground.ipynb"
TALK = COURSE / "notebooks" / "07_between_sessions.ipynb"
"""Where the conversation comes from."""
TWELVE = 12
ITEM = "l01-library-evening"
"""A `single` item of both lessons: its options take turns in the clicks."""
CLICKS = 20
TIMEOUT = 90_000
ADDRESS = re.compile(r"http://[^/]+:(\d+)/doc/tree/(\S+)\?token=(\w+)")
BARE = """\
import ipywidgets as w
t = w.ToggleButtons(options=["a", "b"])
label = w.Label("start")
label.add_class("floor-label")
count = 0
def on_change(change):
    global count
    count += 1
    label.value = f"{change['new']} {count}"
t.observe(on_change, "value")
w.VBox([t, label])
"""
# Measured inside the page, so that the driver's own way there and back is not in the figure.
CLICK = """async ([clicks, changed, count, prepare]) => {
  const find = selector => document.querySelector(selector);
  const times = [];
  for (let i = 0; i < count; i++) {
    if (prepare) document.querySelectorAll(prepare)[i % 2].checked = true;
    const button = find(clicks[i % clicks.length]), box = find(changed);
    times.push(await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no change after click ${i}`)), 15000);
      const start = performance.now();
      const observer = new MutationObserver(() => {
        clearTimeout(late); observer.disconnect(); resolve(performance.now() - start);
      });
      observer.observe(box, {subtree: true, childList: true, characterData: true});
      button.click();
    }));
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return times;
}"""
IDLE = """() => {
  const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return context?.session?.kernel?.status === 'idle';
}"""
# Not covered by what stands there while the page opens, as JupyterLab's own words are not.
IN_SIGHT = """words => [...document.querySelectorAll('.jp-OutputArea-output *')].some(one =>
  one.textContent.includes(words) && one.getClientRects().length
  && one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))"""
LIVE = "count => document.querySelectorAll('.ws-item:has(.ws-button)').length >= count"


class Opening(NamedTuple):
    """One opening, in ms: until the first item can be read, until all are live, and clicks."""

    readable: float
    live: float
    click: float
    slowest: float


def bare_server(home: Path) -> tuple[browser.Lab, str]:
    """Start a plain JupyterLab with the bare notebook, the course's extension switched off."""
    off = {"disabledExtensions": {"withinscope": True}}
    lab = browser.start_lab(home, page_config=off)
    cell = nbformat.v4.new_code_cell(BARE)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(notebook, lab.root / "bare.ipynb")
    return lab, lab.address("bare.ipynb")


def twelve_and_a_conversation(home: Path) -> Path:
    """Make a course whose lesson 1 has twelve of its items and a conversation; return it."""
    lesson, talk = notebooks.load_dict(LESSON), notebooks.load_dict(TALK)
    asked = [cell for cell in lesson["cells"] if _begins(cell, "%%item")]
    spoken = [cell for cell in talk["cells"] if _begins(cell, "%%dialogue")]
    lesson["cells"] = [one for one in lesson["cells"] if one not in asked[TWELVE:]] + spoken
    folder = home / "course"
    (folder / "notebooks").mkdir(parents=True)
    shutil.copy(COURSE / "course.yaml", folder)
    notebooks.write(folder / "notebooks" / LESSON.name, lesson)
    return folder


def _begins(cell: dict[str, Any], mark: str) -> bool:
    return "".join(cell["source"]).startswith(mark)


def mixed_server(home: Path) -> tuple[browser.Lab, str]:
    """Start the course of twelve items and a conversation."""
    return course_server(home, twelve_and_a_conversation(home))


def course_server(
    home: Path, course: Path = COURSE, lesson: str = "L01"
) -> tuple[browser.Lab, str]:
    """Start a course at a lesson, as a trainee does."""
    command = [sys.executable, "-m", "withinscope", "learn", "--no-browser", "--lesson", lesson]
    command += ["--course", str(course), "--port", str(browser.free_port())]
    env = {**os.environ, "WITHINSCOPE_WORK": str(home / "work")}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
    told = (ADDRESS.search(line.decode()) for line in process.stdout or ())
    port, path, token = next(found.groups() for found in told if found)
    lab = browser.Lab(home, process, int(port), token)
    return lab, lab.address(path)


def open_bare(page: Any, address: str) -> Opening:
    """Open the bare notebook, run its cell as soon as the kernel can, and click."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".jp-Notebook .jp-InputPrompt")
    page.wait_for_function(IDLE)
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(".widget-toggle-buttons button")
    live = (time.perf_counter() - start) * 1000
    buttons = [f".widget-toggle-buttons button:nth-of-type({n})" for n in (2, 1)]
    times = page.evaluate(CLICK, [buttons, ".floor-label", CLICKS, None])
    return Opening(live, live, statistics.median(times), max(times))


def open_mixed(page: Any, address: str) -> Opening:
    """Open the lesson of twelve items and a conversation."""
    return open_lesson(page, address, TWELVE + 1)


def open_lesson(page: Any, address: str, count: int = 0) -> Opening:
    """Open a lesson, which runs itself, and answer one item again and again."""
    readable, live = until_live(page, address, LESSON, count)
    item = f'[data-ws-item="{ITEM}"]'
    clicks = [[f"{item} .ws-button"], f"{item} .ws-result", CLICKS, f"{item} .ws-card input"]
    page.evaluate(
        "item => { const sure = document.querySelectorAll(`${item} .ws-pill input`);"
        " if (sure.length) sure[0].checked = true; }",
        item,
    )
    times = page.evaluate(CLICK, clicks)
    return Opening(readable, live, statistics.median(times), max(times))


def until_live(page: Any, address: str, lesson: Path, count: int = 0) -> tuple[float, float]:
    """Open a lesson; return the ms until an item can be read, and until all are live."""
    items = notebooks.items(notebooks.read(lesson))
    words = next(one for one in items if not one.care).stem.split("\n")[0][:60]
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(IN_SIGHT, arg=words)
    readable = (time.perf_counter() - start) * 1000
    page.wait_for_function(LIVE, arg=count or len(items))
    return readable, (time.perf_counter() - start) * 1000


@contextlib.contextmanager
def profile(playwright: Any) -> Iterator[Any]:
    """Give a browser with a new profile of its own."""
    folder = tempfile.mkdtemp()
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=browser.chromium(),
        headless=True,
        args=list(browser.CHROMIUM_ARGS),
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(TIMEOUT)
    yield context
    context.close()
    shutil.rmtree(folder, ignore_errors=True)


VARIANTS = {
    "bare": (bare_server, open_bare),
    "bare again": (bare_server, open_bare),
    "lesson 1": (course_server, open_lesson),
    "12 and a talk": (mixed_server, open_mixed),
}
TARGETS = {
    ("cold", "live"): {"lesson 1": 0.9, "12 and a talk": 1.0},
    ("warm", "live"): {"lesson 1": 1.0, "12 and a talk": 1.0},
}
READABLE, CLICKS_AT_MOST = 0.8, 2.0


def measured(playwright: Any, name: str) -> dict[str, Opening]:
    """Open a variant cold and then warm, on a server of its own."""
    serve, visit = VARIANTS[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        lab, address = serve(Path(home))
        try:
            with profile(playwright) as context:
                found = {}
                for kind in ("cold", "warm"):
                    page = context.new_page()
                    found[kind] = visit(page, address)
                    page.close()
                    lab.end_kernels()
                return found
        finally:
            lab.stop()


def quarter(values: list[float]) -> float:
    """Return the upper quartile."""
    return (
        statistics.quantiles(values, n=4, method="inclusive")[2] if len(values) > 1 else values[0]
    )


def target(kind: str, part: str, name: str) -> float | None:
    """Return the ratio that a lesson may have at most; None for what is no lesson."""
    if name.startswith("bare"):
        return None
    other = READABLE if part == "readable" else CLICKS_AT_MOST
    return TARGETS.get((kind, part), {}).get(name, other)


def report(rounds: list[dict[str, dict[str, Opening]]]) -> bool:
    """Print the figures and ratios; return whether every target is met."""
    met = True
    for kind in ("cold", "warm"):
        print(f"\n{kind}: median ms, and ratio to bare in the same round (median, upper quartile)")
        for part in Opening._fields:
            base = [getattr(one["bare"][kind], part) for one in rounds]
            print(f"  {part:9} bare          {statistics.median(base):6.0f}")
            for name in list(VARIANTS)[1:]:
                values = [getattr(one[name][kind], part) for one in rounds]
                ratios = [a / b for a, b in zip(values, base, strict=True)]
                middle, upper = statistics.median(ratios), quarter(ratios)
                limit = target(kind, part, name)
                # A click is judged by its middle: the targets for opening are upper quartiles.
                judged = middle if part in ("click", "slowest") else upper
                said = f"target {limit}: {'met' if judged <= limit else 'MISSED'}" if limit else ""
                met = met and (limit is None or judged <= limit)
                middle_ms = statistics.median(values)
                print(f"            {name:13} {middle_ms:6.0f}  {middle:.2f} {upper:.2f}  {said}")
    return met


def main() -> int:
    """Measure, print, and return 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    count = parser.parse_args().rounds
    rounds: list[dict[str, dict[str, Opening]]] = []
    with sync_playwright() as playwright:
        for number in range(count):
            names = list(VARIANTS)
            first = number % len(names)
            order = names[first:] + names[:first]
            rounds.append({name: measured(playwright, name) for name in order})
            print(f"round {number + 1} of {count}", file=sys.stderr, flush=True)
    return 0 if report(rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
