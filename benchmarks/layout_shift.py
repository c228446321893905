"""How much of a page moves while it opens, beside an earlier build.

    git worktree add BEFORE COMMIT     and its own environment in BEFORE/.venv
    python benchmarks/layout_shift.py --before BEFORE     two rounds, about five minutes

In each round both builds, in turn, serve the course to a window of a laptop and to one of a phone:
lesson 1 is opened, read at a heading in its middle, loaded again, left for the exercise after it,
and come back to by the browser's Back. Each figure is the sum of the layout shifts of one opening:
parts of the view that moved between two frames as they were painted, times how far, for movement
that no input explains (tests/paths/moves.py). Without `--before` this build is measured alone. Exit
status 1 if an opening of it shifts by more than 0.1.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the server and the browser that the tests use

import browser  # noqa: E402
import builds  # noqa: E402
from paths.moves import Moves  # noqa: E402
from paths.pages import EXERCISE, LESSON, Learning, asked, wait_live  # noqa: E402
from playwright.sync_api import Page, expect  # noqa: E402

WINDOWS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
HEADING = "A minute for yourself"
GROWING = 3000
"""Milliseconds in which a page that is live has stopped growing, in either build."""
MOST = 0.1


def shift(page: Page, moves: Moves, path: str) -> float:
    """Return how much has moved, once a page is live and has stopped growing; and begin anew."""
    wait_live(page, len(asked(path)))
    page.wait_for_timeout(GROWING)
    moved = moves.shift()
    moves.forget()
    return moved


def openings(page: Page, served: Learning) -> dict[str, float]:
    """Return the layout shift of each way to open a page."""
    moves, found = Moves(page), {}
    page.goto(served.address(LESSON))
    found["first"] = shift(page, moves, LESSON)
    moves.read_at(served, LESSON, HEADING)
    page.reload()
    found["again"] = shift(page, moves, LESSON)
    page.get_by_role("navigation", name="Course").get_by_role("link", name="Next").click()
    page.get_by_role("heading", level=1, name="Exercise 1").wait_for()
    found["next"] = shift(page, moves, EXERCISE)
    page.go_back()
    page.get_by_role("heading", name=HEADING).wait_for(state="attached")
    found["back"] = shift(page, moves, LESSON)
    return found


def measured(chrome: Any, course: Path, window: str) -> dict[str, float]:
    """Return the shifts of a build in a window, each way, on a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        served = Learning(Path(folder) / "work", course, python=builds.python(course))
        context = chrome.new_context(viewport=WINDOWS[window], reduced_motion="reduce")
        try:
            page = context.new_page()
            page.set_default_timeout(builds.PATIENCE)
            expect.set_options(timeout=builds.PATIENCE)
            return openings(page, served)
        finally:
            context.close()
            served.stop()


def main() -> None:
    """Measure and print."""
    chosen = builds.parser(__doc__).parse_args()
    worst = 0.0
    with browser.browser() as chrome:
        for number in range(1, chosen.rounds + 1):
            for window in WINDOWS:
                for name, course in builds.compared(chosen).items():
                    found = measured(chrome, course, window)
                    told = "   ".join(f"{way} {moved:.3f}" for way, moved in found.items())
                    print(f"round {number}, {window}, {name:6} {told}", flush=True)
                    worst = max(worst, *found.values()) if name == "now" else worst
    sys.exit(int(worst > MOST))


if __name__ == "__main__":
    main()
