"""`multiple`: the trainee picks every option that applies."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import Annotated

from msgspec import Meta, Struct

from withinscope.parts import (
    Choice,
    Decision,
    Id,
    Offered,
    Option,
    Picked,
    Remark,
    Several,
    by_id,
    decision,
    faults_of_key,
)
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import known
from withinscope.texts import _, n_
from withinscope.types import _marks

NAME = "multiple"


class Response(Struct, frozen=True):
    """The ids of the options picked, in any order; none is an answer too."""

    choices: tuple[str, ...]


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless every choice is an option, each once."""
        known(response.choices, self.options, "option")

    def said(self, response: Response) -> str:
        """Return the texts of the options picked, a line each."""
        picked = [o.text for o in self.options if o.id in response.choices]
        return "\n".join(picked) or _("None of these")


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options."""

    options: Several[Choice]

    def _lines(self) -> Iterator[str]:
        return (f"[ ] {option.text}" for option in self.options)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """One or more keys, and at least one option that is none."""

    released_type = Released
    options_field = "options"
    options: Several[Option]
    key: Annotated[tuple[Id, ...], Meta(min_length=1)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, unknown keys, every option a key."""
        yield from super().mistakes()
        yield from faults_of_key(self.key, self.options, "options")
        if by_id(self.options).keys() <= set(self.key):
            yield "key", "Every option is a key, so marking all earns all. Add one that is not."

    def score(self, response: Response) -> float:
        """max(0, share of the keys picked - share of the others picked)."""
        return _marks.score(response.choices, self.key, len(self.options))

    def chance(self) -> float:
        """Return the mean over all subsets of the options, each as likely."""
        return _marks.chance(self.key, len(self.options))

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield every choice of some options, of all and of none."""
        for count in range(len(self.options) + 1):
            for some in combinations(self.options, count):
                texts = frozenset(one.text for one in some)
                yield texts, Response(tuple(one.id for one in some))

    def verdict(self, response: Response) -> str:
        """Say how many of the keys were picked, and how many others."""
        hits, alarms = _marks.counts(response.choices, self.key)
        if hits == len(self.key) and not alarms:
            return _("Yes. These are the ones that fit, and no others.")
        marked = {"hits": hits, "keys": len(self.key)}
        if not alarms:
            return _("You marked {hits} of the {keys} that fit.", **marked)
        return n_(
            "You marked {hits} of the {keys} that fit, and {n} that does not.",
            "You marked {hits} of the {keys} that fit, and {n} that do not.",
            alarms,
            **marked,
        )

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each option picked, then one on each key that was not."""
        picked = [
            Remark(_("You marked"), o.text, o.why, fits=o.id in self.key)
            for o in self.options
            if o.id in response.choices
        ]
        missed = [
            Remark(_("Also fits"), o.text, o.why, fits=True, tells_key=True)
            for o in self.options
            if o.id in self.key and o.id not in response.choices
        ]
        return (*picked, *missed)

    def others(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each option that was not picked, and rightly so."""
        return tuple(
            Remark(_("Does not fit"), one.text, one.why)
            for one in self.options
            if one.id not in (*response.choices, *self.key)
        )

    def offered(self) -> tuple[Offered, ...]:
        """Return each option."""
        return tuple(Offered("", one.text, one.id in self.key) for one in self.options)

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the options picked."""
        return tuple(("", one.text) for one in self.options if one.id in response.choices)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the one choice, every key being right."""
        return decision(self.options, self.key)
