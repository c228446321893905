"""Item analysis against figures worked out by hand, or by another formula of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import correlation as library_correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withinscope.grading import analysis

# Ten people, four items, right or wrong; totals 4 3 2 1 0 4 3 3 2 1.
ANSWERS = [
    [1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0],
    [1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 0],
]  # fmt: skip
TOTALS = [sum(row) for row in ANSWERS]
FIRST = [row[0] for row in ANSWERS]


def test_alpha_is_as_worked_out_by_hand() -> None:
    """Variances, with n - 1: items 16/90, 21/90, 25/90, 21/90, totals 161/90.

    4/3 * (1 - 83/161) = 104/161. ln(1 - 104/161) = -1.0384; its variance is 2*4 / (3*8) = 1/3, so
    1.96 * 0.5774 = 1.1316 either way: 1 - e^(0.0932) and 1 - e^(-2.1700).
    """
    found = analysis.alpha(ANSWERS)
    assert found is not None
    assert found.value == pytest.approx(104 / 161)
    assert (found.low, found.high) == pytest.approx((-0.0977, 0.8858), abs=1e-4)
    assert found.n == 10


def test_for_items_that_are_right_or_wrong_alpha_is_kr20() -> None:
    """KR-20 (Kuder & Richardson 1937): k / (k - 1) * (1 - sum p q / variance), divided by n."""
    p = [Fraction(sum(column), 10) for column in zip(*ANSWERS, strict=True)]
    middle = Fraction(sum(TOTALS), 10)
    spread = sum((total - middle) ** 2 for total in TOTALS) / 10
    kr20 = Fraction(4, 3) * (1 - sum(one * (1 - one) for one in p) / spread)
    found = analysis.alpha(ANSWERS)
    assert found is not None
    assert found.value == pytest.approx(float(kr20))


def test_an_item_is_held_against_the_others_and_not_against_itself() -> None:
    """Rest scores 3 2 1 0 0 3 2 2 1 1, mean 1.5; eight right with mean 1.75, two wrong with 0.5.

    Sum of products 8*0.25*0.2 + 2*(-1)*(-0.8) = 2; squares 1.6 and 10.5: 2 / sqrt(16.8) = 0.488.
    """
    rest = [total - own for total, own in zip(TOTALS, FIRST, strict=True)]
    assert analysis.correlation(FIRST, rest) == pytest.approx(2 / sqrt(16.8))
    uncorrected = analysis.correlation(FIRST, TOTALS)
    assert uncorrected is not None
    assert uncorrected > 2 / sqrt(16.8)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=10, max_size=40))
def test_a_correlation_is_that_of_the_standard_library(pairs: list[tuple[int, int]]) -> None:
    one, other = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    found = analysis.correlation(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(library_correlation(one, other), abs=1e-9)


def test_the_upper_and_lower_27_percent_are_told_with_ties_in_equal_parts() -> None:
    """Three of ten. Upper: both of 4, and one of the three of 3, all right on the first item: 1.

    Lower: the one of 0, and both of 1, of whom one is right: 1/3.
    """
    found = analysis.upper_lower(FIRST, TOTALS)
    assert found is not None
    assert (found.upper, found.lower, found.size) == pytest.approx((1, 1 / 3, 3))
    assert found.difference == pytest.approx(2 / 3)


def test_the_order_of_people_decides_nothing() -> None:
    last = [row[3] for row in ANSWERS]
    turned = analysis.upper_lower(last[::-1], TOTALS[::-1])
    assert turned == analysis.upper_lower(last, TOTALS)
    # Of the three with 3, one is right on the last item, and one of them is in the upper group.
    assert turned is not None
    assert turned.upper == pytest.approx((1 + 1 + 1 / 3) / 3)


def test_what_guessing_earns_is_taken_out_of_the_difficulty() -> None:
    assert analysis.beyond_chance(0.625, 0.25) == pytest.approx(0.5)
    assert analysis.beyond_chance(0.25, 0.25) == 0
    assert analysis.beyond_chance(1, 1) is None


def test_a_mean_has_students_interval() -> None:
    """Ten values, mean 0.5, variance 10 * 0.04 / 9; t for 9 degrees of freedom is 2.262."""
    found = analysis.mean([0.3, 0.7] * 5)
    assert found is not None
    assert found.value == pytest.approx(0.5)
    half = 2.262 * sqrt(0.4 / 9 / 10)
    assert (found.low, found.high) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-4)


def test_two_groups_differ_by_their_means_with_welchs_interval() -> None:
    """Ten with 0.3 and 0.7, mean 0.5; sixteen with 0.2 and 0.4, mean 0.3.

    Variances of the means: 0.4/9/10 = 0.0044444 and 0.16/15/16 = 0.00066667, together 0.0051111.
    Degrees of freedom: 0.0051111^2 / (0.0044444^2/9 + 0.00066667^2/15) = 11.75, for which t is
    2.184; so 0.2 either way by 2.184 * sqrt(0.0051111) = 0.1561.
    """
    found = analysis.difference([0.3, 0.7] * 5, [0.2, 0.4] * 8)
    assert found is not None
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0439, 0.3561), abs=2e-4)
    assert found.n == 26


def test_groups_in_which_all_are_alike_differ_by_just_that() -> None:
    found = analysis.difference([1.0] * 10, [0.5] * 10)
    assert found == analysis.Interval(0.5, 0.5, 0.5, 20)


@pytest.mark.parametrize(("degrees", "t"), [(9, 2.2622), (14, 2.1448), (29, 2.0452), (99, 1.9842)])
def test_the_quantile_of_t_is_that_of_the_tables(degrees: int, t: float) -> None:
    assert analysis._t(degrees) == pytest.approx(t, abs=4e-4)


def test_a_share_has_wilsons_interval() -> None:
    """8 of 10, as tables give it: 0.490 to 0.943."""
    found = analysis.share(8, 10)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.8, 0.490, 0.943), abs=5e-4)
    assert analysis.share(10, 10).high == pytest.approx(1)  # type: ignore[union-attr]


ONE = [0, 0, 1, 1, 2, 2, 3, 3, 3, 1, 0, 2]
OTHER = [0, 1, 1, 1, 2, 3, 3, 3, 2, 1, 0, 0]


def disagreement(table: Sequence[Sequence[float]]) -> float:
    """Weighted kappa as Cohen (1968) defines it: squared distances seen and by chance."""
    size = range(len(table))
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    whole = sum(rows)
    seen: float = sum((i - j) ** 2 * table[i][j] for i in size for j in size)
    due: float = sum((i - j) ** 2 * rows[i] * columns[j] / whole for i in size for j in size)
    return 1 - seen / due


def table_of(one: Sequence[int], other: Sequence[int], levels: int) -> list[list[float]]:
    table = [[0.0] * levels for _ in range(levels)]
    for i, j in zip(one, other, strict=True):
        table[i][j] += 1 / len(one)
    return table


def test_weighted_kappa_is_as_worked_out_by_hand() -> None:
    """Squared distances seen: 1 + 1 + 1 + 4 = 7 of 12 answers.

    By chance, over all 144 pairs: 12 * 42 + 12 * 39 - 2 * 18 * 17 = 360. So 1 - (7/12) / (360/144).
    """
    found = analysis.weighted_kappa(ONE, OTHER, 4)
    assert found is not None
    assert found.value == pytest.approx(1 - 84 / 360)
    assert found.value == pytest.approx(disagreement(table_of(ONE, OTHER, 4)))


def test_its_interval_is_what_the_delta_method_gives() -> None:
    """The variance of a function of shares, its slopes taken by tiny steps instead of a formula."""
    table, step = table_of(ONE, OTHER, 4), 1e-6
    slopes = {}
    for i in range(4):
        for j in range(4):
            more = [[*row] for row in table]
            more[i][j] += step
            slopes[i, j] = (disagreement(more) - disagreement(table)) / step
    middle = sum(table[i][j] * slope for (i, j), slope in slopes.items())
    square = sum(table[i][j] * slope**2 for (i, j), slope in slopes.items())
    half = 1.959964 * sqrt((square - middle**2) / 12)
    found = analysis.weighted_kappa(ONE, OTHER, 4)
    assert found is not None
    assert found.value - found.low == pytest.approx(half, abs=1e-4)


def test_markers_who_always_agree_have_kappa_1_and_who_never_differ_at_all_have_none() -> None:
    assert analysis.weighted_kappa(ONE, ONE, 4).value == pytest.approx(1)  # type: ignore[union-attr]
    assert analysis.weighted_kappa([2] * 12, [2] * 12, 4) is None


@pytest.mark.parametrize("few", [0, 1, 9])
def test_below_ten_there_is_no_figure(few: int) -> None:
    some = [0.0, 1.0] * 5
    assert analysis.mean(some[:few]) is None
    assert analysis.share(few, few) is None
    assert analysis.correlation(some[:few], some[:few]) is None
    assert analysis.upper_lower(some[:few], some[:few]) is None
    assert analysis.alpha(ANSWERS[:few]) is None
    assert analysis.difference(some[:few], some) is None
    assert analysis.difference(some, some[:few]) is None
    assert analysis.weighted_kappa(ONE[:few], OTHER[:few], 4) is None


def test_where_all_are_alike_there_is_no_figure_either() -> None:
    assert analysis.correlation([1.0] * 10, FIRST) is None
    assert analysis.alpha([[1, 1]] * 10) is None
