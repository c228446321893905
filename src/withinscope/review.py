"""What to practice next: which answers are due again, in which order, and how fresh.

An item is due on the day on which FSRS expects it to begin to fade; nothing here looks at a
clock. Days are those of the calendar where the trainee is, both between answers and for what is
due: FSRS itself counts whole spans of 24 hours, so that a habit at about the same hour, a minute
earlier each time, would be no day old at each answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from withinscope.catalog import Chapter
from withinscope.certainty import SURE, is_right
from withinscope.journal import Line, dates
from withinscope.types import Item

if TYPE_CHECKING:
    from fsrs import Scheduler

SITTING = timedelta(hours=4)
"""An answer given sooner than this after the one before tells that its feedback was read."""
AHEAD = timedelta(days=1)
"""An answer dated further ahead than this has no date: clocks err by hours, zones by a day."""
LONGEST = 365
"""Days after which everything comes back once more."""
WORDS_A_MINUTE = 220
"""How fast people read a page like ours (Brysbaert 2019 finds 238 for English non-fiction)."""

Answers = Mapping[str, Sequence[Line]]


class Trial(Struct, frozen=True):
    """An answer that tells what somebody knows; `confidence` 1 to 3, None if not asked."""

    at: datetime
    day: date
    right: bool
    confidence: int | None


class Card(Struct, frozen=True):
    """An item that was answered: the day on which it is due again and how its last trial went.

    `answered` is when it, or another item for it, was last answered at all, and `mended` whether
    that was right.
    """

    item: Item
    lesson: str
    due: date
    last: Trial
    answered: datetime
    mended: bool

    @property
    def is_first(self) -> bool:
        """Tell whether it goes before others: somebody was sure of it, and wrong."""
        return self.last.confidence == SURE and not self.last.right


class Task(Struct, frozen=True):
    """An item to ask, of a lesson; `due` is the id of the one that it is asked for."""

    item: Item
    lesson: str
    due: str


def cards(
    chapters: Sequence[Chapter], answers: Answers, zone: tzinfo | None = None
) -> tuple[Card, ...]:
    """Return a card for each item that was answered and can be practiced, in the course's order.

    `zone` says on which day an answer was given; None stands for where this computer is.
    """
    items = practicable(chapters)
    stood_in = _stand_ins(answers)
    scored: _Scored = {}
    found = []
    for item, lesson in items.values():
        lines = [*answers.get(item.id, ()), *stood_in.get(item.id, ())]
        given = _by_time((items[line.item][0], line) for line in lines if line.item in items)
        trials = _trials(given, scored, zone)
        if trials:
            at, asked, line = given[-1]
            mended = bool(_was_right(asked, line, scored))
            found.append(Card(item, lesson, _due(trials), trials[-1], at, mended))
    return tuple(found)


def practicable(chapters: Iterable[Chapter]) -> dict[str, tuple[Item, str]]:
    """Return the items of lessons that a review can ask, each with its lesson's id.

    Not what a person scores; not a conversation, which takes the time of a round.
    """
    return {
        item.id: (item, chapter.page.id)
        for chapter in chapters
        if chapter.page.role == "lesson"
        for item in chapter.items
        if item.practicable
    }


def is_due(card: Card, today: date) -> bool:
    """Tell whether a card is due today: what was sure and wrong is at once, until it is right.

    An answer of a day to come was dated by a wrong clock: nobody knows when it was, so it is due.
    """
    ahead = card.answered.date() - today > AHEAD
    return ahead or card.due <= today or (card.is_first and not card.mended)


def plan(
    chapters: Sequence[Chapter],
    answers: Answers,
    today: date,
    minutes: float,
    early: bool = False,
    zone: tzinfo | None = None,
) -> tuple[Task, ...]:
    """Choose a round of about so many minutes, at least one item if there is any to ask.

    Due items, first those that somebody was sure of and wrong, no dimension twice in a row where
    that can be; each as a fresh variant where there is one. `early` asks also what is not due,
    what was answered longest ago first.
    """
    known = cards(chapters, answers, zone)
    due = [card for card in known if is_due(card, today)]
    order = in_order(due)
    if early:
        rest = [card for card in known if not is_due(card, today)]
        order += sorted(rest, key=lambda card: (card.answered, card.item.id))
    return _fill(order, _Fresh(chapters, answers), minutes)


def in_order(due: Iterable[Card]) -> list[Card]:
    """Order cards: those to go first, then by when they were due; interleaved by dimension."""
    ranked = sorted(due, key=lambda card: (card.due, card.item.id))
    first = _interleaved([card for card in ranked if card.is_first], "")
    before = dimension(first[-1].item) if first else ""
    return first + _interleaved([card for card in ranked if not card.is_first], before)


def dimension(item: Item) -> str:
    """Return the dimension that an item is mostly about: the first that it names."""
    return item.dimension[0] if item.dimension else ""


def minutes_for(item: Item) -> float:
    """Estimate the minutes that an item takes: its text and, for its feedback, half as much."""
    return 1.5 * len(item.words().split()) / WORDS_A_MINUTE + 0.25


def _interleaved(ranked: list[Card], before: str) -> list[Card]:
    """Order cards so that neighbors differ in dimension, as far as that can be.

    Always one of the dimension with most cards left, other than the last one's; among equals
    the one that is due first.
    """
    left, found = list(ranked), list[Card]()
    while left:
        counts = Counter(dimension(card.item) for card in left)
        choices = [card for card in left if dimension(card.item) != before] or left
        card = max(choices, key=lambda card: counts[dimension(card.item)])  # the first of the most
        left.remove(card)
        found.append(card)
        before = dimension(card.item)
    return found


def _fill(order: Iterable[Card], fresh: _Fresh, minutes: float) -> tuple[Task, ...]:
    tasks: list[Task] = []
    spent = 0.0
    for card in order:
        task = fresh.task(card)
        spent += minutes_for(task.item)
        if tasks and spent > minutes:
            break
        tasks.append(task)
    return tuple(tasks)


class _Fresh:
    """Finds variants that were not seen yet, each only once a round."""

    def __init__(self, chapters: Sequence[Chapter], answers: Answers) -> None:
        self._items = practicable(chapters)
        begun = {self._items[name][1] for name in answers if name in self._items}
        # A lesson that was not begun keeps its items: they would come without its text.
        self._unseen = {
            name: item
            for name, (item, lesson) in self._items.items()
            if name not in answers and lesson in begun
        }

    def task(self, card: Card) -> Task:
        """Return what to ask for a card: its twin, another of its dimension, or itself.

        What somebody was sure of and wrong has to come back itself, or as its twin: another
        item of the same dimension would not ask about the same mistake.
        """
        variant = next(self._variants(card), card.item)
        self._unseen.pop(variant.id, None)
        return Task(variant, self._items[variant.id][1], card.item.id)

    def _variants(self, card: Card) -> Iterator[Item]:
        item = card.item
        unseen = self._unseen.values()
        yield from [one for one in unseen if one.id == item.pair or one.pair == item.id]
        if not card.is_first:
            same = dimension(item)
            yield from [one for one in unseen if same and dimension(one) == same]


def _stand_ins(answers: Answers) -> dict[str, list[Line]]:
    """Return answers to other items that were given for an item, by that item's id."""
    found: dict[str, list[Line]] = {}
    for lines in answers.values():
        for line in lines:
            if line.review and line.review != line.item:
                found.setdefault(line.review, []).append(line)
    return found


