"""What a marker's desk shows, as JSON: the answer, its rubric, and never whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from withinscope.grading import text
from withinscope.grading.agreement import Pair
from withinscope.grading.marking import Mark
from withinscope.grading.workbench import calibrated
from withinscope.grading.workbench.desk import Desk, points
from withinscope.types import Item


def shown(desk: Desk) -> dict[str, Any]:
    """Return what stands on the desk. A stranger's text in it is text, fit to be shown."""
    common = {
        "stage": desk.stage,
        "at": desk.at,
        "of": len(desk.works),
        "said": desk.said,
        "undo": desk.can_undo,
        "questions": _questions(desk),
        "calibrates": bool(desk.samples),
    }
    if desk.stage == "over":
        parts = [msgspec.to_builtins(one) for one in calibrated.of_all(desk)]
        left = next((work.item for at, work in enumerate(desk.works) if at not in desk.marked), 0)
        return common | {"left": left, "parts": parts}
    return common | _answer(desk)


def _answer(desk: Desk) -> dict[str, Any]:
    item, work = desk.item, desk.work
    form = desk.form
    shown = calibrated.of_sample(desk) if desk.samples else ()
    # Where samples are marked they are no examples: each says what the expert gives.
    samples = () if desk.samples else getattr(item, "samples", ())
    return {
        "item": work.item,
        "stem": text.block(item.stem),
        "answer": text.block(item.said(item.decode(work.response.encode()))),
        "mark": "" if desk.undecided or desk.samples else _marked(item, desk.latest),
        "between": _between(item, desk.pairs.get(work)),
        "theirs": _marked(item, desk.theirs),
        "criteria": [
            {
                "id": one.id,
                "criterion": one.criterion,
                "levels": list(one.levels),
                "level": form.levels.get(one.id),
                "comment": form.comments.get(one.id, ""),
                "bank": list(desk.bank.get(one.id, ())),
            }
            for one in item.rubric
        ],
        "samples": [
            {"text": sample.text, "levels": _levels(item, sample.marks), "why": sample.why or ""}
            for sample in samples
        ],
        "parts": [msgspec.to_builtins(one) for one in shown],
    }


def _between(item: Item, pair: Pair | None) -> list[list[Any]]:
    """Return the marks between which somebody decides: whose, and what each criterion has."""
    marks = (pair.first, pair.second) if pair else ()
    return [[mark.marker, _levels(item, mark.levels)] for mark in marks]


def _levels(item: Item, levels: Mapping[str, int]) -> list[list[str]]:
    """Return what an answer reached, as (criterion, level in words)."""
    return [[one.criterion, one.levels[levels[one.id]]] for one in item.rubric]


def _marked(item: Item, mark: Mark | None) -> str:
    """Say who marked an answer, when, and what it came to; nothing if nobody did."""
    if mark is None or not item.complete(mark.levels):
        return ""
    return f"Marked by {mark.marker} on {mark.at[:10]}: {points(item, mark.levels)}."


def _questions(desk: Desk) -> list[dict[str, Any]]:
    """Return each item in the queue: its number, its beginning, how many answers are marked."""
    found: dict[int, dict[str, Any]] = {}
    for at, work in enumerate(desk.works):
        one = found.setdefault(
            work.item, {"item": work.item, "name": work.name, "done": 0, "of": 0}
        )
        one["stem"] = text.one_line(desk.rubrics[work.item].stem)
        one["of"] += 1
        one["done"] += at in desk.marked
    return list(found.values())
