"""`free`: the trainee writes, and a person marks it by a rubric; private in lessons."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from withinscope.parts import Criterion, Remark, Sample
from withinscope.question import Asked, Question, ReleasedQuestion
from withinscope.response import BadResponse
from withinscope.texts import _

NAME = "free"
LONGEST = 20_000
"""Characters: about eight pages, far more than any prompt asks for."""


class Response(Struct, frozen=True):
    """What was written."""

    text: str


class _Asked(Asked[Response]):
    """What an answer looks like."""

    response_type = Response
    by_person = True
    own_words = True
    practicable = False

    def admit(self, response: Response) -> None:
        """Raise BadResponse for a text longer than any view lets anyone write."""
        if len(response.text) > LONGEST:
            raise BadResponse(f"it is longer than {LONGEST:,} characters")

    def blank(self, response: Response) -> bool:
        """Tell whether nothing but white space was written."""
        return not response.text.strip()

    def said(self, response: Response) -> str:
        """Return the text itself."""
        return response.text


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem alone."""

    def _lines(self) -> Iterator[str]:
        yield "(Write your answer.)"


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    """A prompt; with a rubric it is marked, without one it is a private reflection."""

    released_type = Released
    rubric: tuple[Criterion, ...] = ()
    samples: tuple[Sample, ...] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, samples whose marks are not the rubric's."""
        yield from super().mistakes()
        for number, sample in enumerate(self.samples, 1):
            if not self.complete(sample.marks):
                yield (
                    "samples",
                    f"Sample {number} has other marks than the rubric asks for. "
                    "Give each criterion one of its levels, counted from 0.",
                )

    def score(self, response: Response) -> None:
        """Return None: a person marks it."""
        return None

    def chance(self) -> None:
        """Return None: nothing is earned by chance where a person marks."""
        return None

    def verdict(self, response: Response) -> str:
        """Say what becomes of the text."""
        return _("A person reads this.") if self.rubric else _("Kept. Only you can see it.")

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Return one remark a sample answer: each tells what markers look for."""
        return tuple(
            Remark(_("A sample answer"), sample.text, sample.why or "", tells_key=True)
            for sample in self.samples
        )
