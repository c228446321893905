"""`withinscope mark --second`, `--agreement`, `--decide`: two markers, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from withinscope.grading import agreement, text
from withinscope.grading.agreement import Agreement, Line, Pair
from withinscope.grading.analysis import FEWEST, Interval
from withinscope.grading.book import marked, marks
from withinscope.grading.marking import Mark, Work
from withinscope.grading.marksheet import form
from withinscope.types import Item

# Above 0.60 is "substantial" in the words of Landis & Koch (1977), which most go by.
READ_IT = (
    "Kappa: quadratic weighted, with its 95 % interval. 1 is full agreement, 0 what chance alone "
    "would give; below about 0.6, talk about the criterion before you mark on."
)
_FEW = f"fewer than {FEWEST}"
_ALIKE = "one gave one level only"


class Queue(Struct, frozen=True):
    """What a second marker has to do: which answers, and how far those that were chosen are.

    Of `chosen`, `done` have two marks, `waiting` none yet, and `own` a first one by this marker.
    """

    works: tuple[Work, ...]
    chosen: int
    done: int
    waiting: int
    own: int

    def told(self) -> Iterator[str]:
        """Yield what to say of it."""
        yield f"{self.done} of {self.chosen} answers that were chosen have two marks."
        if self.waiting:
            yield f"{self.waiting} of them still lack the first."
        if self.own:
            yield f"{self.own} of them you marked first yourself: another has to mark them again."


def queue(connection: Connection, part: float, marker: str, *, again: bool) -> Queue:
    """What is a second marker to mark, or with `again` to look at again?"""
    rubrics, history = marks.rubrics(connection), marked.history(connection)
    every = [*marks.to_mark(connection), *marks.to_mark(connection, again=True)]
    given = {work: (history.get(marked.answer(work), ()), rubrics[work.item]) for work in every}
    first = {work: agreement.first_mark(*of) for work, of in given.items()}
    second = {work: agreement.second_mark(*of) for work, of in given.items()}
    chosen = agreement.chosen(every, part, lambda work: second[work] is not None)
    left = [work for work in chosen if second[work] is None]
    waiting = [work for work in left if first[work] is None]
    own = [work for work in left if _is_by(first[work], marker)]
    others = {*waiting, *own}
    todo = [work for work in left if work not in others]
    if again:
        todo = [work for work in chosen if _is_by(second[work], marker)]
    return Queue(tuple(todo), len(chosen), len(chosen) - len(left), len(waiting), len(own))


def _is_by(mark: Mark | None, marker: str) -> bool:
    return mark is not None and agreement.same_marker(mark, marker)


def pairs(connection: Connection) -> tuple[Pair, ...]:
    """Which answers that count have the marks of two people? In an order by item."""
    rubrics, history = marks.rubrics(connection), marked.history(connection)
    counting = (work for work, counts in marked.every_answer(connection).items() if counts)
    found = (
        agreement.pair(work, rubrics[work.item], history.get(marked.answer(work), ()))
        for work in counting
        if work.item in rubrics
    )
    return tuple(sorted(filter(None, found), key=lambda one: (one.work.item, one.work.text)))


def shown(connection: Connection, found: Sequence[Pair]) -> Iterator[Table | str]:
    """Yield how far two markers agree, then where they do not and nobody has decided."""
    rubrics = marks.rubrics(connection)
    for one in agreement.agreement(found, rubrics):
        yield _agreement(one)
    yield READ_IT
    apart = [one for one in found if one.apart]
    if apart:
        yield _apart(rubrics, apart)
    left = sum(one.open for one in apart)
    told = f"Of {len(found)} answers that two people marked, marks differ in {len(apart)}"
    yield f"{told}; still to decide: {left}."


def _agreement(one: Agreement) -> Table:
    title = f"How far two markers agree: {one.item}"
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("Criterion", overflow="fold")
    for head in ("Answers", "Same", "One apart", "Kappa"):
        table.add_column(head, justify="right")
    for line in one.lines:
        table.add_row(Text(line.what), f"{line.n}", f"{line.same}", f"{line.next_to}", kappa(line))
    return table


def kappa(line: Line) -> str:
    """Write a kappa with its interval, or why there is none."""
    if line.kappa is None:
        return _FEW if line.n < FEWEST else _ALIKE
    value, low, high = (f"{one + 0.0:.2f}" for one in _rounded(line.kappa))
    # Where all agree nothing varies, and an interval of no width would be no certainty.
    return value if low == high else f"{value} ({low} to {high})"


def _rounded(kappa: Interval) -> tuple[float, float, float]:
    return round(kappa.value, 2), round(kappa.low, 2), round(kappa.high, 2)


def _apart(rubrics: Mapping[int, Item], pairs: Sequence[Pair]) -> Table:
    table = Table(title="Marks that differ", title_justify="left", title_style="bold")
    for head in ("Answer", "Item", "Criterion", "First", "Second", "Decided"):
        table.add_column(head, overflow="fold")
    for pair in pairs:
        criteria = {one.id: one.criterion for one in rubrics[pair.work.item].rubric}
        for name in pair.apart:
            given = (pair.first, pair.second, pair.decided)
            levels = (f"{mark.levels[name]}, {mark.marker}" if mark else "" for mark in given)
            row = (form.key(pair.work), pair.work.name, criteria[name], *levels)
            table.add_row(*(Text(text.one_line(cell)) for cell in row))
    return table
