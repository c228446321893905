"""items.gift: Moodle's GIFT, a text that people can read and edit; it carries less than its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from withinscope.authoring.banks import Loss, Part, Written
from withinscope.authoring.banks._moodle import (
    Arrange,
    Choose,
    Essay,
    Match,
    Question,
    categories,
)
from withinscope.authoring.banks._xml import html, html_line, sayable
from withinscope.authoring.banks.moodle_xml import category
from withinscope.types import order

NAME = "gift"
FILE = "items.gift"
POINTS = "its points: in GIFT every question has one, also each of several that it becomes"
NOTES = "the rubric and the samples, which GIFT has no place for"
REASONS = "why each step stands where it does: GIFT has no place for it in an ordering"
ORDER = "ALL VERTICAL RELATIVE_TO_CORRECT SHOW none"
_SPECIAL = re.compile(r"[\\~=#{}:]")
# A line of an ordering is taken as it is: what means something before that can't be escaped there.
_LITERAL = {"{": "&lbrace;", "}": "&rbrace;", "\\": "&bsol;"}


def written(title: str, parts: Sequence[Part]) -> Written:
    """Return a category a notebook, with its items' questions; none has an empty line in it."""
    pieces: list[str] = []
    every, losses = categories(parts)
    for part, found in every:
        pieces.append(f"$CATEGORY: {sayable(category(title, part))}")
        pieces += map(_question, found)
        losses += _lost(part, found)
    return Written(("\n\n".join(pieces) + "\n").encode(), tuple(losses))


def _lost(part: Part, found: Sequence[Question]) -> Iterator[Loss]:
    """Yield what GIFT lacks of the items that became these questions, beside what Moodle does."""
    carried = {one.id.partition(".")[0] for one in found}
    weighed = {one.id.partition(".")[0] for one in found if one.points != 1}
    for item in part.items:
        if item.id in weighed:
            yield Loss(item.id, POINTS)
        if item.id in carried and item.rubric:
            yield Loss(item.id, NOTES)
        if isinstance(item, order.Item):
            yield Loss(item.id, REASONS)


def _question(one: Question) -> str:
    marks = " ".join((f"[id:{one.id}]", *(f"[tag:{tag}]" for tag in one.tags)))
    head = f"::{escaped(one.name)}::[html]{_html(one.text)}"
    return "\n".join((f"// {marks}", f"{head}{{{_opened(one.form)}", *_body(one), "}"))


def _opened(form: Choose | Match | Arrange | Essay) -> str:
    return f">{len(form.steps)} {ORDER}" if isinstance(form, Arrange) else ""


def _body(one: Question) -> Iterator[str]:
    """Yield the lines between the braces."""
    if isinstance(one.form, Choose):
        for answer in one.form.answers:
            sign = "=" if one.form.one and answer.share == 1 else f"~%{answer.percent}%"
            yield f"{sign}{_html(answer.text)}{f'#{_html(answer.why)}' if answer.why else ''}"
    elif isinstance(one.form, Match):
        for text, to in one.form.pairs:
            yield f"={_html(text)} -> {escaped(to)}"
        yield from (f"= -> {escaped(to)}" for to in one.form.others)
    elif isinstance(one.form, Arrange):
        yield from map(_step, one.form.steps)
    if one.after and not isinstance(one.form, Arrange):
        yield f"####{_html(one.after)}"


def escaped(text: str) -> str:
    """Return a text on one line in which nothing means anything to GIFT."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(sayable(text).split()))


def _html(text: str) -> str:
    return escaped(html(text))


def _step(text: str) -> str:
    line = " ".join(html_line(text).split())
    return re.sub(r"[{}\\]", lambda found: _LITERAL[found[0]], line)
