"""`single`: the trainee picks the one option that fits."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from msgspec import Struct

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
from withinscope.texts import _

NAME = "single"


class Response(Struct, frozen=True):
    """The id of the option picked."""

    choice: str


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless the choice is an option."""
        known([response.choice], self.options, "option")

    def said(self, response: Response) -> str:
        """Return the text of the option picked."""
        return str(by_id(self.options)[response.choice].text)


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options."""

    options: Several[Choice]

    def _lines(self) -> Iterator[str]:
        return (f"( ) {option.text}" for option in self.options)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """One key among two or more options."""

    released_type = Released
    options_field = "options"
    options: Several[Option]
    key: Id

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, a key that is no option."""
        yield from super().mistakes()
        yield from faults_of_key([self.key], self.options, "options")

    def score(self, response: Response) -> float:
        """1 if the key was picked, else 0."""
        return float(response.choice == self.key)

    def chance(self) -> float:
        """One in the number of options."""
        return 1 / len(self.options)

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield the choice of each option."""
        return ((one.text, Response(one.id)) for one in self.options)

    def verdict(self, response: Response) -> str:
        """Say whether the key was picked."""
        if self.score(response):
            return _("Yes. This is the one that fits.")
        return _("Not this one. Another option fits better.")

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on the choice and, if it was another, one on the key."""
        options = by_id(self.options)
        mine, best = options[response.choice], options[self.key]
        remarks = [Remark(_("You chose"), mine.text, mine.why, fits=mine is best)]
        if mine is not best:
            remarks.append(Remark(_("Fits best"), best.text, best.why, fits=True, tells_key=True))
        return tuple(remarks)

    def others(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each option that is neither the choice nor the key."""
        return tuple(
            Remark(_("Fits less"), one.text, one.why)
            for one in self.options
            if one.id not in (response.choice, self.key)
        )

    def offered(self) -> tuple[Offered, ...]:
        """Return each option."""
        return tuple(Offered("", one.text, one.id == self.key) for one in self.options)

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the option picked."""
        return (("", self.said(response)),)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the one choice, its key being right."""
        return decision(self.options, {self.key})
