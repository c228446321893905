"""Step 2: items say which version of Within Scope wrote their content."""

from __future__ import annotations

from sqlalchemy import Connection


def take(connection: Connection) -> None:
    """Add the column; what stands there was written by 0.1.0."""
    connection.exec_driver_sql(
        "ALTER TABLE items ADD COLUMN version VARCHAR(40) NOT NULL DEFAULT '0.1.0'"
    )
