"""`best-worst`: the trainee names the most and the least fitting action (situational judgment)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import Literal

from msgspec import Struct

from withinscope.parts import (
    Choice,
    Decision,
    Offered,
    Option,
    Picked,
    Rating,
    Remark,
    Several,
    by_id,
    decision,
)
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import BadResponse, known
from withinscope.texts import N_, _

NAME = "best-worst"

Standing = Literal["right", "close", "off"]
_VERDICTS: dict[tuple[Standing, Standing], str] = {
    ("right", "right"): N_("Yes, both: what fits best and what fits least."),
    ("right", "close"): N_(
        "Yes, that fits best. Your other choice comes close to what fits least."
    ),
    ("right", "off"): N_("Yes, that fits best. For the one that fits least, look again."),
    ("close", "right"): N_(
        "Yes, that fits least. Your other choice comes close to what fits best."
    ),
    ("close", "close"): N_("Close, both: one fits a little better still, and one a little less."),
    ("close", "off"): N_("Close to what fits best. For the one that fits least, look again."),
    ("off", "right"): N_("Yes, that fits least. For the one that fits best, look again."),
    ("off", "close"): N_("Close to what fits least. For the one that fits best, look again."),
    ("off", "off"): N_("Look again at both: others fit better and worse than these."),
}
"""What is said of a choice of the best and of the least, by how each stands."""


class Rated(Option, frozen=True, forbid_unknown_fields=True):
    """An option with its rating, from -2 (harms) to 2 (helps)."""

    rating: Rating


class Response(Struct, frozen=True):
    """The ids of the option taken for best and of the one taken for worst."""

    best: str
    worst: str


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless best and worst are two different options."""
        if response.best == response.worst:
            raise BadResponse("it names the same option best and worst")
        known([response.best, response.worst], self.options, "option")

    def said(self, response: Response) -> str:
        """Return both options, the best first."""
        options = by_id(self.options)
        best, worst = options[response.best], options[response.worst]
        said = (
            _("Fits best: {option}", option=best.text),
            _("Fits least: {option}", option=worst.text),
        )
        return "\n".join(said)


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options."""

    options: Several[Choice]

    def _lines(self) -> Iterator[str]:
        yield "Which fits best, and which fits least?"
        yield from (f"- {option.text}" for option in self.options)


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """Options rated by how far each helps or harms."""

    released_type = Released
    options_field = "options"
    options: Several[Rated]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, all ratings alike."""
        yield from super().mistakes()
        if len({option.rating for option in self.options}) == 1:
            yield "options", "All ratings are alike, so no answer is better. Rate them apart."

    def score(self, response: Response) -> float:
        """max(0, (rating of best - rating of worst) / (highest - lowest rating))."""
        rating = {option.id: option.rating for option in self.options}
        return float(self._share(rating[response.best], rating[response.worst]))

    def chance(self) -> float:
        """Return the mean over all ordered pairs of options, each as likely."""
        pairs = list(permutations([option.rating for option in self.options], 2))
        return float(sum(self._share(best, worst) for best, worst in pairs) / len(pairs))

    def _share(self, best: int, worst: int) -> Fraction:
        ratings = [option.rating for option in self.options]
        return max(Fraction(0), Fraction(best - worst, max(ratings) - min(ratings)))

    def blind(self) -> Iterator[tuple[Hashable, Response]]:
        """Yield every ordered pair of options."""
        for best, worst in permutations(self.options, 2):
            yield (best.text, worst.text), Response(best.id, worst.id)

    def verdict(self, response: Response) -> str:
        """Say how each of the two choices stands."""
        return _(_VERDICTS[self._standings(response)])

    def nearly(self, response: Response) -> bool:
        """Tell whether neither choice is off, and not both are right."""
        standings = self._standings(response)
        return "off" not in standings and "close" in standings

    def _standings(self, response: Response) -> tuple[Standing, Standing]:
        """Return how the choice of the best stands, and that of the least.

        Close is what was rated next to it, if the best does not harm and the least does not help.
        """
        rating = {option.id: option.rating for option in self.options}
        best, worst = rating[response.best], rating[response.worst]
        short, over = max(rating.values()) - best, worst - min(rating.values())
        return _standing(short, best >= 0), _standing(over, worst <= 0)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each of the two choices, then on what was best and worst."""
        options, (of_best, of_worst) = by_id(self.options), self._standings(response)
        best, worst = options[response.best], options[response.worst]
        remarks = [
            _remark(_("You said it fits best"), best, of_best),
            _remark(_("You said it fits least"), worst, of_worst),
        ]
        if of_best != "right":
            top = max(self.options, key=lambda option: option.rating)
            label = _("It fits best") if top is worst else _("Fits best")
            remarks.append(Remark(label, top.text, top.why, fits=True, tells_key=True))
        if of_worst != "right":
            low = min(self.options, key=lambda option: option.rating)
            label = _("It fits least") if low is best else _("Fits least")
            remarks.append(Remark(label, low.text, low.why, tells_key=True))
        return tuple(remarks)

    def others(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each option that was not chosen and is not told as best or least."""
        told = {remark.text for remark in self.remarks(response)}
        return tuple(
            Remark(_(_HELPS[one.rating]), one.text, one.why)
            for one in self.options
            if one.text not in told
        )

    def offered(self) -> tuple[Offered, ...]:
        """Return each option as what fits best, then as what fits least."""
        ratings = [one.rating for one in self.options]
        sides = (("Fits best", max(ratings)), ("Fits least", min(ratings)))
        return tuple(
            Offered(side, one.text, one.rating == rating)
            for side, rating in sides
            for one in self.options
        )

    def picked(self, response: Response) -> tuple[Picked, ...]:
        """Return the option taken for what fits best, and for what fits least."""
        options = by_id(self.options)
        best, worst = options[response.best], options[response.worst]
        return ("Fits best", best.text), ("Fits least", worst.text)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the choice of the best, what is rated highest being right."""
        top = max(option.rating for option in self.options)
        return decision(self.options, {one.id for one in self.options if one.rating == top})


_HELPS = {
    2: N_("Helps"),
    1: N_("Helps a little"),
    0: N_("Neither helps nor harms"),
    -1: N_("Harms a little"),
    -2: N_("Harms"),
}


def _standing(steps: int, fair: bool) -> Standing:
    """Return how a choice stands that is rated so many steps from what is right."""
    if not steps:
        return "right"
    return "close" if steps == 1 and fair else "off"


def _remark(label: str, option: Rated, standing: Standing) -> Remark:
    if standing == "close":
        return Remark(_("{label}: that comes close", label=label), option.text, option.why)
    return Remark(label, option.text, option.why, fits=standing == "right")
