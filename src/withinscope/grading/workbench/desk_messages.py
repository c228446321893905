"""What a desk is told, by a marker or the gradebook, and what it asks to have done."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from withinscope.grading.marking import Mark, Role, Work


class Form(Struct, frozen=True):
    """How the form of an answer stands: levels and comments, each by criterion."""

    levels: Mapping[str, int] = {}
    comments: Mapping[str, str] = {}


class Read(Struct, frozen=True):
    """To do: look the answer up as one of a role does, and hand in Opened."""

    work: Work
    role: Role = "first"


class Save(Struct, frozen=True):
    """To do: give this mark unless another than `instead_of` counts; hand in Kept or Taken.

    Without levels, it takes the mark before back.
    """

    work: Work
    form: Form
    instead_of: Mark | None
    role: Role = "first"


class Opened(Struct, frozen=True):
    """The answer was looked up: its mark, if any, and what was said of others."""

    latest: Mark | None = None
    bank: Mapping[str, tuple[str, ...]] = {}


class Kept(Struct, frozen=True):
    """The mark is in the gradebook, as the one that counts."""

    mark: Mark


class Taken(Struct, frozen=True):
    """Somebody else's mark came first, and nothing was written."""

    mark: Mark


class Level(Struct, frozen=True, tag_field="kind", tag="level"):
    """The marker gives a criterion of the answer at a place a level."""

    at: int
    criterion: str
    level: int


class Comment(Struct, frozen=True, tag_field="kind", tag="comment"):
    """The marker says something of a criterion; nothing, to take it out."""

    at: int
    criterion: str
    words: str


class Next(Struct, frozen=True, tag_field="kind", tag="next"):
    """On from the answer at a place; pressed twice, it is pressed once."""

    at: int


class Back(Struct, frozen=True, tag_field="kind", tag="back"):
    """Back to the answer before."""

    at: int


class Undo(Struct, frozen=True, tag_field="kind", tag="undo"):
    """Take back what was saved last."""


class Settle(Struct, frozen=True, tag_field="kind", tag="settle"):
    """Whose mark shall count, of two that were given at once."""

    at: int
    mine: bool


class Go(Struct, frozen=True, tag_field="kind", tag="go"):
    """To the first answer to an item, by its number, that has no mark from here."""

    item: int


Effect = Read | Save
Said = Level | Comment | Next | Back | Undo | Settle | Go
"""What a marker says."""
Message = Said | Opened | Kept | Taken
