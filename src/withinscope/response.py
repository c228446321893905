"""What an answer may name, and what is said of one that can't be graded."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from withinscope.parts import by_id


class BadResponse(Exception):  # noqa: N818 - an answer is bad, the program is fine
    """A response that breaks its type's form and so can't be graded; the text says how."""


def named(names: Iterable[str], choices: Iterable[Any], what: str) -> None:
    """Raise BadResponse unless every name is that of a choice."""
    ids = by_id(choices)
    if any(name not in ids for name in names):
        raise BadResponse(f"it names an unknown {what}")


def known(names: Collection[str], choices: Iterable[Any], what: str) -> None:
    """Raise BadResponse unless every name is that of a choice, and none comes twice."""
    named(names, choices, what)
    if len(set(names)) != len(names):
        raise BadResponse(f"it names the same {what} twice")
