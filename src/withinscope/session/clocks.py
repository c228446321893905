"""A computer's clock that can't be right: it says an earlier time than something it dated."""

from __future__ import annotations

from datetime import datetime, timedelta

from withinscope.texts import _, day_in_words

NEAR = timedelta(minutes=10)
"""Two computers that share a folder may differ by so much."""


def doubt(now: datetime, latest: datetime) -> str:
    """Return what to say of a clock, or nothing; `latest` is the last date that was read.

    Both are aware; they are told in the zone of this computer.
    """
    if latest - now <= NEAR:
        return ""
    return _(
        "This computer's clock says {now}, and something was saved here on {latest}. "
        "If the clock is wrong now, set it: the time goes with what you hand "
        "in. Your answers keep the order in which you gave them.",
        now=_told(now),
        latest=_told(latest),
    )


def _told(moment: datetime) -> str:
    here = moment.astimezone()
    return _("{day}, at {time}", day=day_in_words(here.date()), time=f"{here:%H:%M}")
