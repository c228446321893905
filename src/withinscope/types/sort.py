"""`sort`: the trainee puts each statement in a bin, such as coaching, therapy or shared ground."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Annotated

from msgspec import Meta, Struct

from withinscope.parts import Choice, Id, Offered, Option, Picked, Remark, Several, by_id, quoted
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import known, named
from withinscope.texts import _, n_

NAME = "sort"


class Statement(Option, frozen=True, forbid_unknown_fields=True):
    """A statement, the bin it belongs in, and any others that may `also` be right."""

    key: Id
    also: tuple[Id, ...] = ()

    @property
    def right(self) -> frozenset[str]:
        """The ids of every bin that counts."""
        return frozenset((self.key, *self.also))


class Response(Struct, frozen=True):
    """Bin id by statement id; a statement may be left out."""

    placed: dict[str, str]


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    bins: tuple[Choice, ...]
    statements: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless statements and bins are the item's."""
        known(response.placed, self.statements, "statement")
        named(response.placed.values(), self.bins, "bin")

    def said(self, response: Response) -> str:
        """Return a line a statement, with its bin."""
        bins = by_id(self.bins)
        return "\n".join(
            f"{one.text} -> {bins[response.placed[one.id]].text}"
            if one.id in response.placed
            else f"{one.text} -> {_('not placed')}"
            for one in self.statements
        )


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem, the bins and the statements."""

    bins: Several[Choice]
    statements: Annotated[tuple[Choice, ...], Meta(min_length=1)]

    def _lines(self) -> Iterator[str]:
        yield "Put each under one of: " + " | ".join(one.text for one in self.bins)
        yield from (f"- {statement.text}" for statement in self.statements)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """Statements and the bins they belong in."""

    released_type = Released
    options_field = "bins"
    bins: Several[Choice]
    statements: Annotated[tuple[Statement, ...], Meta(min_length=1)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, unknown bins, statements right in every bin."""
        yield from super().mistakes()
        bins = set(by_id(self.bins))
        for statement in self.statements:
            for name in sorted(statement.right - bins):
                yield "statements", f"Statement `{statement.id}` names `{name}`, which is no bin."
        if all(statement.right >= bins for statement in self.statements):
            yield "statements", "Every bin is right for every statement. Set them apart."

    def score(self, response: Response) -> float:
        """Return the share of statements placed in `key` or `also`; one left out is wrong."""
        return self._right(response) / len(self.statements)

    def _right(self, response: Response) -> int:
        return sum(response.placed.get(one.id) in one.right for one in self.statements)

    def chance(self) -> float:
        """Return the mean share of right bins, every placement as likely."""
        right = sum(len(statement.right) for statement in self.statements)
        return float(Fraction(right, len(self.bins) * len(self.statements)))

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield, for each bin, the placement of every statement there."""
        for place in self.bins:
            yield place.text, Response({one.id: place.id for one in self.statements})

    def offered(self) -> tuple[Offered, ...]:
        """Return each bin, of each statement."""
        return tuple(
            Offered(one.text, place.text, place.id in one.right)
            for one in self.statements
            for place in self.bins
        )

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the bin of each statement that was placed."""
        bins, placed = by_id(self.bins), response.placed
        return tuple(
            (one.text, bins[placed[one.id]].text) for one in self.statements if one.id in placed
        )

    def verdict(self, response: Response) -> str:
        """Say how many statements are well placed."""
        right = self._right(response)
        if right == len(self.statements):
            return n_("Yes, it is where it belongs.", "Yes, all {n} are where they belong.", right)
        return n_(
            "{right} of {n} is where it belongs.",
            "{right} of {n} are where they belong.",
            len(self.statements),
            right=right,
        )

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark a statement, then one that tells the bin of each that was misplaced."""
        bins = by_id(self.bins)
        mine, told = [], []
        for one in self.statements:
            name = response.placed.get(one.id)
            fits = name in one.right
            label = (
                _("You put it under {place}", place=quoted(bins[name].text))
                if name
                else _("You did not place it")
            )
            mine.append(Remark(label, one.text, one.why if fits else "", fits=fits))
            if not fits:
                where = _("Belongs under {place}", place=quoted(bins[one.key].text))
                told.append(Remark(where, one.text, one.why, fits=True, tells_key=True))
        return (*mine, *told)
