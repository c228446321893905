"""A second type that a person scores, made up here: it is one module, and no other knows of it."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from core.played import a_lesson, an_answer
from makers import PICK, a_course, a_hand_in, a_notebook, save

from withinscope import items, types
from withinscope.authoring.linter import check
from withinscope.course import Course
from withinscope.notes import sections
from withinscope.progress import standing
from withinscope.review import practicable
from withinscope.session import Session
from withinscope.views.item import ItemView

LETTER = '''
"""`letter`: the trainee greets somebody and writes to them, and a person scores it."""
from __future__ import annotations
from collections.abc import Iterator
from msgspec import Struct
from withinscope.parts import Criterion, Remark
from withinscope.question import Asked, Question, ReleasedQuestion

NAME = "letter"


class Response(Struct, frozen=True):
    greeting: str
    body: str


class _Asked(Asked[Response]):
    response_type = Response
    by_person = True
    own_words = True
    practicable = False

    def admit(self, response: Response) -> None:
        pass

    def said(self, response: Response) -> str:
        return f"{response.greeting}, {response.body}"


class Released(_Asked, ReleasedQuestion[Response], frozen=True, tag=NAME):
    def _lines(self) -> Iterator[str]:
        yield "(Write a letter.)"


class Item(_Asked, Question[Response], frozen=True, tag=NAME):
    released_type = Released
    rubric: tuple[Criterion, ...] = ()

    def score(self, response: Response) -> None:
        return None

    def chance(self) -> None:
        return None

    def verdict(self, response: Response) -> str:
        return "A person reads this."

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        return ()
'''
BARE = "id: refer\ntype: letter\nstem: Write to the client's doctor.\n"
RUBRIC = "rubric:\n  - {id: clear, criterion: Says what is asked, levels: [No, In part, Yes]}\n"
WRITTEN = {"greeting": "Dear Dr. Osei", "body": "may I ask you to see her?"}


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Put the module where item types are found; return its folder."""
    folder = tmp_path_factory.mktemp("more-types")
    (folder / "letter.py").write_text(LETTER)
    types.__path__.append(str(folder))
    forget()
    yield folder
    types.__path__.remove(str(folder))
    del sys.modules["withinscope.types.letter"]
    forget()


def forget() -> None:
    for found in (types.names, types.union, items.union):
        found.cache_clear()


COMMAND = """
import sys
from withinscope import types
types.__path__.append(sys.argv.pop(1))
from withinscope.cli import main
sys.exit(main(sys.argv[1:]))
"""


class Elsewhere:
    """An instructor whose course has the type from the start, in a process of its own."""

    def __init__(self, folder: Path, home: Path, *yaml: str) -> None:
        self._folder, self._home = folder, home
        self.out = home / "out"
        a_course(home / "course", ex01=yaml)

    def runs(self, *words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", COMMAND, self._folder, *words]
        command += ["--course", self._home / "course", "--out", self.out]
        return subprocess.run(command, input=typed, capture_output=True, text=True)

    def sheet(self) -> dict[str, str]:
        with (self.out / "grades.csv").open(encoding="utf-8-sig") as file:
            return next(csv.DictReader(file))


def test_it_is_graded_marked_and_told_in_feedback(folder: Path, tmp_path: Path) -> None:
    yaml = (PICK, BARE + RUBRIC)
    instructor = Elsewhere(folder, tmp_path, *yaml)
    answers = {"pick": {"choice": "b"}, "refer": WRITTEN}
    hand_in = save(tmp_path / "ana.ipynb", a_hand_in(answers, yaml=yaml))
    assert instructor.runs("grade", hand_in).returncode == 0
    assert instructor.sheet()["refer_state"] == "needs marking"

    marked = instructor.runs("mark", "--marker", "R. Okafor", typed="1\n")
    assert marked.returncode == 0
    assert "Dear Dr. Osei, may I ask you to see her?" in marked.stdout
    assert "Says what is asked" in marked.stdout
    row = instructor.sheet()
    assert (row["state"], row["score"], row["refer"]) == ("graded", "1.5", "0.5")
    page = (instructor.out / "feedback" / "Ana Ruiz.html").read_text(encoding="utf-8")
    assert "may I ask you to see her?" in page
    assert "In part" in page


def test_without_a_rubric_it_can_be_asked_in_no_exercise(folder: Path, tmp_path: Path) -> None:
    instructor = Elsewhere(folder, tmp_path, BARE)
    hand_in = save(tmp_path / "ana.ipynb", a_hand_in({"refer": WRITTEN}, yaml=(BARE,)))
    refused = instructor.runs("grade", hand_in)
    assert refused.returncode != 0
    assert "The letter item `refer` has no rubric" in refused.stderr


def test_the_linter_asks_for_its_rubric(tmp_path: Path) -> None:
    course = a_course(tmp_path / "course", ex01=(BARE,))
    assert "WS205" in {finding.rule.code for finding in check(course).findings}


def test_in_a_lesson_it_is_the_trainees_alone(tmp_path: Path) -> None:
    lesson = Session("L01", tmp_path, save(tmp_path / "l.ipynb", a_notebook(role="lesson")), None)
    item = items.load(BARE)
    assert ItemView(item, lesson, author=False).asked["private"]
    assert not ItemView(item.released(), lesson, author=False).asked["private"]


def test_no_review_asks_it_and_a_lesson_is_done_without_it() -> None:
    pick, letter = items.load(PICK), items.load(BARE)
    lesson = a_lesson("L01", pick, letter)
    assert list(practicable([lesson])) == ["pick"]
    course = Course("A course", (), (), (), (), ())
    assert [part.state for part in standing(course, [lesson], [an_answer(pick)]).parts] == ["done"]


def test_notes_tell_it_as_something_written() -> None:
    letter = items.load(BARE)
    [section] = sections([a_lesson("L01", letter)], [an_answer(letter, WRITTEN)])
    assert [(note.said, note.own) for note in section.notes] == [
        ("Dear Dr. Osei, may I ask you to see her?", True)
    ]
