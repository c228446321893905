"""What items are made of: options, criteria and remarks, and what can be wrong with options."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_-]*\Z", max_length=64)]
Text = Annotated[str, Meta(min_length=1)]
Rating = Annotated[int, Meta(ge=-2, le=2)]
"""From -2 (harms) to 2 (helps)."""
Person = Annotated[str, Meta(pattern=r"^[^,]+, *\d{1,3} *,.*\S")]
"""A client in a line: name, age, work."""
Trained = Literal["coach-on", "over-caution", "human", "warm", "second-turn"]
"""What an item trains beside its outcome, for which a course keeps shares: that simply coaching on
is best; that over-caution is the worst; that a short human thing is best; that what is warm and
in role can be out of scope; a second turn, after the coach's good answer has landed badly."""
T = TypeVar("T")
Several = Annotated[tuple[T, ...], Meta(min_length=2)]
"""Two of them or more."""
_BETTER = re.compile(r"(?:^|\s+)Better:\s")
"""Where a reason goes on to what would have been better, as the author guide has it."""


class Remark(Struct, frozen=True):
    """What feedback says of one option, statement or line of an answered item.

    `label` says what it is about ("You chose"), `text` repeats the option, `why` explains it.
    `fits` is None where neither yes nor no would be true. `tells_key` marks a remark on what
    would have been right: lessons show it, feedback pages only when the instructor asks.
    """

    label: str
    text: str
    why: str
    fits: bool | None = None
    tells_key: bool = False


def without_better(why: str) -> str:
    """Return a reason without what would have been better, which tells the key.

    That is all from "Better:" on. Lessons show it; feedback pages only when the instructor asks.
    """
    return _BETTER.split(why, maxsplit=1)[0] if "Better:" in why else why


Picked = tuple[str, str]
"""What was picked: of what (a statement, a place; empty where there is but one list), and which."""


class Offered(Struct, frozen=True):
    """One of all that can be picked in an item, as `Picked` has it, and whether it is right."""

    of: str
    text: str
    right: bool


class Moment(Struct, frozen=True):
    """What somebody says in a turn of a played answer, counted from 1, and why it matters.

    `turn` is None at its end, and then it is how it ended. `fits` is as in a Remark.
    """

    turn: int | None
    said: str
    why: str
    fits: bool | None = None


class Beside(Struct, frozen=True):
    """A moment of somebody's way beside an expert's; one of them may be longer than the other.

    `alike` is True where both say the same at the same moment, False where they part there, and
    None where they are at different moments.
    """

    mine: Moment | None
    theirs: Moment | None
    alike: bool | None


class Way(Struct, frozen=True):
    """The way that a played answer took, beside an expert's, and what it earned on that way."""

    rows: tuple[Beside, ...]
    points: tuple[Remark, ...]


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """An option, bin or statement as a trainee sees it."""

    id: Id
    text: Text


class Option(Choice, frozen=True, forbid_unknown_fields=True):
    """An option with the reason why it fits or does not."""

    why: Text


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


class Decision(Struct, frozen=True):
    """Texts to choose between, in the order shown, and the places of those that are right.

    `at` is the path of the list in the YAML; `best` counts from 0, and is empty where nothing in
    the course says which one is right.
    """

    at: str
    texts: tuple[str, ...]
    best: tuple[int, ...]

    @property
    def wrong(self) -> tuple[int, ...]:
        """The places of those that are not right."""
        return tuple(n for n in range(len(self.texts)) if n not in self.best)

    @property
    def lengths(self) -> tuple[int, ...]:
        """Characters of each text."""
        return tuple(map(len, self.texts))


def decision(options: Sequence[Choice], best: Container[str]) -> tuple[Decision, ...]:
    """Return what `options` let somebody choose between, `best` being the ids that are right.

    There is nothing to choose where all are right, or none.
    """
    right = tuple(n for n, option in enumerate(options) if option.id in best)
    if len(right) in (0, len(options)):
        return ()
    return (Decision("options", tuple(option.text for option in options), right),)


def by_id(choices: Iterable[Any]) -> dict[str, Any]:
    """Index options, bins, statements or criteria by their id."""
    return {choice.id: choice for choice in choices}


def repeated(choices: Iterable[Any], what: str) -> Iterator[str]:
    """Yield a sentence for each id that more than one option has."""
    for name, count in Counter(choice.id for choice in choices).items():
        if count > 1:
            yield f"{count} {what} have the id `{name}`. Give each its own."


def alike(choices: Iterable[Any], what: str) -> Iterator[str]:
    """Yield a sentence for each text that more than one option has."""
    for text, count in Counter(choice.text for choice in choices).items():
        if count > 1:
            yield f"{count} {what} say `{text}`. Nobody can tell them apart."


def quoted(text: str) -> str:
    """Return it in quotation marks, once: an option that is said aloud has its own."""
    return text if len(text) > 1 and text[0] == text[-1] == '"' else f'"{text}"'


def faults_of_key(
    key: Iterable[str], choices: Iterable[Any], what: str
) -> Iterator[tuple[str, str]]:
    """Yield, as `mistakes` does, each name in a key that is no choice's, or comes twice."""
    ids = by_id(choices)
    for name, count in Counter(key).items():
        if name not in ids:
            yield "key", f"The key `{name}` is none of the {what}. Name one by its id."
        if count > 1:
            yield "key", f"The key names `{name}` {count} times. Name each once."
