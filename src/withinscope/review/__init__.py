"""What to practice next: which answers are due again, in which order, and how fresh.

Nothing here looks at a clock. Days are those of the calendar where the trainee is.

spacing   when an answer is due again
cards     what was answered, item by item
rounds    what a round asks
turns     conversations, a turn at a time
"""

from __future__ import annotations

from withinscope.review.cards import Card, cards, is_due, practicable
from withinscope.review.rounds import Task, dimension, in_order, minutes_for, plan, waiting
from withinscope.review.spacing import LONGEST, Trial
from withinscope.review.turns import TurnItem, line_for, with_turns

__all__ = [
    "LONGEST",
    "Card",
    "Task",
    "Trial",
    "TurnItem",
    "cards",
    "dimension",
    "in_order",
    "is_due",
    "line_for",
    "minutes_for",
    "plan",
    "practicable",
    "waiting",
    "with_turns",
]
