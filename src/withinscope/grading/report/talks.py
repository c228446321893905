"""Who may need a talk, and why: reasons that a person can check, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope.grading.book.queries import Grade
from withinscope.grading.report.given import HALF, Given, by_person, together

MANY = 3
"""Answers that somebody was sure of and that are not right, from which on it is told."""


class Talk(Struct, frozen=True):
    """Somebody, and each reason as a sentence."""

    name: str
    reasons: tuple[str, ...]


def talks(
    grades: Iterable[Grade],
    answers: Sequence[Given],
    missing: Iterable[tuple[str, str]],
    titles: Mapping[str, str],
    critical: Mapping[tuple[str, int, str], tuple[str, ...]],
) -> tuple[Talk, ...]:
    """Return who may need a talk, in the order of their names; `missing` are (name, exercise).

    `critical` says what somebody missed in a capstone, by its exercise, person and workbook.
    """
    theirs = by_person(answers)
    found: dict[tuple[str, int, str], list[str]] = {}
    for grade in grades:
        given = theirs.get((grade.person, grade.workbook), [])
        of = [one for one in given if one.exercise == grade.exercise]
        title = titles.get(grade.exercise, grade.exercise or "a file that can't be read")
        key = (grade.trainee, grade.twin, grade.workbook)
        row = (grade.exercise, grade.person, grade.workbook)
        missed = critical.get(row, tuple(_missed(grade, title)))
        found.setdefault(key, []).extend((*missed, *_reasons(grade, of, title)))
    for name, exercise in missing:
        reason = f"Handed in nothing: {titles.get(exercise, exercise)}."
        found.setdefault((name, 0, ""), []).append(reason)
    return tuple(Talk(key[0], tuple(why)) for key, why in sorted(found.items()) if why)


def _missed(grade: Grade, title: str) -> Iterator[str]:
    if grade.competent == "not yet":
        yield f"Missed what is critical: {title}."


def _reasons(grade: Grade, answers: Sequence[Given], title: str) -> Iterator[str]:
    if answers and together(answers) < HALF:
        yield f"Earned less than half: {title}."
    sure = sum(one.sure_and_not_right for one in answers)
    if sure >= MANY:
        yield f"Was sure of {sure} answers that are not right: {title}."
    if grade.state == "not gradable":
        yield f"Something can't be graded: {title}."


def counted(every: Iterable[Talk]) -> tuple[tuple[str, int], ...]:
    """Return how many people each reason holds for, without their names; the most first."""
    reasons = Counter(reason for talk in every for reason in talk.reasons)
    return tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0])))
