"""Step 8: what changed a score is remembered, and what it takes to go back."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, Index, Integer, MetaData, String, Table, Text

_made = MetaData()

changes = Table(
    "changes",
    _made,
    Column("id", Integer, primary_key=True),
    Column("run", Integer),
    Column("at", String(40), nullable=False),
    Column("who", String(130), nullable=False),
    Column("person", Integer, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("workbook", String(200), nullable=False),
    Column("before_state", String(20), nullable=False),
    Column("before_score", Float),
    Column("before_max_score", Float),
    Column("before_competent", String(10), nullable=False),
    Column("after_state", String(20), nullable=False),
    Column("after_score", Float),
    Column("after_max_score", Float),
    Column("after_competent", String(10), nullable=False),
    Column("why", Text, nullable=False),
    Index("changes_by_person", "person"),
    Index("changes_by_run", "run"),
)

earlier_keys = Table(
    "earlier_keys",
    _made,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("version", String(40), nullable=False),
    sqlite_with_rowid=False,
)

earlier_rules = Table(
    "earlier_rules",
    _made,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("exercise", String(64), primary_key=True),
    Column("pick", String(10), nullable=False),
    Column("due", Float),
    Column("due_said", Text, nullable=False),
    sqlite_with_rowid=False,
)

_COLUMNS = (
    "runs ADD COLUMN who VARCHAR(130) NOT NULL DEFAULT ''",
    "runs ADD COLUMN what VARCHAR(20) NOT NULL DEFAULT 'graded'",
    "runs ADD COLUMN undone INTEGER",
    "hand_ins ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
    "refused ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
)


def take(connection: Connection) -> None:
    """Add what is remembered from now on; of what was graded before, nothing is known."""
    for column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE {column}")
    _made.create_all(connection)
