"""What a cohort answered, as a flat list of shares: what every figure of the report is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from withinscope.certainty import CLOSE, SURE
from withinscope.grading.book.queries import Answered, Grade
from withinscope.types import Item

HALF = 0.5
"""The share of the points below which somebody may need a talk."""
Person = tuple[int, str]
"""A person's number and workbook: two workbooks of one name may be two people."""


class Given(Struct, frozen=True):
    """An answer that is scored: whose, to which item (its number), the share of its points.

    `share` is 0 to 1, and 0 where nothing was answered; `sure` is 1 to 3, where it was asked for.
    `response` is JSON, None where nothing was answered and where a person marked what was written.
    """

    person: Person
    exercise: str
    item: int
    share: float
    points: float
    sure: int | None
    response: str | None

    @property
    def right(self) -> bool:
        """Whether it counts as right, as everywhere in the course."""
        return self.share >= CLOSE

    @property
    def sure_and_not_right(self) -> bool:
        """Whether somebody was sure of what is not right."""
        return self.sure == SURE and not self.right


def given(grades: Iterable[Grade], items: Mapping[int, Item]) -> Iterator[Given]:
    """Yield what is scored; what awaits marking or is not gradable is no score, and no zero.

    Answers to what is not among the items, or was withdrawn from them, are left out.
    """
    once: dict[str, str] = {}  # many answers are the same, letter for letter
    for grade in grades:
        person = (grade.person, grade.workbook)
        for answer in grade.answers:
            item = items.get(answer.item)
            share = None if item is None else _share(answer, item)
            if item is None or item.withdrawn or share is None:
                continue
            response = None if item.by_person else answer.response
            response = once.setdefault(response, response) if response else None
            one = (person, grade.exercise, answer.item, share, item.points, answer.confidence)
            yield Given(*one, response if answer.state == "graded" else None)


def _share(answer: Answered, item: Item) -> float | None:
    if answer.state == "unanswered":
        return 0.0
    return None if answer.points is None else answer.points / item.points


def by_person(answers: Iterable[Given]) -> dict[Person, list[Given]]:
    """Group answers by whose they are, in their order."""
    found: dict[Person, list[Given]] = defaultdict(list)
    for one in answers:
        found[one.person].append(one)
    return found


def by_exercise(answers: Iterable[Given]) -> dict[str, list[Given]]:
    """Group answers by the exercise, in their order."""
    found: dict[str, list[Given]] = defaultdict(list)
    for one in answers:
        found[one.exercise].append(one)
    return found


def together(answers: Iterable[Given]) -> float:
    """Return the share of all their points that answers earn, 0 to 1; there must be one."""
    every = list(answers)
    return sum(one.share * one.points for one in every) / sum(one.points for one in every)
