"""Item analysis: how hard an item is, whether it tells people apart, how well marks agree.

Pure: numbers in, numbers out. A score is a share of an item's points, 0 to 1. Where a figure would
mean nothing (too few people, all alike) it is None, never a made-up number.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log, sqrt
from statistics import NormalDist, fmean, quantiles, variance

from msgspec import Struct

FEWEST = 10
"""People below which there are counts only: a share of nine jumps by eleven points with each."""
GROUP = 0.27
"""The share of people in the upper and in the lower group (Kelley 1939)."""
CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Quartiles(Struct, frozen=True):
    """What half of n values are at most, and between which the middle half of them is."""

    median: float
    low: float
    high: float
    n: int


class Interval(Struct, frozen=True):
    """An estimate and the 95 % confidence interval around it, from n cases."""

    value: float
    low: float
    high: float
    n: int


def mean(values: Sequence[float]) -> Interval | None:
    """Return the mean of at least FEWEST values with Student's interval, kept within 0 to 1.

    The quantile of t is the expansion of Abramowitz & Stegun (1964), 26.7.5; for 9 degrees of
    freedom it is off by 0.0003.
    """
    n = len(values)
    if n < FEWEST:
        return None
    half = _t(n - 1) * sqrt(variance(values) / n)
    middle = fmean(values)
    return Interval(middle, max(0.0, middle - half), min(1.0, middle + half), n)


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """Return the quartiles of at least FEWEST values (Hyndman & Fan 1996, definition 7)."""
    if len(values) < FEWEST:
        return None
    low, median, high = quantiles(values, method="inclusive")
    return Quartiles(median, low, high, len(values))


def difference(one: Sequence[float], other: Sequence[float]) -> Interval | None:
    """Return the mean of `one` less that of `other`, other people, FEWEST or more in each.

    The interval is Welch's (1947), which takes no spread for equal, with the degrees of freedom of
    Satterthwaite (1946): (a + b)^2 / (a^2 / (n - 1) + b^2 / (m - 1)), a and b being the variances
    of the two means. `n` is how many they are together.
    """
    n, m = len(one), len(other)
    if min(n, m) < FEWEST:
        return None
    value = fmean(one) - fmean(other)
    a, b = variance(one) / n, variance(other) / m
    if a + b < 1e-18:
        return Interval(value, value, value, n + m)
    half = _t((a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1))) * sqrt(a + b)
    return Interval(value, max(-1.0, value - half), min(1.0, value + half), n + m)


def _t(degrees: float) -> float:
    z: float = _Z
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + fsum(term / degrees**power for power, term in enumerate(terms, 1))


def share(hits: int, n: int) -> Interval | None:
    """Return a share of at least FEWEST cases with Wilson's (1927) score interval."""
    if n < FEWEST:
        return None
    part, spread = hits / n, _Z**2 / n
    middle = (part + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(part * (1 - part) / n + spread / (4 * n))
    return Interval(part, max(0.0, middle - half), min(1.0, middle + half), n)


def beyond_chance(difficulty: float, chance: float) -> float | None:
    """Return the mean score with what blind answering earns taken out: 0 is chance, 1 all right.

    (p - c) / (1 - c), as the correction for guessing is usually written (Frary 1988); None where
    blind answering earns all.
    """
    return (difficulty - chance) / (1 - chance) if chance < 1 else None


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Pearson's r of two lists of equal length; None below FEWEST, or where one is constant.

    Of an item's scores and the scores on all the other items it is the corrected item-total
    correlation (Henrysson 1963): the item itself, left in, would go with its own total.
    """
    if len(one) < FEWEST:
        return None
    a, b = fmean(one), fmean(other)
    both = fsum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    spread = fsum((x - a) ** 2 for x in one) * fsum((y - b) ** 2 for y in other)
    return both / sqrt(spread) if spread > 1e-18 else None


class Groups(Struct, frozen=True):
    """The mean score on an item of the upper and of the lower group, `size` people in each."""

    upper: float
    lower: float
    size: int

    @property
    def difference(self) -> float:
        """The discrimination index D (Kelley 1939; Ebel & Frisbie 1991)."""
        return self.upper - self.lower


def upper_lower(item: Sequence[float], total: Sequence[float]) -> Groups | None:
    """Return how the upper and the lower 27 % by `total` do on an item; None below FEWEST.

    Whoever ties at the cut counts in equal parts, so that the order of the list decides nothing.
    """
    if len(item) < FEWEST:
        return None
    size = max(1, int(GROUP * len(item) + 0.5))
    lower = _top(item, [-value for value in total], size)
    return Groups(_top(item, total, size), lower, size)


def _top(item: Sequence[float], by: Sequence[float], size: int) -> float:
    cut = sorted(by, reverse=True)[size - 1]
    above = [score for score, value in zip(item, by, strict=True) if value > cut]
    tied = [score for score, value in zip(item, by, strict=True) if value == cut]
    return (fsum(above) + (size - len(above)) * fmean(tied)) / size


def alpha(scores: Sequence[Sequence[float]]) -> Interval | None:
    """Return Cronbach's (1951) alpha of people by items: KR-20 where all scores are 0 or 1.

    k / (k - 1) * (1 - sum of the items' variances / variance of the totals), with the interval of
    Bonett (2002): ln(1 - alpha) has about the variance 2k / ((k - 1)(n - 2)). None below FEWEST
    people or two items, and where all totals are the same.
    """
    n, k = len(scores), len(scores[0]) if scores else 0
    if n < FEWEST or k < 2:
        return None
    whole = variance([fsum(row) for row in scores])
    if whole < 1e-18:
        return None
    parts = fsum(variance(column) for column in zip(*scores, strict=True))
    value = k / (k - 1) * (1 - parts / whole)
    if value >= 1:
        return Interval(1.0, 1.0, 1.0, n)
    half = _Z * sqrt(2 * k / ((k - 1) * (n - 2)))
    middle = log(1 - value)
    return Interval(value, 1 - exp(middle + half), 1 - exp(middle - half), n)


def weighted_kappa(one: Sequence[int], other: Sequence[int], levels: int) -> Interval | None:
    """Return the quadratic weighted kappa of two markers over levels 0 to `levels` - 1.

    Cohen (1968), with weights 1 - (i - j)^2 / (levels - 1)^2, and the large-sample variance of
    Fleiss, Cohen & Everitt (1969). None below FEWEST answers, or where both always gave one and
    the same level, since chance then explains all. Raises IndexError for a level beyond.
    """
    n, size = len(one), range(levels)
    if n < FEWEST or levels < 2:
        return None
    table = [[0.0] * levels for _ in size]
    for i, j in zip(one, other, strict=True):
        table[i][j] += 1 / n
    return _kappa(table, [[1 - ((i - j) / (levels - 1)) ** 2 for j in size] for i in size], n)


def _kappa(table: list[list[float]], weights: list[list[float]], n: int) -> Interval | None:
    size = range(len(table))
    rows = [fsum(row) for row in table]
    columns = [fsum(column) for column in zip(*table, strict=True)]
    by_row = [fsum(columns[j] * weights[i][j] for j in size) for i in size]
    by_column = [fsum(rows[i] * weights[i][j] for i in size) for j in size]
    seen = fsum(weights[i][j] * table[i][j] for i in size for j in size)
    due = fsum(rows[i] * by_row[i] for i in size)
    if 1 - due < 1e-12:
        return None
    squares = fsum(
        table[i][j] * (weights[i][j] * (1 - due) - (by_row[i] + by_column[j]) * (1 - seen)) ** 2
        for i in size
        for j in size
    )
    spread = max(0.0, squares - (seen * due - 2 * due + seen) ** 2) / (n * (1 - due) ** 4)
    value, half = (seen - due) / (1 - due), _Z * sqrt(spread)
    return Interval(value, max(-1.0, value - half), min(1.0, value + half), n)
