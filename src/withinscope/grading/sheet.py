"""What the gradebook says, as rows: the same whatever file they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from withinscope.grading.outcomes import Reached


class Cell(Struct, frozen=True):
    """What an item of a hand-in came to; `points` only where they are a value."""

    state: str
    points: float | None = None


class Row(Struct, frozen=True):
    """What a person came to in an exercise.

    `cells` has the place of each of the sheet's items, None where the hand-in has no such item;
    `outcomes` that of each of its outcomes, None in all but a capstone, which has no `competent`.
    `person` is the gradebook's number, 0 where it does not show which of several of a name it is;
    `moment` when it was handed in, in seconds since 1970, and `due` when it was to be. `score` is
    what counts; `earned` what it was before points were taken off for `late` days begun.
    """

    trainee: str
    exercise: str
    state: str
    score: float | None = None
    max_score: float | None = None
    competent: str = ""
    reason: str = ""
    cells: tuple[Cell | None, ...] = ()
    outcomes: tuple[Reached | None, ...] = ()
    person: int = 0
    moment: float | None = None
    due: float | None = None
    earned: float | None = None
    late: int | None = None

    @property
    def off(self) -> float | None:
        """The points that being late took off, None where there is no score."""
        return None if self.score is None or self.earned is None else self.earned - self.score

    @property
    def overdue(self) -> float | None:
        """Seconds between when it was due and when it was handed in, if both are known, or 0."""
        return max(0.0, self.moment - self.due) if self.moment and self.due is not None else None


class Known(Struct, frozen=True):
    """What a roster says of somebody, as far as it does."""

    first: str = ""
    last: str = ""
    email: str = ""
    number: str = ""


class Sheet(Struct, frozen=True):
    """All of it: the ids of the items, in order, and the rows, which can be gone through once.

    `known` is by the gradebook's number of a person. `outcomes` are the ids of those that a
    capstone tells, in order; without one there are none. `dated` says that anything has a due date.
    """

    items: tuple[str, ...]
    rows: Iterable[Row]
    known: Mapping[int, Known] = {}
    outcomes: tuple[str, ...] = ()
    dated: bool = False

    def of(self, row: Row) -> Known:
        """Return what a roster says of a row's person."""
        return self.known.get(row.person, Known())

    def one_each(self) -> Iterator[Row]:
        """Yield one row a person and exercise: of two, which may be two people's, no score."""
        for _, same in groupby(self.rows, lambda row: (row.exercise, row.person, row.trainee)):
            first, *more = same
            blank = {"score": None, "moment": None, "earned": None, "late": None}
            yield replace(first, **blank) if more and first.person else first
            if not first.person:
                yield from more


class Standing(Struct, frozen=True):
    """What a person came to in one exercise, and what they are known by.

    `names`, `emails` as any source writes them; `places` are where their files stood, the
    platform's folders in them. `score` is None unless graded; `why_not` says why it then is not.
    `unclear` is whoever may be two people, by two workbooks under one name. `charged` says what
    being late took off the score, and of how many points.
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
    charged: str = ""
