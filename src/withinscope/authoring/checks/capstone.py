"""What leaves somebody without a next step: outcomes that name no lesson which teaches them."""

from __future__ import annotations

from collections.abc import Iterator

from withinscope.authoring.checks._rule import Finding, error
from withinscope.authoring.material import Material, in_syllabus
from withinscope.course import Course, Outcome

NO_WAY_BACK = error("WS312")


def found(material: Material) -> Iterator[Finding]:
    """Yield outcomes that send nobody anywhere, or to the wrong place, and a capstone that asks
    nothing.
    """
    known, folder = material.known, material.folder
    for lesson in known.lessons:
        if lesson.capstone and not lesson.exercise:
            what = f"{lesson.id} is a capstone, and has no exercise."
            yield NO_WAY_BACK(in_syllabus(folder, lesson.id), what, "Give it one: `exercise: …`.")
    teaches = _teaches(material)
    for outcome in known.outcomes:
        for what, mend in _wrong(outcome, known, teaches):
            yield NO_WAY_BACK(in_syllabus(folder, outcome.id), what, mend)


def _teaches(material: Material) -> set[tuple[str, str]]:
    """Return each lesson's id with each outcome that something in it is about."""
    books = {book.notebook.path: book.notebook.id or "" for book in material.books}
    return {
        (books[one.place.file or ""], outcome)
        for one in material.counting
        if not one.graded
        for outcome in one.item.outcome
    }


def _wrong(
    outcome: Outcome, known: Course, teaches: set[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, how to mend it) with the lessons that an outcome names."""
    if not outcome.lessons and any(lesson.capstone for lesson in known.lessons):
        what = f"{outcome.id} names no lesson to go back to, and there is a capstone."
        yield what, "Say which teach it: `lessons: [L01]`."
    taught = {lesson.id for lesson in known.taught}
    for name in outcome.lessons:
        if name not in taught:
            yield f"{outcome.id} names {name}, which is no lesson.", "Name one that there is."
        elif (name, outcome.id) not in teaches:
            what = f"{outcome.id} names {name}, and nothing there is about it."
            yield what, "Name a lesson that practices it, or give an item there this outcome."
