"""What `multiple` and `spot` have in common: some of a list are marked, and some are its keys."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from math import comb


def counts(marked: Collection[str], key: Collection[str]) -> tuple[int, int]:
    """Return how many keys are marked, and how many others."""
    hits = len({*marked} & {*key})
    return hits, len(marked) - hits


def score(marked: Collection[str], key: Collection[str], size: int) -> float:
    """max(0, share of the keys marked - share of the others, of `size` in all).

    Without a key 1 if none is marked.
    """
    return float(_points(*counts(marked, key), len(key), size - len(key)))


def chance(key: Collection[str], size: int) -> float:
    """Return the mean score over all sets of what can be marked, each as likely."""
    keys, others = len(key), size - len(key)
    total = sum(
        comb(keys, hits) * comb(others, alarms) * _points(hits, alarms, keys, others)
        for hits in range(keys + 1)
        for alarms in range(others + 1)
    )
    return float(total / 2**size)


def _points(hits: int, alarms: int, keys: int, others: int) -> Fraction:
    if not keys:
        return Fraction(not alarms)
    return max(Fraction(0), Fraction(hits, keys) - Fraction(alarms, others))
