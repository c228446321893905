"""What a conversation is made of: nodes, choices, counters and flags, written and released."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from withinscope.parts import Id, Text

HIGHEST = 1000
"""The bound of counters, whose values the checker tells apart one by one."""
LONGEST_PATH = 1000
"""Choices in a path: ten times a long conversation. A longer one is nobody's play."""

Amount: TypeAlias = Annotated[int, Meta(ge=-HIGHEST, le=HIGHEST)]
Comparison: TypeAlias = Annotated[str, Meta(pattern=r"^(>=|<=|>|<|==|!=) *-?[0-9]{1,4}\Z")]
Condition: TypeAlias = dict[Id, bool | Amount | Comparison]
"""By counter or flag: a flag's value, a counter's, or a comparison. All of them must hold."""
Effect: TypeAlias = dict[Id, bool | Amount]
"""By counter or flag: what is added to a counter (it stops at its bounds), or a flag's value."""


class Counter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole number that choices add to; it never leaves its bounds."""

    start: Amount
    min: Amount
    max: Amount


State: TypeAlias = dict[Id, bool | Counter]
"""Counters, and flags with the value that they begin with."""


class Variant(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One variant of what is said or seen: the first whose `when` holds is taken."""

    text: Text
    when: Condition = {}


class ReleasedChoice(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Something the trainee can say: where it leads, and what it changes."""

    id: Id
    say: Text
    to: Id
    when: Condition = {}
    effect: Effect = {}


class Choice(ReleasedChoice, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice with its reason, and the points of the checklist that it meets or breaks."""

    why: Text
    meets: tuple[Id, ...] = ()
    breaks: tuple[Id, ...] = ()

    @property
    def fits(self) -> bool | None:
        """Whether it keeps to the checklist; None where it touches no point."""
        return False if self.breaks else True if self.meets else None


class ReleasedNode(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A moment of the conversation: what the client says and what can be said to it, or an
    `ending`, which is its title.
    """

    scene: Text | None = None
    client: Text | tuple[Variant, ...] | None = None
    choices: tuple[ReleasedChoice, ...] = ()
    ending: Text | None = None

    @property
    def lines(self) -> tuple[Variant, ...]:
        """What the client may say here, as variants."""
        if self.client is None:
            return ()
        return (Variant(self.client),) if isinstance(self.client, str) else self.client


class Node(ReleasedNode, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment with what only its author and the debrief know.

    From a `danger` node every way on has to reach an ending that is `safe`.
    """

    choices: tuple[Choice, ...] = ()
    thought: Text | None = None
    danger: bool = False
    safe: bool | None = None
    debrief: Text | None = None


class Point(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point of the examiner's sheet; missing or breaking a `critical` one fails the item."""

    id: Id
    text: Text
    weight: Annotated[float, Meta(gt=0, le=1000)] = 1
    critical: bool = False


class Invariant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What no play may ever do: arrive `at` a node, or at any ending, without what it `needs`."""

    needs: Condition
    at: Id | None = None


class Response(Struct, frozen=True):
    """The choices made, each as `node.choice`, and the id of the ending that they led to."""

    path: tuple[str, ...]
    ending: str
