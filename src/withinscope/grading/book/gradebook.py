"""Open a gradebook: one SQLite file, or any database that SQLAlchemy knows."""

from __future__ import annotations

import contextlib
import glob
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from withinscope.grading import text
from withinscope.grading.book import backup, steps
from withinscope.problems import Mistake, Problem

PATIENCE = 120
"""Seconds to wait for another command that writes to the same gradebook."""
UNTOLD = 1
"""Seconds of them that pass before anybody is told that there is a wait."""
_WRITES = {"writes": True}
_LOCK = 0x5C09E  # any number will do, as long as every command uses the same
_GAVE_UP = "55P03"
"""What PostgreSQL says, in whatever language, where a lock was waited for too long (SQLSTATE)."""
_SERVERS = ("postgresql", "postgres")
"""How a department writes its server's address, which names no driver."""


class Gradebook:
    """A gradebook. All that is written in one `writing` block is kept whole, or not at all."""

    def __init__(self, where: str | Path, waiting: Callable[[], object] = lambda: None) -> None:
        """Open a database by its URL or a SQLite file by its path; it is made if need be.

        `waiting` is called once a wait for another command that writes to it has begun. Raises
        Mistake for what is no database, or none that can be reached.
        """
        self._engine = _engine(str(where), waiting)
        self._waiting = waiting
        self.copied: Path | None = None
        """The copy of the gradebook as it was, if it was brought up to date just now."""
        with self.writing() as connection:
            self._bring_up_to_date(connection)

    def _bring_up_to_date(self, connection: Connection) -> None:
        done, file = steps.taken(connection), self._engine.url.database
        on_disk = self._engine.dialect.name == "sqlite" and file not in (None, "", ":memory:")
        if 0 < done < len(steps.STEPS) and on_disk:
            self.copied = backup.copy(Path(str(file)), done)
        steps.take(connection, done)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write. Raises Mistake if the database fails."""
        with _plainly(), self._engine.connect() as plain:
            connection = plain.execution_options(**_WRITES)
            with connection.begin():
                if self._on_a_server:
                    _take_a_turn(connection, self._waiting)
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read from: all of it is as it was when it was first asked,
        whatever is written meanwhile. Raises Mistake if the database fails.
        """
        as_of_now = {"isolation_level": "REPEATABLE READ"} if self._on_a_server else {}
        with _plainly(), self._engine.connect() as plain:
            connection = plain.execution_options(**as_of_now)
            with connection.begin():
                yield connection

    @property
    def _on_a_server(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    def compact(self) -> None:
        """Leave nothing in a SQLite file of what was removed; a server sees to that by itself.

        Raises Mistake if the database fails.
        """
        if self._engine.dialect.name != "sqlite":
            return
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
                driver.execute("VACUUM")  # not through SQLAlchemy, which begins a transaction
            except sqlite3.Error as error:
                raise Mistake(_explained(str(error))) from None

    @property
    def copies(self) -> list[Path]:
        """The copies that were made of a SQLite gradebook before it was brought up to date."""
        file = Path(self._engine.url.database or "")
        if self._engine.dialect.name != "sqlite" or not file.name:
            return []
        return sorted(file.parent.glob(f"{glob.escape(file.stem)}.step-*{file.suffix}"))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def insert_all(
    connection: Connection, table: Table, rows: list[tuple[Any, ...]], after: int = 0
) -> None:
    """Insert rows that hold every column, in the order of the table, `after` the first few."""
    if not rows:
        return
    names, positional = _insertion(table, after, connection.dialect)
    if positional:  # as in SQLite: half the time of going through a dict a row
        connection.exec_driver_sql(positional, rows)
    else:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


@lru_cache(maxsize=64)
def _insertion(table: Table, after: int, dialect: Dialect) -> tuple[tuple[str, ...], str]:
    """Return the names of columns and, if values go by their places, the statement, else ""."""
    names = tuple(column.name for column in table.columns)[after:]
    statement = insert(table).values({name: bindparam(name) for name in names})
    compiled = statement.compile(dialect=dialect)
    return names, str(compiled) if compiled.positional else ""


def _engine(where: str, waiting: Callable[[], object]) -> Engine:
    try:
        url = make_url(where if "://" in where else f"sqlite:///{where}")
        if url.drivername in _SERVERS:
            url = url.set(drivername="postgresql+psycopg")
        sqlite = url.get_backend_name() == "sqlite"
        if sqlite and url.database and url.database != ":memory:":
            _private(Path(url.database))
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        what = f"This is no gradebook's address: {error}."
        raise Mistake(Problem(what, "Give a file, or a URL such as sqlite:///F.db.")) from None
    except ImportError as error:  # also of a driver that lacks its own library
        raise Mistake(_lacking(error)) from None
    except OSError as error:
        what = f"The gradebook's folder can't be made ({error.strerror})."
        raise Mistake(Problem(what, "Name another place: --gradebook.")) from None
    if sqlite:
        _take_turns(engine, waiting)
    return engine


def _lacking(error: ImportError) -> Problem:
    """Say which package a database's driver is in."""
    if error.name is None or error.name.startswith("psycopg"):
        what = "To reach a gradebook on PostgreSQL one more package is needed: psycopg."
        return Problem(what, 'Install it: pip install "withinscope[postgresql]"')
    what = f"To reach this gradebook the package {error.name} is needed."
    return Problem(what, f"Install it: pip install {error.name}")


def _private(path: Path) -> None:
    """Make a gradebook's file, if there is none, such that only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _take_turns(engine: Engine, waiting: Callable[[], object]) -> None:
    """Make SQLite transactions whole: one writer at a time, from its first word to its last."""

    @event.listens_for(engine, "connect")
    def _(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # or sqlite3 begins transactions of its own

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if not connection.get_execution_options().get("writes"):
            _patiently(connection, PATIENCE)
            connection.exec_driver_sql("BEGIN")
        elif not _at_once(connection):
            waiting()
            _patiently(connection, PATIENCE)
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _at_once(connection: Connection) -> bool:
    """Begin to write, unless another command does and goes on doing so."""
    _patiently(connection, UNTOLD)
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if "locked" not in str(error.orig):
            raise
        return False
    _patiently(connection, PATIENCE)
    return True


def _patiently(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _take_a_turn(connection: Connection, waiting: Callable[[], object]) -> None:
    """On PostgreSQL, let one command write at a time, from its first word to its last.

    Whatever else it then waits for, as a step for those who read, it waits for as long.
    """
    try:
        with connection.begin_nested():  # or giving up would end the whole transaction
            _lock(connection, UNTOLD)
    except OperationalError as error:
        if not _gave_up(error):
            raise
        waiting()
        _lock(connection, PATIENCE)
    _wait_at_most(connection, PATIENCE)


def _lock(connection: Connection, seconds: float) -> None:
    _wait_at_most(connection, seconds)
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _wait_at_most(connection: Connection, seconds: float) -> None:
    most = max(1, int(seconds * 1000))  # none at all would be for ever
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {most}")


def _gave_up(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == _GAVE_UP


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise Mistake(_BUSY if _gave_up(error) else _explained(str(error.orig))) from None


_BUSY = Problem(
    "Another command is writing to this gradebook and has not finished.",
    "Wait for it, then run this again.",
)


def _explained(error: str) -> Problem:
    """Put what a database says into words."""
    if "locked" in error or "busy" in error:
        return _BUSY
    if "not a database" in error or "malformed" in error:
        what = "The gradebook's file is not a gradebook, or it is damaged."
        return Problem(what, "Name another: --gradebook, or put back a copy.")
    if "readonly" in error or "unable to open" in error:
        what = "The gradebook can't be opened or written here."
        return Problem(what, "Look at its folder's rights, or name another: --gradebook.")
    said = text.one_line(error).rstrip(".?")
    if "connection failed" in error or "connection is bad" in error:
        mend = "Look at its address, --gradebook, and whether the server runs."
        return Problem(f"The gradebook's server can't be reached: {said}.", mend)
    return Problem(f"The gradebook's database says: {said}.", "Look at --gradebook.")
