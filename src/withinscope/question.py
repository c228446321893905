"""What every item has in common, whatever its type: fields, released form, response, feedback."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, convert

from withinscope.parts import (
    Criterion,
    Decision,
    Id,
    Offered,
    Person,
    Picked,
    Remark,
    Sample,
    Text,
    Trained,
    Way,
    by_id,
    repeated,
)
from withinscope.response import BadResponse
from withinscope.texts import _

R = TypeVar("R", bound=Struct)
Withdrawn = Literal["all get it", "taken out"]
"""What becomes of an item's points once it is withdrawn: everybody has them, or nobody can."""
COVERED = "What this is about stays covered until you choose, in the course, to see it."
"""What stands below a care note where nobody can be asked."""


@cache
def _decoder(form: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(form)


class Asked(Generic[R]):
    """What an item and its released form have in common: what an answer to it looks like.

    What its type can do stands here too, so that nobody has to ask for a type by its name.
    """

    response_type: ClassVar[Any]  # `type` is a property here
    by_person: ClassVar[bool] = False
    """Whether a person scores it, by its rubric: then `score` and `chance` are None."""
    own_words: ClassVar[bool] = False
    """Whether it is answered in one's own words. In a lesson these are the trainee's alone, and
    the question may be passed over."""
    played: ClassVar[bool] = False
    """Whether it is answered step by step, so that what is not at its end is only begun."""
    practicable: ClassVar[bool] = True
    """Whether a review can ask it: it is scored at once, and takes no round's time."""

    @property
    def type(self) -> str:
        """The item's type as authors write it, such as `best-worst`."""
        return str(type(self).__struct_config__.tag)  # type: ignore[attr-defined]

    def decode(self, raw: bytes | msgspec.Raw) -> R:
        """Read a response from JSON. Raises BadResponse if it breaks the form."""
        try:
            response: R = _decoder(self.response_type).decode(raw)
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

    def preview(self) -> str:
        """What stands for the item where it is not live: its words, but not under a care note."""
        return f"Care: {self.care}\n\n{COVERED}" if self.care else self.words()

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
    `withdrawn` says that it turned out to be no fair question, and what becomes of its points.
    """

    released_type: ClassVar[Any]
    """The struct of its released form: its fields are all that trainees are given."""
    options_field: ClassVar[str] = ""
    """The field with the options that an answer is made of, if there are any."""

    id: Id
    stem: Text
    points: Annotated[float, Meta(gt=0, le=1000)] = 1
    confidence: bool = False
    critical: bool = False
    withdrawn: Withdrawn | None = None
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

    def preview(self) -> str:
        """What stands for it where it is not live: exactly what its released form says."""
        return self.released().preview()

    def released(self) -> ReleasedQuestion[R]:
        """The form that trainees are given: of each part just what that form has a field for."""
        found: ReleasedQuestion[R] = convert(self, self.released_type, from_attributes=True)
        return found

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Yield (field, what is wrong and how to mend it) for what makes a score meaningless.

        Of any type: ids used twice. A type adds its own.
        """
        for field in self.__struct_fields__:
            parts = getattr(self, field)
            if isinstance(parts, tuple) and hasattr(next(iter(parts), None), "id"):
                what = "criteria" if field == "rubric" else field
                yield from ((field, text) for text in repeated(parts, what))

    def score(self, response: R) -> float | None:
        """The score from 0 to 1, or None where a person has to mark."""
        raise NotImplementedError

    @cached_property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """("outcome", id) or ("dimension", id) of each entry of the syllabus that it is about."""
        kinds = {"outcome": self.outcome, "dimension": self.dimension}
        return tuple((kind, tag) for kind, tags in kinds.items() for tag in tags)

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

    def blind(self) -> Iterator[tuple[Hashable, R]]:
        """Yield every answer of somebody who sees the options and no stem, each by their texts.

        What is asked of several cases in one item they can't tell apart, so they answer all alike.
        """
        return iter(())

    def verdict(self, response: R) -> str:
        """One sentence that says how the response did."""
        raise NotImplementedError

    def remarks(self, response: R) -> tuple[Remark, ...]:
        """The remarks on what was answered, then those that tell what would have been better."""
        raise NotImplementedError

    def way(self, response: R) -> Way | None:
        """Return the way that a played answer took beside an expert's; None for any other."""
        return None

    def others(self, response: R) -> tuple[Remark, ...]:
        """Remarks on what the others do not mention: the options that nobody need have chosen."""
        return ()

    def nearly(self, response: R) -> bool:
        """Tell whether a response is not what fits best and was rated next to it."""
        return False

    def offered(self) -> tuple[Offered, ...]:
        """Return all that can be picked, in its order; nothing where there is no list."""
        return ()

    def picked(self, response: R) -> tuple[Picked, ...]:
        """Return what a response picks of what is offered."""
        return ()

    def decisions(self) -> tuple[Decision, ...]:
        """What it lets a trainee choose between, where an option is better than another."""
        return ()

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """By what a person marks it; empty where nobody does."""
        return ()

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Answers that an expert marked by the rubric, if there are any."""
        return ()

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


def turning(fact: str) -> str:
    """Say what an answer turns on: the fact that decides, or what would have changed it."""
    return _("What it turns on: {fact}", fact=fact)
