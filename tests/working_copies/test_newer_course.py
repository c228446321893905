"""Working copies when the course is new: never at the cost of what a trainee wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from withinscope import notebooks
from withinscope.journal import Journal, Line
from withinscope.lab.working_copies import OUTDATED, refresh
from working_copies.course import (
    EXERCISE,
    LESSON,
    SYLLABUS,
    about,
    answer,
    edit,
    load,
    signatures,
    text_in,
    write_page,
)


def test_a_newer_lesson_replaces_its_copy(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    write_page(folder / LESSON, "lesson", "L01", "Newer")
    assert refresh(folder, work, signatures(work)) == ()
    assert text_in(work / LESSON) == "Newer"
    assert signatures(work).is_signed(work / LESSON)


def test_a_copy_that_was_run_and_saved_counts_as_unedited(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    notebook = load(work / LESSON)
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13"}
    notebook["cells"][1] |= {"execution_count": 7, "outputs": []}
    notebooks.write(work / LESSON, notebook)
    write_page(folder / LESSON, "lesson", "L01", "Newer")
    assert refresh(folder, work, signatures(work)) == ()


def test_a_newer_lesson_sets_aside_a_copy_that_its_trainee_edited(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    edit(work / LESSON, "My own notes")
    write_page(folder / LESSON, "lesson", "L01", "Newer")
    (sentence,) = refresh(folder, work, signatures(work))
    (aside,) = (work / "set-aside").iterdir()
    assert str(aside) in sentence
    assert (text_in(aside), text_in(work / LESSON)) == ("My own notes", "Newer")


def test_an_edited_copy_is_left_alone_while_the_course_is_the_same(
    folder: Path, work: Path
) -> None:
    refresh(folder, work, signatures(work))
    edit(work / LESSON, "My own notes")
    assert refresh(folder, work, signatures(work)) == ()
    assert text_in(work / LESSON) == "My own notes"
    assert not signatures(work).is_signed(work / LESSON)


def test_a_newer_exercise_without_answers_keeps_its_workbook(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    workbook = about(work / EXERCISE)["workbook"]
    write_page(folder / EXERCISE, "exercise", "ex01", "Newer")
    assert refresh(folder, work, signatures(work)) == ()
    assert (text_in(work / EXERCISE), about(work / EXERCISE)["workbook"]) == ("Newer", workbook)


def test_an_exercise_with_answers_is_kept_and_says_that_there_is_a_newer_one(
    folder: Path, work: Path
) -> None:
    refresh(folder, work, signatures(work))
    answer(work / EXERCISE)
    cells = load(work / EXERCISE)["cells"]
    write_page(folder / EXERCISE, "exercise", "ex01", "Newer")
    (sentence,) = refresh(folder, work, signatures(work))
    assert OUTDATED in sentence
    assert load(work / EXERCISE)["cells"] == cells
    assert about(work / EXERCISE)["nav"]["outdated"] is True


@pytest.mark.parametrize("ends", [(b"\n", b"\r\n"), (rb"\n", rb"\r\n")], ids=["file", "cells"])
def test_an_exercise_with_answers_is_not_outdated_by_line_ends(
    ends: tuple[bytes, bytes], folder: Path, work: Path
) -> None:
    refresh(folder, work, signatures(work))
    answer(work / EXERCISE)
    file = folder / EXERCISE
    file.write_bytes(file.read_bytes().replace(*ends))
    assert refresh(folder, work, signatures(work)) == ()


def test_the_notice_goes_when_the_course_is_as_the_exercise_was(folder: Path, work: Path) -> None:
    before = (folder / EXERCISE).read_bytes()
    refresh(folder, work, signatures(work))
    answer(work / EXERCISE)
    write_page(folder / EXERCISE, "exercise", "ex01", "Newer")
    refresh(folder, work, signatures(work))
    (folder / EXERCISE).write_bytes(before)
    assert refresh(folder, work, signatures(work)) == ()
    assert "outdated" not in about(work / EXERCISE)["nav"]


def test_an_exercise_whose_outputs_are_broken_is_set_aside_as_it_is(
    folder: Path, work: Path
) -> None:
    refresh(folder, work, signatures(work))
    notebook = load(work / EXERCISE)
    notebook["cells"][1]["outputs"] = 5
    (work / EXERCISE).write_text(json.dumps(notebook))
    write_page(folder / EXERCISE, "exercise", "ex01", "Newer")
    refresh(folder, work, signatures(work))
    (aside,) = (work / "set-aside").iterdir()
    assert (load(aside), text_in(work / EXERCISE)) == (notebook, "Newer")


def test_a_deleted_exercise_comes_back_as_the_same_workbook(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    workbook = about(work / EXERCISE)["workbook"]
    (work / EXERCISE).unlink()
    refresh(folder, work, signatures(work))
    assert about(work / EXERCISE)["workbook"] == workbook


def test_another_trainees_workbook_never_becomes_ones_own(folder: Path, work: Path) -> None:
    Journal(work).append(Line(kind="workbook", notebook="ex01", workbook="mine"))
    Journal(work).append(Line(kind="answer", notebook="ex01", workbook="a-friends"))
    refresh(folder, work, signatures(work))
    assert about(work / EXERCISE)["workbook"] == "mine"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", '{"metadata": 5}', "\ud800"])
def test_a_damaged_copy_is_set_aside_and_made_anew(folder: Path, work: Path, text: str) -> None:
    refresh(folder, work, signatures(work))
    broken = text.encode("utf-8", "surrogatepass")
    (work / LESSON).write_bytes(broken)
    (sentence,) = refresh(folder, work, signatures(work))
    (aside,) = (work / "set-aside").iterdir()
    assert "First: your copy was not as the course made it" in sentence
    assert (aside.read_bytes(), text_in(work / LESSON)) == (broken, "Hello")


def test_another_notebook_under_a_copys_name_is_set_aside(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    write_page(work / LESSON, "lesson", "L99", "A friend's")
    refresh(folder, work, signatures(work))
    (aside,) = (work / "set-aside").iterdir()
    assert (text_in(aside), text_in(work / LESSON)) == ("A friend's", "Hello")


@pytest.mark.parametrize("trusted", [True, False])
def test_new_contents_reach_a_kept_copy_and_change_nothing_else_not_even_its_trust(
    folder: Path, work: Path, trusted: bool
) -> None:
    refresh(folder, work, signatures(work))
    answer(work / EXERCISE)
    if trusted:
        signatures(work).sign(work / EXERCISE)
    before = load(work / EXERCISE)
    (folder / "course.yaml").write_text(SYLLABUS.replace("Second", "Another title"))
    refresh(folder, work, signatures(work))
    after = load(work / EXERCISE)
    assert after["metadata"]["withinscope"].pop("nav")["contents"][2]["title"] == "Another title"
    before["metadata"]["withinscope"].pop("nav")
    assert after == before
    assert signatures(work).is_signed(work / EXERCISE) is trusted
