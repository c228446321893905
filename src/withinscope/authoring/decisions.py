"""What a trainee chooses between: the options of an item, the choices at a turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from withinscope import dialogue, types


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


def decisions(item: types.Item) -> tuple[Decision, ...]:
    """Return what an item lets a trainee choose between, if it does.

    In an ordering or a sorting no option is better than another. In a conversation, the right
    choice of a turn is the expert's.
    """
    if isinstance(item, dialogue.Dialogue):
        return tuple(_turns(item))
    options: Any = getattr(item, "options", ())
    best = _best(item, options)
    if not best or len(best) == len(options):
        return ()
    return (Decision("options", tuple(option.text for option in options), best),)


def _best(item: Any, options: Any) -> tuple[int, ...]:
    if all(hasattr(option, "rating") for option in options):
        highest = max((option.rating for option in options), default=0)
        return tuple(n for n, option in enumerate(options) if option.rating == highest)
    key = getattr(item, "key", ())
    right = {key} if isinstance(key, str) else set(key)
    return tuple(n for n, option in enumerate(options) if option.id in right)


def _turns(item: dialogue.Dialogue) -> Iterator[Decision]:
    for name, node in item.nodes.items():
        if len(node.choices) > 1:
            best = [n for n, one in enumerate(node.choices) if f"{name}.{one.id}" in item.expert]
            texts = tuple(choice.say for choice in node.choices)
            yield Decision(f"nodes.{name}.choices", texts, tuple(best))
