"""What every item has in common, whatever its type: fields, released form, response, notes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import msgspec
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
R = TypeVar("R", bound=Struct)


class BadResponse(Exception):  # noqa: N818 - an answer is bad, the program is fine
    """A response that breaks its type's form and so can't be graded; the text says how."""


class Note(Struct, frozen=True):
    """A remark on one option, statement or line of an answered item.

    `label` says what it is about ("You chose"), `text` repeats the option, `why` explains it.
    `fits` is None where neither yes nor no would be true. `tells_key` marks a note about what
    would have been right: lessons show it, feedback pages only when the instructor asks.
    """

    label: str
    text: str
    why: str
    fits: bool | None = None
    tells_key: bool = False


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """An option, bin or statement as a trainee sees it."""

    id: Id
    text: Text


class Option(Choice, frozen=True, forbid_unknown_fields=True):
    """An option with the reason why it fits or does not."""

    why: Text


class Asked(Generic[R]):
    """What an item and its released form have in common: what an answer to it looks like."""

    response_type: ClassVar[Any]  # `type` is a property here

    @property
    def type(self) -> str:
        """The item's type as authors write it, such as `best-worst`."""
        return str(type(self).__struct_config__.tag)  # type: ignore[attr-defined]

    def decode(self, raw: bytes | msgspec.Raw) -> R:
        """Read a response from JSON. Raises BadResponse if it breaks the form."""
        try:
            response: R = msgspec.json.decode(raw, type=self.response_type)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise BadResponse(f"its response does not have the form of {self.type}") from error
        self.admit(response)
        return response

    def admit(self, response: R) -> None:
        """Raise BadResponse for a response that names what the item does not have."""
        raise NotImplementedError

    def blank(self, response: R) -> bool:
        """Tell whether the response says nothing at all and so counts as unanswered."""
        return False

    def said(self, response: R) -> str:
        """The response in words."""
        raise NotImplementedError


class ReleasedQuestion(
    Asked[R],
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="type",
):
    """What every trainee may see of an item. Defaults are left out, so that a field added
    later changes no revision.
    """

    id: Id
    stem: Text
    confidence: bool = False
    care: str | None = None

    @property
    def revision(self) -> str:
        """SHA-256 (hex) of the canonical JSON: the same read from solution or exercise."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (field, what is wrong and how to mend it) for what could not be asked at all."""
        return iter(())

    def words(self) -> str:
        """The item as plain text, for a reader without the package."""
        care = f"Care: {self.care}\n\n" if self.care else ""
        return f"{care}{self.stem}\n\n" + "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """Yield the lines below the stem, one an option or statement."""
        raise NotImplementedError


class Question(
    Asked[R],
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    dict=True,  # for cached_property
):
    """An item as its author wrote it, with key, rationale and place in the syllabus.

    `set` names the set that its options are of; `turns_on` is the fact in the stem that decides.
    """

    id: Id
    stem: Text
    points: Annotated[float, Meta(gt=0, le=1000)] = 1
    confidence: bool = False
    critical: bool = False
    pair: Id | None = None
    care: str | None = None
    after: str | None = None
    set: Id | None = None
    turns_on: Text | None = None
    trains: tuple[Trained, ...] = ()
    people: tuple[Person, ...] = ()
    dimension: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @cached_property
    def revision(self) -> str:
        """The revision of what was asked: that of the released form."""
        return self.released().revision

    def words(self) -> str:
        """The item as plain text: exactly what its released form says."""
        return self.released().words()

    def released(self) -> ReleasedQuestion[R]:
        """The form that trainees are given: no key, rating, rationale or rubric."""
        raise NotImplementedError

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (field, what is wrong and how to mend it) for what makes a score meaningless."""
        raise NotImplementedError

    def score(self, response: R) -> float | None:
        """The score from 0 to 1, or None where a person has to mark."""
        raise NotImplementedError

    @property
    def turning(self) -> str | None:
        """The last line of its feedback: the fact that decides, as it is told to trainees."""
        return turning(self.turns_on) if self.turns_on else None

    @property
    def decides(self) -> bool:
        """Whether competence hangs on it."""
        return self.critical

    def fails(self, response: R) -> bool:
        """Tell whether a response misses what is critical in the item, whatever it scores."""
        return False

    def chance(self) -> float | None:
        """The exact mean score of blind answering, all legal responses alike; None if marked."""
        raise NotImplementedError

    def verdict(self, response: R) -> str:
        """One sentence that says how the response did."""
        raise NotImplementedError

    def notes(self, response: R) -> tuple[Note, ...]:
        """The remarks on what was answered, then those that tell what would have been better."""
        raise NotImplementedError

    def _common(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "stem": self.stem,
            "confidence": self.confidence,
            "care": self.care,
        }


def turning(fact: str) -> str:
    """Say what an answer turns on: the fact that decides, or what would have changed it."""
    return f"What it turns on: {fact}"


def plain(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Strip options to what a trainee may see of them."""
    return tuple(Choice(choice.id, choice.text) for choice in choices)


def by_id(choices: Iterable[Any]) -> dict[str, Any]:
    """Index options, bins, statements or criteria by their id."""
    return {choice.id: choice for choice in choices}


def repeated(choices: Iterable[Any], what: str) -> Iterator[str]:
    """Yield a sentence for each id that more than one option has."""
    for name, count in Counter(choice.id for choice in choices).items():
        if count > 1:
            yield f"{count} {what} have the id `{name}`. Give each its own."


def known(names: Iterable[str], choices: Iterable[Any], what: str) -> None:
    """Raise BadResponse unless every name is that of a choice, and none comes twice."""
    names, ids = list(names), {choice.id for choice in choices}
    if any(name not in ids for name in names):
        raise BadResponse(f"it names an unknown {what}")
    if len(set(names)) != len(names):
        raise BadResponse(f"it names the same {what} twice")
