"""`spot`: the trainee marks the lines of a transcript in which the boundary is crossed.

An item may have `reasons`, a short list of words such as "It names a diagnosis". They are
released, and for each marked line the trainee may pick one. A reason is kept and shown in the
feedback beside the line's `why`; it is never scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from withinscope.question import (
    Asked,
    BadResponse,
    Choice,
    Id,
    Note,
    Question,
    ReleasedQuestion,
    Text,
    by_id,
    known,
    repeated,
)

NAME = "spot"


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a transcript as a trainee sees it: who speaks, and what is said."""

    id: Id
    who: Text
    text: Text


class Told(Line, frozen=True, forbid_unknown_fields=True):
    """A line with the reason why it crosses the boundary, or why it only seems to."""

    why: Text | None = None


class Response(Struct, frozen=True):
    """The ids of the lines marked, in any order, and reason id by line id; none is an answer."""

    lines: tuple[str, ...]
    reasons: dict[str, str] = msgspec.field(default_factory=dict)


class _Form(Asked[Response]):
    """What an answer looks like."""

    response_type = Response

    if TYPE_CHECKING:
        lines: tuple[Line, ...]
        reasons: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless lines and reasons are the item's and no line comes twice."""
        known(response.lines, self.lines, "line")
        if not response.reasons.keys() <= set(response.lines):
            raise BadResponse("it gives a reason for a line that is not marked")
        if not set(response.reasons.values()) <= set(by_id(self.reasons)):
            raise BadResponse("it names an unknown reason")

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
        return "\n".join(marked) or "None of these"


class Released(_Form, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem, the lines and the reasons to choose from."""

    lines: Annotated[tuple[Line, ...], Meta(min_length=2)]
    reasons: tuple[Choice, ...] = ()

    def _lines(self) -> Iterator[str]:
        yield from (f"[ ] {words}" for words in _numbered(self.lines).values())
        if self.reasons:
            yield "Reasons to choose from: " + " | ".join(one.text for one in self.reasons)


class Item(_Form, Question[Response], frozen=True, tag=NAME):
    """The lines, and in `key` those to mark; `key: []` where nothing crosses the boundary."""

    lines: Annotated[tuple[Told, ...], Meta(min_length=2)]
    key: tuple[Id, ...]
    reasons: tuple[Choice, ...] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, unknown keys, keys without `why`, every line one."""
        yield from (("lines", text) for text in repeated(self.lines, "lines"))
        yield from (("reasons", text) for text in repeated(self.reasons, "reasons"))
        lines = by_id(self.lines)
        for name in self.key:
            if name not in lines:
                yield "key", f"The key `{name}` is none of the lines. Name lines' ids."
            elif lines[name].why is None:
                yield "lines", f"Line `{name}` is to be marked. Say in its `why` what it crosses."
        if len(set(self.key)) != len(self.key):
            yield "key", "The key names a line twice. Name each once."
        if set(lines) <= set(self.key):
            yield "key", "Every line is a key, so marking all earns all. Add one that is not."

    def released(self) -> Released:
        """Return the stem, the lines without `why`, and the reasons; no `key`."""
        lines = tuple(Line(one.id, one.who, one.text) for one in self.lines)
        return Released(**self._common(), lines=lines, reasons=self.reasons)

    def score(self, response: Response) -> float:
        """max(0, share of the keys marked - share of the others); without a key 1 if none is."""
        return float(self._points(*self._counts(response)))

    def chance(self) -> float:
        """Return the mean over all sets of lines, each as likely; reasons earn nothing."""
        keys, others = len(self.key), len(self.lines) - len(self.key)
        total = sum(
            comb(keys, hits) * comb(others, alarms) * self._points(hits, alarms)
            for hits in range(keys + 1)
            for alarms in range(others + 1)
        )
        return float(total / 2 ** len(self.lines))

    def _counts(self, response: Response) -> tuple[int, int]:
        """Return how many keys are marked, and how many other lines."""
        hits = len(set(response.lines) & set(self.key))
        return hits, len(response.lines) - hits

    def _points(self, hits: int, alarms: int) -> Fraction:
        if not self.key:
            return Fraction(not alarms)
        others = len(self.lines) - len(self.key)
        return max(Fraction(0), Fraction(hits, len(self.key)) - Fraction(alarms, others))

    def verdict(self, response: Response) -> str:
        """Say how many of the keys were marked, and how many other lines."""
        hits, alarms = self._counts(response)
        fine = f"{alarms} that {'is' if alarms == 1 else 'are'} fine"
        if not self.key:
            return f"There was nothing to mark, and you marked {fine}." if alarms else _NOTHING
        if hits == len(self.key) and not alarms:
            return "Yes. You marked every line that crosses the boundary, and no other."
        found = f"You marked {hits} of {len(self.key)} where the boundary is crossed"
        return f"{found}, and {fine}." if alarms else f"{found}."

    def notes(self, response: Response) -> tuple[Note, ...]:
        """Return a note on each line marked, with the reason given, then one on each key missed."""
        words, reasons = _numbered(self.lines), by_id(self.reasons)
        # Not in the label: what stands there is called right, and a reason is not judged.
        given = {
            name: f"{words[name]}\nYour reason: {reasons[reason].text}"
            for name, reason in response.reasons.items()
        }
        marked = [
            Note(
                "You marked it",
                given.get(one.id, words[one.id]),
                one.why or "",
                fits=one.id in self.key,
            )
            for one in self.lines
            if one.id in response.lines
        ]
        missed = [
            Note("Crosses the boundary", words[one.id], one.why or "", tells_key=True)
            for one in self.lines
            if one.id in self.key and one.id not in response.lines
        ]
        return (*marked, *missed)


_NOTHING = "Yes. There was nothing to mark: no line crosses the boundary."


def _numbered(lines: tuple[Line, ...]) -> Mapping[str, str]:
    """Return each line as it is quoted, by id: numbered, since people say the same twice."""
    return {one.id: f"{n}. {one.who}: {one.text}" for n, one in enumerate(lines, 1)}
