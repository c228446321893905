"""What the gradebook says, as rows: the same whatever file they become."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Cell(Struct, frozen=True):
    """What an item of a hand-in came to; `points` only where they are a value."""

    state: str
    points: float | None = None


class Row(Struct, frozen=True):
    """What a person came to in an exercise.

    `cells` has the place of each of the sheet's items, None where the hand-in has no such item.
    """

    trainee: str
    exercise: str
    state: str
    score: float | None = None
    max_score: float | None = None
    competent: str = ""
    reason: str = ""
    cells: tuple[Cell | None, ...] = ()


class Sheet(Struct, frozen=True):
    """All of it: the ids of the items, in order, and the rows, which can be gone through once."""

    items: tuple[str, ...]
    rows: Iterable[Row]


class Standing(Struct, frozen=True):
    """What a person came to in one exercise, and what they are known by.

    `names`, `emails` as any source writes them; `places` are where their files stood, the
    platform's folders in them. `score` is None unless graded; `why_not` says why it then is not.
    `unclear` is whoever may be two people, by two workbooks under one name.
    """

    person: int
    name: str
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    score: float | None = None
    max_score: float | None = None
    why_not: str = ""
    unclear: bool = False
