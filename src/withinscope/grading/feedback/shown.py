"""What a feedback page tells of an answer, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from withinscope import types
from withinscope.grading import text
from withinscope.grading.book import rules
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.book.stored import Unread
from withinscope.parts import Beside, Moment, Remark, without_better

_SURE = {1: "guessing", 2: "fairly sure", 3: "sure"}
_LEVELS = msgspec.json.Decoder(dict[str, int])
_COMMENTS = msgspec.json.Decoder(dict[str, str])
_Reasoned = TypeVar("_Reasoned", Remark, Moment)


WITHDRAWN = {
    "all get it": "This question turned out not to be a fair one. Everybody has its points.",
    "taken out": "This question turned out not to be a fair one. It does not count, for anybody.",
}


class Marked(Struct, frozen=True):
    """A criterion and the level that a marker gave, None as long as nobody did; their comment.

    `levels` are told with the keys alone.
    """

    criterion: str
    reached: int | None
    words: str
    highest: int
    levels: tuple[str, ...]
    comment: str = ""


class Head(Struct, frozen=True):
    """What stands above an answer: its number and points, and what was asked.

    `graded` says whether it has points.
    """

    number: int
    points: str
    graded: bool
    stem: str
    care: str | None


class Shown(Struct, frozen=True):
    """An answer as it is told: every text is as its author or the trainee wrote it.

    Where there is a `way`, an expert's words are in it with the keys alone.
    """

    head: Head
    said: str = ""
    told: str = ""
    way_title: str = ""
    way: tuple[Beside, ...] = ()
    notes: tuple[Remark, ...] = ()
    rubric: tuple[Marked, ...] = ()
    sure: str | None = None
    after: str | None = None
    turning: str | None = None


def shown(number: int, item: types.Item, answer: Answered, *, keys: bool) -> Shown:
    """Return what is told of an answer; what would have been right only if `keys`."""
    points, graded = _points(item, answer), answer.points is not None
    head = Head(number, points, graded, item.stem, item.care)
    if item.withdrawn:
        return Shown(head, said=_said(item, answer), told=WITHDRAWN[item.withdrawn])
    return Shown(
        head,
        sure=_SURE.get(answer.confidence or 0),
        rubric=_rubric(item, answer, keys),
        after=item.after if keys else None,
        turning=item.turning if keys else None,
        **_answer(item, answer, keys),
    )


def _said(item: types.Item, answer: Answered) -> str:
    """Return what was answered in words, or nothing where nobody can say it."""
    if answer.response is None or answer.reason:
        return ""
    return item.said(item.decode(answer.response.encode()))


def _answer(item: types.Item, answer: Answered, keys: bool) -> dict[str, Any]:
    """Return what was answered, in words, and the remarks on it."""
    if answer.state == "not gradable":
        told = f"It could not be graded: {answer.reason}. That is not a zero."
        return {"told": f"{told} Your instructor sees this too."}
    if isinstance(item, Unread):
        return {"told": f"This question can't be shown: {item.why}. Its points stand."}
    if answer.state == "unanswered" or answer.response is None:
        return {}
    response = item.decode(answer.response.encode())
    way = item.way(response)
    remarks = _remarks(way.points if way else item.remarks(response), keys)
    return {
        # What stands in the remarks on what was chosen, or in the way, is not said twice.
        "said": item.said(response) if item.by_person or not (way or remarks) else "",
        "told": "" if item.by_person else item.verdict(response),
        "way_title": "Your way beside an expert's" if keys else "Your way",
        "way": _way(way.rows, keys) if way else (),
        "notes": remarks,
    }


def _remarks(every: Sequence[Remark], keys: bool) -> tuple[Remark, ...]:
    """Return remarks as far as they are told: without the keys, not what would be better."""
    if keys:
        return tuple(every)
    return tuple(_no_key_in(one) for one in every if not one.tells_key)


def _way(rows: Sequence[Beside], keys: bool) -> tuple[Beside, ...]:
    """Return a way as far as it is told: without the keys, one's own moments alone."""
    if keys:
        return tuple(rows)
    return tuple(Beside(_no_key_in(row.mine), None, row.alike) for row in rows if row.mine)


def _no_key_in(one: _Reasoned) -> _Reasoned:
    why = without_better(one.why)
    return one if why == one.why else msgspec.structs.replace(one, why=why)


def _rubric(item: types.Item, answer: Answered, keys: bool) -> tuple[Marked, ...]:
    marks: Mapping[str, int] | None = _LEVELS.decode(answer.marks) if answer.marks else None
    if not (marks or keys):
        return ()
    said = _COMMENTS.decode(answer.comments) if answer.comments else {}
    return tuple(
        Marked(
            one.criterion,
            marks[one.id] if marks else None,
            one.levels[marks[one.id]] if marks else "",
            one.highest,
            one.levels if keys else (),
            said.get(one.id, ""),
        )
        for one in item.rubric
    )


def _points(item: types.Item, answer: Answered) -> str:
    unit = "point" if item.points == 1 else "points"
    if answer.state == "taken out":
        return "Withdrawn"
    of = f"of {text.number(item.points)} {unit}"
    if answer.state == "graded":
        return f"{text.number(answer.points, 2)} {of}"
    if answer.state == "unanswered":
        return f"Not answered: 0 {of}"
    if answer.state == "needs marking":
        return f"Waiting to be marked ({text.number(item.points)} {unit})"
    return "Not gradable"


def _charged(row: Grade, answers: Sequence[Answered]) -> Iterator[str]:
    """Say what being late took off, or will."""
    if row.charged:
        before = f"{text.number(row.earned, 2)} of {text.number(row.max_score)}"
        yield f"It was {before}: {row.charged}."
    elif row.off and row.score is None and answers:
        yield f"{rules.charged(None, row.off, row.late)}, at most, once it is all graded."


def how_far(row: Grade, answers: Sequence[Answered], judged: str) -> list[str]:
    """Say in words how far an exercise is graded, and as what it is `judged`, if at all."""
    states = [answer.state for answer in answers]
    waiting, broken = states.count("needs marking"), states.count("not gradable")
    lines = [*_charged(row, answers)]
    if not answers:
        lines.append("The file that was handed in could not be read. That is not a zero.")
    if waiting:
        answer = "One answer waits" if waiting == 1 else f"{waiting} answers wait"
        lines.append(f"{answer} to be marked by a person.")
    if broken:
        answer = "One answer" if broken == 1 else f"{broken} answers"
        lines.append(f"{answer} could not be graded. Ask your instructor about it.")
    if answers and not waiting and not broken:
        lines.append("Graded in full.")
    if judged:
        lines.append(judged)
    if row.moment:
        at = datetime.fromtimestamp(row.moment, UTC)
        lines.append(f"Handed in on {at.day} {at:%B %Y, %H:%M} UTC.")
    return lines
