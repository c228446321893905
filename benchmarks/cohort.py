"""A made-up cohort: hand-ins of an exercise as the course writes them, each answered its own way."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from withinscope import notebooks, types

PHRASES = (
    "With me she can look at what she does now and what she would like to do instead.",
    "I do not treat, and I would say so in the first ten minutes.",
    "“What would help this week?” is where I would start — and what would not.",
    "If old pain comes up, I stay with her and ask whether her therapist knows.",
    "Her goal is hers; I keep it in view when the week gets loud.",
)


def files(exercise: Path, number: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, notebook) for `number` hand-ins, the same for the same seed."""
    original = notebooks.load_dict(exercise)
    asked = notebooks.released_items(notebooks.read(exercise))
    for person in range(number):
        rng = random.Random(seed * 1_000_003 + person)
        trainee = f"Trainee {person:05d}"
        at = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(minutes=person)
        made = notebooks.handed_in(
            _opened(original, rng), _records(asked, rng, original, at), trainee, at.isoformat()
        )
        name = f"{notebooks.read(exercise).id}_{trainee}_{at:%Y%m%dT%H%M%S%fZ}.ipynb"
        yield name, written(made)


def written(notebook: dict[str, Any]) -> bytes:
    """Return a notebook as nbformat writes it, without the second that importing it takes."""
    for cell in notebook["cells"]:
        cell["source"] = _lines(cell["source"])
        for output in cell.get("outputs", ()):
            output["data"]["text/plain"] = _lines(output["data"]["text/plain"])
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def write(folder: Path, exercise: Path, number: int, seed: int = 0) -> None:
    """Write a cohort's hand-ins into a folder, a thousand to a folder below it."""
    for index, (name, data) in enumerate(files(exercise, number, seed)):
        below = folder / f"group-{index // 1000:02d}"
        below.mkdir(parents=True, exist_ok=True)
        (below / name).write_bytes(data)


def _lines(text: str | list[str]) -> list[str]:
    return text if isinstance(text, list) else text.splitlines(keepends=True)


def _opened(original: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a working copy, with a workbook of its own."""
    copy: dict[str, Any] = json.loads(json.dumps(original))
    copy["metadata"]["withinscope"]["workbook"] = f"{rng.getrandbits(128):032x}"
    return copy


def _records(
    asked: tuple[types.Released, ...], rng: random.Random, original: dict[str, Any], at: datetime
) -> dict[str, notebooks.Record]:
    about = original["metadata"]["withinscope"]
    return {
        item.id: notebooks.Record(
            schema=1,
            exercise=about["id"],
            item=item.id,
            revision=item.revision,
            response=msgspec.Raw(json.dumps(RESPONSES[item.type](item, rng)).encode()),
            workbook=f"{rng.getrandbits(128):032x}",
            confidence=rng.choice((1, 2, 3)) if item.confidence else None,
            answered_at=(at - timedelta(minutes=rng.randrange(5, 90))).isoformat(),
            attempt=1,
        )
        for item in asked
        if rng.random() > 0.02
    }


def _ids(choices: Any) -> list[str]:
    return [choice.id for choice in choices]


def _best_worst(item: Any, rng: random.Random) -> dict[str, str]:
    best, worst = rng.sample(_ids(item.options), 2)
    return {"best": best, "worst": worst}


RESPONSES: dict[str, Callable[[Any, random.Random], dict[str, Any]]] = {
    "single": lambda item, rng: {"choice": rng.choice(_ids(item.options))},
    "multiple": lambda item, rng: {
        "choices": [name for name in _ids(item.options) if rng.random() < 0.5]
    },
    "best-worst": _best_worst,
    "sort": lambda item, rng: {
        "placed": {name: rng.choice(_ids(item.bins)) for name in _ids(item.statements)}
    },
    "free": lambda item, rng: {
        "text": " ".join(rng.choice(PHRASES) for _ in range(rng.randrange(3, 9)))
    },
}
"""A legal answer at random, by the item's type."""
