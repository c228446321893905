"""What the page of a conversation can ask for: one struct a message, and nothing else is heard."""

from __future__ import annotations

from msgspec import Struct


class _Message(Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What the page asks for. `number` comes back with what became of it."""

    number: int = 0


class Begin(_Message, frozen=True):
    """Play from the start."""


class Resume(_Message, frozen=True):
    """Go on with the try that was left."""


class Say(_Message, frozen=True):
    """Say something: the choice made after `turn` others."""

    turn: int
    choice: str


class Back(_Message, frozen=True):
    """Go back to where `turn` choices were made, and try another way."""

    turn: int


class Look(_Message, frozen=True):
    """Look back at a try, counted from 0."""

    attempt: int


class Show(_Message, frozen=True):
    """Send all that the page should show: it missed something."""


class Reflect(_Message, frozen=True):
    """Keep what somebody wrote about the conversation."""

    text: str


class Author(_Message, frozen=True):
    """Send what trainees will and will not see."""


Message = Begin | Resume | Say | Back | Look | Show | Reflect | Author
