"""What somebody came to in a capstone, outcome by outcome: pure, from answers to verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol, get_args

from msgspec import Struct

from withinscope import course, scoring
from withinscope.problems import Mistake
from withinscope.types import Item

Verdict = Literal["not yet", "not answered", "not gradable", "needs marking", ""]
"""What is said of an outcome, the first that holds; nothing where only points are told."""
_SCORED = ("graded", "unanswered")
_ORDER: tuple[Verdict, ...] = get_args(Verdict)


class Answered(Protocol):
    """An answer as a gradebook has it: of an item by its number, the response as JSON."""

    @property
    def item(self) -> int:
        """The item's number."""

    @property
    def state(self) -> str:
        """As it is graded."""

    @property
    def points(self) -> float | None:
        """None unless graded."""

    @property
    def response(self) -> str | None:
        """None where nothing was answered."""


class Asked(Struct, frozen=True):
    """An item as a hand-in answers it: its state and points as graded, the response as JSON."""

    item: Item
    state: str
    points: float | None
    response: str | None


class Reached(Struct, frozen=True):
    """What somebody came to in an outcome: `points` of the `highest`, as far as it is scored.

    `waiting` is how many answers have no score yet. `verdict` is `not yet` where a critical item
    of the outcome was failed, and `not answered` where one was left out, which tells nothing of
    what somebody can do; while one waits or can't be graded, it is that. Else there is none: points
    are told, and no mark to pass. `items` are the ids of those from which the verdict comes.
    """

    id: str
    points: float
    highest: float
    waiting: int = 0
    verdict: Verdict = ""
    items: tuple[str, ...] = ()


class Capstones(Struct, frozen=True):
    """The exercises that are told outcome by outcome, and the outcomes in the syllabus's order."""

    exercises: frozenset[str] = frozenset()
    outcomes: tuple[str, ...] = ()


def capstones(home: Path) -> Capstones:
    """Return the capstones of the course in a folder; a slip in its syllabus leaves none."""
    try:
        known = course.read(home)
    except Mistake:
        return Capstones()
    return Capstones(known.capstones, tuple(one.id for one in known.outcomes))


def asked(answers: Iterable[Answered], items: Mapping[int, Item]) -> list[Asked]:
    """Return answers with their items; those of no item that is there are left out."""
    return [
        Asked(items[one.item], one.state, one.points, one.response)
        for one in answers
        if one.item in items
    ]


def by_outcome(outcomes: Iterable[str], answers: Sequence[Asked]) -> tuple[Reached, ...]:
    """Return what answers came to in each outcome that any of them is about, in order.

    What was withdrawn counts for nothing here.
    """
    count = [one for one in answers if one.item.withdrawn is None]
    found = ((name, [one for one in count if name in one.item.outcome]) for name in outcomes)
    return tuple(_reached(name, theirs) for name, theirs in found if theirs)


def _reached(name: str, answers: Sequence[Asked]) -> Reached:
    scored = [one for one in answers if one.state in _SCORED]
    decided = [(_verdict(one), one.item.id) for one in answers if one.item.decides]
    verdict: Verdict = next((one for one in _ORDER if one in dict(decided)), "")
    return Reached(
        name,
        sum(one.points or 0 for one in scored),
        sum(one.item.points for one in scored),
        len(answers) - len(scored),
        verdict,
        tuple(item for said, item in decided if verdict and said == verdict),
    )


def _verdict(one: Asked) -> Verdict:
    """Return what an item with something critical in it says of its outcomes."""
    if one.state == "unanswered":
        return "not answered"
    if one.points is None:
        return "needs marking" if one.state == "needs marking" else "not gradable"
    fails = one.response is not None and one.item.fails(one.item.decode(one.response.encode()))
    failed = scoring.failed(one.item, one.state, one.points / one.item.points, fails)
    return "not yet" if failed else ""
