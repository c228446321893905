"""A made-up cohort: hand-ins as the course writes them, each answered its own way."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from withinscope import dialogue, notebooks, types

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # case tables tell how to answer


def files(exercise: Path, number: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, notebook) for `number` hand-ins, the same for the same seed."""
    asked = notebooks.released_items(notebooks.read(exercise))
    about = notebooks.load_dict(exercise)["metadata"]["withinscope"]
    template = _template(exercise, asked)
    for person in range(number):
        rng = random.Random(seed * 1_000_003 + person)
        trainee = f"Trainee {person:05d}"
        at = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(minutes=person)
        whose = {
            "workbook": f"{rng.getrandbits(128):032x}",
            "trainee": trainee,
            "handed_in_at": at.isoformat(),
        }
        filled = {ABOUT: about | whose}
        for item in asked:
            answered = rng.random() > 0.02
            record = _record(item, rng, about["id"], whose["workbook"], at) if answered else None
            data = notebooks.shown(record, item) if record else notebooks.place_of_record()
            filled[item.id] = data | {"text/plain": data["text/plain"].splitlines(keepends=True)}
        name = f"{about['id']}_{trainee}_{at:%Y%m%dT%H%M%S%fZ}.ipynb"
        yield name, _filled(template, filled).encode()


def write(folder: Path, exercise: Path, number: int, seed: int = 0) -> None:
    """Write a cohort's hand-ins into a folder, a thousand to a folder below it."""
    for index, (name, data) in enumerate(files(exercise, number, seed)):
        below = folder / f"group-{index // 1000:02d}"
        below.mkdir(parents=True, exist_ok=True)
        (below / name).write_bytes(data)


ABOUT = "about"
_HOLE = re.compile(r'^( *)(.*)"@@([^@"]+)@@"', re.MULTILINE)


def _template(exercise: Path, asked: tuple[types.Released, ...]) -> str:
    """Return the exercise as nbformat writes it, with a hole for each record."""
    notebook = json.loads(exercise.read_bytes())
    notebook["metadata"]["withinscope"] = f"@@{ABOUT}@@"
    ids = {item.id for item in asked}
    for cell in notebook["cells"]:
        item = re.search(r"^id: (.+)$", "".join(cell["source"]), re.MULTILINE)
        if item and item[1] in ids:
            cell["outputs"][1]["data"] = f"@@{item[1]}@@"
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _filled(template: str, filled: dict[str, Any]) -> str:
    def fill(hole: re.Match[str]) -> str:
        text = json.dumps(filled[hole[3]], indent=1, sort_keys=True, ensure_ascii=False)
        return hole[1] + hole[2] + text.replace("\n", f"\n{hole[1]}")

    return _HOLE.sub(fill, template)


def _record(
    item: types.Released, rng: random.Random, exercise: str, workbook: str, at: datetime
) -> notebooks.Record:
    return notebooks.Record(
        schema=1,
        exercise=exercise,
        item=item.id,
        revision=item.revision,
        response=msgspec.Raw(json.dumps(_table(item).drawn(item, rng)).encode()),
        workbook=workbook,
        confidence=rng.choice((1, 2, 3)) if item.confidence else None,
        answered_at=(at - timedelta(minutes=rng.randrange(5, 90))).isoformat(),
        attempt=1,
    )


def _table(item: types.Released) -> Any:
    """Return the case table of an item's type, which draws a legal answer by lot."""
    name = (types.names() | {dialogue.NAME: "dialogue"})[item.type]
    return import_module(f"core.cases.{name}")
