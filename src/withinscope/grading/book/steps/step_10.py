"""Step 10: what is late may cost points, by a command or by the syllabus."""

from __future__ import annotations

from sqlalchemy import Connection

_RULES = (
    "late VARCHAR(40) NOT NULL DEFAULT 'flag'",
    "due_told BOOLEAN NOT NULL DEFAULT FALSE",
    "late_told BOOLEAN NOT NULL DEFAULT FALSE",
)
_HAND_INS = ("late INTEGER NOT NULL DEFAULT 0", "off FLOAT NOT NULL DEFAULT 0")


def take(connection: Connection) -> None:
    """Add what there is to say of it; a date that is remembered was said by a command."""
    for table in ("rules", "earlier_rules"):
        for column in _RULES:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
        connection.exec_driver_sql(f"UPDATE {table} SET due_told = TRUE WHERE due IS NOT NULL")  # noqa: S608 - a name of ours
    for column in _HAND_INS:
        connection.exec_driver_sql(f"ALTER TABLE hand_ins ADD COLUMN {column}")
