"""How long handing in takes, the first time on a page and later, beside an earlier build.

    git archive BEFORE src | tar -x -C /somewhere
    python benchmarks/hand_in.py --before /somewhere/src        ten rounds, about a minute

Every question of exercise 1 is answered. In each round both builds, in turn, hand in twice in a new
process that has opened the page as its kernel does: from the press that the view hears to its
receipt. Ratios are taken within a round. Without `--before` this build is measured alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # answers to items of any type

from withinscope import notebooks, types  # noqa: E402
from withinscope.lab import settings, working_copies  # noqa: E402
from withinscope.lab.trust import Signatures  # noqa: E402
from withinscope.session import Session  # noqa: E402

EXERCISE = Path("exercises") / "01_shared_ground.ipynb"
ONE_PAGE = """
import sys, time
from pathlib import Path
from withinscope import notebooks
from withinscope.session import Session
from withinscope.views.hand_in import HandInView
work, course, exercise = map(Path, sys.argv[1:])
session = Session("ex01", work, work / exercise, course)
for item in map(notebooks.asked, notebooks.read(work / exercise).cells):
    if item is not None:
        session.show(item)
view, sent = HandInView(session), []
view.send = lambda message, buffers=None: sent.append(message["kind"])
for name in ("Ada", "Ada R."):
    begun = time.perf_counter()
    view.heard({"kind": "hand-in", "trainee": name})
    print(time.perf_counter() - begun)
assert sent == ["done", "done"], sent
"""


def answered(work: Path) -> None:
    """Make a trainee's work folder in which every question of the exercise is answered."""
    working_copies.refresh(COURSE, work, Signatures(settings.data_folder(work)))
    session = Session("ex01", work, work / EXERCISE, COURSE)
    for item in map(notebooks.asked, notebooks.read(work / EXERCISE).cells):
        if item is not None:
            session.show(item)
            table = import_module(f"core.cases.{types.names()[item.type]}")
            session.answer(item.id, table.answers(item)[0], 2)


def hand_ins(source: Path, work: Path) -> tuple[float, float]:
    """Hand in twice with a build; return the seconds that each took."""
    command = [sys.executable, "-c", ONE_PAGE, str(work), str(COURSE), str(EXERCISE)]
    env = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    first, later = map(float, done.stdout.split())
    return first, later


def told(name: str, seconds: list[float]) -> str:
    """Say how long something took: the median, and between what."""
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{name:20} {middle * 1000:8.0f} ms   ({low * 1000:.0f} to {high * 1000:.0f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path, help="the src folder of an earlier build")
    parser.add_argument("--rounds", type=int, default=10)
    chosen = parser.parse_args()
    builds = {"now": COURSE / "src"} | ({"before": chosen.before} if chosen.before else {})
    with tempfile.TemporaryDirectory() as folder:
        answered(work := Path(folder) / "work")
        rounds = [
            {name: hand_ins(source, work) for name, source in builds.items()}
            for _ in range(chosen.rounds)
        ]
    for name in builds:
        for which, word in enumerate(("first", "later")):
            print(told(f"{name}, {word}", [one[name][which] for one in rounds]))
    if chosen.before:
        ratios = [one["now"][0] / one["before"][0] for one in rounds]
        print(f"first, now to before: {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
