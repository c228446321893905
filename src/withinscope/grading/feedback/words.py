"""What several pieces of a feedback page say alike: points, whose turn, a lesson's name."""

from __future__ import annotations

from markupsafe import Markup, escape

from withinscope import texts
from withinscope.course import Lesson
from withinscope.grading import text
from withinscope.parts import Moment
from withinscope.texts import _, n_

MANY = 2
"""Stands for a number that is not whole where a text has to have a form."""


def number(value: float | None) -> str:
    """Return points as they are read: with two decimals at most."""
    return texts.figure(text.number(value, 2))


def count(value: float) -> int:
    """Return the number that a text's form goes by."""
    return int(value) if value == int(value) else MANY


def points(earned: str, highest: float) -> str:
    """Say how many points somebody has of how many."""
    return n_(
        "{points} of {highest} point",
        "{points} of {highest} points",
        count(highest),
        points=earned,
        highest=number(highest),
    )


def mine(at: Moment) -> str:
    """Say which moment of somebody's own way it is."""
    return _("You, turn {turn}", turn=at.turn) if at.turn else _("You: it ended")


def experts(at: Moment) -> str:
    """Say which moment of an expert's way it is."""
    return _("An expert, turn {turn}", turn=at.turn) if at.turn else _("An expert: it ended")


def lesson(one: Lesson) -> str:
    """Return what a lesson is called, with its number if it has one."""
    if not one.number:
        return one.title
    return _("Lesson {number}, {title}", number=one.number, title=one.title)


def marked_up(said: str, **values: object) -> Markup:
    """Return a text of ours as HTML, in which what stands at its places may be HTML, too."""
    return Markup(escape(_(said))).format(**values)  # noqa: S704 - both are escaped
