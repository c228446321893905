"""Step 13: whom the latest roster has is remembered, so that each command knows who is missing."""

from __future__ import annotations

from sqlalchemy import Connection


def take(connection: Connection) -> None:
    """Add the column; nobody is expected until the next roster."""
    connection.exec_driver_sql(
        "ALTER TABLE people ADD COLUMN expected BOOLEAN NOT NULL DEFAULT FALSE"
    )
