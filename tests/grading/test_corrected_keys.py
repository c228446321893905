"""A key corrected, points changed, an item withdrawn or added: told first, written when asked."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from makers import DUTY, ITEMS, PICK, RATE, TELL, a_course, a_hand_in, an_item, save

from .instructor import CORRECTED, RIGHT, WRONG, Instructor, Page, cells

ALL, OUT = "withdrawn: all get it\n", "withdrawn: taken out\n"
WRITTEN = RIGHT | {"tell": {"text": "I coach."}}


def the_solution(instructor: Instructor, *yaml: str) -> None:
    a_course(instructor.course, ex01=yaml)


def again(instructor: Instructor, *flags: str) -> int:
    return instructor.runs("grade", *flags)


def told(instructor: Instructor) -> list[list[str]]:
    """The rows of the table of changes, by their columns."""
    return cells(instructor.said.split("hange", 1)[1], 6)


def scores(instructor: Instructor) -> list[tuple[str, ...]]:
    instructor.runs("export")
    return instructor.rows("score", "max_score")


def test_a_corrected_key_is_shown_and_nothing_is_written(graded: Instructor) -> None:
    the_solution(graded, *CORRECTED)
    before = (graded.out / "grades.csv").read_bytes()
    assert again(graded) == 1
    assert told(graded) == [
        ["Ana Ruiz", "ex01", "3", "2", "-1", "pick has another key"],
        ["Bo", "ex01", "0", "1", "+1", "pick has another key"],
    ]
    assert "Would change: 2" in graded.said
    assert "With --apply it is." in graded.said
    assert (graded.out / "grades.csv").read_bytes() == before
    assert scores(graded) == [("3", "6"), ("0", "6")]


def test_with_apply_it_is_written_and_told_once(graded: Instructor) -> None:
    the_solution(graded, *CORRECTED)
    assert again(graded, "--apply") == 0
    assert "Changed: 2" in graded.said
    assert graded.rows("score", "pick") == [("2", "0"), ("1", "1")]
    assert "2 of 6 points" in Page(graded.out / "feedback" / "Ana Ruiz.html").text
    assert again(graded) == 0
    assert "Nobody's score changes." in graded.said


def test_the_hand_ins_given_again_are_shown_the_same(graded: Instructor) -> None:
    the_solution(graded, *CORRECTED)
    assert graded.grades() == 1
    assert [row[:2] for row in told(graded)] == [["Ana Ruiz", "ex01"], ["Bo", "ex01"]]
    assert graded.rows("score") == [("3",), ("0",)]
    assert graded.grades(graded.hand_ins, "--apply") == 0
    assert graded.rows("score") == [("2",), ("1",)]


def test_whoever_hands_in_meanwhile_is_graded_as_the_others_until_it_is_written(
    graded: Instructor,
) -> None:
    the_solution(graded, *CORRECTED)
    graded.gets("cy.ipynb", a_hand_in(WRONG, "Cy", workbook="book-of-cy"))
    assert graded.grades(graded.hand_ins / "cy.ipynb") == 1
    assert graded.rows("trainee", "score")[2] == ("Cy", "0")
    assert ["Cy", "ex01", "0", "1", "+1", "pick has another key"] in told(graded)
    again(graded, "--apply")
    assert graded.rows("score") == [("2",), ("1",), ("1",)]


def test_a_correction_that_changes_nobody_who_was_graded_holds_at_once(
    instructor: Instructor,
) -> None:
    instructor.gets("ana.ipynb", a_hand_in({"rate": RIGHT["rate"]}))
    instructor.grades()
    the_solution(instructor, *CORRECTED)
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    assert instructor.grades() == 0
    assert "Changed" not in instructor.said
    assert "Would change" not in instructor.said
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "2"), ("Bo", "1")]


def test_better_words_hold_at_once_and_reach_the_pages(graded: Instructor) -> None:
    better = PICK.replace("A coach may not.", "No coach may diagnose.")
    the_solution(graded, better, RATE, TELL)
    assert again(graded) == 0
    assert "Nobody's score changes." in graded.said
    assert "No coach may diagnose." in Page(graded.out / "feedback" / "Bo.html").text


def test_changed_points_are_told_with_what_they_count(graded: Instructor) -> None:
    the_solution(graded, PICK + "points: 3\n", RATE, TELL)
    again(graded, "--apply")
    assert told(graded) == [
        ["Ana Ruiz", "ex01", "3 of 6", "5 of 8", "+2", "pick counts 3, not 1"],
        ["Bo", "ex01", "0 of 6", "0 of 8", "0", "pick counts 3, not 1"],
    ]
    assert graded.rows("score", "max_score") == [("5", "8"), ("0", "8")]


def test_of_an_item_that_was_withdrawn_all_get_the_points(graded: Instructor) -> None:
    graded.gets("cy.ipynb", a_hand_in({}, "Cy", workbook="book-of-cy"))
    graded.grades()
    the_solution(graded, PICK + ALL, RATE, TELL)
    again(graded, "--apply")
    assert told(graded) == [
        ["Bo", "ex01", "0", "1", "+1", "pick withdrawn, all get it"],
        ["Cy", "ex01", "0", "1", "+1", "pick withdrawn, all get it"],
    ]
    assert graded.rows("score", "max_score", "pick") == [
        ("3", "6", "1"),
        ("1", "6", "1"),
        ("1", "6", "1"),
    ]


def test_an_item_that_was_taken_out_counts_for_nobody(graded: Instructor) -> None:
    the_solution(graded, PICK + OUT, RATE, TELL)
    again(graded, "--apply")
    assert told(graded)[0] == [
        "Ana Ruiz", "ex01", "3 of 6", "2 of 5", "-1", "pick withdrawn, taken out",
    ]  # fmt: skip
    assert graded.rows("score", "max_score", "pick", "pick_state") == [
        ("2", "5", "", "taken out"),
        ("0", "5", "", "taken out"),
    ]


@pytest.mark.parametrize(("withdrawn", "score"), [(ALL, ("3", "3")), (OUT, ("2", "2"))])
def test_a_broken_answer_to_what_was_withdrawn_stops_nothing(
    instructor: Instructor, withdrawn: str, score: tuple[str, str]
) -> None:
    the_solution(instructor, PICK + withdrawn, RATE)
    answers = RIGHT | {"pick": {"choice": 7}}
    instructor.gets("ana.ipynb", a_hand_in(answers, yaml=(PICK, RATE)))
    assert instructor.grades(no_feedback=False) == 0
    assert instructor.rows("state", "score", "max_score") == [("graded", *score)]


@pytest.mark.parametrize(("withdrawn", "score"), [(ALL, ("1", "6")), (OUT, ("0", "5"))])
def test_a_damaged_answer_to_it_holds_nobodys_score_up_and_is_remembered(
    instructor: Instructor, withdrawn: str, score: tuple[str, str]
) -> None:
    instructor.gets("ana.ipynb", a_hand_in({"pick": {"choice": "z"}}))
    instructor.grades()
    assert instructor.rows("state") == [("not gradable",)]
    the_solution(instructor, PICK + withdrawn, RATE, TELL)
    assert again(instructor, "--apply") == 0
    assert instructor.rows("score", "max_score", "reason") == [(*score, "")]
    the_solution(instructor, *ITEMS)
    again(instructor, "--apply")
    assert "pick counts again" in instructor.said
    assert instructor.rows("state", "reason") == [
        ("not gradable", "pick: it names an unknown option")
    ]


def test_a_written_answer_to_it_awaits_no_mark_and_a_mark_comes_back_with_it(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(WRITTEN))
    instructor.gets("bo.ipynb", a_hand_in(WRITTEN, "Bo", workbook="book-of-bo"))
    instructor.grades()
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R", "--no-feedback")
    assert sorted(instructor.rows("score")) == [("",), ("6",)]
    the_solution(instructor, PICK, RATE, TELL + OUT)
    again(instructor, "--apply")
    assert instructor.rows("score", "max_score") == [("3", "3"), ("3", "3")]
    assert instructor.runs("mark") == 0
    assert "Nothing awaits marking." in instructor.said
    the_solution(instructor, *ITEMS)
    again(instructor, "--apply")
    assert sorted(instructor.rows("score", "state")) == [("", "needs marking"), ("6", "graded")]


def test_the_report_leaves_out_what_was_withdrawn(graded: Instructor) -> None:
    graded.runs("report")
    page = graded.out / "report.html"
    assert "Who may diagnose?" in Page(page).text
    the_solution(graded, PICK + ALL, RATE, TELL)
    again(graded, "--apply")
    graded.runs("report")
    assert "Who may diagnose?" not in Page(page).text
    assert "A client cries." in Page(page).text


def test_a_page_says_that_a_question_was_withdrawn_and_judges_nothing(graded: Instructor) -> None:
    the_solution(graded, PICK + OUT, RATE, TELL)
    again(graded, "--apply")
    text = Page(graded.out / "feedback" / "Bo.html").text
    assert "Question 1 Withdrawn Who may diagnose? Your answer A coach" in text
    assert "turned out not to be a fair one. It does not count, for anybody." in text
    assert "Not this one" not in text


def test_what_was_withdrawn_decides_nothing(instructor: Instructor) -> None:
    a_course(instructor.course, ex01=(PICK, DUTY))
    instructor.gets("ana.ipynb", a_hand_in({"duty": {"choice": "b"}}, yaml=(PICK, DUTY)))
    instructor.grades()
    assert instructor.rows("competent") == [("not yet",)]
    the_solution(instructor, PICK, DUTY + ALL)
    again(instructor, "--apply")
    assert instructor.rows("score", "competent") == [("1", "")]


def test_an_item_added_later_is_asked_of_nobody_who_handed_in_before(graded: Instructor) -> None:
    more = an_item(PICK, id="more")
    the_solution(graded, *ITEMS, more)
    assert graded.grades() == 0
    answers = RIGHT | {"more": {"choice": "b"}}
    new = a_hand_in(answers, "Cy", yaml=(*ITEMS, more), workbook="book-of-cy")
    graded.gets("cy.ipynb", new)
    assert graded.grades() == 0
    assert graded.rows("score", "max_score") == [("3", "6"), ("0", "6"), ("4", "7")]


def test_an_item_that_is_gone_from_the_solution_counts_for_whoever_was_asked(
    graded: Instructor,
) -> None:
    the_solution(graded, RATE, TELL)
    assert graded.grades() == 0
    assert graded.rows("score", "max_score") == [("3", "6"), ("0", "6")]


def test_the_key_of_an_earlier_revision_is_corrected_by_its_own_solution(
    graded: Instructor,
) -> None:
    old = save(
        graded.folder / "old.ipynb", (graded.course / "solutions/01_ground.ipynb").read_bytes()
    )
    the_solution(graded, an_item(PICK, stem="Who may?", key="a"), RATE, TELL)
    assert graded.grades() == 0
    assert graded.rows("score") == [("3",), ("0",)]
    old.write_text(old.read_text(encoding="utf-8").replace("key: b", "key: a"), encoding="utf-8")
    assert again(graded, "--key", str(old), "--apply") == 0
    assert graded.rows("score") == [("2",), ("1",)]


def test_without_hand_ins_and_without_a_gradebook_there_is_nothing_to_grade(
    instructor: Instructor,
) -> None:
    assert again(instructor) == 2
    assert "Name files, folders or zips to grade." in instructor.complained


def test_a_roster_without_hand_ins_is_refused(graded: Instructor, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name\nAna Ruiz\n", encoding="utf-8")
    assert again(graded, "--roster", str(roster)) == 2
    assert "no hand-ins are named" in graded.complained
