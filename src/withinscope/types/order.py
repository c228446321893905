"""`order`: the trainee puts steps in the order in which they belong."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import comb, factorial
from typing import Annotated

from msgspec import Meta, Struct, convert
from msgspec.structs import replace

from withinscope.parts import (
    Choice,
    Id,
    Offered,
    Option,
    Picked,
    Remark,
    alike,
    by_id,
    faults_of_key,
)
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import BadResponse, known
from withinscope.texts import _, n_

NAME = "order"


class Response(Struct, frozen=True):
    """The ids of all options, the first step first."""

    order: tuple[str, ...]


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless every option is there once."""
        known(response.order, self.options, "option")
        if len(response.order) < len(self.options):
            raise BadResponse("it leaves out an option")

    def said(self, response: Response) -> str:
        """Return the texts in the order given, numbered, a line each."""
        options = by_id(self.options)
        texts = [options[name].text for name in response.order]
        return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, 1))


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options, in an order that tells nothing."""

    options: Annotated[tuple[Choice, ...], Meta(min_length=3)]

    def _lines(self) -> Iterator[str]:
        yield "Put these in order:"
        yield from (f"- {option.text}" for option in self.options)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """Three or more options; `key` names them all in the order that is right."""

    released_type = Released
    options_field = "options"
    options: Annotated[tuple[Option, ...], Meta(min_length=3)]
    key: Annotated[tuple[Id, ...], Meta(min_length=3)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids or texts used twice, a key that is no order of the options."""
        yield from super().mistakes()
        yield from (("options", text) for text in alike(self.options, "options"))
        yield from faults_of_key(self.key, self.options, "options")
        if left := [name for name in by_id(self.options) if name not in self.key]:
            yield "key", f"The key leaves out `{'`, `'.join(left)}`. Name every option once."
        if tuple(option.id for option in self._shuffled()) == self.key:
            yield (
                "options",
                "Trainees would find these in the right order already. "
                "They are shown by a hash of the ids: give one option another id.",
            )

    def released(self) -> Released:
        """Return the stem and the options without `key` and `why`, sorted by a hash."""
        return convert(replace(self, options=self._shuffled()), Released, from_attributes=True)

    def _shuffled(self) -> tuple[Option, ...]:
        """Sort the options by a hash of their ids: authors write them in the right order.

        The item's own id goes in too, or `a, b, c` would be shuffled alike in every item.
        """
        hashed = lambda option: _hash(f"{self.id}/{option.id}")  # noqa: E731
        return tuple(sorted(self.options, key=hashed))

    def score(self, response: Response) -> float:
        """max(0, Kendall's tau): pairs the right way round less the others, of all pairs."""
        return float(_tau(len(self.key), _inversions(self._places(response))))

    def chance(self) -> float:
        """Return the mean over all orders of the options, each as likely."""
        count = len(self.key)
        total = sum(
            orders * _tau(count, inversions)
            for inversions, orders in enumerate(_orders_by_inversions(count))
        )
        return float(total / factorial(count))

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield every order of the options."""
        for steps in permutations(self.options):
            yield tuple(one.text for one in steps), Response(tuple(one.id for one in steps))

    def offered(self) -> tuple[Offered, ...]:
        """Return each option, in each place."""
        return tuple(
            Offered(f"Place {place}", one.text, one.id == right)
            for place, right in enumerate(self.key, 1)
            for one in self.options
        )

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return what was put in each place."""
        options = by_id(self.options)
        return tuple(
            (f"Place {place}", options[name].text) for place, name in enumerate(response.order, 1)
        )

    def verdict(self, response: Response) -> str:
        """Say how many pairs stand the right way round, which is what the score counts."""
        pairs = comb(len(self.key), 2)
        if not (wrong := _inversions(self._places(response))):
            return _("Yes. This is the order.")
        return n_(
            "Of the {pairs} pairs of steps, {n} stands the right way round.",
            "Of the {pairs} pairs of steps, {n} stand the right way round.",
            pairs - wrong,
            pairs=pairs,
        )

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark a step as it was placed, then where each belongs, then the order."""
        options = by_id(self.options)
        mine, told = [], []
        for place, right in enumerate(self._places(response), 1):
            one = options[response.order[place - 1]]
            fits = place == right
            why = one.why if fits else ""
            mine.append(Remark(_("You put it in place {n}", n=place), one.text, why, fits=fits))
            if not fits:
                belongs = _("Belongs in place {n}", n=right)
                told.append(Remark(belongs, one.text, one.why, fits=True, tells_key=True))
        if told:
            whole = self.said(Response(self.key))
            told.append(Remark(_("The order"), whole, "", tells_key=True))
        return (*mine, *told)

    def _places(self, response: Response) -> list[int]:
        """Return where each option of the response belongs, counted from 1."""
        places = {name: place for place, name in enumerate(self.key, 1)}
        return [places[name] for name in response.order]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _inversions(places: Sequence[int]) -> int:
    """Count the pairs of which the one that belongs later stands first."""
    return sum(first > second for first, second in combinations(places, 2))


def _tau(count: int, inversions: int) -> Fraction:
    """Kendall's tau of an order of `count` without ties (Kendall 1938), not below 0."""
    return max(Fraction(0), 1 - Fraction(2 * inversions, comb(count, 2)))


def _orders_by_inversions(count: int) -> list[int]:
    """Return how many orders of `count` have 0, 1, 2 … inversions: the Mahonian numbers.

    The last of n options can go before 0 to n - 1 of the others, which adds as many inversions.
    """
    orders = [1]
    for size in range(2, count + 1):
        longer = [0] * (len(orders) + size - 1)
        for inversions, many in enumerate(orders):
            for more in range(size):
                longer[inversions + more] += many
        orders = longer
    return orders
