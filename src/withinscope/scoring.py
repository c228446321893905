"""Points, totals, competence: from what was answered to what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Literal

from msgspec import Struct

from withinscope.types import BadResponse, Item

State = Literal["graded", "needs marking", "unanswered", "not gradable", "taken out"]
ORDER: tuple[State, ...] = ("taken out", "unanswered", "graded", "needs marking", "not gradable")
"""States from best to worst: a row's state is the worst of its items'."""
NOTHING = frozenset({"taken out", "unanswered"})
"""States of items that leave a row as if they were not there: it is graded without them."""


class ItemResult(Struct, frozen=True):
    """What one item came to.

    `points` is what was earned (score times the item's points), None unless graded; `reason`
    says why it is not gradable; `failed` is True if what is critical was failed, None if unknown.
    A withdrawn item is graded with all its points, or `taken out`; it keeps the reason why it
    would else not be gradable, and fails nobody.
    """

    item: str
    state: State
    points: float | None = None
    reason: str = ""
    failed: bool | None = False


class ExerciseResult(Struct, frozen=True):
    """What a whole exercise came to.

    `score` and `max_score` are points, without items that were taken out; `score` is None unless
    graded. `competent` is yes, not yet, or empty where nothing is critical or something still
    awaits its grade; what was withdrawn decides nothing.
    """

    state: State
    score: float | None
    max_score: float
    competent: Literal["yes", "not yet", ""]
    reason: str
    items: tuple[ItemResult, ...]


def score(item: Item, response: object) -> float | None:
    """Return the score of a response, 0 to 1; None where a person marks it."""
    return item.score(response)


def grade_item(item: Item, raw: bytes | None, marks: Mapping[str, int] | None = None) -> ItemResult:
    """Grade one response, given as JSON (None: unanswered); `marks` are a person's, if any.

    An item that was withdrawn comes to the same whatever was answered.
    """
    if raw is None:
        return unanswered(item)
    try:
        response = item.decode(raw)
    except BadResponse as bad:
        return not_gradable(item, str(bad))
    return grade_response(item, response, marks)


def grade_response(
    item: Item, response: object, marks: Mapping[str, int] | None = None
) -> ItemResult:
    """Grade one response that was read; `marks` are a person's, if any."""
    if item.blank(response):
        return unanswered(item)
    earned = item.score(response)
    if item.by_person and marks is not None:
        earned = item.marked(marks)
    if earned is None:
        return _result(item, "needs marking")
    return _result(item, "graded", earned, fails=item.fails(response))


def unanswered(item: Item) -> ItemResult:
    """Return the result of an item that nobody answered."""
    return _result(item, "unanswered")


def not_gradable(item: Item, reason: str) -> ItemResult:
    """Return the result of an item that can't be graded, and why. Never a zero.

    One that was withdrawn needs no grading, so it holds nobody's score up.
    """
    return _result(item, "not gradable", reason=reason)


def _result(
    item: Item, state: State, earned: float | None = None, reason: str = "", fails: bool = False
) -> ItemResult:
    if item.withdrawn == "taken out":
        return ItemResult(item.id, "taken out", reason=reason)
    if item.withdrawn == "all get it":
        return ItemResult(item.id, "graded", item.points, reason)
    points = None if earned is None else earned * item.points
    return ItemResult(item.id, state, points, reason, failed(item, state, earned, fails))


def failed(item: Item, state: str, earned: float | None, fails: bool) -> bool | None:
    """Tell whether what is critical was failed, None where nobody can tell yet.

    A critical item is failed below half its points or when unanswered, and any item whose
    response misses what is critical in it (`fails`). `earned` is the share of its points.
    """
    if not item.decides or state == "unanswered":
        return item.decides
    return None if earned is None else fails or (item.critical and earned < 0.5)


def total(items: Iterable[Item], results: Mapping[str, ItemResult]) -> ExerciseResult:
    """Add up an exercise. `results` are by item id; every item of the exercise has one.

    The sums are exact before they are rounded, so the order of the items never shows in them.
    """
    asked = tuple(items)
    ordered = tuple(results[item.id] for item in asked)
    state: State = max((r.state for r in ordered), key=ORDER.index, default="graded")
    if state in NOTHING:
        state = "graded"
    graded = state == "graded"
    return ExerciseResult(
        state,
        fsum(r.points or 0 for r in ordered) if graded else None,
        fsum(i.points for i, r in zip(asked, ordered, strict=True) if r.state != "taken out"),
        _competent(asked, ordered) if graded else "",
        _reasons(ordered),
        ordered,
    )


def _reasons(results: tuple[ItemResult, ...]) -> str:
    """Say why items are not gradable, those with one reason together."""
    items: dict[str, list[str]] = {}
    for result in results:
        if result.state == "not gradable":
            items.setdefault(result.reason, []).append(result.item)
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in items.items())


def _competent(
    items: tuple[Item, ...], results: tuple[ItemResult, ...]
) -> Literal["yes", "not yet", ""]:
    if not any(item.decides and item.withdrawn is None for item in items):
        return ""
    return "not yet" if any(result.failed for result in results) else "yes"
