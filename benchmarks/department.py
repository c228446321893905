"""What a department's gradebook on PostgreSQL takes as it grows to 100,000 hand-ins.

    python benchmarks/department.py                 ten exercises of 10,000 people, about an hour
    python benchmarks/department.py --people 1000   the same with 10,000 hand-ins

The tests' own server is started. The same people hand in one exercise after another; each is
graded by a process of its own on one core, into a gradebook that has all before it, and beside it
parsing the same files as JSON is timed, so that cost per hand-in can be compared from level to
level: exercises are not alike. Then the last is graded once more, and all of it is exported and
reported on. What counts is time of a core, the command's and the server's for it together; memory
is the command's. Exit status 1 if the last exercise costs more than 1.5 times what the first did,
in times of parsing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import cohort
import psutil
import psycopg
from cohort_grading import COURSE, PARSE, Cost, measured

sys.path.insert(0, str(COURSE / "tests"))  # the server that the tests start

from grading.postgresql import server

MOST = 1.5
EXERCISES = sorted((COURSE / "exercises").glob("*.ipynb"))


def main() -> int:
    """Measure, print, and return 1 if what is graded last costs too much more."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=10_000, help="who each hand in (10000)")
    parser.add_argument("--exercises", type=int, default=10, help="that each hands in (10)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, server() as started:
        address = started.database()
        out = Path(home, "out")
        ratios = []
        for number, exercise in enumerate(EXERCISES[: args.exercises], 1):
            folder = Path(home, "hand-ins")
            shutil.rmtree(folder, ignore_errors=True)
            cohort.write(folder, exercise, args.people)
            parsing = measured([sys.executable, "-c", PARSE, str(folder)])
            grade = _command("grade", address, out, str(folder), "--no-feedback")
            cost = _measured(address, grade)
            ratios.append(cost.both / parsing.cpu)
            told = f"{ratios[-1]:.2f} times parsing; {_size(address)} MB"
            _say(f"{exercise.stem[:20]:20} to {number * args.people:7,}", cost, args.people, told)
        _say("the last once more", _measured(address, grade), args.people)
        for words in (["export"], ["export", "--format", "csv-long"], ["report"]):
            cost = _measured(address, _command(words[0], address, out, *words[1:]))
            _say(" ".join(words), cost, args.people * args.exercises)
    return int(ratios[-1] > MOST * ratios[0])


class Both(NamedTuple):
    """What a command took, and the seconds of a core that the server took for it."""

    own: Cost
    server: float

    @property
    def both(self) -> float:
        """Seconds of a core, of the two together."""
        return self.own.cpu + self.server


def _measured(address: str, command: list[str]) -> Both:
    before = _worked(address)
    own = measured(command)
    return Both(own, _worked(address) - before)


def _worked(address: str) -> float:
    """Return the seconds of a core that those took who served a connection, once all have ended."""
    with psycopg.connect(address) as connection:
        head = psutil.Process(connection.info.backend_pid).parent()
        while head and sum(map(_serves, head.children())) > 1:
            time.sleep(0.05)
    times = head.cpu_times() if head else None
    return times.children_user + times.children_system if times else 0.0


def _serves(one: psutil.Process) -> bool:
    """Tell whether a process of the server serves a connection, or has just done so: its time is
    added to the server's once that has taken note of its end.
    """
    try:
        return one.status() == psutil.STATUS_ZOMBIE or "[local]" in " ".join(one.cmdline())
    except psutil.NoSuchProcess:
        return False


def _command(name: str, address: str, out: Path, *words: str) -> list[str]:
    where = ["--course", str(COURSE), "--out", str(out), "--gradebook", address]
    return [sys.executable, "-m", "withinscope", name, *words, *where]


def _size(address: str) -> int:
    """Return the megabytes that a database takes on disk, indexes and all."""
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) // 10**6 if row else 0


def _say(what: str, cost: Both, hand_ins: int, more: str = "") -> None:
    own, each = cost.own, 1000 * cost.both / hand_ins
    print(
        f"{what:32} {own.clock:7.1f} s; core {own.cpu:6.1f} s, server {cost.server:6.1f} s:"
        f" {each:6.2f} ms a hand-in; {own.memory:4.0f} MiB; {more}".rstrip("; "),
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
