"""What changed a score is remembered, and a step can be taken back."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path

import pytest
from makers import ITEMS, TELL, a_course, a_hand_in

from withinscope.grading.commands import history, options

from .instructor import CORRECTED, RIGHT, WRONG, Instructor, Page, cells
from .test_upgrade import an_old_gradebook

LATER = "2026-11-22T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _robin_at_a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "login", lambda: "robin")
    monkeypatch.setenv("COLUMNS", "200")


def corrects(instructor: Instructor, *yaml: str) -> None:
    a_course(instructor.course, ex01=yaml or CORRECTED)
    assert instructor.runs("grade", "--apply") == 0


def told(instructor: Instructor, *names: str) -> list[tuple[str, ...]]:
    """The history without its dates: whose, where, from what, to what, by whom, why."""
    assert instructor.runs("history", *names) == 0
    return [tuple(row[1:]) for row in cells(instructor.said, 7) if row[0].startswith("20")]


def pages(instructor: Instructor) -> list[str]:
    return sorted(path.name for path in (instructor.out / "feedback").glob("*.html"))


def test_before_anything_changed_it_says_so(graded: Instructor) -> None:
    assert graded.runs("history") == 0
    assert graded.said == "No score has changed.\n"


def test_each_change_is_remembered_with_who_and_why(
    graded: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrects(graded)
    graded.gets("bo2.ipynb", a_hand_in(RIGHT, "Bo", workbook="book-of-bo", handed_in_at=LATER))
    graded.grades()
    assert told(graded) == [
        ("Ana Ruiz", "ex01", "3", "2", "robin", "pick has another key"),
        ("Bo", "ex01", "0", "1", "robin", "pick has another key"),
        ("Bo", "ex01", "1", "2", "robin", "handed in again"),
    ]
    assert [row[0] for row in told(graded, "Ana Ruiz")] == ["Ana Ruiz"]


def test_a_mark_is_a_change_by_its_marker(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT | {"tell": {"text": "I coach."}}))
    instructor.grades()
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R. Okafor")
    assert told(instructor) == [
        ("Ana Ruiz", "ex01", "needs marking", "6", "R. Okafor", "tell marked")
    ]


def test_what_is_only_shown_is_not_remembered(graded: Instructor) -> None:
    a_course(graded.course, ex01=CORRECTED)
    graded.runs("grade")
    graded.grades()
    assert told(graded) == []


def test_of_many_the_latest_are_shown(graded: Instructor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 1)
    corrects(graded)
    assert [row[0] for row in told(graded)] == ["Bo"]
    assert "1 more, earlier: --all shows them." in graded.said
    assert [row[0] for row in told(graded, "--all")] == ["Ana Ruiz", "Bo"]


def test_nobody_of_a_name_is_told(graded: Instructor) -> None:
    assert graded.runs("history", "Cy") == 2
    assert "Nobody in the gradebook is called Cy." in graded.complained


def test_a_correction_is_told_and_then_taken_back(graded: Instructor) -> None:
    corrects(graded)
    assert graded.runs("undo") == 1
    assert "The latest step: corrected on 20" in graded.said
    assert "Would change: 2" in graded.said
    graded.runs("export")
    assert graded.rows("score") == [("2",), ("1",)]
    assert graded.runs("undo", "--apply") == 0
    assert graded.rows("score") == [("3",), ("0",)]
    assert [row[2:4] for row in told(graded)] == [("3", "2"), ("0", "1"), ("2", "3"), ("1", "0")]
    assert "corrected on 20" in told(graded)[-1][-1]


def test_after_that_the_solution_still_differs_and_says_so(graded: Instructor) -> None:
    corrects(graded)
    graded.runs("undo", "--apply")
    assert graded.runs("grade") == 1
    assert "Would change: 2" in graded.said


def test_step_by_step_back_to_before_the_first_hand_in(graded: Instructor) -> None:
    graded.gets("bo2.ipynb", a_hand_in(RIGHT, "Bo", workbook="book-of-bo", handed_in_at=LATER))
    graded.grades(no_feedback=False)
    corrects(graded)
    scores = []
    for _ in range(3):
        graded.runs("undo", "--apply")
        scores.append(graded.rows("trainee", "score"))
    assert scores == [[("Ana Ruiz", "3"), ("Bo", "3")], [("Ana Ruiz", "3"), ("Bo", "0")], []]
    assert pages(graded) == []
    assert graded.runs("undo", "--apply") == 0
    assert "There is no step to take back." in graded.said
    graded.grades()
    assert graded.rows("trainee", "score") == [("Ana Ruiz", "2"), ("Bo", "2")]


def test_a_run_that_brought_nothing_new_is_no_step(graded: Instructor) -> None:
    graded.grades()
    graded.runs("undo", "--apply")
    assert graded.rows("trainee") == []


def test_what_could_not_be_read_goes_with_the_run_that_met_it(graded: Instructor) -> None:
    graded.gets("Cy/x.ipynb", b"{")
    graded.grades()
    graded.grades()
    assert graded.rows("trainee") == [("Ana Ruiz",), ("Bo",), ("Cy",)]
    assert graded.runs("undo") == 1
    assert "not handed in" in graded.said
    graded.runs("undo", "--apply")
    assert graded.rows("trainee") == [("Ana Ruiz",), ("Bo",)]


def test_a_mark_outlives_the_step_and_counts_again(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT | {"tell": {"text": "I coach."}}))
    instructor.grades()
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R", "--no-feedback")
    corrects(instructor)
    instructor.runs("undo", "--apply")
    assert instructor.rows("score") == [("6",)]
    instructor.runs("undo", "--apply")
    instructor.grades()
    assert instructor.rows("score") == [("5",)]


def test_a_second_workbook_taken_back_is_not_told_of_the_first(graded: Instructor) -> None:
    graded.gets("again.ipynb", a_hand_in(WRONG, workbook="another"))
    graded.grades()
    graded.runs("undo", "--apply")
    taken = [row for row in cells(graded.said, 6) if row[0] == "Ana Ruiz"]
    assert [row[2:4] for row in taken] == [["0", "not handed in"]]
    assert graded.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "0")]


def test_another_pick_is_taken_back_too(instructor: Instructor) -> None:
    for name, answers, at in (("1", WRONG, "2026-11-20T10:00:00+00:00"), ("2", RIGHT, LATER)):
        instructor.gets(f"{name}.ipynb", a_hand_in(answers, handed_in_at=at))
    page = instructor.out / "feedback" / "Ana Ruiz.html"
    instructor.grades(no_feedback=False)
    assert "3 of 6 points" in Page(page).text
    instructor.runs("grade", "--pick", "first", "--apply")
    assert instructor.rows("score") == [("0",)]
    assert "0 of 6 points" in Page(page).text
    instructor.runs("undo", "--apply")
    instructor.grades(no_feedback=False)
    assert instructor.rows("score") == [("3",)]
    assert "3 of 6 points" in Page(page).text


def test_an_old_gradebook_is_copied_and_has_a_history_from_then_on(instructor: Instructor) -> None:
    path = an_old_gradebook(instructor.course / "grading" / "gradebook.db")
    assert told(instructor) == []
    assert path.with_name("gradebook.step-1.db").is_file()
    assert instructor.runs("undo") == 0
    assert "There is no step to take back." in instructor.said
    a_course(instructor.course, ex01=(*ITEMS[:2], TELL.replace("points: 3", "points: 6")))
    instructor.runs("grade", "--apply")
    assert told(instructor) == [
        (
            "Ana Ruiz",
            "ex01",
            "needs marking, of 6",
            "needs marking, of 9",
            "robin",
            "tell counts 6, not 3",
        ),
        ("Bo", "ex01", "3 of 6", "6 of 9", "robin", "tell counts 6, not 3"),
    ]
    instructor.runs("undo", "--apply")
    assert instructor.rows("trainee", "score", "max_score") == [
        ("Ana Ruiz", "", "6"),
        ("Bo", "3", "6"),
    ]


def test_a_step_that_is_stopped_half_way_leaves_all_as_it_was(
    graded: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrects(graded)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("withinscope.grading.book.history.record", stop)
    assert graded.runs("undo", "--apply") == 130
    with sqlite3.connect(graded.course / "grading" / "gradebook.db") as database:
        assert database.execute("SELECT count(*) FROM runs WHERE what = 'undone'").fetchone() == (
            0,
        )
    database.close()
    graded.runs("export")
    assert graded.rows("score") == [("2",), ("1",)]


def test_the_page_is_written_for_the_score_that_counts(graded: Instructor, tmp_path: Path) -> None:
    corrects(graded)
    graded.runs("undo", "--apply")
    page = (graded.out / "feedback" / "Bo.txt").read_text(encoding="utf-8")
    assert "0 of 6 points" in page
