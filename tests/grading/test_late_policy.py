"""A policy on what is late: what is said of one that is none, and of dates that are none."""

from __future__ import annotations

import pytest
from makers import a_hand_in

from withinscope.grading.book import rules
from withinscope.problems import Mistake

from .instructor import Instructor, Page
from .test_late import DUE, HAND_IN, hands_in, scores, syllabus


@pytest.mark.parametrize("policy", ["0", "-1", "nan", "inf", "much", "ex01=", "1=="])
def test_a_policy_that_is_none_is_refused_and_says_what_there_is(policy: str) -> None:
    with pytest.raises(Mistake, match="none, flag, course, or the points"):
        rules.late([policy])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"due": "2026-11-18 10:00 Nowhere/Town"}, "does not exist"),
        ({"due": '"2026-11-18"'}, "no due date with a time zone: 2026-11-18"),
        ({"late": "much"}, "none of what there is: much"),
        ({"late": "-1"}, "none of what there is: -1"),
    ],
)
def test_a_date_or_policy_of_the_syllabus_that_is_none_is_told_before_grading(
    instructor: Instructor, said: dict[str, str], told: str
) -> None:
    syllabus(instructor, **said)
    hands_in(instructor)
    assert instructor.grades() == 2
    assert told in instructor.complained
    assert "course.yaml" in instructor.complained


def test_from_nothing_nothing_is_taken_and_none_is_said_to_be(instructor: Instructor) -> None:
    syllabus(instructor, due=DUE, late="1")
    instructor.gets("ana.ipynb", a_hand_in({}, handed_in_at=HAND_IN))
    assert instructor.grades(no_feedback=False) == 0
    assert scores(instructor) == [("0", "0", "2", "0")]
    assert instructor.reasons() == {"Ana Ruiz": f"1 day late: it was due {DUE}"}
    assert " off " not in Page(instructor.out / "feedback" / "Ana Ruiz.html").text
