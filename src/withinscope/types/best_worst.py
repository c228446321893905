"""`best-worst`: the trainee names the most and the least fitting action (situational judgment)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import permutations

from msgspec import Struct

from withinscope.parts import Choice, Decision, Option, Rating, Remark, Several, by_id, decision
from withinscope.question import Asked, BadResponse, Question, ReleasedQuestion, known

NAME = "best-worst"


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
        return f"Fits best: {best.text}\nFits least: {worst.text}"


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
        """Say which of the two choices stands."""
        best, worst = self._stands(response)
        if best and worst:
            return "Yes, both: what fits best and what fits least."
        if best:
            return "Yes, that fits best. For the one that fits least, look again."
        if worst:
            return "Yes, that fits least. For the one that fits best, look again."
        return "Look again at both: others fit better and worse than these."

    def _stands(self, response: Response) -> tuple[bool, bool]:
        rating = {option.id: option.rating for option in self.options}
        top, bottom = max(rating.values()), min(rating.values())
        return rating[response.best] == top, rating[response.worst] == bottom

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return a remark on each of the two choices, then on what was best and worst."""
        options, stands = by_id(self.options), self._stands(response)
        best, worst = options[response.best], options[response.worst]
        remarks = [
            Remark("You said it fits best", best.text, best.why, fits=stands[0]),
            Remark("You said it fits least", worst.text, worst.why, fits=stands[1]),
        ]
        if not stands[0]:
            top = max(self.options, key=lambda option: option.rating)
            remarks.append(Remark("Fits best", top.text, top.why, fits=True, tells_key=True))
        if not stands[1]:
            low = min(self.options, key=lambda option: option.rating)
            remarks.append(Remark("Fits least", low.text, low.why, tells_key=True))
        return tuple(remarks)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the choice of the best, what is rated highest being right."""
        top = max(option.rating for option in self.options)
        return decision(self.options, {one.id for one in self.options if one.rating == top})
