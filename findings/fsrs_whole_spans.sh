#!/bin/sh
# Finding: fsrs counts the days between two reviews in whole spans of 24 hours.
#
# Version:  fsrs 6.3.2 (PyPI), newest at the time of writing.
# Behavior: `Scheduler.review_card` takes `(review_datetime - card.last_review).days`. A card that
#           is due in a day, and is reviewed the next day a minute earlier than the day before, is 0
#           days old: the formula for a second review on the same day is used, the interval stays at
#           one day, and so on for ever. At the same minute it grows as meant.
# Output:   same minute:    1 2 6 17 44 102 220 365
#           minute earlier: 1 1 1 1 1 1 1 1
# For us:   an app that asks by the calendar's days has to feed it the calendar's days.
#
# Installs the package in a folder of its own, runs it without our code, and fails once this changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check fsrs==6.3.2
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

FOUND = {0: [1, 2, 6, 17, 44, 102, 220, 365], -1: [1] * 8}


def intervals(minutes: int) -> list[int]:
    """Days to the next review, for a card wrong once and then right on each day it is due."""
    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    card, rating, found = Card(card_id=1, due=now), Rating.Again, []
    for _ in range(8):
        card, _ = scheduler.review_card(card, rating, now)
        days = (card.due - now).days
        found.append(days)
        now += timedelta(days=days, minutes=minutes)
        rating = Rating.Good
    return found


seen = {minutes: intervals(minutes) for minutes in FOUND}
print("same minute:   ", *seen[0])
print("minute earlier:", *seen[-1])
if seen != FOUND:
    raise SystemExit("This has changed: read the head of this script, and what relies on it.")
PYTHON
