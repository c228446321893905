"""Whether two ways of writing a name can be one person's: `Lee, Sam`, `Sam Lee`, `sam-lee`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

# Moodle leaves these out of a folder's name; people type one apostrophe for the other.
_DROPPED = dict.fromkeys(map(ord, "'\"/\\:&<>|`\u2019\u2018\u02bc"))
_BETWEEN = re.compile(r"[\s_,;.()\-\u2010-\u2015]+")
MOST_WORDS = 5
"""Words whose orders are tried, for names that one writes with spaces and another without."""


@lru_cache(maxsize=1024)
def words(name: str) -> tuple[str, ...]:
    """Return a name's words as they are compared: no capitals, accents or punctuation; sorted."""
    plain = name.casefold().translate(_DROPPED)
    if not plain.isascii():
        parted = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return tuple(sorted(word for word in _BETWEEN.split(plain) if word))


def same(one: str, other: str) -> bool:
    """Tell whether two names have the same words, in whatever order and however parted."""
    a, b = words(one), words(other)
    return bool(a) and (a == b or _joined(a, b))


def _joined(one: Sequence[str], other: Sequence[str]) -> bool:
    few, many = sorted((one, other), key=len)
    if len(many) > MOST_WORDS or sorted("".join(few)) != sorted("".join(many)):
        return False
    orders = {"".join(order) for order in permutations(few)}
    return any("".join(order) in orders for order in permutations(many))


def agree(one: str, other: str) -> bool:
    """Tell whether two names can be one person's: the same, or one a short form of the other.

    A short form leaves words out or writes one as its first letter: `Sam`, `S. Lee`.
    """
    if same(one, other):
        return True
    few, many = sorted((words(one), words(other)), key=len)
    left = list(many)
    for word in sorted(few, key=len, reverse=True):
        fits = next((w for w in left if w == word or (len(word) == 1 and w[0] == word)), None)
        if fits is None:
            return False
        left.remove(fits)
    return any(len(word) > 1 or not word.isascii() for word in few)
