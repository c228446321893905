"""Prove conversations with up to a million states: how long it takes, and how much memory.

    python benchmarks/proof.py

Each is proved in a process of its own, since a process never gives its highest memory back.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from typing import Any

import msgspec

from withinscope.dialogue import Dialogue
from withinscope.dialogue.proof import check

SHAPES = {
    "no loops, few points": {"nodes": 74, "counters": 4, "points": 1, "most": 8},
    "no loops, more points": {"nodes": 34, "counters": 4, "points": 2, "most": 9},
    "loops": {"nodes": 40, "counters": 3, "points": 3, "most": 9, "back": 1},
    "an idle effect": {"nodes": 44, "counters": 4, "points": 1, "most": 8, "idle": 1},
    "past the bound": {"nodes": 60, "counters": 6, "points": 3, "most": 9},
}


def main() -> int:
    """Prove every shape, or in a process of its own the one that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shape", choices=list(SHAPES), help="this one alone, in this process")
    if shape := parser.parse_args().shape:
        proved(shape)
        return 0
    for name in SHAPES:
        subprocess.run([sys.executable, __file__, "--shape", name], check=True)
    return 0


def proved(shape: str) -> None:
    """Prove one conversation and print what it took."""
    dialogue = a_conversation(**SHAPES[shape])
    started = time.perf_counter()
    report = check(dialogue)
    seconds = time.perf_counter() - started
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    whole = "proved" if report.proved else "partial"
    print(
        f"{shape}: {report.states:,} states, {whole}, {seconds:.1f} s, {highest} MiB, "
        f"chance {report.chance.value:.3f} ({report.chance.how.partition(':')[0]})"
    )


def a_conversation(
    nodes: int, counters: int, points: int, most: int, back: int = 0, idle: int = 0
) -> Dialogue:
    """Make a conversation of so many nodes in a row, four choices each, that change counters."""
    made: dict[str, Any] = {}
    for number in range(nodes):
        choices = [a_choice(number, way, nodes, counters, points) for way in range(4)]
        if back and number % 5 == 4:
            choices[3]["to"] = f"n{number - 2}"
        if idle and number == 0:
            choices[0]["effect"] = {"c0": 1, "unseen": 1}
        lines = [{"when": {f"c{number % counters}": ">=5"}, "text": "One"}, {"text": "Other"}]
        made[f"n{number}"] = {"client": lines, "choices": choices}
    made |= {name: {"ending": name, "safe": True, "debrief": "Over."} for name in ("end", "over")}
    state = {f"c{n}": {"start": most // 2, "min": 0, "max": most} for n in range(counters)}
    if idle:
        # Asked for at the end only, in a way that no value it can have makes a difference to.
        state["unseen"] = {"start": 0, "min": 0, "max": 1}
        made[f"n{nodes - 1}"]["choices"][0]["when"] = {"unseen": ">=0"}
    checklist = [{"id": f"p{n}", "text": "Point"} for n in range(points)]
    data = {"id": "large", "title": "Large", "stem": "Meet.", "state": state, "nodes": made}
    return msgspec.convert(data | {"checklist": checklist, "expert": ["n0.w0"]}, Dialogue)


def a_choice(number: int, way: int, nodes: int, counters: int, points: int) -> dict[str, Any]:
    """Make one of the four choices of a node: each changes a counter, the third asks for one."""
    to = number + 1 + way % 2
    choice: dict[str, Any] = {
        "id": f"w{way}",
        "say": "Say",
        "why": "Why",
        "to": f"n{to}" if to < nodes else ("over", "end")[way % 2],
        "effect": {f"c{(number + way) % counters}": (1, -1, 2, -2)[way]},
    }
    if way == 2:
        choice["when"] = {f"c{(number + 1) % counters}": ">=3"}
    if way < 2:
        choice[("meets", "breaks")[way]] = [f"p{number % points}"] if way * (number % 2) < 1 else []
    return choice


if __name__ == "__main__":
    raise SystemExit(main())
