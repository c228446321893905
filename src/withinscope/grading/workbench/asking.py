"""What is shown before it is done: a step back, a person removed, a platform's file filled in.

The page asks to see it; what would come of it is shown, and waits for a yes to just that. What was
not shown last is not done, whatever the page says.
"""

from __future__ import annotations

from msgspec import Struct

# What the page says.


class Step(Struct, frozen=True, tag_field="kind", tag="step"):
    """Show the latest step of grading, and what it changes to take it back."""


class Forget(Struct, frozen=True, tag_field="kind", tag="forget"):
    """Show what is kept of somebody: by a name, an e-mail address or a number."""

    trainee: str


class Fill(Struct, frozen=True, tag_field="kind", tag="fill"):
    """Show whose grade changes in a file that a platform gave, chosen from the list.

    `exercise`, `column` and `points`, the platform's maximum, are needed where they don't show.
    """

    source: str
    exercise: str = ""
    column: str = ""
    points: str = ""


class Yes(Struct, frozen=True, tag_field="kind", tag="yes"):
    """Do what was shown."""


class No(Struct, frozen=True, tag_field="kind", tag="no"):
    """Leave it."""


Look = Step | Forget | Fill
Said = Look | Yes | No

# What is to be done after a yes. Each has a `kind`, by which the page knows what to ask.


class TakeBack(Struct, frozen=True, tag_field="kind", tag="take-back"):
    """To do: take a run back, as long as it is the latest step."""

    run: int


class Remove(Struct, frozen=True, tag_field="kind", tag="remove"):
    """To do: remove a person, by the gradebook's number; `name` is theirs."""

    person: int
    name: str


class Give(Struct, frozen=True, tag_field="kind", tag="give"):
    """To do: write the file, filled in."""

    fill: Fill


Wanted = TakeBack | Remove | Give
Effect = Look | Wanted
