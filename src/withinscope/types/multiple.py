"""`multiple`: the trainee picks every option that applies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from withinscope.question import (
    Asked,
    Choice,
    Id,
    Note,
    Option,
    Question,
    ReleasedQuestion,
    by_id,
    known,
    plain,
    repeated,
)

NAME = "multiple"


class Response(Struct, frozen=True):
    """The ids of the options picked, in any order; none is an answer too."""

    choices: tuple[str, ...]


class _Form(Asked[Response]):
    """What an answer looks like."""

    response_type = Response

    if TYPE_CHECKING:
        options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless every choice is an option, each once."""
        known(response.choices, self.options, "option")

    def said(self, response: Response) -> str:
        """Return the texts of the options picked, a line each."""
        picked = [o.text for o in self.options if o.id in response.choices]
        return "\n".join(picked) or "None of these"


class Released(_Form, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options."""

    options: Annotated[tuple[Choice, ...], Meta(min_length=2)]

    def _lines(self) -> Iterator[str]:
        return (f"[ ] {option.text}" for option in self.options)


class Item(_Form, Question[Response], frozen=True, tag=NAME):
    """One or more keys, and at least one option that is none."""

    options: Annotated[tuple[Option, ...], Meta(min_length=2)]
    key: Annotated[tuple[Id, ...], Meta(min_length=1)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, unknown keys, every option a key."""
        yield from (("options", text) for text in repeated(self.options, "options"))
        options = by_id(self.options)
        for name in self.key:
            if name not in options:
                yield "key", f"The key `{name}` is none of the options. Name options' ids."
        if len(set(self.key)) != len(self.key):
            yield "key", "The key names an option twice. Name each once."
        if set(options) <= set(self.key):
            yield "key", "Every option is a key, so marking all earns all. Add one that is not."

    def released(self) -> Released:
        """Return the stem and the options without `key` and `why`."""
        return Released(**self._common(), options=plain(self.options))

    def score(self, response: Response) -> float:
        """max(0, share of the keys picked - share of the others picked)."""
        hits = len(set(response.choices) & set(self.key))
        return float(self._points(hits, len(response.choices) - hits))

    def chance(self) -> float:
        """Return the mean over all subsets of the options, each as likely."""
        keys, others = len(self.key), len(self.options) - len(self.key)
        total = sum(
            comb(keys, hits) * comb(others, alarms) * self._points(hits, alarms)
            for hits in range(keys + 1)
            for alarms in range(others + 1)
        )
        return float(total / 2 ** len(self.options))

    def _points(self, hits: int, alarms: int) -> Fraction:
        keys, others = len(self.key), len(self.options) - len(self.key)
        return max(Fraction(0), Fraction(hits, keys) - Fraction(alarms, others))

    def verdict(self, response: Response) -> str:
        """Say how many of the keys were picked, and how many others."""
        hits = len(set(response.choices) & set(self.key))
        alarms = len(response.choices) - hits
        if hits == len(self.key) and not alarms:
            return "Yes. These are the ones that fit, and no others."
        found = f"You marked {hits} of the {len(self.key)} that fit"
        return (
            f"{found}, and {alarms} that {'does' if alarms == 1 else 'do'} not."
            if alarms
            else (f"{found}.")
        )

    def notes(self, response: Response) -> tuple[Note, ...]:
        """Return a note on each option picked, then one on each key that was not."""
        picked = [
            Note("You marked", o.text, o.why, fits=o.id in self.key)
            for o in self.options
            if o.id in response.choices
        ]
        missed = [
            Note("Also fits", o.text, o.why, fits=True, tells_key=True)
            for o in self.options
            if o.id in self.key and o.id not in response.choices
        ]
        return (*picked, *missed)
