"""What a feedback page tells of an answer, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from withinscope import texts, types
from withinscope.grading.book import rules
from withinscope.grading.book.queries import Answered, Grade
from withinscope.grading.book.stored import Unread
from withinscope.grading.feedback import words
from withinscope.grading.feedback.verdicts import NO_MARK
from withinscope.parts import Beside, Moment, Remark, without_better
from withinscope.texts import N_, _, n_

_SURE = {1: N_("guessing"), 2: N_("fairly sure"), 3: N_("sure")}
_JUDGED = {"yes": N_("Competent: yes."), "not yet": N_("Competent: not yet.")}
_LEVELS = msgspec.json.Decoder(dict[str, int])
_COMMENTS = msgspec.json.Decoder(dict[str, str])
_Reasoned = TypeVar("_Reasoned", Remark, Moment)


WITHDRAWN = {
    "all get it": N_("This question turned out not to be a fair one. Everybody has its points."),
    "taken out": N_(
        "This question turned out not to be a fair one. It does not count, for anybody."
    ),
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
        return Shown(head, said=_said(item, answer), told=_(WITHDRAWN[item.withdrawn]))
    return Shown(
        head,
        sure=_(sure) if (sure := _SURE.get(answer.confidence or 0)) else None,
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
        told = _(
            "It could not be graded: {reason}. That is not a zero. Your instructor sees this too.",
            reason=answer.reason,
        )
        return {"told": told}
    if isinstance(item, Unread):
        told = _("This question can't be shown: {reason}. Its points stand.", reason=item.why)
        return {"told": told}
    if answer.state == "unanswered" or answer.response is None:
        return {}
    response = item.decode(answer.response.encode())
    way = item.way(response)
    remarks = _remarks(way.points if way else item.remarks(response), keys)
    return {
        # What stands in the remarks on what was chosen, or in the way, is not said twice.
        "said": item.said(response) if item.by_person or not (way or remarks) else "",
        "told": "" if item.by_person else item.verdict(response),
        "way_title": _("Your way beside an expert's") if keys else _("Your way"),
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
    if answer.state == "taken out":
        return _("Withdrawn")
    if answer.state == "graded":
        return words.points(words.number(answer.points), item.points)
    if answer.state == "unanswered":
        return _("Not answered: {points}", points=words.points("0", item.points))
    if answer.state == "needs marking":
        return n_(
            "Waiting to be marked ({points} point)",
            "Waiting to be marked ({points} points)",
            words.count(item.points),
            points=words.number(item.points),
        )
    return _("Not gradable")


def _charged(row: Grade, answers: Sequence[Answered]) -> Iterator[str]:
    """Say what being late took off, or will."""
    if row.charged:
        yield _(
            "It was {points} of {highest}: {late}.",
            points=words.number(row.earned),
            highest=words.number(row.max_score),
            late=_off(row, row.earned),
        )
    elif row.off and row.score is None and answers:
        yield _("{late}, at most, once it is all graded.", late=_off(row, None))


def _off(row: Grade, earned: float | None) -> str:
    """Say what being late takes off what was earned, None for all that there is."""
    return n_(
        "{points} off for a day late",
        "{points} off for {n} days late",
        row.late or 0,
        points=words.number(rules.taken_off(earned, row.off or 0)),
    )


def how_far(row: Grade, answers: Sequence[Answered], *, capstone: bool) -> list[str]:
    """Say in words how far an exercise is graded, what it is judged as, and when it came."""
    return [*_charged(row, answers), *_graded(answers), *_judged(row, capstone), *_came(row)]


def _graded(answers: Sequence[Answered]) -> Iterator[str]:
    states = [answer.state for answer in answers]
    waiting, broken = states.count("needs marking"), states.count("not gradable")
    if not answers:
        yield _("The file that was handed in could not be read. That is not a zero.")
    if waiting:
        yield n_(
            "One answer waits to be marked by a person.",
            "{n} answers wait to be marked by a person.",
            waiting,
        )
    if broken:
        yield n_(
            "One answer could not be graded. Ask your instructor about it.",
            "{n} answers could not be graded. Ask your instructor about it.",
            broken,
        )
    if answers and not waiting and not broken:
        yield _("Graded in full.")


def _judged(row: Grade, capstone: bool) -> Iterator[str]:
    """Say what an exercise is judged as, if at all."""
    if capstone:
        yield _(NO_MARK)
    elif row.competent:
        yield _(_JUDGED[row.competent])


def _came(row: Grade) -> Iterator[str]:
    if row.moment:
        at = datetime.fromtimestamp(row.moment, UTC)
        day = texts.day_in_words(at.date())
        yield _("Handed in on {day}, {time} UTC.", day=day, time=f"{at:%H:%M}")
