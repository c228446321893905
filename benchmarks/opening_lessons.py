"""How long each lesson takes to open, beside the bare notebook of `opening.py`.

    python benchmarks/opening_lessons.py              three rounds, about fifteen minutes
    python benchmarks/opening_lessons.py --rounds 1

As there: a new server for each, cold with a new browser profile, warm once more with a new kernel;
rounds turn about, and ratios are taken within a round. Nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import opening
from playwright.sync_api import sync_playwright

WELCOME, *LESSONS = sorted((opening.COURSE / "notebooks").glob("[0-9]*.ipynb"))
"""Welcome asks one question."""
KINDS = ("cold", "warm")
LIVE_AT_MOST = 1.0
"""Times the bare notebook, until all items are live: the median over the rounds."""

Seen = dict[str, tuple[float, float]]
"""By cold and warm: ms until the first item can be read, and until all are live."""


def measured(playwright: Any, lesson: Path | None) -> Seen:
    """Open a lesson, or without one the bare notebook, on a server of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        lab, address = _served(Path(home), lesson)
        try:
            with opening.profile(playwright) as context:
                seen: Seen = {}
                for kind in KINDS:
                    page = context.new_page()
                    seen[kind] = _opened(page, address, lesson)
                    page.close()
                    lab.end_kernels()
                return seen
        finally:
            lab.stop()


def _served(home: Path, lesson: Path | None) -> tuple[Any, str]:
    if lesson is None:
        return opening.bare_server(home)
    return opening.course_server(home, lesson=f"L{lesson.name[:2]}")


def _opened(page: Any, address: str, lesson: Path | None) -> tuple[float, float]:
    if lesson is None:
        found = opening.open_bare(page, address)
        return found.readable, found.live
    return opening.until_live(page, address, lesson)


def report(rounds: list[dict[Path | None, Seen]]) -> bool:
    """Print a line for each lesson and which is the worst; return whether all meet the target."""
    met = True
    for kind in KINDS:
        bare = statistics.median(one[None][kind][1] for one in rounds)
        print(f"\n{kind}: the bare notebook is live after {bare:.0f} ms (median)")
        print("  median ms and ratio to bare in the same round: readable, live")
        worst = (0.0, "")
        for lesson in LESSONS:
            said, ratio = _line(rounds, kind, lesson)
            print(f"  {lesson.stem:34}{said}")
            worst = max(worst, (ratio, lesson.stem))
        met = met and worst[0] <= LIVE_AT_MOST
        verdict = "met" if worst[0] <= LIVE_AT_MOST else "MISSED"
        print(f"  the slowest: {worst[1]}, {worst[0]:.2f}; target {LIVE_AT_MOST}: {verdict}")
    return met


def _line(rounds: list[dict[Path | None, Seen]], kind: str, lesson: Path) -> tuple[str, float]:
    said, ratio = "", 0.0
    for part in (0, 1):
        values = [one[lesson][kind][part] for one in rounds]
        ratio = statistics.median(one[lesson][kind][part] / one[None][kind][1] for one in rounds)
        said += f"  {statistics.median(values):6.0f} {ratio:.2f}"
    return said, ratio


def main() -> int:
    """Measure, print, and return 1 if the slowest lesson misses the target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    count = parser.parse_args().rounds
    rounds: list[dict[Path | None, Seen]] = []
    with sync_playwright() as playwright:
        for number in range(count):
            names: list[Path | None] = [None, *LESSONS]
            order = names[number % len(names) :] + names[: number % len(names)]
            rounds.append({name: measured(playwright, name) for name in order})
            print(f"round {number + 1} of {count}", file=sys.stderr, flush=True)
    return 0 if report(rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
