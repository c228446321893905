"""Hands on a sheet of marks as a spreadsheet program has it."""

from __future__ import annotations

import csv
from pathlib import Path

ROLE, WARMTH = "role: Names the role (0 Not at all | 1 In part | 2 Clearly)", "warmth: Stays warm"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def column(path: Path, start: str) -> str:
    return next(name for name in rows(path)[0] if name.startswith(start))
