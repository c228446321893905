"""What to practice next: which answers are due again, in which order, and how fresh.

Nothing here looks at a clock. Days are those of the calendar where the trainee is.

spacing   when an answer is due again
cards     what was answered, item by item
rounds    what a round asks
"""

from __future__ import annotations

from withinscope.review.cards import Card, cards, is_due, practicable
from withinscope.review.rounds import Task, dimension, in_order, minutes_for, plan
from withinscope.review.spacing import LONGEST, Trial

__all__ = [
    "LONGEST",
    "Card",
    "Task",
    "Trial",
    "cards",
    "dimension",
    "in_order",
    "is_due",
    "minutes_for",
    "plan",
    "practicable",
]
