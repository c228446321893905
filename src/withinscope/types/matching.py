"""`matching`: the trainee gives each of some short cases the move that fits it best.

Extended matching, as examiners call it: the moves are shown once, for all cases, and each may fit
once, more than once or never.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Annotated

from msgspec import Meta, Struct

from withinscope.parts import (
    Choice,
    Decision,
    Id,
    Offered,
    Option,
    Picked,
    Rating,
    Remark,
    Text,
    alike,
    by_id,
    quoted,
)
from withinscope.question import Asked, Question, ReleasedQuestion, turning
from withinscope.response import known, named
from withinscope.texts import _

NAME = "matching"
NOTHING = Fraction(0)


class Case(Option, frozen=True, forbid_unknown_fields=True, dict=True):  # for cached_property
    """A case, how far each move helps or harms in it, and what would have changed the answer."""

    ratings: dict[Id, Rating]
    turns_on: Text

    @cached_property
    def best(self) -> tuple[str, ...]:
        """The ids of the moves that fit it best."""
        highest = self.highest
        return tuple(name for name, rating in self.ratings.items() if rating == highest)

    @cached_property
    def highest(self) -> int:
        """The rating of the moves that fit it best."""
        return max(self.ratings.values())

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """What each move earns in it, 0 to 1, by its id."""
        return {
            name: Fraction(max(0, rating), self.highest) for name, rating in self.ratings.items()
        }

    def earned(self, move: str | None) -> Fraction:
        """Return what a move earns in it, 0 to 1; None is a case left open."""
        return self.shares.get(move or "", NOTHING)


class Response(Struct, frozen=True):
    """Move id by case id; a case may be left out, and a move may come again."""

    matched: dict[str, str]


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    moves: tuple[Choice, ...]
    cases: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless cases and moves are the item's."""
        known(response.matched, self.cases, "case")
        named(response.matched.values(), self.moves, "move")

    def said(self, response: Response) -> str:
        """Return a line a case, with its move."""
        moves = by_id(self.moves)
        return "\n".join(
            f"{one.text} -> {moves[response.matched[one.id]].text}"
            if one.id in response.matched
            else f"{one.text} -> {_('left open')}"
            for one in self.cases
        )


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem, the moves and the cases."""

    moves: Annotated[tuple[Choice, ...], Meta(min_length=4, max_length=8)]
    cases: Annotated[tuple[Choice, ...], Meta(min_length=3, max_length=6)]

    def _lines(self) -> Iterator[str]:
        yield "Moves, each of which may fit once, more than once or never:"
        yield from (f"- {move.text}" for move in self.moves)
        yield "Which fits best in each case?"
        yield from (f"{place}. {case.text}" for place, case in enumerate(self.cases, 1))


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """Moves, and the cases in each of which every move has its rating."""

    released_type = Released
    options_field = "moves"
    moves: Annotated[tuple[Choice, ...], Meta(min_length=4, max_length=8)]
    cases: Annotated[tuple[Case, ...], Meta(min_length=3, max_length=6)]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids or moves twice, moves unrated or unknown, none that helps."""
        yield from super().mistakes()
        yield from (("moves", text) for text in alike(self.moves, "moves"))
        for place, case in enumerate(self.cases):
            yield from ((f"cases.{place}.ratings", text) for text in self._faults(case))

    def _faults(self, case: Case) -> Iterator[str]:
        moves = by_id(self.moves)
        for name in case.ratings:
            if name not in moves:
                yield f"Case `{case.id}` rates `{name}`, which is no move. Name moves' ids."
        if left := [f"`{name}`" for name in moves if name not in case.ratings]:
            yield f"Case `{case.id}` leaves out {', '.join(left)}. Rate every move."
        if max(case.ratings.values(), default=0) <= 0:
            yield f"No move helps in case `{case.id}`. Rate one at least above 0."

    def score(self, response: Response) -> float:
        """Return the mean over cases of the move's rating, not below 0, by the highest there."""
        matched, whole = response.matched, lcm(*[case.highest for case in self.cases])
        earned = sum([
            max(0, case.ratings.get(matched.get(case.id, ""), 0)) * (whole // case.highest)
            for case in self.cases
        ])  # fmt: skip
        return earned / (whole * len(self.cases))  # of whole numbers, so rounded once

    def chance(self) -> float:
        """Return the mean over all moves in all cases, each as likely."""
        earned = sum(case.earned(move.id) for case in self.cases for move in self.moves)
        return float(Fraction(earned) / (len(self.cases) * len(self.moves)))

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield, for each move, the choice of it in every case."""
        for move in self.moves:
            yield move.text, Response({case.id: move.id for case in self.cases})

    def verdict(self, response: Response) -> str:
        """Say in how many cases the move that fits best was chosen, and in how many one near."""
        earned = [case.earned(response.matched.get(case.id)) for case in self.cases]
        best, near = earned.count(Fraction(1)), sum(0 < one < 1 for one in earned)
        if best == len(earned):
            return _("Yes. In all {n} cases you chose what fits best.", n=best)
        counted = {"best": best, "all": len(earned)}
        if not near:
            return _("In {best} of {all} cases you chose what fits best.", **counted)
        return _(
            "In {best} of {all} cases you chose what fits best, and in {near} what helps less.",
            near=near,
            **counted,
        )

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark a case, then one that tells the best move of each that has another."""
        moves = {move.id: move.text for move in self.moves}
        mine, told = [], []
        for case in self.cases:
            name = response.matched.get(case.id)
            why = f"{case.why}\n{turning(case.turns_on)}"
            fits = name in case.best
            near = 0 < case.earned(name) < 1
            label = _chosen(moves.get(name or ""), near)
            mine.append(Remark(label, case.text, why if fits else "", None if near else fits))
            if not fits:
                best = _(" or ").join(quoted(moves[one]) for one in case.best)
                label = _("Fits best: {option}", option=best)
                told.append(Remark(label, case.text, why, True, tells_key=True))
        return (*mine, *told)

    def nearly(self, response: Response) -> bool:
        """Tell whether every move helps, and not each is what fits best."""
        earned = [case.earned(response.matched.get(case.id)) for case in self.cases]
        return all(earned) and min(earned) < 1

    def offered(self) -> tuple[Offered, ...]:
        """Return each move, in each case."""
        return tuple(
            Offered(case.text, move.text, move.id in case.best)
            for case in self.cases
            for move in self.moves
        )

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the move of each case that was not left open."""
        moves, matched = by_id(self.moves), response.matched
        return tuple(
            (case.text, moves[matched[case.id]].text) for case in self.cases if case.id in matched
        )

    def decisions(self) -> tuple[Decision, ...]:
        """Return the choice in each case, what fits it best being right."""
        texts = tuple(move.text for move in self.moves)
        right = (
            tuple(n for n, move in enumerate(self.moves) if move.id in case.best)
            for case in self.cases
        )
        return tuple(Decision("moves", texts, best) for best in right if len(best) < len(texts))


def _chosen(move: str | None, near: bool) -> str:
    """Say which move was chosen in a case, if any, and whether it helps without fitting best."""
    if move is None:
        return _("You left it open")
    if near:
        return _("You chose {option}, which helps too", option=quoted(move))
    return _("You chose {option}", option=quoted(move))