_Scored = dict[tuple[str, bytes], bool | None]
"""Whether an answer to an item was right: people give the same few again and again."""
_Given = list[tuple[datetime, Item, Line]]
"""Answers that can be told from others, with their times, in the order in which they were given."""


def _by_time(answers: Iterable[tuple[Item, Line]]) -> _Given:
    """Return answers to items as they are now, in the order in which they were given."""
    asked = [(item, line) for item, line in answers if line.revision == item.revision]
    told = sorted(asked, key=lambda pair: pair[1].at)
    times = dates([line for _, line in told])
    return [(at, item, line) for (item, line), at in zip(told, times, strict=True) if at]


def _trials(given: _Given, scored: _Scored, zone: tzinfo | None) -> list[Trial]:
    """Return the answers to an item, or to others for it, that tell something: one a sitting.

    Those that came too soon are not even scored.
    """
    found: list[Trial] = []
    before = None
    for at, asked, line in given:
        early = before is not None and at - before < SITTING
        before = at
        if not early and (right := _was_right(asked, line, scored)) is not None:
            found.append(Trial(at, at.astimezone(zone).date(), right, line.confidence))
    return found


def _was_right(asked: Item, line: Line, scored: _Scored) -> bool | None:
    answer = (asked.id, bytes(line.response))
    if answer not in scored:
        scored[answer] = is_right(asked, line)
    return scored[answer]


def _due(trials: Sequence[Trial]) -> date:
    """Return the day on which FSRS would ask again after these trials."""
    from fsrs import Card as Memory

    # Without an id it would look at the clock.
    memory = Memory(card_id=0, due=_start_of(trials[0].day))
    for trial in trials:
        memory, _ = _scheduler().review_card(memory, _rating(trial), _start_of(trial.day))
    return memory.due.date()


def _start_of(day: date) -> datetime:
    """Return a time for a day: two such times are as many times 24 hours apart as days."""
    return datetime.combine(day, time(), UTC)


def _rating(trial: Trial) -> Any:
    """Rate a trial as FSRS wants it: right by a guess was hard, right and sure was easy."""
    from fsrs import Rating

    if not trial.right:
        return Rating.Again
    return {1: Rating.Hard, SURE: Rating.Easy}.get(trial.confidence or 0, Rating.Good)


@cache
def _scheduler() -> Scheduler:
    """Return FSRS with its published parameters, in whole days and without chance."""
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )
