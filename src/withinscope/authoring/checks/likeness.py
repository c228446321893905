"""Items that say nearly the same, and clients who share a name though they are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from withinscope.authoring.checks._rule import Finding, warning
from withinscope.authoring.material import Asked, Material
from withinscope.authoring.prose import before, unquoted
from withinscope.problems import Place

NEAR = warning("WS701")
NAMESAKE = warning("WS702")

SHARED = 0.6
"""Words in common of all words (Jaccard 1901), from which on two items are nearly the same."""
_AGED = re.compile(r"\b([^\W\d_a-z][\w\u2019'-]+),? (?:is )?(?:1[89]|[2-9]\d)\b")
_MIDDLE = re.compile(r"(?<=[a-z,;:] )([^\W\d_a-z][^\W\d_A-Z]+)(?:['\u2019]s)?\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
_SEASONS = ("September", "October", "November", "December", "Christmas", "Easter", "Ramadan")
_TONGUES = ("English", "French", "Spanish", "German", "Italian", "Polish", "Portuguese")
_NO_NAMES = {*_DAYS, *(f"{day}s" for day in _DAYS), *_MONTHS, *_SEASONS, *_TONGUES}
"""Words with a capital that name no person."""


def found(material: Material) -> Iterator[Finding]:
    """Yield items that tell no common story and yet say much the same, or share a client's name."""
    story = _stories(material.asked)
    words = {one.item.id: _words(one) for one in material.asked}
    for first, second in combinations(material.asked, 2):
        if story[first.item.id] != story[second.item.id]:
            yield from _near(first, second, words)
    yield from _namesakes(material, story)


def _stories(asked: Iterable[Asked]) -> dict[str, str]:
    """Return, for each item's id, the id that stands for all items of its story.

    Contrast twins tell one story, and so do twins of twins.
    """
    items = list(asked)
    story = {one.item.id: one.item.id for one in items}
    for one in items:
        if (twin := one.item.pair) in story:
            mine, other = story[one.item.id], story[twin]
            story = {name: mine if head == other else head for name, head in story.items()}
    return story


def _words(one: Asked) -> frozenset[str]:
    return _told(before(one.item))


def _told(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _near(first: Asked, second: Asked, words: dict[str, frozenset[str]]) -> Iterator[Finding]:
    one, other = words[first.item.id], words[second.item.id]
    if first.options_of and first.options_of == second.options_of:
        one, other = _told(first.item.stem), _told(second.item.stem)  # alike in all else
    share = len(one & other) / (len(one | other) or 1)
    if share >= SHARED:
        what = f"This shares {share:.0%} of its words with `{first.item.id}` ({_at(first)})."
        yield NEAR(second.at("id"), what, "Make them a `pair`, or let one ask something else.")


def _namesakes(material: Material, story: dict[str, str]) -> Iterator[Finding]:
    met: dict[str, Asked] = {}
    for one in material.asked:
        for name in _names(one.item.stem):
            first = met.setdefault(name, one)
            if story[first.item.id] != story[one.item.id]:
                what = f"There is a {name} in `{first.item.id}` ({_at(first)}) already."
                mend = "Give one of them another name; if it is the same person, say so in `pair`."
                yield NAMESAKE(one.at("stem"), what, mend)


def _at(one: Asked) -> Place:
    return Place(one.place.file, one.place.cell)


def _names(stem: str) -> list[str]:
    """Return the names in a stem, each once: with an age behind, or a capital amid a sentence."""
    told = unquoted(stem)
    found = [*_AGED.findall(told), *_MIDDLE.findall(told)]
    return [name for name in dict.fromkeys(found) if name not in _NO_NAMES]
