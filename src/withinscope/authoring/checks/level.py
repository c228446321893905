"""How hard an item is to read: the Flesch-Kincaid grade, which textstat computes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Asked, Material
from withinscope.authoring.prose import before, feedback

LEVEL = warning("WS603")
GRADE = 10
"""The highest grade, in years of school in the United States (Kincaid and others 1975)."""
FEWEST = 40
"""Words, below which a grade says nothing: one long name would decide."""


@cache
def library() -> Any:
    """Return textstat, or None where it is not installed."""
    try:
        import textstat
    except ImportError:
        return None
    return textstat


def found(material: Material) -> Iterator[Finding]:
    """Yield items that are too hard to read, before answering or after.

    Without textstat there is nothing to yield, and the report says so.
    """
    if library() is None:
        return
    for one in material.asked:
        yield from _hard(one, before(one.item), "What trainees read before they answer", "stem")
        yield from _hard(one, feedback(one.item), "The feedback", "id")


def _hard(one: Asked, text: str, what: str, at: str) -> Iterator[Finding]:
    if len(text.split()) < FEWEST:
        return
    grade = library().flesch_kincaid_grade(text)
    if grade > GRADE:
        mend = f"Write shorter sentences and plainer words: {GRADE} at most."
        yield LEVEL(one.at(at), f"{what} is at the reading level of grade {grade:.1f}.", mend)
