"""In a report: what was picked by how people do elsewhere, and the ways through conversations."""

from __future__ import annotations

import re
from typing import Any

import pytest
from core.cases.dialogue import ITEM as TALK
from makers import PICK, a_course, a_hand_in

from withinscope.grading.report.picture import GAP, HIGH, ROW, WIDTH, Arrow, picture

from .instructor import Instructor
from .reports import BEST, WORST, Report, a_cohort, the_report

WARM = {"path": ["open.listen", "risk.ask"], "ending": "warm"}
ALONE = {"path": ["open.fix", "risk.leave"], "ending": "late"}
SAFE = {"path": ["open.fix", "risk.ask"], "ending": "warm"}


def picked(told: Report, heading: str = "Shared ground") -> dict[str, list[str]]:
    """The rows of the tables of what was picked, by what they begin with."""
    return {row[0]: row[1:] for row in told.rows[heading]}


def test_what_was_picked_is_told_by_how_people_do_on_the_other_items(
    instructor: Instructor,
) -> None:
    """Nine have all else right and three nothing; Half has 2 of 4 points beside `pick`, and none
    beside `rate`.
    """
    half = WORST | {"rate": BEST["rate"]}
    a_cohort(instructor, 9, 3, Half=half)
    rows = picked(the_report(instructor))
    heads = [
        "Below 50% of the rest (n = 3)",
        "50% to 75% of the rest (n = 1)",
        "75% and more of the rest (n = 9)",
        "All",
    ]
    assert rows["Picked"] == heads
    assert rows["A coach"] == ["3", "1", "0", "4"]
    assert rows["A therapist (right)"] == ["0", "0", "9", "9"]
    assert rows["Fits best: Stay with her (right)"] == ["1", "0", "9", "10"]
    assert rows["Fits least: Change the subject"] == ["0", "0", "0", "0"]


def test_below_ten_people_what_was_picked_is_counted_and_no_more(instructor: Instructor) -> None:
    a_cohort(instructor, 6, 3)
    rows = picked(the_report(instructor))
    assert rows["Picked"] == ["All"]
    assert rows["A therapist (right)"] == ["6"]


def test_an_option_that_those_who_do_well_are_drawn_to_is_flagged(instructor: Instructor) -> None:
    turned = BEST | {"again": {"choice": "a"}}
    other = WORST | {"again": {"choice": "b"}}
    a_cohort(
        instructor,
        0,
        0,
        **{f"A{n}": turned for n in range(6)},
        **{f"B{n}": other for n in range(6)},
    )
    rows = picked(the_report(instructor))
    drawn = "A coach Look: Not right, and taken more by those who do well."
    assert rows[drawn] == ["0", "0", "6", "6"]
    missed = "A therapist (right) Look: Right, and taken less by those who do well."
    assert rows[missed] == ["6", "0", "0", "6"]


def a_talking_cohort(instructor: Instructor, *played: tuple[dict[str, Any], int]) -> Report:
    a_course(instructor.course, ex01=(TALK, PICK))
    plays = [one for one, times in played for _ in range(times)]
    for n, play in enumerate(plays):
        answers = {"night-texts": play, "pick": {"choice": "b"}}
        made = a_hand_in(answers, f"P{n}", yaml=(TALK, PICK), workbook=f"{n}")
        instructor.gets(f"{n}.ipynb", made)
    instructor.grades()
    return the_report(instructor)


def test_the_ways_through_a_conversation_are_told_turn_by_turn(instructor: Instructor) -> None:
    told = a_talking_cohort(instructor, (WARM, 6), (ALONE, 4), (SAFE, 2))
    rows = told.rows["Texts at night"]
    client = "I can't sleep. Can I call you?"
    asked = "Do you think of ending your life? (an expert's way)"
    assert rows[1:4] == [
        ["1, open", "That is a long night. (an expert's way)", client, "risk", "6"],
        ["1, open", "Call me at any hour.", client, "risk", "6"],
        ["2, risk", asked, "Never mind.", "warm", "8"],
    ]
    assert rows[-2:] == [
        ["End", "She stays in touch (an expert's way)", "", "", "8"],
        ["End", "A friend hears it first", "", "", "4"],
    ]
    assert "12 people played it to an end." in told.text
    bands = [one for tag, one in told.tags if (one.get("class") or "").startswith("band")]
    assert [one["class"] for one in bands] == ["band expert", "band expert", "band"]


def test_below_ten_plays_are_counted_and_not_drawn(instructor: Instructor) -> None:
    told = a_talking_cohort(instructor, (WARM, 5), (ALONE, 4))
    assert "9 people played it to an end. Fewer than 10: counts only." in told.text
    assert told.row("Texts at night", "End")[-1] == "5"
    assert not [one for _, one in told.tags if (one.get("class") or "").startswith("band")]


def test_a_picture_is_as_wide_as_people_are_many() -> None:
    """Ten at the start, six to one side and four to the other; the widest row has a gap in it."""
    ways = (Arrow(1, "open", "warm", 6, True), Arrow(1, "open", "late", 4, False))
    made = picture(ways, {"open": 0, "warm": 1, "late": 2})
    person = (WIDTH - GAP) / 10
    assert [block.width for block in made.blocks] == pytest.approx(
        [10 * person, 6 * person, 4 * person]
    )
    first, warm, late = made.blocks
    assert (first.x, warm.x) == pytest.approx((GAP / 2, 0))
    assert late.x == pytest.approx(6 * person + GAP)
    assert made.rows == (0, ROW)
    assert made.height == ROW + HIGH
    # Each band leaves beside the one before it, and comes in where its block begins.
    starts = [re.match(r"M([\d.]+) ([\d.]+)C", band.path) for band in made.bands]
    assert [float(one[1]) for one in starts if one] == pytest.approx(
        [GAP / 2, GAP / 2 + 6 * person], abs=0.05
    )
    assert [band.expert for band in made.bands] == [True, False]


def test_a_name_that_its_block_has_no_room_for_is_left_to_the_table() -> None:
    ways = (Arrow(1, "open", "warm", 99, False), Arrow(1, "open", "a-long-name", 1, False))
    made = picture(ways, {"open": 0, "warm": 1, "a-long-name": 2})
    assert [block.label for block in made.blocks] == ["open", "warm", ""]
