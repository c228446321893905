"""A hand-in in one person's place with another's name: asked once whose it is, and remembered."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest
from makers import a_hand_in, encoded

from withinscope.grading.workbench.bench_messages import Belongs, Grade, Look

from .at_the_bench import AtTheBench
from .instructor import RIGHT, WRONG, Instructor
from .test_zips import zipped

EARLIER, LATER = "2026-11-20T10:00:00+00:00", "2026-11-24T10:00:00+00:00"
TOLD = "the notebook itself says Bo Lee, Moodle Ana Ruiz"
WROTE = {"tell": {"text": "I stay with her."}}
Asked = Callable[..., int]


@pytest.fixture
def asked(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Ana's place holds a hand-in in which Bo's name stands; asks whose it is, as one types."""
    swapped(instructor, "Exercise 1-7", 5)
    assert instructor.grades() == 1

    def ask(typed: str, *words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in typed.split())))
        return instructor.runs("whose", *words)

    return ask


def swapped(instructor: Instructor, download: str, number: int, at: str = EARLIER) -> None:
    made = a_hand_in(RIGHT | WROTE, "Bo Lee", workbook="book-of-bo", handed_in_at=at)
    notebook = encoded(made)
    place = f"Ana Ruiz_{number}_assignsubmission_file/ex01.ipynb"
    instructor.gets(f"C1-{download}.zip", zipped((place, notebook)))


def test_it_counts_for_whom_the_platform_has_and_the_question_is_told(
    instructor: Instructor, asked: Asked
) -> None:
    assert instructor.rows("trainee", "reason") == [("Ana Ruiz", TOLD)]
    assert "by withinscope whose." in " ".join(instructor.said.split())
    assert asked("") == 1
    assert f"T{TOLD[1:]} (ex01)." in instructor.said
    assert instructor.rows("reason") == [(TOLD,)]


def test_their_own_with_another_name_is_no_question_any_more(
    instructor: Instructor, asked: Asked
) -> None:
    assert asked("1") == 0
    assert instructor.rows("trainee", "reason") == [("Ana Ruiz", "")]
    assert asked("") == 0
    assert "No question is open." in instructor.said
    assert instructor.grades() == 0


def test_the_answer_holds_for_the_next_download_under_another_number(
    instructor: Instructor, asked: Asked
) -> None:
    asked("1")
    swapped(instructor, "Exercise 1 again-9", 31, LATER)
    assert instructor.grades() == 0
    assert {reason for (reason,) in instructor.rows("reason")} == {""}
    assert instructor.rows("trainee")[0] == ("Ana Ruiz",)


def test_it_can_be_anothers_and_so_is_the_next_one(instructor: Instructor, asked: Asked) -> None:
    assert asked("2") == 0
    assert instructor.rows("trainee", "reason") == [("Bo Lee", "")]
    pages = {path.name for path in (instructor.out / "feedback").iterdir()}
    assert pages == {"Bo Lee.html", "Bo Lee.txt"}
    swapped(instructor, "Exercise 1-7", 5, LATER)
    assert instructor.grades() == 0
    assert instructor.rows("trainee", "reason") == [("Bo Lee", "")]


def test_marks_go_with_it(
    instructor: Instructor, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n\n"))
    instructor.runs("mark", "--marker", "R", "--no-feedback")
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "6")]
    asked("2")
    assert instructor.rows("trainee", "score") == [("Bo Lee", "6")]
    swapped(instructor, "Exercise 1 again-9", 31, LATER)
    instructor.grades()
    assert ("Bo Lee", "6") in instructor.rows("trainee", "score")


def test_it_is_kept_who_answered_and_when_and_can_be_taken_back(
    instructor: Instructor, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "okafor")
    monkeypatch.setenv("COLUMNS", "200")
    asked("2")
    assert asked("", "--again") == 0
    assert "It counts for Bo Lee, as okafor said on 20" in instructor.said
    assert asked("0", "--again") == 1
    assert instructor.rows("trainee", "reason") == [("Ana Ruiz", TOLD)]
    instructor.runs("history")
    assert "said to be Bo Lee's" in instructor.said
    assert "okafor" in instructor.said


def test_feedback_never_goes_to_whose_place_it_stood_in(
    instructor: Instructor, asked: Asked
) -> None:
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo Lee", workbook="another"))
    instructor.grades()
    asked("2")
    zip_of_moodle = instructor.hand_ins / "C1-Exercise 1-7.zip"
    instructor.runs("export", "--from", zip_of_moodle, "--exercise", "ex01")
    assert (
        "nothing of theirs that lies there counts in the gradebook: Ana Ruiz (5)" in instructor.said
    )


def test_whoever_is_forgotten_leaves_no_answer_behind(instructor: Instructor, asked: Asked) -> None:
    asked("1")
    instructor.runs("export-person", "Ana Ruiz")
    kept = json.loads((instructor.out / "person-Ana Ruiz.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in kept["said_of_whose_it_is"]] == ["Bo Lee"]
    instructor.runs("forget", "Ana Ruiz", "--apply")
    assert asked("", "--again") == 0
    assert "No hand-in has two names." in instructor.said


def test_a_step_taken_back_asks_nothing_of_what_is_gone(
    instructor: Instructor, asked: Asked
) -> None:
    instructor.runs("undo", "--apply")
    assert asked("") == 0


def test_only_what_is_offered_is_an_answer(instructor: Instructor, asked: Asked) -> None:
    assert asked("0 yes q") == 1
    assert instructor.said.count("Please type 1 or 2.") == 2
    assert instructor.rows("trainee", "reason") == [("Ana Ruiz", TOLD)]


def test_at_the_workbench_it_is_asked_answered_and_asked_again(bench: AtTheBench) -> None:
    place = "Ana Ruiz_5_assignsubmission_file/ex01.ipynb"
    swap = zipped((place, encoded(a_hand_in(RIGHT, "Bo Lee", workbook="book-of-bo"))))
    (bench.course / "C1-Exercise 1-7.zip").write_bytes(swap)
    state = bench.says(Look(), Grade(("C1-Exercise 1-7.zip",)))
    [question] = state.standing.questions
    assert (question.shown, question.typed, question.told) == ("Ana Ruiz", "Bo Lee", TOLD)
    pair = (question.person, question.alike)
    state = bench.says(Belongs(*pair, "name"))
    assert state.said[0].startswith("Kept. Scores are in ")
    assert [one.title for one in state.parts] == ["Where everyone stands"]
    assert "Bo Lee,ex01,graded" in bench.scores()
    assert state.standing.questions[0].said == "name"
    bench.says(Belongs(*pair, ""))
    assert f'Ana Ruiz,ex01,graded,3,6,,"{TOLD}"' in bench.scores()
    assert bench.says(Belongs(99, "nobody", "place")).problem.startswith("This question is not")
