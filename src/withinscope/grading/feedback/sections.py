"""What a feedback page is made of: a part an exercise, its answers written in both forms."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from withinscope.grading.feedback.verdicts import Told


class Answer(Struct, frozen=True):
    """An answer, written: `html` is escaped, `plain` is not HTML."""

    html: Markup
    plain: str


class Part(Struct, frozen=True):
    """One exercise on a page. `points` is empty until there are any, `outcomes` for all but a
    capstone.
    """

    id: str
    title: str
    so_far: bool
    points: str
    highest: str
    lines: tuple[str, ...]
    outcomes: tuple[Told, ...]
    answers: tuple[Answer, ...]

    @property
    def written(self) -> Markup:
        """Its answers as HTML."""
        return lines(one.html for one in self.answers)

    @property
    def leads_back(self) -> bool:
        """Whether an outcome names a lesson to go back to."""
        return any(one.back for one in self.outcomes)


class Written(Struct, frozen=True):
    """A page as HTML and as plain text, both in UTF-8."""

    html: bytes
    plain: bytes


def lines(parts: Iterable[Markup]) -> Markup:
    """Return parts that are HTML, each below the other."""
    return Markup("\n".join(parts))  # noqa: S704 - each was escaped by its template
