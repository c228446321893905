"""A capstone on a feedback page: each outcome by itself, and where to go back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from withinscope import types
from withinscope.course import Course, Outcome
from withinscope.grading import outcomes
from withinscope.grading.book.queries import Answered
from withinscope.grading.feedback import words
from withinscope.grading.outcomes import Reached, Verdict
from withinscope.texts import N_, _, n_

NO_MARK = N_("Each outcome is told by itself. There is no pass mark.")
_HEADS: Mapping[Verdict, str] = {
    "not yet": N_("Not yet"),
    "not answered": N_("Not answered"),
    "not gradable": N_("Not gradable"),
    "needs marking": N_("Waiting"),
}
"""A verdict on a page."""


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
    back = tuple(_ways(course, outcome)) if came.verdict == "not yet" else ()
    return Told(outcome.text, _(_HEADS[came.verdict]), _why(came.verdict, questions), back)


def _points(came: Reached) -> str:
    if not came.highest:
        return _("No points yet")
    return words.points(words.number(came.points), came.highest)


def _waiting(number: int) -> str:
    if not number:
        return ""
    return n_("One answer has no score yet.", "{n} answers have no score yet.", number)


def _why(verdict: Verdict, questions: Sequence[int]) -> str:
    """Say what became of the questions that a verdict comes from."""
    which, number = {"questions": _listed(questions)}, len(questions)
    match verdict:
        case "not yet":
            return n_(
                "Question {questions}, on a plain duty of safety, was missed.",
                "Questions {questions}, on plain duties of safety, were missed.",
                number,
                **which,
            )
        case "not answered":
            return n_(
                "Question {questions}, on a plain duty of safety, was left out, so this outcome "
                "can't be told. Answer it, and hand in again.",
                "Questions {questions}, on plain duties of safety, were left out, so this outcome "
                "can't be told. Answer them, and hand in again.",
                number,
                **which,
            )
        case "not gradable":
            return n_(
                "Question {questions}, on a plain duty of safety, could not be graded. That is not "
                "a zero. Ask your instructor about it.",
                "Questions {questions}, on plain duties of safety, could not be graded. That is "
                "not a zero. Ask your instructor about them.",
                number,
                **which,
            )
    return n_(
        "Question {questions}, on a plain duty of safety, waits to be marked by a person.",
        "Questions {questions}, on plain duties of safety, wait to be marked by a person.",
        number,
        **which,
    )


def _listed(questions: Sequence[int]) -> str:
    """Name some questions by their numbers."""
    *first, last = map(str, questions)
    return _("{first} and {last}", first=", ".join(first), last=last) if first else last


def _ways(course: Course, outcome: Outcome) -> Iterator[Way]:
    for lesson in course.taught:
        if lesson.id in outcome.lessons:
            yield Way(words.lesson(lesson), course.address_of(lesson))
