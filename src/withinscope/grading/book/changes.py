"""What changed for somebody: from which score to which, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from withinscope.grading import text


class Result(Struct, frozen=True):
    """What a row of grades.csv came to; `score` and `max_score` are points."""

    state: str
    score: float | None
    max_score: float | None
    competent: str


class Change(Struct, frozen=True):
    """A row of grades.csv that came out otherwise than before, and why."""

    person: int
    trainee: str
    exercise: str
    workbook: str
    before: Result
    after: Result
    why: str

    @property
    def difference(self) -> float | None:
        """How many points were won, or lost, where there is a score before and after."""
        before, after = self.before.score, self.after.score
        return None if before is None or after is None else after - before

    def told(self, capstones: Collection[str]) -> tuple[str, str]:
        """What it was and what it is, in words; what is alike in both is left out.

        Of `capstones`, exercises that are told outcome by outcome, there is no word on the whole.
        """
        before, after = self.before, self.after
        apart = before.max_score != after.max_score and None not in (
            before.max_score,
            after.max_score,
        )
        judged = before.competent != after.competent
        words = _CRITICAL if self.exercise in capstones else _COMPETENT
        judged_as = words if judged else {}
        first, second = (_told(one, apart, judged_as) for one in (before, after))
        return first, second


Rows = Mapping[tuple[int, str, str, str], Result]
"""What rows came to, by (person, name, exercise, workbook)."""


def between(before: Rows, now: Rows, why: str) -> list[Change]:
    """Return what changed in rows that stood there before, and stand there now."""
    return [
        Change(*of, result, now[of], why)
        for of, result in before.items()
        if of in now and now[of] != result
    ]


GONE = Result("not handed in", None, None, "")
"""What a row is that is there no more."""


def gone(before: Rows, now: Rows, why: str) -> Iterator[Change]:
    """Yield the rows that are there no more."""
    left = {(person, exercise, result) for (person, _, exercise, _), result in now.items()}
    for (person, name, exercise, workbook), result in before.items():
        known = (person, name, exercise, workbook) in now
        # Where one of two workbooks went, the other's row names none any more, and is as it was.
        if not known and (person, exercise, result) not in left:
            yield Change(person, name, exercise, workbook, result, GONE, why)


_COMPETENT = {"yes": "competent: yes", "not yet": "competent: not yet"}
_CRITICAL = {"yes": "nothing critical missed", "not yet": "something critical missed"}


def _told(one: Result, of: bool, judged: Mapping[str, str]) -> str:
    highest = f" of {text.number(one.max_score)}" if of else ""
    if one.state != "graded":
        return f"{one.state},{highest}" if of else one.state
    score = text.number(one.score) + highest
    return ", ".join(filter(None, (score, judged.get(one.competent))))
