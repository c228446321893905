"""Marking free text: blind, saved at once, never overwritten silently, kept on regrading."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from makers import PICK, RATE, TELL, a_course, a_hand_in, an_item
from sqlalchemy import create_engine, text

from .instructor import RIGHT, Instructor

Marker = Callable[..., int]


@pytest.fixture
def mark(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Marker:
    """Run `mark` with what the marker types, a line each."""

    def run(*typed: str, words: tuple[str, ...] = ("--marker", "R. Okafor")) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        return instructor.runs("mark", *words)

    return run


def hands_in(instructor: Instructor, name: str, said: str, **more: Any) -> None:
    answers = RIGHT | {"tell": {"text": said}}
    instructor.gets(f"{name}.ipynb", a_hand_in(answers, name, workbook=f"book-of-{name}", **more))


def history(instructor: Instructor) -> list[tuple[str, str, str]]:
    """Every mark ever given: whose, the levels and by whom."""
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        rows = connection.execute(
            text(
                """SELECT name, levels, marker FROM marks
            JOIN people ON people.id = person ORDER BY marks.id"""
            )
        )
        return [tuple(row) for row in rows]


def test_a_mark_completes_the_score(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "I coach, and I am glad that you are here.")
    instructor.grades()
    assert mark("2", "0") == 0
    assert instructor.rows("state", "score", "tell", "tell_state") == [
        ("graded", "5", "2", "graded")
    ]
    assert "Saved: 2 of 3 points." in instructor.said
    assert "1 of 1 answers are marked." in instructor.said
    assert (instructor.out / "feedback" / "Ana.html").exists()


def test_the_marker_sees_the_question_the_text_and_the_rubric_but_no_name(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana Secret", "I coach.")
    instructor.grades()
    mark("q")
    for seen in ("What would you say?", "I coach.", "Names the role", "In part", "Stays warm"):
        assert seen in instructor.said
    assert "Secret" not in instructor.said


def test_what_a_trainee_wrote_can_do_nothing_to_the_terminal(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana", "\x1b[2J[bold]x[/bold]\x07\u202e[/]")
    instructor.grades()
    mark("q")
    assert "[bold]x[/bold]" in instructor.said
    assert not set("\x1b\x07\u202e") & set(instructor.said)


def test_what_is_typed_amiss_is_asked_again(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "I coach.")
    instructor.grades()
    assert mark("3", "two", "-1", "", "²", "9" * 5000, "0021", "1", "1") == 0
    assert instructor.said.count("Please type a number from 0 to 2.") == 7
    assert instructor.rows("tell") == [("2",)]


def test_skip_back_and_quit(instructor: Instructor, mark: Marker) -> None:
    for name in ("Ana", "Bo", "Cy"):
        hands_in(instructor, name, f"I am {name}.")
    instructor.grades()
    # Skips the first, marks the second, goes back a criterion in the third, then quits.
    assert mark("s", "2", "1", "2", "b", "0", "q") == 1
    assert sorted(instructor.rows("tell_state")) == [
        ("graded",),
        ("needs marking",),
        ("needs marking",),
    ]
    assert "1 of 3 answers are marked." in instructor.said


def test_the_end_of_input_is_the_end_of_the_sitting(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    assert mark("2") == 1
    assert history(instructor) == []


def test_going_back_to_a_marked_answer_asks_before_it_changes(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana", "One.")
    hands_in(instructor, "Bo", "Two.")
    instructor.grades()
    assert mark("2", "1", "b", "n", "q") == 1
    assert len(history(instructor)) == 1
    assert "Marked by R. Okafor" in instructor.said


def test_marking_again_takes_a_yes_and_keeps_the_old_mark(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    mark("2", "1")
    assert mark("no", words=("--marker", "B. Lee", "--again")) == 0
    assert instructor.rows("tell") == [("3",)]
    assert mark("y", "0", "1", words=("--marker", "B. Lee", "--again")) == 0
    assert instructor.rows("tell") == [("1",)]
    assert history(instructor) == [
        ("Ana", '{"role":2,"warmth":1}', "R. Okafor"),
        ("Ana", '{"role":0,"warmth":1}', "B. Lee"),
    ]


def test_two_markers_at_once_never_overwrite_each_other_silently(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    words = [sys.executable, "-m", "withinscope", "mark", "--course", str(instructor.course)]
    first = subprocess.Popen(
        [*words, "--marker", "First"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdin is not None
    assert first.stdout is not None
    seen = ""
    while "Names the role [" not in seen:
        seen += first.stdout.read(1)
    subprocess.run(
        [*words, "--marker", "Second"], input="2\n1\n", text=True, check=True, capture_output=True
    )
    rest, _ = first.communicate("0\n0\nn\n")
    assert "Meanwhile this answer was marked by somebody else." in rest
    assert [(levels, marker) for _, levels, marker in history(instructor)] == [
        ('{"role":2,"warmth":1}', "Second")
    ]


def test_marks_survive_regrading_with_a_corrected_key(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    mark("2", "1")
    a_course(instructor.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    assert instructor.runs("grade", "--apply", "--no-feedback") == 0
    assert instructor.rows("state", "score", "pick", "tell") == [("graded", "5", "0", "3")]


def test_a_mark_never_moves_to_a_changed_text(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    mark("2", "1")
    hands_in(instructor, "Ana", "One!", handed_in_at="2026-11-22T10:00:00+00:00")
    instructor.grades()
    assert instructor.rows("state", "tell_state") == [("needs marking", "needs marking")]
    hands_in(instructor, "Ana", "One.", handed_in_at="2026-11-23T10:00:00+00:00")
    instructor.grades()
    assert instructor.rows("state", "tell") == [("graded", "3")]


def test_a_mark_belongs_to_one_trainee(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "The same words.")
    hands_in(instructor, "Bo", "The same words.")
    instructor.grades()
    assert mark("2", "1", "q") == 1
    assert sorted(instructor.rows("tell")) == [("",), ("3",)]


def test_a_rubric_that_changed_asks_for_marks_again(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    mark("2", "1")
    changed = TELL.replace("[Cold, Warm]", "[Warm]").replace("levels: [Warm]", "levels: [A, B, C]")
    changed = changed.replace("id: role", "id: part").replace("role: 2", "part: 2")
    a_course(instructor.course, ex01=(PICK, RATE, changed))
    instructor.runs("grade", "--apply", "--no-feedback")
    assert "tell has another rubric" in instructor.said
    assert instructor.rows("state", "tell") == [("needs marking", "")]
    assert mark("1", "2") == 0
    assert instructor.rows("tell") == [("2.25",)]


def test_with_nothing_to_mark_it_says_so(instructor: Instructor, mark: Marker) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    assert mark() == 0
    assert instructor.said == "Nothing awaits marking.\n"


def test_only_hand_ins_that_count_are_marked(instructor: Instructor, mark: Marker) -> None:
    hands_in(instructor, "Ana", "Early.")
    instructor.grades()
    hands_in(instructor, "Ana", "Late.", handed_in_at="2026-11-23T10:00:00+00:00")
    instructor.grades()
    mark("q")
    assert "Late." in instructor.said
    assert "Early." not in instructor.said


def said(instructor: Instructor) -> list[str]:
    """The comments of every mark ever given, as JSON."""
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        return list(connection.scalars(text("SELECT comments FROM marks ORDER BY id")))


def test_a_comment_is_kept_with_the_mark_and_offered_again_by_its_number(
    instructor: Instructor, mark: Marker
) -> None:
    for name in ("Ana", "Bo"):
        hands_in(instructor, name, f"I am {name}.")
    instructor.grades()
    assert mark("c  Say <b>Coach</b>.", "2", "1", "c 1", "C Warm!", "0", "c Cold.", "1") == 0
    first, second = said(instructor)
    assert first == '{"role":"Say <b>Coach</b>."}'
    assert second == '{"role":"Warm!","warmth":"Cold."}'
    assert "c 1  Say <b>Coach</b>." in instructor.said
    assert "Comment: Warm! (c takes it out)" in instructor.said


def test_a_comment_is_taken_out_and_one_that_is_not_there_is_asked_for_again(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    assert mark("c 1", "c " + "x" * 2001, "c Well.", "c", "2", "1") == 0
    assert instructor.said.count("There is no such comment, or it is too long.") == 2
    assert said(instructor) == ["{}"]


def test_a_mark_that_is_looked_at_again_is_shown_with_its_comments(
    instructor: Instructor, mark: Marker
) -> None:
    hands_in(instructor, "Ana", "One.")
    instructor.grades()
    mark("c Say\x1b[2J coach.", "2", "1")
    mark("n", words=("--again",))
    assert "Names the role: Say" in instructor.said
    assert "\x1b" not in instructor.said


def test_what_comes_next_is_told_as_it_is_typed_here(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.gets("ana.ipynb", a_hand_in({"tell": {"text": "I coach."}}))
    instructor.grades()
    assert "Next:     withinscope mark\n" in instructor.said
    monkeypatch.setenv("WITHINSCOPE_COURSE", str(instructor.course))  # as start.py does
    instructor.grades()
    assert "Next:     python3 start.py mark\n" in instructor.said
