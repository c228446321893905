"""The numbered steps that make a gradebook's tables, or bring an older gradebook up to date.

Each is a module with its own account of the tables, so that it does tomorrow what it did when
it was released, whatever `tables` has become since. Never change one that was released: add
another, and bring `tables` to what it leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select

from withinscope.grading.book.steps import (
    step_1,
    step_2,
    step_3,
    step_4,
    step_5,
    step_6,
    step_7,
    step_8,
    step_9,
    step_10,
    step_11,
    step_12,
    step_13,
)
from withinscope.grading.book.tables import schema
from withinscope.problems import Mistake, Problem

STEPS: tuple[Callable[[Connection], None], ...] = (
    step_1.take,
    step_2.take,
    step_3.take,
    step_4.take,
    step_5.take,
    step_6.take,
    step_7.take,
    step_8.take,
    step_9.take,
    step_10.take,
    step_11.take,
    step_12.take,
    step_13.take,
)
"""Step n is STEPS[n - 1]."""


def taken(connection: Connection) -> int:
    """How many steps has a gradebook been through? Raises Mistake if it is newer than this."""
    done = 0
    if inspect(connection).has_table(schema.name):
        done = connection.scalar(select(func.max(schema.c.step))) or 0
    if done > len(STEPS):
        what = "This gradebook was written by a newer version of Within Scope."
        raise Mistake(Problem(what, "Update Within Scope, or name another: --gradebook."))
    return done


def take(connection: Connection, done: int) -> None:
    """Take the steps that are left after those done."""
    for number, step in enumerate(STEPS[done:], done + 1):
        step(connection)
        connection.execute(insert(schema).values(step=number))
