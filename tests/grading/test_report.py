"""The report: a cohort on one page, with what an instructor may act on, and nothing to run."""

from __future__ import annotations

import re
from pathlib import Path

from makers import TELL, a_course, a_hand_in

from .instructor import Instructor
from .reports import BEST, WORST, YAML, a_cohort, the_report


def test_a_cohort_is_told_by_exercise_outcome_and_dimension_with_n(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 3)
    told = the_report(instructor)
    row = told.row("By outcome", "Tell the two apart")
    assert row == ["Tell the two apart", "75%", "46% to 100%", "12", "9 of 12"]
    assert told.row("By dimension", "Purpose")[1:] == row[1:]
    assert told.row("By exercise", "Shared ground")[3:] == ["12", "9 of 12"]


def test_below_ten_people_there_are_counts_only(instructor: Instructor) -> None:
    a_cohort(instructor, 6, 3)
    told = the_report(instructor)
    few = ["Fewer than 10 people: counts only", "9", "6 of 9"]
    assert told.row("By outcome", "Tell the two apart")[1:] == few
    assert told.row("Shared ground", "1. Who may diagnose?")[1:] == [few[0], "6 of 9"]
    assert told.row("How sure, and how right", "Sure")[1:] == ["67%", "24 of 36 answers"]
    assert "Too few people have a score on the same items" in told.text


def test_items_are_told_with_difficulty_beside_chance_fit_and_groups(
    instructor: Instructor,
) -> None:
    a_cohort(instructor, 9, 3)
    told = the_report(instructor)
    item = told.row("Shared ground", "1. Who may diagnose?")
    assert item[1] == "75% (46% to 100%); chance 50%"
    assert item[2:] == ["50%", "1.00", "100%, 0%", "9 of 12"]
    # Points 1, 2, 1, 1, all or nothing: 4/3 * (1 - (1 + 4 + 1 + 1) / 25) = 0.96.
    assert "Cronbach's alpha 0.96, 95% interval" in told.text
    assert "n = 12, over 4 of 4 items" in told.text


def test_alpha_is_told_of_the_items_that_are_scored_while_others_await_a_mark(
    instructor: Instructor,
) -> None:
    yaml = (*YAML, TELL)
    a_course(instructor.course, ex01=yaml)
    for n in range(12):
        answers = (BEST if n < 9 else WORST) | {"tell": {"text": "I coach."}}
        made = a_hand_in(answers, f"Person {n}", yaml=yaml, workbook=f"{n}")
        instructor.gets(f"{n}.ipynb", made)
    instructor.grades()
    told = the_report(instructor)
    assert "n = 12, over 4 of 4 items." in told.text
    assert "What would you say" not in told.text


def test_an_item_that_the_best_have_wrong_is_flagged_in_words(instructor: Instructor) -> None:
    turned = BEST | {"again": {"choice": "a"}}
    other = WORST | {"again": {"choice": "b"}}
    a_cohort(
        instructor,
        0,
        0,
        **{f"A{n}": turned for n in range(6)},
        **{f"B{n}": other for n in range(6)},
    )
    told = the_report(instructor)
    flagged = told.row("Shared ground", "3. Who may treat?")[0]
    assert "Look: Who does well elsewhere does worse here" in flagged
    assert "Not clearly better than guessing" in flagged
    assert "6 of 12 who were sure" not in flagged


def test_who_may_need_a_talk_is_named_with_each_reason(
    instructor: Instructor, tmp_path: Path
) -> None:
    a_cohort(instructor, 2, 1)
    roster = tmp_path / "roster.csv"
    roster.write_text("Best 0\nBest 1\nWorst 0\nCy <b>Young</b>\n", encoding="utf-8")
    told = the_report(instructor, "--roster", str(roster))
    assert (
        "Reasons to ask, no verdicts. Cy <b>Young</b> Handed in nothing: Shared ground. Worst 0 "
        "Missed what is critical: Shared ground. Earned less than half: Shared ground. Was sure of "
        "4 answers that are not right: Shared ground."
    ) in told.text
    assert "Best" not in told.text


def test_certainty_stands_against_correctness(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 3)
    told = the_report(instructor)
    assert told.row("How sure, and how right", "Sure") == ["Sure", "75%", "36 of 48 answers"]


def test_what_waits_or_cannot_be_graded_is_in_no_figure(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 0, Odd=BEST | {"pick": {"choice": "unknown"}})
    told = the_report(instructor)
    assert told.row("By outcome", "Tell the two apart")[-1] == "9 of 9"
    assert "Odd Something can't be graded: Shared ground." in told.text


def test_an_anonymous_report_has_nobodys_name(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 3)
    told = the_report(instructor, "--anonymous")
    assert not re.search("Best|Worst", told.text)
    assert told.row("Who may need a talk", "Missed what is critical: Shared ground.")[1] == "3"


def test_a_report_needs_nothing_from_elsewhere_and_runs_nothing(instructor: Instructor) -> None:
    a_cohort(instructor, 9, 3)
    told = the_report(instructor)
    assert not {"script", "link", "img", "iframe", "a"} & {tag for tag, _ in told.tags}
    names = {name for _, attributes in told.tags for name in attributes}
    assert not names & {"src", "href", "style", "srcset", "action"}
    assert not any(name.startswith("on") for name in names)
    pictures = [attributes for tag, attributes in told.tags if tag == "svg"]
    assert pictures
    assert all(one["aria-hidden"] == "true" for one in pictures)


def test_without_anything_graded_there_is_no_report(instructor: Instructor) -> None:
    assert instructor.runs("report") == 1
    assert "Nothing is graded yet" in instructor.said
    assert not (instructor.out / "report.html").exists()


def test_two_workbooks_of_one_name_are_two_people(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=YAML)
    for n in range(10):
        made = a_hand_in(BEST if n < 5 else WORST, "Sam", yaml=YAML, workbook=f"{n}")
        instructor.gets(f"{n}.ipynb", made)
    instructor.grades()
    told = the_report(instructor)
    assert told.row("Shared ground", "1. Who")[4:] == ["100%, 0%", "5 of 10"]
