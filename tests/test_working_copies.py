"""Working copies: new when the course is new, and never at the cost of what a trainee wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest

from withinscope import notebooks
from withinscope.journal import Journal, Line
from withinscope.lab import settings
from withinscope.lab.trust import Signatures
from withinscope.lab.working_copies import OUTDATED, refresh
from withinscope.notebooks import writing
from withinscope.problems import Mistake

LESSON, EXERCISE, NEXT = (
    "notebooks/01_first.ipynb",
    "exercises/01_first.ipynb",
    "notebooks/02_second.ipynb",
)
SYLLABUS = """
title: A course
outcomes: []
dimensions: []
claims: []
sources: []
lessons:
  - {id: L01, title: First, file: 01_first, exercise: ex01}
  - {id: L02, title: Second, file: 02_second}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of two lessons and an exercise, as an author has it."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.yaml").write_text(SYLLABUS)
    write_page(course / LESSON, "lesson", "L01")
    write_page(course / EXERCISE, "exercise", "ex01")
    write_page(course / NEXT, "lesson", "L02")
    return course


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def write_page(path: Path, role: str, name: str, text: str = "Hello") -> None:
    """Write a notebook of the course: a text cell, and an item's with a place for its record."""
    prose = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": text}
    output = {"output_type": "display_data", "metadata": {}}
    words = [{**output, "data": {"text/plain": shown}} for shown in ("Which?", "")]
    item = {"cell_type": "code", "id": "pick", "metadata": {}, "source": "%%item\nid: pick"}
    code = {**item, "execution_count": None, "outputs": words}
    notebooks.write(path, writing.notebook(role, name, [prose, code]))


def load(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def about(path: Path) -> dict[str, Any]:
    known: dict[str, Any] = load(path)["metadata"]["withinscope"]
    return known


def text_in(path: Path) -> str:
    return "".join(load(path)["cells"][0]["source"])


def answer(path: Path) -> None:
    """Put a record into a copy, as the kernel and a Save do."""
    notebook = load(path)
    record = {"schema": 1, "item": "pick", "response": {"choice": "a"}}
    notebook["cells"][1]["outputs"][1]["data"] = {notebooks.MIME: record, "text/plain": "This"}
    notebooks.write(path, notebook)


def edit(path: Path, text: str) -> None:
    notebook = load(path)
    notebook["cells"][0]["source"] = text
    notebooks.write(path, notebook)


def signatures(work: Path) -> Signatures:
    """The signatures of the course's own Jupyter."""
    return Signatures(settings.data_folder(work))


def everything(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_the_first_copies_know_their_place_in_the_course(folder: Path, work: Path) -> None:
    assert refresh(folder, work, signatures(work)) == ()
    contents = [
        {"title": "First", "path": LESSON, "role": "lesson", "number": 1},
        {"title": "Exercise 1: First", "path": EXERCISE, "role": "exercise", "number": None},
        {"title": "Second", "path": NEXT, "role": "lesson", "number": 2},
    ]
    none = {"look_up": None}
    assert [about(work / path)["nav"] for path in (LESSON, EXERCISE, NEXT)] == [
        {"title": "First", "contents": contents, "back": None, "next": EXERCISE} | none,
        {"title": "Exercise 1: First", "contents": contents, "back": LESSON, "next": NEXT} | none,
        {"title": "Second", "contents": contents, "back": EXERCISE, "next": None} | none,
    ]


def test_pages_lie_beside_the_way_through_the_course(folder: Path, work: Path) -> None:
    page = "notebooks/look_up.ipynb"
    write_page(folder / page, "page", "look-up")
    (folder / "course.yaml").write_text(
        SYLLABUS + "pages:\n  - {id: look-up, title: Look up, file: look_up}\n"
    )
    refresh(folder, work, signatures(work))
    navs = {path: about(work / path)["nav"] for path in (LESSON, EXERCISE, NEXT, page)}
    assert [(nav["back"], nav["next"]) for nav in navs.values()] == [
        (None, EXERCISE),
        (LESSON, NEXT),
        (EXERCISE, None),
        (None, None),
    ]
    assert {nav["look_up"] for nav in navs.values()} == {page}
    last = {"title": "Look up", "path": page, "role": "page", "number": None}
    assert navs[LESSON]["contents"][-1] == last


def test_a_copy_has_the_cells_of_the_courses_file_and_jupyter_trusts_it(
    folder: Path, work: Path
) -> None:
    refresh(folder, work, signatures(work))
    for path in (LESSON, EXERCISE, NEXT):
        assert load(work / path)["cells"] == load(folder / path)["cells"]
        assert signatures(work).is_signed(work / path)


def test_only_an_exercise_has_a_workbook_and_the_journal_knows_it(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    (line,) = Journal(work).lines()
    assert (line.kind, line.notebook) == ("workbook", "ex01")
    assert about(work / EXERCISE)["workbook"] == line.workbook
    assert "workbook" not in about(work / LESSON)


def test_the_courses_own_files_are_never_changed(folder: Path, work: Path) -> None:
    before = everything(folder)
    refresh(folder, work, signatures(work))
    edit(work / LESSON, "Mine")
    refresh(folder, work, signatures(work))
    assert everything(folder) == before


def test_only_their_owner_may_read_copies(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    assert [(work / path).stat().st_mode & 0o777 for path in (LESSON, EXERCISE)] == [0o600, 0o600]


def test_a_second_start_writes_nothing_and_needs_no_nbformat(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    before = everything(work)
    again = (
        "import sys; from pathlib import Path; from withinscope.lab.working_copies import refresh;"
        "from withinscope.lab.trust import Signatures;"
        f"work = Path({str(work)!r}); refresh(Path({str(folder)!r}), work, Signatures(work));"
        "sys.exit('nbformat' in sys.modules or 'jupyter_core' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", again], check=False).returncode == 0
    assert everything(work) == before


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
    assert about(work / EXERCISE)["nav"]["notice"] == OUTDATED


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
    assert "notice" not in about(work / EXERCISE)["nav"]


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


def test_a_lesson_that_is_not_there_yet_is_not_in_the_contents(folder: Path, work: Path) -> None:
    (folder / NEXT).unlink()
    refresh(folder, work, signatures(work))
    nav = about(work / EXERCISE)["nav"]
    assert (nav["next"], len(nav["contents"])) == (None, 2)


def test_a_syllabus_that_is_wrong_is_said_with_its_line(folder: Path, work: Path) -> None:
    (folder / "course.yaml").write_text(SYLLABUS.replace("lessons", "lesons"))
    with pytest.raises(Mistake, match=r"course\.yaml"):
        refresh(folder, work, signatures(work))


def test_who_is_told_to_trust_copies_is_the_callers_to_say(folder: Path, work: Path) -> None:
    class Told:
        """A place that believes all that it is told, as a browser's own storage does."""

        known: ClassVar[set[Path]] = set()

        def sign(self, path: Path) -> None:
            self.known.add(path)

        def is_signed(self, path: Path) -> bool:
            return path in self.known

    refresh(folder, work, Told())
    assert Told.known == {work / path for path in (LESSON, EXERCISE, NEXT)}
    assert not (work / ".jupyter").exists()
