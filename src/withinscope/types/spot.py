"""`spot`: the trainee marks the lines of a transcript in which the boundary is crossed.

An item may have `reasons`, a short list of words such as "It names a diagnosis". They are
released, and for each marked line the trainee may pick one. A reason is kept and shown in the
feedback beside the line's `why`; it is never scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from withinscope.parts import (
    Choice,
    Id,
    Offered,
    Picked,
    Remark,
    Several,
    Text,
    by_id,
    faults_of_key,
)
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import BadResponse, known, named
from withinscope.texts import _, n_
from withinscope.types import _marks

NAME = "spot"


class Utterance(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a transcript as a trainee sees it: who speaks, and what is said."""

    id: Id
    who: Text
    text: Text


class Judged(Utterance, frozen=True, forbid_unknown_fields=True):
    """A line with the reason why it crosses the boundary, or why it only seems to."""

    why: Text | None = None


class Response(Struct, frozen=True):
    """The ids of the lines marked, in any order, and reason id by line id; none is an answer."""

    lines: tuple[str, ...]
    reasons: dict[str, str] = msgspec.field(default_factory=dict)


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    lines: tuple[Utterance, ...]
    reasons: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless lines and reasons are the item's and no line comes twice."""
        known(response.lines, self.lines, "line")
        if not response.reasons.keys() <= set(response.lines):
            raise BadResponse("it gives a reason for a line that is not marked")
        named(response.reasons.values(), self.reasons, "reason")

    def said(self, response: Response) -> str:
        """Return the lines marked, each with the reason given if any."""
        reasons = by_id(self.reasons)
        marked = [
            f"{words} -> {reasons[response.reasons[name]].text}"
            if name in response.reasons
            else words
            for name, words in _numbered(self.lines).items()
            if name in response.lines
        ]
        return "\n".join(marked) or _("None of these")


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem, the lines and the reasons to choose from."""

    lines: Several[Utterance]
    reasons: tuple[Choice, ...] = ()

    def _lines(self) -> Iterator[str]:
        yield from (f"[ ] {words}" for words in _numbered(self.lines).values())
        if self.reasons:
            yield "Reasons to choose from: " + " | ".join(one.text for one in self.reasons)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """The lines, and in `key` those to mark; `key: []` where nothing crosses the boundary."""

    released_type = Released
    lines: Several[Judged]
    key: tuple[Id, ...]
    reasons: tuple[Choice, ...] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, unknown keys, keys without `why`, every line one."""
        yield from super().mistakes()
        yield from faults_of_key(self.key, self.lines, "lines")
        for one in self.lines:
            if one.id in self.key and one.why is None:
                yield "lines", f"Line `{one.id}` is to be marked. Say in its `why` what it crosses."
        if by_id(self.lines).keys() <= set(self.key):
            yield "key", "Every line is a key, so marking all earns all. Add one that is not."

    def score(self, response: Response) -> float:
        """max(0, share of the keys marked - share of the others); without a key 1 if none is."""
        return _marks.score(response.lines, self.key, len(self.lines))

    def chance(self) -> float:
        """Return the mean over all sets of lines, each as likely; reasons earn nothing."""
        return _marks.chance(self.key, len(self.lines))

    def offered(self) -> tuple[Offered, ...]:
        """Return each line."""
        return tuple(
            Offered("", words, name in self.key) for name, words in _numbered(self.lines).items()
        )

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the lines marked."""
        words = _numbered(self.lines)
        return tuple(("", words[one.id]) for one in self.lines if one.id in response.lines)

    def verdict(self, response: Response) -> str:
        """Say how many of the keys were marked, and how many other lines."""
        hits, alarms = _marks.counts(response.lines, self.key)
        if not self.key:
            return _nothing(alarms)
        if hits == len(self.key) and not alarms:
            return _("Yes. You marked every line that crosses the boundary, and no other.")
        marked = {"hits": hits, "keys": len(self.key)}
        if not alarms:
            return _("You marked {hits} of {keys} where the boundary is crossed.", **marked)
        return n_(
            "You marked {hits} of {keys} where the boundary is crossed, and {n} that is fine.",
            "You marked {hits} of {keys} where the boundary is crossed, and {n} that are fine.",
            alarms,
            **marked,
        )

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each line marked, with its reason if any, then on each key missed."""
        words, reasons = _numbered(self.lines), by_id(self.reasons)
        # Not in the label: what stands there is called right, and a reason is not judged.
        given = {
            name: "\n".join((words[name], _("Your reason: {reason}", reason=reasons[reason].text)))
            for name, reason in response.reasons.items()
        }
        marked = [
            Remark(
                _("You marked it"),
                given.get(one.id, words[one.id]),
                one.why or "",
                fits=one.id in self.key,
            )
            for one in self.lines
            if one.id in response.lines
        ]
        missed = [
            Remark(_("Crosses the boundary"), words[one.id], one.why or "", tells_key=True)
            for one in self.lines
            if one.id in self.key and one.id not in response.lines
        ]
        return (*marked, *missed)

    def others(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each line that was not marked, is fine, and has a reason why."""
        words = _numbered(self.lines)
        return tuple(
            Remark(_("This line is fine"), words[one.id], one.why)
            for one in self.lines
            if one.why and one.id not in (*response.lines, *self.key)
        )


def _nothing(alarms: int) -> str:
    """Say how a response did where there was nothing to mark."""
    if not alarms:
        return _("Yes. There was nothing to mark: no line crosses the boundary.")
    return n_(
        "There was nothing to mark, and you marked {n} that is fine.",
        "There was nothing to mark, and you marked {n} that are fine.",
        alarms,
    )


def _numbered(lines: tuple[Utterance, ...]) -> Mapping[str, str]:
    """Return each line as it is quoted, by id: numbered, since people say the same twice."""
    return {one.id: f"{n}. {one.who}: {one.text}" for n, one in enumerate(lines, 1)}
