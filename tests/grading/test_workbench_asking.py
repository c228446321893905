"""What the workbench shows first and does after a yes: steps back, people removed, grades given."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from makers import a_course, a_hand_in, save

from withinscope.grading.workbench.asking import Fill, Forget, Give, No, Remove, Step, TakeBack, Yes
from withinscope.grading.workbench.bench import Bench, step
from withinscope.grading.workbench.bench_messages import (
    Enter,
    Failed,
    Grade,
    History,
    Look,
    Part,
    Shown,
)

from .at_the_bench import AtTheBench
from .instructor import CORRECTED, RIGHT, Instructor

CANVAS = (
    "Student,ID,SIS Login ID,Section,Exercise 1 (12)\n"
    "    Points Possible,,,,6\n"
    "Ana,7,ana,One,\n"
    "Cy,9,cy,One,\n"
)
ASKED = Bench(room="changes", asked=TakeBack(3), told=(Part(text="Ana: 3"),), said=("Shown.",))


def test_what_was_shown_is_done_after_a_yes_and_once() -> None:
    once, effect = step(ASKED, Yes())
    assert effect == TakeBack(3)
    assert (once.asked, once.told, once.said) == (None, (), ())
    assert step(once, Yes())[1] is None


@pytest.mark.parametrize("other", [No(), Step(), Forget("Ana"), Enter("changes"), Enter("grade")])
def test_whatever_else_is_said_a_yes_after_it_does_nothing_of_it(other: Any) -> None:
    after, _ = step(ASKED, other)
    assert step(after, Yes())[1] is None


@pytest.mark.parametrize("message", [Step(), Forget("Ana"), Fill("grades.csv")])
def test_what_is_asked_for_is_looked_up_and_then_waits(message: Any) -> None:
    bench, effect = step(Bench(room="changes"), message)
    assert (effect, bench.asked) == (message, None)
    shown, effect = step(bench, Shown((Part(text="x"),), ("Would.",), Remove(1, "Ana")))
    assert (shown.asked, shown.told, effect) == (Remove(1, "Ana"), (Part(text="x"),), None)


def test_after_it_is_done_what_the_part_shows_is_brought_up_to_date() -> None:
    for room, effect in (("changes", History()), ("cohort", Look())):
        bench = Bench(room=room, report="A report")  # type: ignore[arg-type]
        assert step(bench, Shown(said=("Done.",)))[1] == effect


def test_what_fails_is_told_and_has_to_be_shown_again() -> None:
    bench, _ = step(ASKED, Yes())
    failed, _ = step(bench, Failed("Another step is the latest."))
    assert failed.problem
    assert step(failed, Yes())[1] is None


@pytest.fixture
def bench(instructor: Instructor) -> AtTheBench:
    """Ana's and Bo's hand-ins are graded; their texts wait."""
    bench = AtTheBench(instructor)
    bench.grades("Ana", "Bo")
    return bench


def graded_again(bench: AtTheBench) -> None:
    """Ana hands in again, without a text."""
    later = a_hand_in(RIGHT, "Ana", workbook="book-of-Ana", handed_in_at="2026-11-25T10:00:00Z")
    save(bench.course / "late" / "Ana.ipynb", later)
    bench.says(Look(), Grade(("late",)))


def test_before_anything_is_graded_there_is_nothing_to_take_back_or_remove(
    instructor: Instructor,
) -> None:
    bench = AtTheBench(instructor)
    assert bench.says(Enter("changes")).history == ()
    for message in (Step(), Forget("Ana"), Fill("x.csv")):
        assert bench.says(message).problem
    assert not (bench.course / "grading").exists()


def test_changes_of_scores_are_shown_with_who_and_why(bench: AtTheBench) -> None:
    assert bench.says(Enter("changes")).history == (Part(text="No score has changed."),)
    graded_again(bench)
    [table] = bench.says(Enter("changes")).history
    assert table.heads == ("When (UTC)", "Trainee", "Exercise", "Before", "Now", "Who", "Why")
    assert table.rows[0][1:5] == ("Ana", "ex01", "needs marking", "3")
    assert table.rows[0][6] == "handed in again"


def test_a_step_is_shown_before_it_is_taken_back(bench: AtTheBench) -> None:
    graded_again(bench)
    state = bench.says(Enter("changes"), Step())
    assert state.said[0].startswith("The latest step: graded on ")
    [table] = state.told
    assert (table.title, table.rows[0][:4]) == (
        "Would change: 1",
        ("Ana", "ex01", "3", "needs marking"),
    )
    assert "Ana,ex01,graded" in bench.scores()
    state = bench.says(Yes())
    assert state.said[-1].startswith("Taken back. Scores are in ")
    assert "Ana,ex01,needs marking" in bench.scores()
    assert len(state.history[0].rows) == 2
    page = bench.course / "grading" / "feedback" / "Ana.html"
    assert "I coach." in page.read_text(encoding="utf-8")


def test_a_step_is_not_taken_back_once_another_is_the_latest(
    bench: AtTheBench, instructor: Instructor
) -> None:
    graded_again(bench)
    bench.says(Enter("changes"), Step())
    a_course(instructor.course, ex01=CORRECTED)
    assert instructor.runs(
        "grade", "--apply", "--gradebook", bench.course / "grading" / "gradebook.db"
    ) in (0, 1)
    assert "another step of grading is the latest" in bench.says(Yes()).problem
    assert "Ana,ex01,graded" in bench.scores()


def test_the_first_step_leaves_nobody_and_then_there_is_none(bench: AtTheBench) -> None:
    bench.says(Enter("changes"), Step(), Yes())
    assert "Ana" not in bench.scores()
    assert bench.says(Step()).said == ("There is no step to take back.",)
    assert bench.says(Yes()).said == ()


def test_a_person_is_shown_before_they_are_removed_for_good(bench: AtTheBench) -> None:
    state = bench.says(Enter("changes"), Forget(" ana "))
    assert state.said[0] == "Ana: 1 hand-in, 3 answers, 1 feedback page."
    assert isinstance(state.asked, Remove)
    assert state.asked.name == "Ana"
    assert "Ana" in bench.scores()
    state = bench.says(Yes())
    assert any("what they handed in: " in line for line in state.said)
    assert "Ana" not in bench.scores()
    assert not (bench.course / "grading" / "feedback" / "Ana.html").exists()
    assert "Nobody in the gradebook is called Ana." in bench.says(Forget("Ana")).problem
    with sqlite3.connect(bench.course / "grading" / "gradebook.db") as book:
        assert book.execute("SELECT name FROM people").fetchall() == [("Bo",)]
    book.close()


def test_whoever_was_removed_meanwhile_is_not_removed_twice(
    bench: AtTheBench, instructor: Instructor
) -> None:
    bench.says(Enter("changes"), Forget("Ana"))
    book = bench.course / "grading" / "gradebook.db"
    instructor.runs("forget", "Ana", "--apply", "--gradebook", book)
    assert "Nobody in the gradebook is called" in bench.says(Yes()).problem


@pytest.fixture
def given(bench: AtTheBench) -> Path:
    """Canvas's gradebook, in the course's folder; both texts are marked."""
    bench.says(Enter("mark"))
    for _ in ("Ana", "Bo"):
        bench.marks()
    bench.says(Enter("cohort"))
    return save(bench.course / "canvas.csv", CANVAS.encode())


def test_grades_for_a_platform_are_shown_before_its_file_is_filled_in(
    bench: AtTheBench, given: Path
) -> None:
    state = bench.says(Look(), Fill("canvas.csv"))
    assert given.name in state.listing.given
    assert state.told[0] == Part(
        "Changes: 1", ("Trainee", "Before", "Now"), (("Ana", "-", "6.00"),)
    )
    assert [one.text for one in state.told[1:]] == [
        "Left as they are, 1, nothing of theirs is in the gradebook: Cy",
        "Left as they are, 1, in no row of this file: Bo",
    ]
    assert state.asked == Give(Fill("canvas.csv"))
    upload = bench.course / "grading" / "for-the-platform" / "canvas.csv"
    assert not upload.exists()
    done = bench.says(Yes())
    assert done.said == (f"To be uploaded: {upload}",)
    assert "Ana,7,ana,One,6.00" in upload.read_text(encoding="utf-8-sig")
    assert given.read_text(encoding="utf-8") == CANVAS


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (Fill(""), "No file of the platform is chosen."),
        (Fill("../secret.csv"), "not in the course's folder any more"),
        (Fill("canvas.csv", points="much"), "much is no number of points."),
        (Fill("canvas.csv", points="-1"), "-1 is no number of points."),
        (Fill("canvas.csv", exercise="ex09"), "There is no exercise ex09 here."),
        (Fill("cohort.zip"), "no file of a learning platform"),
    ],
)
@pytest.mark.usefixtures("given")
def test_what_can_not_be_filled_in_is_told_and_nothing_waits_for_a_yes(
    bench: AtTheBench, asked: Fill, problem: str
) -> None:
    state = bench.says(Look(), asked)
    assert problem in state.problem
    assert state.asked is None
