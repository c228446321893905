"""Which workbook a trainee's exercise is: a random id, for as long as the journal lives."""

from __future__ import annotations

import secrets

from withinscope.journal import Journal, Line


def workbook(journal: Journal, exercise: str, known: object = None) -> str:
    """Return an exercise's workbook: the journal's, else the one known of, else a new one, noted.

    Raises OSError if that can't be written.
    """
    for line in journal.lines():
        if line.kind == "workbook" and line.notebook == exercise and line.workbook:
            return line.workbook
    found = known if isinstance(known, str) and known else secrets.token_hex(16)
    journal.append(Line(kind="workbook", notebook=exercise, workbook=found))
    return found
