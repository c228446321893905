"""When an answer is due again: FSRS, fed with days of the calendar.

FSRS itself counts whole spans of 24 hours, by which an answer a minute earlier than the day before
would be no day old: such a habit would keep an item daily for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from withinscope.certainty import SURE

if TYPE_CHECKING:
    from fsrs import Scheduler

LONGEST = 365
"""Days after which everything comes back once more."""


class Trial(Struct, frozen=True):
    """An answer that tells what somebody knows; `confidence` 1 to 3, None if not asked."""

    at: datetime
    day: date
    right: bool
    confidence: int | None


def due(trials: Sequence[Trial]) -> date:
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
