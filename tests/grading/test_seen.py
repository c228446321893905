"""What is unchanged is not graded again, and whatever may have changed is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from makers import ITEMS, PICK, RATE, TELL, a_course, a_hand_in, an_item, encoded, save

from withinscope.grading import grade, grader
from withinscope.grading.feedback import writing
from withinscope.grading.intake.found import Found
from withinscope.grading.keys import Keys

from .instructor import RIGHT, WRONG, Instructor
from .test_zips import zipped

Graded = Callable[[], list[str]]


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> Graded:
    """Gives the names of the files that were graded since it was asked last."""
    names: list[str] = []
    as_always = grade.grade

    def graded(found: Found, keys: Keys) -> grade.HandIn | grade.Refused:
        names.append(found.name)
        return as_always(found, keys)

    monkeypatch.setattr(grader, "grade", graded)

    def taken() -> list[str]:
        found = sorted(names)
        names.clear()
        return found

    return taken


@pytest.fixture
def two(instructor: Instructor, graded: Graded) -> Instructor:
    """Ana's and Bo's hand-ins are graded."""
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    instructor.grades()
    assert graded() == ["ana.ipynb", "bo.ipynb"]
    return instructor


def test_the_same_files_are_not_graded_again(two: Instructor, graded: Graded) -> None:
    before = two.sheet()
    assert two.grades() == 0
    assert graded() == []
    assert two.sheet() == before


def test_a_file_that_changed_or_came_is_graded_alone(two: Instructor, graded: Graded) -> None:
    later = "2026-11-22T10:00:00+00:00"
    two.gets("bo.ipynb", a_hand_in(RIGHT, "Bo", workbook="book-of-bo", handed_in_at=later))
    two.gets("cy.ipynb", a_hand_in(RIGHT, "Cy", workbook="book-of-cy"))
    two.grades()
    assert graded() == ["bo.ipynb", "cy.ipynb"]
    assert two.rows("trainee", "score") == [("Ana Ruiz", "3"), ("Bo", "3"), ("Cy", "3")]


def test_a_file_that_lies_elsewhere_may_be_somebody_elses(two: Instructor, graded: Graded) -> None:
    (two.hand_ins / "Mo").mkdir()
    (two.hand_ins / "bo.ipynb").rename(two.hand_ins / "Mo" / "bo.ipynb")
    two.grades()
    assert graded() == ["bo.ipynb"]


def test_files_in_a_zip_are_known_again_too(instructor: Instructor, graded: Graded) -> None:
    data = zipped(("Ana/x.ipynb", encoded(a_hand_in(RIGHT, "Ana"))))
    path = save(instructor.folder / "w.zip", data)
    instructor.grades(path)
    instructor.grades(path)
    assert graded() == ["x.ipynb"]


def test_a_file_that_can_not_be_read_is_tried_again(two: Instructor, graded: Graded) -> None:
    two.gets("Cy/x.ipynb", b"{")
    two.grades()
    graded()
    assert two.grades() == 1
    assert graded() == ["x.ipynb"]
    assert "Cy" in two.reasons()


def test_a_copy_of_a_file_is_known_again_as_well(two: Instructor, graded: Graded) -> None:
    two.gets("copy.ipynb", (two.hand_ins / "bo.ipynb").read_bytes())
    two.grades()
    two.grades()
    assert graded() == ["copy.ipynb"]
    assert len(two.sheet()) == 2


def test_pages_that_were_left_out_or_stopped_are_written_by_the_next_run(
    two: Instructor, graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = two.out / "feedback"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write", stop)
        assert two.grades(no_feedback=False) == 130
    assert two.grades(no_feedback=False) == 0
    assert graded() == []
    assert sorted(path.name for path in pages.glob("*.html")) == ["Ana Ruiz.html", "Bo.html"]
    (pages / "Bo.html").write_text("as it is", encoding="utf-8")
    two.grades(no_feedback=False)
    assert "Feedback: no page is new (all: withinscope feedback)" in two.said
    assert (pages / "Bo.html").read_text(encoding="utf-8") == "as it is"
    two.out = two.folder / "elsewhere"
    two.grades(no_feedback=False)
    assert (two.out / "feedback" / "Bo.html").is_file()


def test_another_roster_may_tell_whose_they_are(
    two: Instructor, graded: Graded, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name\nAna Ruiz\nBo\n", encoding="utf-8")
    two.grades(two.hand_ins, "--roster", roster)
    assert graded() == ["ana.ipynb", "bo.ipynb"]
    two.grades(two.hand_ins, "--roster", roster)
    assert graded() == []


def test_the_file_of_somebody_with_a_namesake_is_looked_at_again(
    two: Instructor, graded: Graded, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nBo,bo@a.org\nBo,bo@b.org\n", encoding="utf-8")
    two.grades(two.hand_ins, "--roster", roster)
    graded()
    two.grades(two.hand_ins, "--roster", roster)
    assert graded() == ["bo.ipynb"]


def test_a_key_that_is_given_later_reaches_what_waited_for_it(
    two: Instructor, graded: Graded
) -> None:
    old = (two.course / "solutions/01_ground.ipynb").read_bytes()
    two.gets("cy.ipynb", a_hand_in({"pick": {"choice": "b"}}, "Cy", yaml=ITEMS, workbook="cy"))
    a_course(two.course, ex01=(an_item(PICK, stem="Who may?"), RATE, TELL))
    two.grades(two.hand_ins, "--gradebook", two.folder / "new.db")
    assert "revision that no key was given for" in two.reasons()["Cy"]
    graded()
    key = save(two.folder / "old.ipynb", old)
    two.grades(two.hand_ins, "--gradebook", two.folder / "new.db", "--key", key)
    assert graded() == ["ana.ipynb", "bo.ipynb", "cy.ipynb"]
    assert ("Cy", "1") in two.rows("trainee", "score")


def test_a_corrected_key_needs_no_file(two: Instructor, graded: Graded) -> None:
    a_course(two.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    assert two.grades(two.hand_ins, "--apply") == 0
    assert graded() == []
    assert two.rows("score") == [("2",), ("1",)]


def test_what_was_taken_back_is_graded_again(two: Instructor, graded: Graded) -> None:
    two.runs("undo", "--apply")
    two.grades()
    assert graded() == ["ana.ipynb", "bo.ipynb"]
    assert two.rows("score") == [("3",), ("0",)]


def test_what_is_passed_over_still_tells_which_exercise_a_broken_file_is_of(
    instructor: Instructor, graded: Graded
) -> None:
    data = zipped(("Ana/x.ipynb", encoded(a_hand_in(RIGHT, "Ana"))), ("Bo/y.ipynb", b"{"))
    path = save(instructor.folder / "w.zip", data)
    instructor.grades(path)
    before = instructor.sheet()
    instructor.grades(path)
    assert graded() == ["x.ipynb", "y.ipynb", "y.ipynb"]
    assert instructor.sheet() == before
