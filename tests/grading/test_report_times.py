"""In a report: how long items take, from the times of answers, over everybody and of nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from core.cases.dialogue import ITEM as TALK
from makers import PICK, RATE, a_course, a_hand_in, an_item, edit

from withinscope.grading import pace
from withinscope.grading.report.lengths import lengths
from withinscope.items import of_cell
from withinscope.notebooks import Answer, Record

from .instructor import Instructor
from .reports import the_report

NAMES = ("one", "two", "three", "four", "five")
YAML = (*(an_item(PICK, id=name) for name in NAMES), RATE)
ANSWERS = {name: {"choice": "b"} for name in NAMES} | {"rate": {"best": "a", "worst": "c"}}
BEGIN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def timed(name: str, *seconds: int) -> dict[str, Any]:
    """A hand-in whose answers came one after another, so many seconds after the one before."""
    made = a_hand_in(ANSWERS, name, yaml=YAML, workbook=f"book of {name}")
    at = BEGIN
    for item, took in zip(ANSWERS, (0, *seconds), strict=True):
        at += timedelta(seconds=took)
        edit(made, item, answered_at=at.isoformat())
    return made


@pytest.fixture
def cohort(instructor: Instructor) -> Instructor:
    """Twelve people; the third question takes them 100 to 210 seconds, others of its kind 30."""
    a_course(instructor.course, ex01=YAML)
    for n in range(12):
        instructor.gets(f"{n}.ipynb", timed(f"P{n}", 30, 100 + 10 * n, 30, 30, 70))
    instructor.grades()
    return instructor


def minutes(instructor: Instructor, *words: str) -> list[str]:
    told = the_report(instructor, *words)
    rows = [row for row in told.rows["Shared ground"] if row[0][:1].isdigit()]
    return [row[-1] for row in rows]


def test_an_items_minutes_are_the_median_and_the_middle_half(cohort: Instructor) -> None:
    """By hand: 100, 110, … 210; the middle is 155, a quarter of the way 127.5 and 182.5."""
    assert minutes(cohort) == [
        "n = 0",  # nothing shows when the first was begun
        "0:30 (0:30 to 0:30), n = 12",
        "2:35 (2:08 to 3:02), n = 12",
        "0:30 (0:30 to 0:30), n = 12",
        "0:30 (0:30 to 0:30), n = 12",
        "1:10 (1:10 to 1:10), n = 12",
    ]
    assert "say nothing of anybody" in the_report(cohort).text


def test_an_item_that_takes_twice_as_long_as_others_of_its_kind_is_flagged(
    cohort: Instructor,
) -> None:
    told = the_report(cohort)
    flagged = [row[0] for row in told.rows["Shared ground"] if "Takes twice as long" in row[0]]
    assert [row[:2] for row in flagged] == ["3."]


def test_below_ten_people_there_is_a_count_and_no_time(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    for n in range(9):
        instructor.gets(f"{n}.ipynb", timed(f"P{n}", 30, 300, 30, 30, 30))
    instructor.grades()
    assert minutes(instructor) == ["n = 0", *["n = 9"] * 5]
    assert "Takes twice" not in the_report(instructor).text


def test_times_are_those_of_the_people_whom_the_report_is_on(cohort: Instructor) -> None:
    for old in cohort.hand_ins.glob("*"):
        old.unlink()
    for n in range(10):
        cohort.gets(f"slow {n}.ipynb", timed(f"Slow {n}", 60, 60, 60, 60, 60))
    roster = cohort.folder / "slow.csv"
    roster.write_text("Name\n" + "".join(f"Slow {n}\n" for n in range(10)), encoding="utf-8")
    cohort.grades(cohort.hand_ins, "--roster", roster)
    assert minutes(cohort, "--cohort", "slow")[1:] == ["1:00 (1:00 to 1:00), n = 10"] * 5


def test_where_no_time_shows_there_is_no_column_of_them(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    instructor.gets("ana.ipynb", a_hand_in(ANSWERS, yaml=YAML))
    instructor.grades()
    assert "Minutes" not in the_report(instructor).text


def test_a_time_stays_when_a_key_is_corrected(cohort: Instructor) -> None:
    before = minutes(cohort)
    a_course(cohort.course, ex01=(*(an_item(PICK, id=name, key="a") for name in NAMES), RATE))
    assert cohort.runs("grade", "--apply", "--no-feedback") == 0
    assert minutes(cohort) == before


def answers(*times: tuple[str | None, Any]) -> dict[str, Answer]:
    """Answers to the items 0, 1, 2 …: when, and at which attempt."""
    return {
        str(n): Answer(
            str(n),
            Record(1, "ex01", str(n), "r", b"1", answered_at=at, attempt=attempt),  # type: ignore[arg-type]
        )
        for n, (at, attempt) in enumerate(times)
    }


A, B = "2026-11-20T09:00:00+00:00", "2026-11-20T09:01:30+00:00"


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ((A, 1), (B, 1), {"1": 90}),
        ((A, 2), (B, 1), {}),  # its first time is not on record
        ((A, 1), (B, 2), {}),
        ((B, 1), (A, 1), {}),  # not in the order of the page
        ((A, 1), (A, 1), {}),  # saved together
        ((A, 1), ("2026-11-20T09:31:00+00:00", 1), {}),  # somebody was elsewhere
        ((None, 1), (B, 1), {}),
        (("yesterday", 1), (B, 1), {}),
        (("2026-11-20T09:00:00", 1), (B, 1), {}),  # whose zone is not known
        ((A, True), (B, 1), {}),
        ((A, "1"), (B, 1), {}),
    ],
)
def test_a_time_is_known_between_two_answers_that_were_given_once_in_the_order_of_the_page(
    first: tuple[str | None, Any], then: tuple[str, Any], found: dict[str, int]
) -> None:
    assert pace.seconds(("0", "1"), answers(first, then)) == found


def test_over_what_was_left_out_there_is_no_time() -> None:
    given = answers((A, 1), (A, 1), (B, 1))
    del given["1"]
    assert pace.seconds(("0", "1", "2"), given) == {}


def test_a_conversation_is_not_long_beside_single_questions() -> None:
    items = {0: of_cell(f"%%dialogue\n{TALK}")} | {
        n: of_cell(f"%%item\n{an_item(PICK, id=name)}") for n, name in enumerate(NAMES, 1)
    }
    times = {number: [600 if number == 0 else 30] * 12 for number in items}
    assert not any(one.flag for one in lengths(times, items).values())  # type: ignore[arg-type]
