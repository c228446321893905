"""Step 7: an exercise's rules are remembered: which hand-in counts, and when it was due."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, MetaData, String, Table, Text

_made = MetaData()

rules = Table(
    "rules",
    _made,
    Column("exercise", String(64), primary_key=True),
    Column("pick", String(10), nullable=False),
    Column("due", Float),
    Column("due_said", Text, nullable=False),
    sqlite_with_rowid=False,
)


def take(connection: Connection) -> None:
    """Add the table; of what was graded before, no rule is known."""
    _made.create_all(connection)
