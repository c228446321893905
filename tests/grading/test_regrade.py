"""Grading again: the same is the same, a corrected key tells whose score changed."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from makers import ITEMS, PICK, RATE, TELL, a_course, a_hand_in, an_item
from sqlalchemy import create_engine, text

from withinscope.grading.book import gradebook
from withinscope.grading.book.gradebook import Gradebook
from withinscope.grading.cohort import grade_all
from withinscope.grading.commands import options
from withinscope.problems import Mistake

from .at_once import two_people_at_once
from .instructor import RIGHT, WRONG, Instructor


def test_the_same_command_again_changes_nothing(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    instructor.gets("Cy/x.ipynb", b"{")
    instructor.grades()
    before, said = instructor.sheet(), instructor.said
    assert instructor.grades() == 1
    assert instructor.sheet() == before
    assert instructor.said == said
    assert "Changed" not in said


def test_a_corrected_key_tells_whose_score_changed_and_by_how_much(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    same = a_hand_in({"rate": RIGHT["rate"]}, "Cy", workbook="book-of-cy")
    instructor.gets("cy.ipynb", same)
    instructor.grades()
    a_course(instructor.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    assert instructor.grades(instructor.hand_ins, "--apply") == 0
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "2"), ("Bo", "1"), ("Cy", "2")]
    lines = [line.split() for line in instructor.said.splitlines() if "another key" in line]
    assert [[word for word in line if word != "│"] for line in lines] == [
        ["Ana", "Ruiz", "ex01", "3", "2", "-1", "pick", "has", "another", "key"],
        ["Bo", "ex01", "0", "1", "+1", "pick", "has", "another", "key"],
    ]


def test_a_newer_hand_in_is_told_apart_from_a_corrected_key(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(WRONG))
    instructor.grades()
    instructor.gets("2.ipynb", a_hand_in(RIGHT, handed_in_at="2026-11-21T10:00:00+00:00"))
    instructor.grades()
    assert "handed in again" in instructor.said
    assert "+3" in instructor.said


def test_two_runs_at_once_leave_a_whole_gradebook(instructor: Instructor) -> None:
    for number in range(30):
        name = f"Trainee {number:02d}"
        instructor.gets(f"{name}.ipynb", a_hand_in(RIGHT, name, workbook=name))
    errors: list[BaseException] = []

    def grade() -> None:
        try:
            book = Gradebook(instructor.folder / "grade.db")
            with book.writing() as connection:
                grade_all(connection, [instructor.hand_ins], instructor.course / "solutions")
        except BaseException as error:
            errors.append(error)

    both = [threading.Thread(target=grade) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert errors == []
    database = create_engine(f"sqlite:///{instructor.folder / 'grade.db'}")
    with database.connect() as connection:
        counts = "SELECT (SELECT count(*) FROM hand_ins), (SELECT count(*) FROM grades)"
        assert tuple(connection.execute(text(counts)).one()) == (30, 30)
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_two_people_who_grade_and_correct_at_once_lose_nothing(instructor: Instructor) -> None:
    two_people_at_once(instructor)


def test_whoever_grades_meanwhile_is_told_to_wait_and_then_graded_too(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other command ends just when this one has said that it waits."""
    monkeypatch.setattr(gradebook, "UNTOLD", 0)
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    path = instructor.course / "grading" / "gradebook.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO runs (id, at) VALUES (900, '2026-11-20T10:00:00+00:00')")
    plain = options.gradebook_of

    def opened(args: Any, home: Path, say: options.Say) -> Gradebook:
        def told(line: str) -> None:
            say(line)
            other.execute("COMMIT")

        return plain(args, home, told)

    monkeypatch.setattr(options, "gradebook_of", opened)
    assert instructor.grades() == 0
    other.close()
    assert instructor.said.count("this one waits until it has finished") == 1
    assert instructor.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "0")]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT max(id) FROM runs").fetchone() == (901,)
    database.close()


def test_whoever_waits_too_long_is_refused_plainly_and_nothing_is_lost(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradebook, "UNTOLD", 0)
    monkeypatch.setattr(gradebook, "PATIENCE", 0)
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    other = sqlite3.connect(instructor.course / "grading" / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert instructor.grades() == 2
    assert "Another command is writing to this gradebook" in instructor.complained
    assert "Wait for it, then run this again." in instructor.complained
    other.execute("ROLLBACK")
    other.close()
    assert instructor.rows("trainee") == [("Ana Ruiz",)]
    assert instructor.grades() == 0
    assert instructor.rows("trainee") == [("Ana Ruiz",), ("Bo",)]


def test_a_run_that_fails_leaves_the_gradebook_as_it_was(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    instructor.gets("ana.ipynb", a_hand_in(WRONG, handed_in_at="2026-11-22T10:00:00+00:00"))
    book = Gradebook(instructor.course / "grading" / "gradebook.db")

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), book.writing() as connection:
        grade_all(connection, [instructor.hand_ins], instructor.course / "solutions", (), stop)
    assert instructor.runs("export") == 0
    assert instructor.rows("score") == [("3",)]


def test_what_is_no_gradebook_is_said_to_be_none(instructor: Instructor) -> None:
    path = instructor.folder / "notes.txt"
    path.write_text("Buy bread. " * 200, encoding="utf-8")
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades(instructor.hand_ins, "--gradebook", path) == 2
    assert "is not a gradebook" in instructor.complained
    assert path.read_text(encoding="utf-8") == "Buy bread. " * 200


@pytest.mark.parametrize("url", ["nosuch://x", "sqlite://x y z:1:2/", "oracle+nosuch://x"])
def test_what_is_no_address_is_said_to_be_none(instructor: Instructor, url: str) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades(instructor.hand_ins, "--gradebook", url) == 2
    assert "Traceback" not in instructor.complained


def test_a_gradebook_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "grade.db"
    book = Gradebook(path)
    with book.writing() as connection:
        connection.execute(text("INSERT INTO schema (step) VALUES (999)"))
    with pytest.raises(Mistake, match="newer version"):
        Gradebook(path)


def test_a_gradebook_may_be_named_by_its_url(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, yaml=ITEMS))
    path = instructor.folder / "department.db"
    assert instructor.grades(instructor.hand_ins, "--gradebook", f"sqlite:///{path}") == 0
    assert path.exists()
    assert not (instructor.course / "grading").exists()
