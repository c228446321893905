"""What the gradebooks of all tests share: the SQL that makes a new one, and compiled statements.

A command opens one gradebook, and so compiles each statement once. Tests open thousands, most of
them new: compiling took nearly half of a command's time, and the steps half as much again.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine

from withinscope.grading.book import steps

TAKE = steps.take
COMPILED: dict[Any, Any] = {}


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


@cache
def _dialect(name: str) -> Dialect:
    """The one for which statements are compiled: SQLAlchemy keeps them by this very object."""
    first = create_engine(f"{name}://")
    first.connect().close()  # by which it comes to know the database's version
    return first.dialect


def engine(url: Any) -> Engine:
    """Do what `create_engine` does."""
    made = create_engine(url, execution_options={"compiled_cache": COMPILED})
    if made.dialect.name == "sqlite":
        made.dialect = _dialect("sqlite")
    return made
