"""Working copies of a course that nobody has opened before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from withinscope.journal import Journal
from withinscope.lab.working_copies import refresh
from withinscope.problems import Mistake
from working_copies.course import (
    EXERCISE,
    LESSON,
    NEXT,
    SYLLABUS,
    about,
    edit,
    everything,
    load,
    signatures,
    write_page,
)


def test_the_first_copies_know_their_place_in_the_course(folder: Path, work: Path) -> None:
    assert refresh(folder, work, signatures(work)) == ()
    contents = [
        {"title": "First", "path": LESSON, "role": "lesson", "number": 1},
        {"title": "Exercise 1: First", "path": EXERCISE, "role": "exercise", "number": None},
        {"title": "Second", "path": NEXT, "role": "lesson", "number": 2},
    ]
    none = {"look_up": None, "course": "A course", "language": "en"}
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


def loaded_to_start(folder: Path, work: Path, *names: str) -> set[str]:
    """Those of these modules that a process of its own has loaded, once copies are fresh."""
    start = (
        "import sys; from pathlib import Path; from withinscope.lab.working_copies import refresh;"
        "from withinscope.lab.trust import Signatures;"
        f"work = Path({str(work)!r}); refresh(Path({str(folder)!r}), work, Signatures(work));"
        f"print(*{set(names)} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", start], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_a_first_start_loads_nothing_to_check_addresses_which_takes_seconds(
    folder: Path, work: Path
) -> None:
    assert loaded_to_start(folder, work, "nbformat", "lark") == {"nbformat"}


def test_a_second_start_writes_nothing_and_needs_no_nbformat(folder: Path, work: Path) -> None:
    refresh(folder, work, signatures(work))
    before = everything(work)
    assert loaded_to_start(folder, work, "nbformat", "jupyter_core") == set()
    assert everything(work) == before


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
