"""A feedback page as plain text: for a mail, a reader of braille, or a printer without colors.

Every line of what a trainee wrote begins with a bar, so nothing in it passes for feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from withinscope.course import Course
from withinscope.grading import text
from withinscope.grading.feedback.sections import Part
from withinscope.grading.feedback.shown import Marked, Shown
from withinscope.grading.feedback.standing import Earned, Practice, Standing
from withinscope.grading.feedback.verdicts import Told
from withinscope.parts import Beside, Moment, Remark

OUTCOMES, BACK = "Outcome by outcome", "Go back to"
SAME, PARTING = "An expert says the same.", "An expert goes another way here."
NEAR = "A link opens its lesson while the course is open on the same computer."


def page(course: Course, trainee: str, stands: Standing, parts: Sequence[Part]) -> str:
    """Return the whole page, its lines not broken: whatever shows it does that."""
    blocks = [course.title, f"Feedback for {trainee}"]
    blocks += _earned("By outcome", stands.outcomes)
    blocks += _earned("By dimension", stands.dimensions)
    blocks += _practice(stands.practice, near=course.near)
    for part in parts:
        blocks += _part(part, near=course.near)
    made = f"Made by {course.title} for {trainee}."
    blocks.append(f"{made} What you wrote is shown as it was handed in.")
    return "\n\n".join(blocks) + "\n"


def answer(told: Shown) -> str:
    """Return what is told of an answer, a block of lines."""
    care = f"Care: {told.care}\n" if told.care else ""
    blocks = [f"Question {told.number}: {told.points}", f"{care}{told.stem}"]
    blocks += [f"Your answer:\n{quoted(told.said)}"] if told.said else []
    blocks += [told.told] if told.told else []
    blocks += [f"{told.way_title}:"] if told.way else []
    rest = ["\n".join(_marked(one)) for one in told.rubric]
    rest += [f"Before the feedback you were: {told.sure}."] if told.sure else []
    rest += [one for one in (told.after, told.turning) if one]
    parts = (*map(_beside, told.way), *map(_remark, told.notes))
    return "\n\n".join((*map(text.block, blocks), *parts, *map(text.block, rest)))


def quoted(words: str) -> str:
    """Return a trainee's text, a bar before each of its lines."""
    return "\n".join(f"| {line}" for line in text.block(words).splitlines())


def _heading(words: str) -> str:
    return f"{words.upper()}\n{'=' * len(words)}"


def _earned(title: str, every: Iterable[Earned]) -> Iterator[str]:
    lines = [f"- {one.text}\n  {one.words}: {one.told}" for one in every]
    if lines:
        yield _heading(title)
        yield "\n".join(lines)


def _practice(every: Iterable[Practice], *, near: bool) -> Iterator[str]:
    lines = [
        "\n".join((f"- {one.lesson}: {one.address}", *(f"  {why}" for why in one.outcomes)))
        for one in every
    ]
    if lines:
        yield _heading("What to practice")
        yield "\n".join(lines)
        yield from [NEAR] if near else []


def _part(part: Part, *, near: bool) -> Iterator[str]:
    yield _heading(part.title)
    points = f"{'So far ' if part.so_far else ''}{part.points} of {part.highest} points"
    yield "\n".join(([points] if part.points else []) + list(part.lines))
    if part.outcomes:
        yield f"{OUTCOMES}:"
        yield "\n".join(map(_told, part.outcomes))
    if near and part.leads_back:
        yield NEAR
    yield from (one.plain for one in part.answers)


def _told(one: Told) -> str:
    back = (f"  {BACK} {way.lesson}: {way.address}" for way in one.back)
    words = f"{one.head}: {one.why}" if one.why else one.head
    return "\n".join((f"- {one.text}", f"  {words}", *back))


@lru_cache(maxsize=2048)  # many come to the same
def _beside(row: Beside) -> str:
    lines = list(_moment("You", row.mine)) if row.mine else ["No turn of yours."]
    if row.theirs and not row.alike:
        lines += _moment("An expert", row.theirs)
    elif row.alike is not None and row.mine and row.mine.turn:
        lines.append(SAME if row.alike else PARTING)
    return text.block("\n".join(lines))


def _moment(who: str, one: Moment) -> Iterator[str]:
    yield f"{_sign(one.fits)}{who}{f', turn {one.turn}' if one.turn else ': it ended'}:"
    yield from (f"  {words}" for words in (one.said, one.why) if words)


@lru_cache(maxsize=2048)
def _remark(one: Remark) -> str:
    parts = filter(None, (f"{_sign(one.fits)}{one.label}:", one.text, one.why))
    return text.block("\n  ".join(parts))


def _sign(fits: bool | None) -> str:
    return "" if fits is None else "Right. " if fits else "Not right. "


def _marked(one: Marked) -> Iterator[str]:
    yield one.criterion
    if one.reached is not None:
        yield f"{one.reached} of {one.highest}: {one.words}"
    if one.comment:
        yield f"Your marker says: {one.comment}"
    for n, words in enumerate(one.levels):
        yield f"- {n} of {one.highest}: {words}{' (reached)' if n == one.reached else ''}"
