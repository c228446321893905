"""Step 12: a hand-in with two names is a question, asked once, and the answer is remembered."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Index, Integer, MetaData, String, Table, Text

_made = MetaData()

questions = Table(
    "questions",
    _made,
    Column("hand_in", Integer, primary_key=True, autoincrement=False),
    Column("alike", String(400), primary_key=True),
    Column("person", Integer, nullable=False),
    Column("name", String(260), nullable=False),
    Column("told", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Index("questions_by_names", "person", "alike"),
    sqlite_with_rowid=False,
)

settled = Table(
    "settled",
    _made,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False),
    Column("alike", String(400), nullable=False),
    Column("name", String(260), nullable=False),
    Column("counts_for", Integer),
    Column("who", String(130), nullable=False),
    Column("at", String(40), nullable=False),
    Index("settled_by_names", "person", "alike"),
)


def take(connection: Connection) -> None:
    """Add the tables; what was graded before is graded once more, and then asks."""
    _made.create_all(connection)
    connection.exec_driver_sql("DELETE FROM files")
