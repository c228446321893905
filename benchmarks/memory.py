"""What the kernels take after visiting seven pages, beside keeping one for each page visited.

    git worktree add BEFORE COMMIT     and its own environment in BEFORE/.venv
    python benchmarks/memory.py --before BEFORE           two rounds, about four minutes

In each round both builds, in turn, serve the course, and one goes from page to page by the bar's
own link. On each page its kernel is weighed once the page can be answered; together these are what
keeping them all takes. What all kernels of the server take on the last page, spare ones included,
is divided by that. A size is what a process has for itself alone and gives back when it ends (what
it shares with the others is left out on both sides). Without `--before` this build is measured
alone. Exit status 1 if it takes more than 0.4 times as much.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psutil

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the server and the browser that the tests use

import browser  # noqa: E402
import builds  # noqa: E402
from paths.pages import LESSON, Learning, asked, wait_live  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

PAGES = 7
MOST = 0.4
LETTING_GO = 10
"""Seconds in which a kernel that ends when its page is left has ended."""


def size(process: psutil.Process) -> int:
    """Return the bytes that a process has for itself alone."""
    return int(process.memory_full_info().uss)


def kernels(served: Learning) -> list[psutil.Process]:
    """Return the kernels that a server has running."""
    below = psutil.Process(served.pid).children(recursive=True)
    return [one for one in below if "withinscope.lab.kernel" in " ".join(one.cmdline())]


def weigh(served: Learning, path: str) -> int:
    """Return the bytes that the kernel of the page at `path` takes."""
    [name] = [one["kernel"]["id"] for one in served.api("GET", "sessions") if one["path"] == path]
    [kernel] = [one for one in kernels(served) if name in " ".join(one.cmdline())]
    return size(kernel)


def turn(page: Page, served: Learning) -> str:
    """Go to the next page by the bar; return its path once it can be answered."""
    link = page.get_by_role("navigation", name="Course").get_by_role("link", name="Next")
    address = unquote(urlsplit(str(link.get_attribute("href"))).path)
    path = address.partition("/tree/")[2]
    link.click()
    browser.wait_until(
        f"the kernel of {path}", lambda: path in visited(served), builds.PATIENCE / 1000
    )
    wait_live(page, len(asked(path)))
    return path


def visited(served: Learning) -> list[str]:
    """Return the paths of the pages that have a kernel."""
    return [one["path"] for one in served.api("GET", "sessions")]


def taken(chrome: Any, course: Path) -> tuple[int, int, int]:
    """Return a build's bytes for every page's kernel, those after the last page, and how many."""
    with builds.lesson(chrome, course) as (page, served):
        each = [weigh(served, LESSON)]
        while len(each) < PAGES:
            each.append(weigh(served, turn(page, served)))
        with contextlib.suppress(AssertionError):  # a build that keeps them is weighed as well
            browser.wait_until("one page's", lambda: len(visited(served)) == 1, LETTING_GO)
        last = [size(kernel) for kernel in kernels(served)]
        return sum(each), sum(last), len(last)


def main() -> None:
    """Measure and print."""
    chosen = builds.parser(__doc__).parse_args()
    worst = 0.0
    with browser.browser() as chrome:
        for number in range(1, chosen.rounds + 1):
            for name, course in builds.compared(chosen).items():
                every, last, count = taken(chrome, course)
                print(
                    f"round {number}, {name:6} a kernel for each of {PAGES} pages"
                    f" {every / 1e6:5.0f} MB   after them {last / 1e6:5.0f} MB"
                    f" in {count} ({last / every:.2f})",
                    flush=True,
                )
                worst = max(worst, last / every) if name == "now" else worst
    sys.exit(int(worst > MOST))


if __name__ == "__main__":
    main()
