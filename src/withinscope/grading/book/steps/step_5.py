"""Step 5: a mark has comments, by criterion."""

from __future__ import annotations

from sqlalchemy import Connection


def take(connection: Connection) -> None:
    """Add the column; marks that were given before have none."""
    connection.exec_driver_sql("ALTER TABLE marks ADD COLUMN comments TEXT NOT NULL DEFAULT '{}'")
