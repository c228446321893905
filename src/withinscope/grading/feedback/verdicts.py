"""A capstone on a feedback page: each outcome by itself, and where to go back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope import types
from withinscope.course import Course, Outcome
from withinscope.grading import outcomes, text
from withinscope.grading.book.queries import Answered
from withinscope.grading.feedback.standing import name_of
from withinscope.grading.outcomes import Reached, Verdict

NO_MARK = "Each outcome is told by itself. There is no pass mark."
_WORDS: Mapping[Verdict, tuple[str, str, str]] = {
    "not yet": ("Not yet", "was missed.", "were missed."),
    "not answered": (
        "Not answered",
        "was left out, so this outcome can't be told. Answer it, and hand in again.",
        "were left out, so this outcome can't be told. Answer them, and hand in again.",
    ),
    "not gradable": (
        "Not gradable",
        "could not be graded. That is not a zero. Ask your instructor about it.",
        "could not be graded. That is not a zero. Ask your instructor about them.",
    ),
    "needs marking": (
        "Waiting",
        "waits to be marked by a person.",
        "wait to be marked by a person.",
    ),
}
"""A verdict on a page, and what became of the question, or questions, that it comes from."""


class Way(Struct, frozen=True):
    """A lesson to go back to: its name and address."""

    lesson: str
    address: str


class Told(Struct, frozen=True):
    """An outcome as a page tells it: its text, what it came to in a word or in points, why, and
    the lessons to go back to.
    """

    text: str
    head: str
    why: str = ""
    back: tuple[Way, ...] = ()


def verdicts(
    course: Course, answers: Sequence[Answered], items: Mapping[int, types.Item]
) -> tuple[Told, ...]:
    """Return what a capstone came to, outcome by outcome; `answers` are in the page's order."""
    asked = outcomes.asked(answers, items)
    places = {one.item.id: place for place, one in enumerate(asked, 1)}
    known = {one.id: one for one in course.outcomes}
    return tuple(
        _told(course, known[one.id], one, [places[item] for item in one.items])
        for one in outcomes.by_outcome(known, asked)
    )


def _told(course: Course, outcome: Outcome, came: Reached, questions: Sequence[int]) -> Told:
    if not came.verdict:
        return Told(outcome.text, _points(came), _waiting(came.waiting))
    head, *became = _WORDS[came.verdict]
    back = tuple(_ways(course, outcome)) if came.verdict == "not yet" else ()
    return Told(outcome.text, head, f"{_duty(questions)} {became[len(questions) > 1]}", back)


def _points(came: Reached) -> str:
    if not came.highest:
        return "No points yet"
    unit = "point" if came.highest == 1 else "points"
    return f"{text.number(came.points, 2)} of {text.number(came.highest, 2)} {unit}"


def _waiting(number: int) -> str:
    answers = "One answer has" if number == 1 else f"{number} answers have"
    return f"{answers} no score yet." if number else ""


def _duty(questions: Sequence[int]) -> str:
    """Name the questions that a verdict comes from, and what they ask for."""
    if len(questions) == 1:
        return f"Question {questions[0]}, on a plain duty of safety,"
    *first, last = map(str, questions)
    return f"Questions {', '.join(first)} and {last}, on plain duties of safety,"


def _ways(course: Course, outcome: Outcome) -> Iterator[Way]:
    for lesson in course.taught:
        if lesson.id in outcome.lessons:
            yield Way(name_of(lesson), course.address_of(lesson))
