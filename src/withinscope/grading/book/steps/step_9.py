"""Step 9: files that were graded are known again, so that they need not be graded again."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table

_made = MetaData()

files = Table(
    "files",
    _made,
    Column("mark", String(64), primary_key=True),
    Column("hand_in", Integer, nullable=False),
    Column("known", String(64), nullable=False),
    Index("files_by_hand_in", "hand_in"),
    sqlite_with_rowid=False,
)


def take(connection: Connection) -> None:
    """Add the table, and where pages were written; what was graded before is graded once more."""
    _made.create_all(connection)
    connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN pages TEXT NOT NULL DEFAULT ''")
