"""Step 6: a mark is a first one, a second one, or what was decided between two."""

from __future__ import annotations

from sqlalchemy import Connection


def take(connection: Connection) -> None:
    """Add the column; marks that were given before are first ones."""
    connection.exec_driver_sql(
        "ALTER TABLE marks ADD COLUMN role VARCHAR(10) NOT NULL DEFAULT 'first'"
    )
