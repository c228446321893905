"""A new gradebook for a test: by the SQL that all steps come to, in a fraction of their time."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine

from withinscope.grading.book import steps

TAKE = steps.take


@cache
def all_steps() -> tuple[str, ...]:
    """What a gradebook is that was made just now, as the SQL that SQLite writes of it."""
    with create_engine("sqlite://").begin() as connection:
        TAKE(connection, 0)
        database: Any = connection.connection.driver_connection
        return tuple(database.iterdump())[1:-1]  # without the transaction around it


def take(connection: Connection, done: int) -> None:
    """Do what `steps.take` does."""
    if done or connection.dialect.name != "sqlite":
        TAKE(connection, done)
        return
    for statement in all_steps():
        connection.exec_driver_sql(statement)
