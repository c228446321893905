"""How fast hand-ins are graded, start-up and all, beside just parsing the same files as JSON;
and the same once more, beside the first time.

    python benchmarks/cohort_grading.py                        10,000 hand-ins of exercise 1
    python benchmarks/cohort_grading.py --peer nbgrader --peer-python nb/bin/python

Each measurement is a process of its own, on one core, and grading also on all there are; the median
of the rounds counts, and the rounds take turns, so that whatever else the machine does meets all
alike. On one core its time is compared, on all of them the clock: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cohort

COURSE = Path(__file__).parents[1]
EXERCISE = COURSE / "exercises" / "01_shared_ground.ipynb"
PARSE = """
import json, os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            json.load(file)
"""
TARGETS = {"without pages": 1.3, "with pages": 2.5}
"""Times parsing, on all cores."""
ALL = ", all cores"
AGAIN = "the same again"
MOST_AGAIN = 0.25
"""Of the first time, without pages: what is unchanged is not graded again."""


class Cost(NamedTuple):
    """What a process took: seconds on the clock, seconds of its core, peak memory in MiB."""

    clock: float
    cpu: float
    memory: float


def main() -> int:
    """Measure, print, and return 1 if a target is missed."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as home:
        small, large = Path(home, "small"), Path(home, "large")
        _say(f"Making {args.number:,} hand-ins of {EXERCISE.name} …")
        cohort.write(large, EXERCISE, args.number)
        cohort.write(small, EXERCISE, args.small)
        middle = _compare(Path(home), large, args)
        _memory(Path(home), small, large, args)
        if args.peer:
            _peer(Path(home), args, middle["with pages"].clock / args.number)
    return 0 if _met(middle, args.number) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=10_000, help="hand-ins (10000)")
    parser.add_argument("--small", type=int, default=100, help="hand-ins to compare memory (100)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each (3)")
    parser.add_argument("--peer", choices=["nbgrader"], help="grade as many like questions with it")
    parser.add_argument("--peer-python", default=sys.executable, help="a Python that has the peer")
    parser.add_argument("--peer-number", type=int, default=5, help="hand-ins for the peer (5)")
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)


def _compare(home: Path, folder: Path, args: argparse.Namespace) -> dict[str, Cost]:
    """Time grading with and without pages beside parsing; return the median of each."""
    names = ("parsing", *TARGETS, *(f"{name}{ALL}" for name in TARGETS), AGAIN)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    measured([sys.executable, "-c", PARSE, str(folder)])  # the files are in memory from here on
    for number in range(args.rounds):
        costs["parsing"].append(measured([sys.executable, "-c", PARSE, str(folder)]))
        for name, flags in (("without pages", ["--no-feedback"]), ("with pages", [])):
            out = home / f"{name}-{number}"
            costs[name].append(measured(_grade(folder, out, *flags)))
            everywhere = _grade(folder, home / f"{name}-{number}-all", *flags)
            costs[f"{name}{ALL}"].append(measured(everywhere, cores=_every))
        again = _grade(folder, home / f"without pages-{number}", "--no-feedback")
        costs[AGAIN].append(measured(again))
    middle = {name: _median(found) for name, found in costs.items()}
    for name, cost in middle.items():
        rate = args.number / cost.clock
        _say(f"{name:25} {cost.clock:7.2f} s   {cost.cpu:7.2f} s of cores   {rate:8,.0f}/s")
    for name, target in TARGETS.items():
        one = middle[name].cpu / middle["parsing"].cpu
        told = f"{_ratio(middle, name):.2f} times parsing, on one core {one:.2f}"
        _say(f"{name}: {told}, target {target:g}")
    clock = middle[AGAIN].clock / middle["without pages"].clock
    share = f"{_again(middle):.2f} of the first time (clock {clock:.2f})"
    _say(f"{AGAIN}, without pages: {share}, target {MOST_AGAIN:g}")
    return middle


def _again(middle: dict[str, Cost]) -> float:
    return middle[AGAIN].cpu / middle["without pages"].cpu


def _ratio(middle: dict[str, Cost], name: str) -> float:
    """Compare by the clock what all cores do with parsing on one."""
    return middle[f"{name}{ALL}"].clock / middle["parsing"].clock


def _met(middle: dict[str, Cost], number: int) -> bool:
    fast = number / middle["without pages"].cpu >= 1000
    fast = fast and _again(middle) <= MOST_AGAIN
    return fast and all(_ratio(middle, name) <= most for name, most in TARGETS.items())


def _memory(home: Path, small: Path, large: Path, args: argparse.Namespace) -> None:
    for name, folder, number in (("small", small, args.small), ("large", large, args.number)):
        cost = measured(_grade(folder, home / f"memory-{name}"))
        _say(f"peak memory at {number:6,} hand-ins, on one core: {cost.memory:.0f} MiB")


def _grade(folder: Path, out: Path, *flags: str) -> list[str]:
    where = ["--course", str(COURSE), "--out", str(out), "--gradebook", str(out / "grade.db")]
    return [sys.executable, "-m", "withinscope", "grade", str(folder), *where, *flags]


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _every() -> None:
    """Leave a process all cores."""


def measured(
    command: list[str],
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
    cores: Callable[[], None] = _one_core,
) -> Cost:
    """Run a command, on one core, and return what it took, with all processes that it started.

    Raises RuntimeError if it fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=folder,
        preexec_fn=cores,
    )
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        errors = process.stderr.read().decode() if process.stderr else ""
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}: {errors[-2000:]}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def _peer(home: Path, args: argparse.Namespace, here: float) -> None:
    """Let nbgrader grade as many questions of its own kind; `here` is what a hand-in takes us."""
    import peer_nbgrader

    folder = home / "peer"
    command = peer_nbgrader.prepared(folder, args.peer_python, args.peer_number)
    peer = measured(command, peer_nbgrader.environment(args.peer_python), folder)
    peer_nbgrader.check(folder, args.peer_number)
    each = peer.clock / args.peer_number
    _say(f"nbgrader: {each:.2f} s a hand-in ({args.peer_number} of them), start-up and all")
    _say(f"here, with pages: {1000 * here:.2f} ms, {each / here:,.0f} times as fast")


if __name__ == "__main__":
    sys.exit(main())
