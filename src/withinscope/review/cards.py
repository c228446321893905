"""What was answered, as cards: each item's trials, and the day on which it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

from withinscope.catalog import Chapter
from withinscope.certainty import SURE, is_right
from withinscope.journal import Line, dates
from withinscope.review import spacing
from withinscope.review.spacing import Trial
from withinscope.types import Item

SITTING = timedelta(hours=4)
"""An answer given sooner than this after the one before tells that its feedback was read."""
AHEAD = timedelta(days=1)
"""An answer dated further ahead than this has no date: clocks err by hours, zones by a day."""

Answers = Mapping[str, Sequence[Line]]


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
            found.append(Card(item, lesson, spacing.due(trials), trials[-1], at, mended))
    return tuple(found)


def practicable(chapters: Iterable[Chapter]) -> dict[str, tuple[Item, str]]:
    """Return the items of lessons that a review can ask, each with its lesson's id.

    Not what a person scores; not a whole conversation, which takes the time of a round.
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
