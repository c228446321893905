"""What a feedback page is made of: a part an exercise, its answers written in both forms."""

from __future__ import annotations

from msgspec import Struct

from withinscope.grading.feedback.verdicts import Told


class Written(Struct, frozen=True):
    """A page or a piece of one, as HTML, which is escaped, and as plain text, both in UTF-8."""

    html: bytes
    plain: bytes


class Stands(Struct, frozen=True):
    """Where somebody stands, line by line: by outcome, by dimension, and lessons to go back to."""

    outcomes: tuple[Written, ...]
    dimensions: tuple[Written, ...]
    practice: tuple[Written, ...]


class Part(Struct, frozen=True):
    """One exercise on a page. `points` is empty until there are any, and `total` says of how many
    they are, with `{points}` in their place; `outcomes` are a capstone's alone.
    """

    id: str
    title: str
    points: str
    total: str
    lines: tuple[str, ...]
    outcomes: tuple[Told, ...]
    answers: tuple[Written, ...]

    @property
    def leads_back(self) -> bool:
        """Whether an outcome names a lesson to go back to."""
        return any(one.back for one in self.outcomes)
