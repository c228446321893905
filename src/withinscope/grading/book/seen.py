"""Files that were graded, known again by all that their grades come of.

What was read from a file stays true while it has the same bytes in the same place, while the
course has the same exercises and the roster the same people, while the exercise has the same forms
and revisions, and while nobody else has the name of whoever handed it in. What a key says or a
marker gives is not read from it, and changes without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from withinscope.grading.book.gradebook import insert_all
from withinscope.grading.book.namesakes import namesakes
from withinscope.grading.book.tables import files, hand_ins
from withinscope.grading.keys import ExerciseKeys, Keys


class Seen:
    """Tells whether a file was graded before, just as it would be now."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        """Load what a gradebook knows of files."""
        self._keys = keys
        self._current: dict[tuple[str, str], bool] = {}
        self._files = _load(connection)

    @property
    def number(self) -> int:
        """How many files are known."""
        return len(self._files)

    def exercise(self, mark: str) -> str | None:
        """Return the exercise of a file that is known, if it would be graded as it was."""
        known = self._files.get(mark)
        if known is None:
            return None
        if known not in self._current:
            self._current[known] = known_by(self._keys.of(known[0])) == known[1]
        return known[0] if self._current[known] else None


def _load(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return (exercise, what was known of it) by a file's mark; of no namesake's file."""
    unsure = namesakes(connection)
    asked = select(files.c.mark, hand_ins.c.exercise, files.c.known, hand_ins.c.person).join(
        hand_ins, hand_ins.c.id == files.c.hand_in
    )
    once: dict[tuple[str, str], tuple[str, str]] = {}  # thousands of files are of few exercises
    return {
        mark: once.setdefault((exercise, known), (exercise, known))
        for mark, exercise, known, person in connection.execute(asked)
        if person not in unsure
    }


def known_by(keys: ExerciseKeys) -> str:
    """Return a mark of the forms and revisions of an exercise: a file is read by them."""
    readable = sorted((*one, key.lost) for one, key in keys.keys.items())
    about = ([form.asks for form in keys.forms], readable, sorted(keys.lost))
    return hashlib.sha256(msgspec.json.encode(about)).hexdigest()


def keep(connection: Connection, graded: Sequence[tuple[str, int, str]]) -> None:
    """Remember files: each one's mark, its hand-in's number, what was known of the exercise."""
    latest = {row[0]: row for row in graded}
    connection.execute(delete(files).where(files.c.mark.in_([*latest])))
    insert_all(connection, files, list(latest.values()))
