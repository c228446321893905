"""A feedback page as plain text: for a mail, a reader of braille, or a printer without colors.

Every line of what a trainee wrote begins with a bar, so nothing in it passes for feedback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from withinscope.course import Course
from withinscope.grading.feedback.sections import Part, Stands, Written
from withinscope.grading.feedback.shown import Head, Marked
from withinscope.grading.feedback.standing import Earned, Practice
from withinscope.grading.feedback.verdicts import Told
from withinscope.grading.feedback.words import experts, mine
from withinscope.grading.text import block
from withinscope.parts import Beside, Moment, Remark
from withinscope.texts import N_, _

PARTED = b"\n\n"
"""What stands between two blocks of a page."""
SAME, PARTING = N_("An expert says the same."), N_("An expert goes another way here.")
NEAR = N_("A link opens its lesson while the course is open on the same computer.")


def page(course: Course, trainee: str, stands: Stands, parts: Sequence[Part]) -> bytes:
    """Return the whole page in UTF-8, its lines not broken: whatever shows it does that."""
    blocks = [_encoded(course.title), _encoded(_("Feedback for {name}", name=trainee))]
    blocks += _listed(_("By outcome"), stands.outcomes)
    blocks += _listed(_("By dimension"), stands.dimensions)
    blocks += _listed(_("What to practice"), stands.practice)
    if stands.practice and course.near:
        blocks.append(_encoded(_(NEAR)))
    for part in parts:
        blocks += [_encoded(block) for block in _part(part, near=course.near)]
        blocks += [one.plain for one in part.answers]
    made = _(
        "Made by {course} for {name}. What you wrote is shown as it was handed in.",
        course=course.title,
        name=trainee,
    )
    blocks.append(_encoded(made))
    return PARTED.join(blocks) + b"\n"


def _encoded(words: str) -> bytes:
    return words.encode("utf-8", "replace")


def head(one: Head) -> str:
    """Return an answer's number and points, and what was asked."""
    care = f"{_('Care:')} {one.care}\n" if one.care else ""
    title = f"{_('Question {n}', n=one.number)}: {one.points}"
    return f"{block(title)}\n\n{block(f'{care}{one.stem}')}"


def said(words: str) -> str:
    """Return what was answered."""
    return block(f"{_('Your answer')}:\n{quoted(words)}")


def title(words: str) -> str:
    """Return what stands above a way."""
    return block(f"{words}:")


def sure(words: str) -> str:
    """Return how sure somebody was."""
    return block(_("Before the feedback you were: {sure}.", sure=words))


def quoted(words: str) -> str:
    """Return a trainee's text, a bar before each of its lines."""
    return "\n".join(f"| {line}" for line in block(words).splitlines())


def _heading(words: str) -> str:
    return f"{words.upper()}\n{'=' * len(words)}"


def _listed(title: str, every: Sequence[Written]) -> list[bytes]:
    lines = b"\n".join([one.plain for one in every])
    return [_encoded(_heading(title)), lines] if every else []


def line(one: Earned) -> str:
    """Return what was earned of an outcome or a dimension."""
    return f"- {one.text}\n  {one.words}: {one.told}"


def lesson(one: Practice) -> str:
    """Return a lesson to go back to, and why."""
    return "\n".join((f"- {one.lesson}: {one.address}", *(f"  {why}" for why in one.outcomes)))


def _part(part: Part, *, near: bool) -> Iterator[str]:
    yield _heading(part.title)
    points = [part.total.format(points=part.points)] if part.points else []
    yield "\n".join(points + list(part.lines))
    if part.outcomes:
        yield f"{_('Outcome by outcome')}:"
        yield "\n".join(map(_told, part.outcomes))
    if near and part.leads_back:
        yield _(NEAR)


def _told(one: Told) -> str:
    back = (_("Go back to {lesson}", lesson=f"{way.lesson}: {way.address}") for way in one.back)
    words = f"{one.head}: {one.why}" if one.why else one.head
    return "\n".join((f"- {one.text}", f"  {words}", *(f"  {way}" for way in back)))


def beside(row: Beside) -> str:
    """Return a moment of a way beside an expert's."""
    lines = list(_moment(mine, row.mine)) if row.mine else [_("No turn of yours.")]
    if row.theirs and not row.alike:
        lines += _moment(experts, row.theirs)
    elif row.alike is not None and row.mine and row.mine.turn:
        lines.append(_(SAME if row.alike else PARTING))
    return block("\n".join(lines))


def _moment(whose: Callable[[Moment], str], one: Moment) -> Iterator[str]:
    yield f"{_sign(one.fits)}{whose(one)}:"
    yield from (f"  {words}" for words in (one.said, one.why) if words)


def remark(one: Remark) -> str:
    """Return a remark on what was answered."""
    parts = filter(None, (f"{_sign(one.fits)}{one.label}:", one.text, one.why))
    return block("\n  ".join(parts))


def _sign(fits: bool | None) -> str:
    return "" if fits is None else f"{_('Right.') if fits else _('Not right.')} "


def criterion(one: Marked) -> str:
    """Return what a marker gave by a criterion, and said."""
    return block("\n".join(_marked(one)))


def _marked(one: Marked) -> Iterator[str]:
    yield one.criterion
    if one.reached is not None:
        yield f"{_level(one.reached, one)} {one.words}"
    if one.comment:
        yield f"{_('Your marker says:')} {one.comment}"
    for n, words in enumerate(one.levels):
        reached = f" {_('(reached)')}" if n == one.reached else ""
        yield f"- {_level(n, one)} {words}{reached}"


def _level(reached: int, one: Marked) -> str:
    return _("{reached} of {highest}:", reached=reached, highest=one.highest)
