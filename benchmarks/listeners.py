"""What a hundred answers leave behind on a page, beside an earlier build, by Chromium's own count.

    git worktree add BEFORE COMMIT     and its own environment in BEFORE/.venv
    python benchmarks/listeners.py --before BEFORE        two rounds, about five minutes

In each round both builds, in turn, serve lesson 1, two of whose questions are answered in turn with
the mouse. Listeners and nodes are counted once all is collected that nobody needs, after four
answers and after all. Ratios are of the second count to the first. Without `--before` this build is
measured alone. Exit status 1 if it keeps more than a tenth more listeners.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the server and the browser that the tests use

import browser  # noqa: E402
import builds  # noqa: E402
from paths.left_behind import Counter, Kept, answer_by_turns  # noqa: E402

FIRST = 4
MOST = 1.1


def left_by(chrome: Any, course: Path, answers: int) -> tuple[Kept, Kept]:
    """Return what a build's page keeps after the first few answers, and after so many more."""
    with builds.lesson(chrome, course) as (page, _):
        counter = Counter(page)
        answer_by_turns(page, FIRST)
        before = counter.count()
        answer_by_turns(page, answers)
        return before, counter.count()


def main() -> None:
    """Measure and print."""
    parser = builds.parser(__doc__)
    parser.add_argument("--answers", type=int, default=100)
    chosen = parser.parse_args()
    worst = 0.0
    with browser.browser() as chrome:
        for number in range(1, chosen.rounds + 1):
            for name, course in builds.compared(chosen).items():
                first, last = left_by(chrome, course, chosen.answers)
                ratio = last.listeners / first.listeners
                print(
                    f"round {number}, {name:6} listeners {first.listeners:7} to {last.listeners:7}"
                    f" ({ratio:.2f})   nodes {first.nodes:6} to {last.nodes:6}"
                    f" ({last.nodes / first.nodes:.2f})",
                    flush=True,
                )
                worst = max(worst, ratio) if name == "now" else worst
    sys.exit(int(worst > MOST))


if __name__ == "__main__":
    main()
