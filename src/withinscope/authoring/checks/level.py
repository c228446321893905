"""How hard an item is to read: the Flesch-Kincaid grade, by the syllables that textstat counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Asked, Material
from withinscope.authoring.prose import before, feedback, sentences

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


def grade_of(text: str) -> float:
    """Return the Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59.

    textstat's own reads a list as one sentence and leaves out those of two words, as in "Stop now."
    """
    said = sentences(text)
    words = sum(len(one.split()) for one in said)
    return float(0.39 * words / len(said) + 11.8 * _syllables(said) / words - 15.59)


def _syllables(said: tuple[str, ...]) -> int:
    return sum(int(library().syllable_count(one)) for one in said)


def _hard(one: Asked, text: str, what: str, at: str) -> Iterator[Finding]:
    if len(text.split()) < FEWEST:
        return
    if (grade := grade_of(text)) > GRADE:
        mend = f"Write shorter sentences and plainer words: {GRADE} at most."
        yield LEVEL(one.at(at), f"{what} is at the reading level of grade {grade:.1f}.", mend)
