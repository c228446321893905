"""Two markers as values: who marks what a second time, how far they agree, what is left open."""

from __future__ import annotations

import pytest
from makers import TELL

from withinscope import items
from withinscope.grading import agreement
from withinscope.grading.agreement import Line
from withinscope.grading.marking import Mark, Role, Work

RUBRIC = items.load(TELL)


def a_work(person: int, item: int = 7) -> Work:
    return Work(person, item, f"item-{item}", "rev", f"text of {person}", "{}")


def a_mark(
    number: int, role: int, marker: str = "A", kind: Role = "first", warmth: int = 1
) -> Mark:
    return Mark(number, {"role": role, "warmth": warmth}, marker, "2026-11-20", {}, kind)


WORKS = [a_work(person, item) for item in (7, 8) for person in range(40)]


def nobody(_: Work) -> bool:
    return False


@pytest.mark.parametrize(
    ("share", "each"), [(0.2, 8), (0.07, 3), (0.001, 1), (0.5, 20), (0.025, 1), (1, 40)]
)
def test_a_share_is_of_each_items_answers_and_rounded_up(share: float, each: int) -> None:
    found = agreement.chosen(WORKS, share, nobody)
    assert [sum(work.item == item for work in found) for item in (7, 8)] == [each, each]


def test_the_choice_is_the_same_each_time_and_a_larger_one_holds_the_smaller() -> None:
    small = agreement.chosen(WORKS, 0.2, nobody)
    assert agreement.chosen(WORKS[::-1], 0.2, nobody) == small
    assert set(small) < set(agreement.chosen(WORKS, 0.5, nobody))


def test_it_has_nothing_to_do_with_the_order_of_people_and_differs_from_item_to_item() -> None:
    found = agreement.chosen(WORKS, 0.5, nobody)
    first, second = ([w.person for w in found if w.item == item] for item in (7, 8))
    assert first != sorted(first)
    assert set(first) != set(second)


def test_what_is_done_keeps_its_place_when_answers_come_later() -> None:
    done = set(agreement.chosen(WORKS[:20], 0.2, nobody))
    later = agreement.chosen(WORKS[:40], 0.2, lambda work: work in done)
    assert done < set(later)
    assert len(later) == 8


def test_a_pair_is_the_marks_of_two_people() -> None:
    first, second = a_mark(1, 2), a_mark(2, 1, "B", "second")
    found = agreement.pair(WORKS[0], RUBRIC, [first, second])
    assert found is not None
    assert (found.first, found.second, found.apart, found.open) == (first, second, ("role",), True)
    assert agreement.pair(WORKS[0], RUBRIC, [first]) is None
    assert agreement.pair(WORKS[0], RUBRIC, [first, a_mark(2, 1, " a ", "second")]) is None


def test_a_mark_that_was_taken_back_or_is_by_another_rubric_makes_no_pair() -> None:
    second = a_mark(2, 1, "B", "second")
    back = Mark(3, {}, "A", "2026-11-21")
    assert agreement.pair(WORKS[0], RUBRIC, [a_mark(1, 2), second, back]) is None
    other = Mark(1, {"part": 2}, "A", "2026-11-21")
    assert agreement.pair(WORKS[0], RUBRIC, [other, second]) is None


def test_a_decision_closes_a_pair_until_one_of_the_two_is_marked_anew() -> None:
    marks = [a_mark(1, 2), a_mark(2, 1, "B", "second"), a_mark(3, 2, "C", "decided")]
    found = agreement.pair(WORKS[0], RUBRIC, marks)
    assert found is not None
    assert (found.decided, found.open) == (marks[2], False)
    again = agreement.pair(WORKS[0], RUBRIC, [*marks, a_mark(4, 0, "B", "second")])
    assert again is not None
    assert (again.decided, again.open) == (None, True)


def test_two_that_agree_leave_nothing_open() -> None:
    found = agreement.pair(WORKS[0], RUBRIC, [a_mark(1, 2), a_mark(2, 2, "B", "second")])
    assert found is not None
    assert (found.apart, found.open) == ((), False)


FIRST, SECOND = [2, 2, 2, 1, 1, 1, 0, 0, 0, 1], [2, 2, 1, 1, 1, 0, 0, 0, 1, 1]


def agreed(first: list[int], second: list[int]) -> tuple[Line, ...]:
    found = [
        agreement.pair(a_work(n), RUBRIC, [a_mark(1, a), a_mark(2, b, "B", "second")])
        for n, (a, b) in enumerate(zip(first, second, strict=True))
    ]
    [one] = agreement.agreement([pair for pair in found if pair], {7: RUBRIC})
    return one.lines


def test_agreement_is_as_worked_out_by_hand() -> None:
    """Squared distances seen: 3 of 10. By chance, with 3 4 3 and 3 5 2 of the levels 0 1 2:

    (3*5 + 4*3*2 + 4*3 + 4*2 + 4*3*3 + 3*5) / 100 = 1.1. So 1 - 0.3 / 1.1. Both were always warm, so
    there is no kappa of that; the sums are one more each, and kappa of them takes four levels.
    """
    role, warmth, together = agreed(FIRST, SECOND)
    assert (role.what, role.n, role.same, role.next_to) == ("Names the role", 10, 7, 3)
    assert role.kappa is not None
    assert role.kappa.value == pytest.approx(1 - 0.3 / 1.1)
    assert role.kappa.low < role.kappa.value < role.kappa.high
    assert role.kappa.n == 10
    assert warmth == Line("Stays warm", 10, 10, 0, None)
    assert together.what == "All together"
    assert together.kappa is not None
    assert together.kappa.value == pytest.approx(1 - 0.3 / 1.1)


def test_below_ten_answers_there_are_counts_only() -> None:
    role, _, together = agreed(FIRST[:9], SECOND[:9])
    assert (role.n, role.same, role.kappa, together.kappa) == (9, 6, None, None)
