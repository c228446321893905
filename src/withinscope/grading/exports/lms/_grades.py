"""Scores as a platform's grades: scaled, written its way, and who has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from withinscope.grading import text
from withinscope.grading.exports.lms import Left
from withinscope.grading.sheet import Standing

ABSENT = "in no row of this file"
NONE = "-"


def grade(person: Standing, maximum: float | None) -> float | None:
    """Return a score as a grade of a platform whose maximum is another; None unless graded."""
    if person.score is None or not person.max_score:
        return None
    return person.score if maximum is None else person.score / person.max_score * maximum


def written(value: float, sign: str = ".") -> str:
    """Write a grade with two digits and the platform's decimal sign."""
    return f"{value:.2f}".replace(".", sign)


def value(cell: str) -> float | None:
    """Read a grade with either decimal sign; None where there is none, or one without an end."""
    try:
        read = float(cell.strip().replace(",", "."))
    except ValueError:
        return None
    return read if isfinite(read) else None


def same(cell: str, new: str) -> bool:
    """Tell whether two grades are the same, however they are written."""
    return value(cell) is not None and value(cell) == value(new)


def absent(people: Iterable[Standing]) -> Iterator[Left]:
    """Yield those with a score whom the platform's file does not have."""
    for person in people:
        if person.score is not None:
            yield Left(person.name, ABSENT)


def told(people: Sequence[Standing], maximum: float | None) -> Iterator[str]:
    """Say how scores become grades, where that is not as they are, and what being late took off."""
    yield from _scaled(people, maximum)
    if late := [f"{one.name} ({one.charged})" for one in people if one.charged]:
        yield f"These grades are less what being late costs: {text.one_line('; '.join(late))}."


def _scaled(people: Iterable[Standing], maximum: float | None) -> Iterator[str]:
    highest = sorted({one.max_score for one in people if one.max_score and one.score is not None})
    if maximum is None or highest in ([], [maximum]):
        return
    of = " or ".join(map(text.number, highest))
    yield f"Each score of {of} points is scaled to the platform's {text.number(maximum)}."
