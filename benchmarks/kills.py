"""Kill a kernel without warning, again and again, while it takes answers: none may be lost.

    python benchmarks/kills.py                   1,000 kills
    python benchmarks/kills.py --number 100 --seed 7

A process opens the session of an exercise, as a kernel does, and answers its items one after the
other, with a draft before each answer. It tells what was acknowledged as the page is told: only
after the journal's line is on disk. At a random moment it gets SIGKILL. Then a new session is
opened on what is left, torn lines and all, and must show the last acknowledged answer of every
item, or one that was on its way; and every answer ever acknowledged must stand in the journal.
Needs a system that can fork (not Windows).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from withinscope import items
from withinscope.journal import Journal
from withinscope.session import Session

NAMES = [f"text-{number}" for number in range(5)]
ASKED = {
    name: items.load_released(f"id: {name}\ntype: free\nstem: What would you say?\n")
    for name in NAMES
}
LIFE = 0.03
"""Seconds that a kernel lives at most: some ten answers."""
BLOCK = 50
"""Kills that share a work folder."""


def opened(work: Path) -> Session:
    """Open the exercise, all its items on the page."""
    session = Session("ex01", work, None, None)
    for item in ASKED.values():
        session.show(item)
    return session


def answer_on(work: Path, told: int, first: int) -> NoReturn:
    """Answer without end, from number `first` on; write each number to `told` once it is kept."""
    session = opened(work)
    os.write(told, b"ready\n")
    number = first
    while True:
        name = NAMES[number % len(NAMES)]
        text = {"text": f"{number} " + "ä" * (number % 700)}
        session.draft(name, text, None)
        session.answer(name, text, None)
        os.write(told, b"%d\n" % number)
        number += 1


def killed(work: Path, first: int, moment: float) -> list[int]:
    """Let a kernel answer, kill it after `moment` seconds; return the numbers acknowledged."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        answer_on(work, tell, first)
    os.close(tell)
    with os.fdopen(hear, encoding="ascii") as lines:
        lines.readline()  # it is ready
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [int(line) for line in lines if line.endswith("\n")]


def number_of(response: bytes) -> int:
    """Return which answer this is."""
    return int(json.loads(response)["text"].split()[0])


def faults(work: Path, acknowledged: set[int]) -> list[str]:
    """Say what a new session, and the journal, lack of what was acknowledged."""
    lines = [line for line in Journal(work).lines() if line.kind == "answer"]
    kept = {number_of(bytes(line.response)) for line in lines}
    found = [f"answer {number} is lost" for number in sorted(acknowledged - kept)]
    session = opened(work)
    for place, name in enumerate(NAMES):
        mine = [number for number in acknowledged if number % len(NAMES) == place]
        shown = session.given(name).response
        if mine and (shown is None or number_of(shown) < max(mine)):
            found.append(f"{name} does not show answer {max(mine)}")
    return found


def main() -> int:
    """Kill, look, print; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance, lost, total = random.Random(args.seed), [], 0
    for begin in range(0, args.number, BLOCK):
        with tempfile.TemporaryDirectory() as folder:
            acknowledged: set[int] = set()
            for _ in range(begin, min(begin + BLOCK, args.number)):
                # A number is used once, also if its answer was cut off before it was told.
                first = max(acknowledged, default=0) + 2
                acknowledged.update(killed(Path(folder), first, chance.random() * LIFE))
                lost += faults(Path(folder), acknowledged)
            total += len(acknowledged)
    print(f"{args.number:,} kills, {total:,} answers acknowledged, {len(lost)} faults")
    for fault in lost[:20]:
        print(fault)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
