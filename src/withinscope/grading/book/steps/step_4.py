"""Step 4: a hand-in without a workbook says where it stood, unless more shows whose it is."""

from __future__ import annotations

from sqlalchemy import Connection


def take(connection: Connection) -> None:
    """Add the column; what stands there was kept as one person's, and stays it."""
    connection.exec_driver_sql(
        "ALTER TABLE hand_ins ADD COLUMN loose VARCHAR(12) NOT NULL DEFAULT ''"
    )
