"""The figures of a report: pure, from what was given to what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope.certainty import CLOSE, SURE
from withinscope.grading import analysis
from withinscope.grading.analysis import FEWEST, Groups, Interval
from withinscope.grading.report.given import Given, by_person, together
from withinscope.grading.report.lengths import Length, lengths
from withinscope.grading.report.options import Options, options
from withinscope.types import Item

WEAK = 0.2
"""A corrected item-total correlation, or a D, below this is weak (Ebel & Frisbie 1991)."""
EASY = 0.95
MANY_SURE = 5


class Line(Struct, frozen=True):
    """How a cohort does on an outcome, a dimension or an exercise.

    `right` of `people` earn as much there as counts as right; `mean` is None where they are few.
    """

    id: str
    text: str
    people: int
    right: int
    mean: Interval | None


class ItemFigures(Struct, frozen=True):
    """What an item's answers say of it; figures are None where people are too few or all alike."""

    number: int
    id: str
    stem: str
    people: int
    right: int
    mean: Interval | None
    chance: float | None
    beyond: float | None
    total: float | None
    groups: Groups | None
    flags: tuple[str, ...]
    options: Options
    length: Length | None = None


class ExerciseFigures(Struct, frozen=True):
    """What an exercise's answers say of it, its items in their order.

    `alpha` is over the `common` items, on which at least half of the people have a score: what
    still awaits marking would otherwise leave nobody with a score on all.
    """

    id: str
    title: str
    line: Line
    alpha: Interval | None
    common: int
    items: tuple[ItemFigures, ...]

    @property
    def timed(self) -> bool:
        """Whether it shows of any item how long it took."""
        return any(item.length for item in self.items)


class Sureness(Struct, frozen=True):
    """How many answers were given with a certainty, 1 to 3, and how many of them were right."""

    level: int
    right: int
    answers: int

    @property
    def share(self) -> float | None:
        """The share that was right; None where they are few."""
        return self.right / self.answers if self.answers >= FEWEST else None


def line(name: str, text: str, answers: Iterable[Given]) -> Line:
    """Return how people do on these answers, each person counted once."""
    shares = [together(theirs) for theirs in by_person(answers).values()]
    right = sum(share >= CLOSE for share in shares)
    return Line(name, text, len(shares), right, analysis.mean(shares))


def sureness(answers: Iterable[Given]) -> tuple[Sureness, ...]:
    """Count answers by how sure somebody was, from sure to guess, levels without any left out."""
    every = [one for one in answers if one.sure]
    found = ([one for one in every if one.sure == level] for level in (3, 2, 1))
    return tuple(
        Sureness(theirs[0].sure or 0, sum(one.right for one in theirs), len(theirs))
        for theirs in found
        if theirs
    )


def exercise(
    name: str,
    title: str,
    answers: Sequence[Given],
    items: Mapping[int, Item],
    order: Sequence[str],
    times: Mapping[int, Sequence[int]] = {},
) -> ExerciseFigures:
    """Return the figures of an exercise, its items in their order; `times` are the seconds that
    each item took.
    """
    place = {item: at for at, item in enumerate(order)}
    numbers = sorted({one.item for one in answers}, key=lambda n: (place.get(items[n].id, 0), n))
    people = by_person(answers)
    scored = Counter(one.item for one in answers)
    long = lengths({number: times[number] for number in numbers if number in times}, items)
    common = [number for number in numbers if 2 * scored[number] >= len(people)]
    return ExerciseFigures(
        name,
        title,
        line(name, title, answers),
        analysis.alpha(_whole(people.values(), common)),
        len(common),
        tuple(
            _item(
                at,
                items[number],
                [one for one in answers if one.item == number],
                people,
                long.get(number),
            )
            for at, number in enumerate(numbers, 1)
        ),
    )


def _whole(people: Iterable[Sequence[Given]], numbers: Sequence[int]) -> list[list[float]]:
    """Return points by item, of those who have a score on each of the items."""
    found = ({one.item: one.share * one.points for one in theirs} for theirs in people)
    whole = (row for row in found if row.keys() >= set(numbers))
    return [[row[number] for number in numbers] for row in whole]


def _item(
    at: int,
    item: Item,
    answers: Sequence[Given],
    people: Mapping[tuple[int, str], list[Given]],
    length: Length | None,
) -> ItemFigures:
    shares = [one.share for one in answers]
    mean, chance = analysis.mean(shares), item.chance()
    rests = [
        (one.share, together(rest))
        for one in answers
        if (rest := [other for other in people[one.person] if other.item != one.item])
    ]
    own, others = [share for share, _ in rests], [rest for _, rest in rests]
    total, groups = analysis.correlation(own, others), analysis.upper_lower(own, others)
    return ItemFigures(
        at,
        item.id,
        item.stem,
        len(answers),
        sum(one.right for one in answers),
        mean,
        chance,
        None if mean is None or chance is None else analysis.beyond_chance(mean.value, chance),
        total,
        groups,
        (*_flags(mean, chance, total, answers), *([length.flag] if length and length.flag else ())),
        options(item, answers, people),
        length,
    )


def _flags(
    mean: Interval | None, chance: float | None, total: float | None, answers: Sequence[Given]
) -> Iterator[str]:
    """Say in words what to look at in an item."""
    if mean is not None and chance is not None and mean.low <= chance:
        yield "Not clearly better than guessing: read the stem and the key again."
    easy = mean is not None and mean.value >= EASY
    if easy:
        yield "Nearly all have it right, so it tells nobody apart. That may be meant."
    if total is not None and total < 0:
        yield "Who does well elsewhere does worse here: look at the key and the wording first."
    elif total is not None and total < WEAK and not easy:
        yield "Goes little with the other items: it may be unclear, or ask for something else."
    sure = [one for one in answers if one.sure == SURE]
    wrong = sum(one.sure_and_not_right for one in sure)
    if len(sure) >= MANY_SURE and wrong * 2 > len(sure):
        yield f"{wrong} of {len(sure)} who were sure were not right: a belief may stand behind it."
