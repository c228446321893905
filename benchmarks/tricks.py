"""What tricks earn in the course's items against what blind chance earns.

    python benchmarks/tricks.py [NOTEBOOK …]

A trick answers without reading the stem: the longest option, the shortest, the first, the last,
the one whose words sound most supportive, any at random. Each is scored as a trainee's answer is,
over all `single`, `multiple` and `best-worst` items of the notebooks (default: the whole course),
and the mean is set beside the mean of the items' own exact `chance`. A ratio near 1 means that the
trick tells nothing. As least fitting, a trick takes the opposite end. The last line is no trick but
the most that any could earn: the stem-blind ceiling, over all items with options.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from withinscope import notebooks
from withinscope.authoring.ceiling import LIMIT, ceiling

COURSE = Path(__file__).parents[1]
SUPPORTIVE = re.compile(
    r"\b(together|we|us|thank|glad|sorry|hear|heard|courage|brave|safe|gentle|gently|kind|slowly"
    r"|with you|beside|here for|stay|good|matters?|deserves?|understand|feel|want|like|shall|let's"
    r"|proper|serious)\b|\?",
    re.IGNORECASE,
)
DRAWS = 200
TYPES = ("single", "multiple", "best-worst")

Rank = Callable[[Any], Sequence[float]]
"""Gives each option of an item a number; a trick takes the highest as what fits best."""


def longest(item: Any) -> list[float]:
    """By length."""
    return [len(option.text) for option in item.options]


def shortest(item: Any) -> list[float]:
    """By brevity."""
    return [-length for length in longest(item)]


def first(item: Any) -> list[float]:
    """By place."""
    return [-float(place) for place in range(len(item.options))]


def last(item: Any) -> list[float]:
    """By place, from the end."""
    return [float(place) for place in range(len(item.options))]


def supportive(item: Any) -> list[float]:
    """By the number of words that support, and of questions."""
    return [len(SUPPORTIVE.findall(option.text)) for option in item.options]


def by_lot(item: Any) -> list[float]:
    """By lot."""
    return [random.random() for _ in item.options]


TRICKS: dict[str, tuple[Rank, int]] = {
    "longest": (longest, 1),
    "shortest": (shortest, 1),
    "first": (first, 1),
    "last": (last, 1),
    "most supportive": (supportive, 1),
    "random": (by_lot, DRAWS),
}
"""How a trick ranks the options, and how often it is drawn."""


def answer(item: Any, ranks: Sequence[float]) -> dict[str, Any]:
    """Return the response of who goes by the ranks; half of the options where several fit."""
    ordered = sorted(range(len(ranks)), key=lambda place: -ranks[place])
    ids = [item.options[place].id for place in ordered]
    if item.type == "single":
        return {"choice": ids[0]}
    if item.type == "multiple":
        return {"choices": ids[: len(ids) // 2]}
    return {"best": ids[0], "worst": ids[-1]}


def earned(item: Any, rank: Rank, draws: int) -> float:
    """Return the mean score of a trick on an item, 0 to 1."""
    raws = (msgspec.json.encode(answer(item, rank(item))) for _ in range(draws))
    return float(sum(item.score(item.decode(raw)) for raw in raws)) / draws


def asked(paths: Sequence[Path]) -> list[Any]:
    """Return the items of notebooks."""
    return [item for path in paths for item in notebooks.items(notebooks.read(path))]


def mean(values: Sequence[float]) -> float:
    """Return the mean of one value or more."""
    return sum(values) / len(values)


def main() -> None:
    """Say what each trick earns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    args = parser.parse_args()
    random.seed(1)
    every = [
        path for folder in ("notebooks", "solutions") for path in (COURSE / folder).glob("*.ipynb")
    ]
    found = asked(args.notebooks or sorted(every))
    items = [item for item in found if item.type in TYPES]
    chance = mean([item.chance() for item in items])
    print(f"{len(items)} items; chance earns {chance:.3f}")
    for name, (rank, draws) in TRICKS.items():
        got = mean([earned(item, rank, draws) for item in items])
        print(f"{name:16} {got:.3f}  {got / chance:.2f} of chance")
    most, count = ceiling(found)
    print(f"{'ceiling':16} {most:.3f}  of {count} items with options; {LIMIT:.2f} is the limit")


if __name__ == "__main__":
    main()
