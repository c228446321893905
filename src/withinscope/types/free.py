"""`free`: the trainee writes, and a person marks it by a rubric; private in lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from withinscope.question import (
    Asked,
    BadResponse,
    Id,
    Note,
    Question,
    ReleasedQuestion,
    Text,
    by_id,
    repeated,
)

NAME = "free"
LONGEST = 20_000
"""Characters: about eight pages, far more than any prompt asks for."""


class Criterion(Struct, frozen=True, forbid_unknown_fields=True):
    """One criterion of a rubric; `levels` say in words what earns 0, 1, 2 … points."""

    id: Id
    criterion: Text
    levels: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=6)]

    @property
    def highest(self) -> int:
        """The highest level that can be reached."""
        return len(self.levels) - 1


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer with the levels that an expert gives it, by criterion id, and why."""

    text: Text
    marks: dict[str, int]
    why: str | None = None


class Response(Struct, frozen=True):
    """What was written."""

    text: str


class _Form(Asked[Response]):
    """What an answer looks like."""

    response_type = Response

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


class Released(_Form, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem alone."""

    def _lines(self) -> Iterator[str]:
        yield "(Write your answer.)"


class Item(_Form, Question[Response], frozen=True, tag=NAME):
    """A prompt; with a rubric it is marked, without one it is a private reflection."""

    rubric: tuple[Criterion, ...] = ()
    samples: tuple[Sample, ...] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, samples whose marks are not the rubric's."""
        yield from (("rubric", text) for text in repeated(self.rubric, "criteria"))
        for number, sample in enumerate(self.samples, 1):
            if not self.complete(sample.marks):
                yield (
                    "samples",
                    f"Sample {number} has other marks than the rubric asks for. "
                    "Give each criterion one of its levels, counted from 0.",
                )

    def released(self) -> Released:
        """Return the stem without rubric and samples."""
        return Released(**self._common())

    def score(self, response: Response) -> None:
        """Return None: a person marks it."""
        return None

    def chance(self) -> None:
        """Return None: nothing is earned by chance where a person marks."""
        return None

    def complete(self, marks: Mapping[str, int]) -> bool:
        """Tell whether `marks` gives every criterion, and nothing else, a level that it has."""
        rubric = by_id(self.rubric)
        return set(marks) == set(rubric) and all(
            0 <= level <= rubric[name].highest for name, level in marks.items()
        )

    def marked(self, marks: Mapping[str, int]) -> float:
        """Return levels reached / highest, 0 to 1. Raises ValueError for incomplete marks."""
        if not self.rubric or not self.complete(marks):
            raise ValueError("marks must give each criterion of the rubric one of its levels")
        return sum(marks.values()) / sum(criterion.highest for criterion in self.rubric)

    def verdict(self, response: Response) -> str:
        """Say what becomes of the text."""
        return "A person reads this." if self.rubric else "Kept. Only you can see it."

    def notes(self, response: Response) -> tuple[Note, ...]:
        """Return one note a sample answer: each tells what markers look for."""
        return tuple(
            Note("A sample answer", sample.text, sample.why or "", tells_key=True)
            for sample in self.samples
        )
