"""Which items tell one story: contrast twins, and twins of twins."""

from __future__ import annotations

from collections.abc import Iterable

from withinscope.authoring.material import Asked


def stories(asked: Iterable[Asked]) -> dict[str, str]:
    """Return, for each item's id, the id that stands for all items of its story."""
    items = list(asked)
    story = {one.item.id: one.item.id for one in items}
    for one in items:
        if (twin := one.item.pair) in story:
            mine, other = story[one.item.id], story[twin]
            story = {name: mine if head == other else head for name, head in story.items()}
    return story
