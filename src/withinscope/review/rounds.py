"""A round of a review: what to ask, in which order, and how fresh."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any, TypeVar

from msgspec import Struct

from withinscope.catalog import Chapter
from withinscope.journal import Line
from withinscope.review.cards import Answers, Card, cards, is_due, practicable
from withinscope.review.turns import TurnItem, with_turns
from withinscope.types import Item

WORDS_A_MINUTE = 220
"""How fast people read a page like ours (Brysbaert 2019 finds 238 for English non-fiction)."""

T = TypeVar("T", bound=Mapping[str, Any])


class Task(Struct, frozen=True):
    """An item to ask, of a lesson; `due` is the id of the one that it is asked for.

    `before` counts the answers that were given to the item.
    """

    item: Item
    lesson: str
    due: str
    before: int = 0

    def mixed(self, options: Sequence[T]) -> list[T]:
        """Return released options (see `Question.released`) in an order that is no help to memory.

        The same until the item was answered once more, so that a page which is opened again
        shows the same, and then another.
        """

        def place(option: T) -> bytes:
            named = f"{self.item.id} {self.before} {option['id']}"
            return hashlib.sha256(named.encode()).digest()

        return sorted(options, key=place)


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


def waiting(chapters: Sequence[Chapter], lines: Iterable[Line], today: date) -> list[Card]:
    """Return what a review would ask today, from the course and the whole journal."""
    return [card for card in cards(*with_turns(chapters, lines)) if is_due(card, today)]


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
        self._answers = answers
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
        item of the same dimension would not ask about the same mistake. A turn has to, too: it is
        the conversation that is to come back.
        """
        variant = next(self._variants(card), card.item)
        self._unseen.pop(variant.id, None)
        before = len(self._answers.get(variant.id, ()))
        return Task(variant, self._items[variant.id][1], card.item.id, before)

    def _variants(self, card: Card) -> Iterator[Item]:
        item = card.item
        unseen = self._unseen.values()
        yield from [one for one in unseen if one.id == item.pair or one.pair == item.id]
        if not (card.is_first or isinstance(item, TurnItem)):
            same = dimension(item)
            yield from [one for one in unseen if same and dimension(one) == same]
