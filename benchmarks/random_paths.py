"""Replay paths by chance and damaged ones: none may crash, or be allowed that play does not allow.

    python benchmarks/random_paths.py --number 100000

Conversations are made by chance, and those of the course are among them. Each path is judged by
an independent walker too, which reads the text in the simplest way (tests/core/walker.py).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from withinscope import dialogue, notebooks
from withinscope.dialogue import Dialogue, Play
from withinscope.types import BadResponse

COURSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(COURSE / "tests"))

from core import walker  # noqa: E402 - from the tests
from core.conversations import COUNTERS, FLAGS, SIGNS, a_choice, loadable  # noqa: E402
from core.walker import Standing  # noqa: E402

STRANGE = (
    "",
    ".",
    "..",
    "open",
    "n0.",
    ".c0",
    "n0.c0.c0",
    "N0.c0",
    "n0.c0 ",
    "\x00",
    "é.ü",
    "9" * 999,
)


def main() -> int:
    """Replay the paths and say what came of them; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=100_000, help="paths; default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    told = parser.parse_args()
    started, counts = time.perf_counter(), Counter(judged(told.number, random.Random(told.seed)))
    seconds = time.perf_counter() - started
    faults = counts["crashed"] + counts["allowed wrongly"] + counts["refused wrongly"]
    print(
        f"{told.number} paths, {faults} faults, {counts['allowed']} allowed, "
        f"{counts['refused']} refused, {seconds:.0f} s"
    )
    return 1 if faults else 0


def judged(number: int, rng: random.Random) -> Iterator[str]:
    """Yield what came of each path: of a hundred a conversation, in both of its forms."""
    known = list(of_the_course())
    while number > 0:
        if rng.random() < 0.2 and known:
            conversation = rng.choice(known)
        elif (made := by_chance(rng)) is not None:
            conversation = made
        else:
            continue
        data = msgspec.to_builtins(conversation)
        forms = (conversation, conversation.released())
        for _ in range(min(100, number)):
            yield verdict(rng.choice(forms), data, a_path(data, rng))
        number -= 100


def stands(play: Play, data: Any, at: Standing) -> bool:
    """Whether a play stands where the walker does."""
    is_over = play.ending is not None
    return is_over == walker.is_ending(data, at) and play.turns[-1].node == at.node


def verdict(form: Any, data: Any, path: list[str]) -> str:
    """Judge one path by replay and by the walker; tell a difference on the error stream."""
    at = walker.allowed(data, path)
    try:
        play = dialogue.replay(form, path)
    except BadResponse:
        came = "refused" if at is None else "refused wrongly"
    except Exception:
        traceback.print_exc()
        came = "crashed"
    else:
        came = "allowed" if at is not None and stands(play, data, at) else "allowed wrongly"
    if came not in ("allowed", "refused"):
        print(came, path, data, file=sys.stderr)
    return came


def of_the_course() -> Iterator[Dialogue]:
    """Yield the conversations of the course's lessons and solutions."""
    for folder in ("notebooks", "solutions"):
        for path in sorted((COURSE / folder).glob("*.ipynb")):
            for item in notebooks.items(notebooks.read(path)):
                if isinstance(item, Dialogue):
                    yield item


def a_path(data: Any, rng: random.Random) -> list[str]:
    """Play by chance, often to the end; then, of two of three, damage the path."""
    path, at = [], walker.start(data)
    for _ in range(rng.choice((0, 2, 5, 30))):
        if not (ways := walker.open_choices(data, at)):
            break
        choice = rng.choice(ways)
        path.append(f"{at.node}.{choice['id']}")
        at = walker.after(data, at, choice)
    for _ in range(rng.randrange(3)):
        damage(path, data, rng)
    return path


def damage(path: list[str], data: Any, rng: random.Random) -> None:
    """Take a step out, put one in, put another in its place, swap two, or repeat all."""
    steps = [f"{n}.{c['id']}" for n, v in data["nodes"].items() for c in v.get("choices", [])]
    step = rng.choice((rng.choice(steps), rng.choice(STRANGE)))
    where = rng.randrange(len(path) + 1)
    way = rng.randrange(5)
    if way == 0:
        del path[where : where + 1]
    elif way == 1:
        path.insert(where, step)
    elif way == 2:
        path[where : where + 1] = [step]
    elif way == 3 and len(path) > 1:
        other = rng.randrange(len(path))
        path[other], path[-1] = path[-1], path[other]
    else:
        path *= 2


def by_chance(rng: random.Random) -> Dialogue | None:
    """Make a conversation by chance, or nothing where chance made one that can't be loaded."""
    names = [f"n{number}" for number in range(rng.randint(1, 8))]
    everywhere = [*names, "end", "over"]
    data: Any = {
        "id": "made",
        "title": "Made",
        "stem": "Meet.",
        "state": {name: {"start": 1, "min": rng.randint(-1, 1), "max": 3} for name in COUNTERS}
        | {name: rng.random() < 0.5 for name in FLAGS},
        "checklist": [{"id": "p0", "text": "Point"}],
        "seems": [],
        "invariants": [],
        "expert": ["n0.c0"],
        "nodes": {name: a_moment(everywhere, rng) for name in names}
        | {name: {"ending": name, "safe": True, "debrief": "Over."} for name in ("end", "over")},
    }
    made = msgspec.convert(loadable(data), Dialogue)
    return None if list(made.mistakes()) else made


def a_moment(names: list[str], rng: random.Random) -> Any:
    """Make a node with one to four choices, some of them closed in some states."""
    choices = []
    for number in range(rng.randint(1, 4)):
        choice = a_choice(f"c{number}", rng.choice(names))
        flag, counter = rng.choice(FLAGS), rng.choice(COUNTERS)
        wanted = {flag: rng.random() < 0.5, counter: f"{rng.choice(SIGNS)}{rng.randint(0, 3)}"}
        when = {name: wanted[name] for name in wanted if rng.random() < 0.4}
        effect = {flag: rng.random() < 0.5, counter: rng.randint(-2, 2)}
        choices.append(choice | {"when": when, "effect": effect, "meets": [], "breaks": []})
    return {"client": [{"text": "Well."}], "choices": choices}


if __name__ == "__main__":
    raise SystemExit(main())
