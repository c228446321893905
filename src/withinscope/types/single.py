"""`single`: the trainee picks the one option that fits."""

from __future__ import annotations

from collections.abc import Iterator
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

NAME = "single"


class Response(Struct, frozen=True):
    """The id of the option picked."""

    choice: str


class _Form(Asked[Response]):
    """What an answer looks like."""

    response_type = Response

    if TYPE_CHECKING:
        options: tuple[Choice, ...]

    def admit(self, response: Response) -> None:
        """Raise BadResponse unless the choice is an option."""
        known([response.choice], self.options, "option")

    def said(self, response: Response) -> str:
        """Return the text of the option picked."""
        return str(by_id(self.options)[response.choice].text)


class Released(_Form, ReleasedQuestion[Response], frozen=True, tag=NAME):
    """The stem and the options."""

    options: Annotated[tuple[Choice, ...], Meta(min_length=2)]

    def _lines(self) -> Iterator[str]:
        return (f"( ) {option.text}" for option in self.options)


class Item(_Form, Question[Response], frozen=True, tag=NAME):
    """One key among two or more options."""

    options: Annotated[tuple[Option, ...], Meta(min_length=2)]
    key: Id

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: ids used twice, a key that is no option."""
        yield from (("options", text) for text in repeated(self.options, "options"))
        if self.key not in by_id(self.options):
            yield "key", f"The key `{self.key}` is none of the options. Name an option's id."

    def released(self) -> Released:
        """Return the stem and the options without `key` and `why`."""
        return Released(**self._common(), options=plain(self.options))

    def score(self, response: Response) -> float:
        """1 if the key was picked, else 0."""
        return float(response.choice == self.key)

    def chance(self) -> float:
        """One in the number of options."""
        return 1 / len(self.options)

    def verdict(self, response: Response) -> str:
        """Say whether the key was picked."""
        if self.score(response):
            return "Yes. This is the one that fits."
        return "Not this one. Another option fits better."

    def notes(self, response: Response) -> tuple[Note, ...]:
        """Return a note on the choice and, if it was another, one on the key."""
        options = by_id(self.options)
        mine, best = options[response.choice], options[self.key]
        notes = [Note("You chose", mine.text, mine.why, fits=mine is best)]
        if mine is not best:
            notes.append(Note("Fits best", best.text, best.why, fits=True, tells_key=True))
        return tuple(notes)
