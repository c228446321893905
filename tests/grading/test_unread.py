"""An item that an earlier version kept and this one can't read costs itself and nothing else."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from makers import ITEMS, PICK, RATE, TELL, a_course, a_hand_in, an_item, save
from makers import a_notebook as a_solution
from sqlalchemy import create_engine, text

from .instructor import RIGHT, Instructor

WROTE = RIGHT | {"tell": {"text": "I coach."}}
MORE = """\
id: more
type: free
stem: What else?
rubric: [{id: r, criterion: Is kind, levels: [No, Yes]}]
"""


def an_older_version_kept(instructor: Instructor, item: str, content: str | None = None) -> None:
    """Give an item a field that was dropped later, or another content altogether."""
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.begin() as connection:
        row = {"item": item, "content": content}
        if content is None:
            asked = "SELECT content FROM items WHERE item = :item"
            old = connection.scalar(text(asked), row)
            row["content"] = old.replace('{"type"', '{"hint":"Think.","type"')
        change = "UPDATE items SET content = :content, version = '0.0.9' WHERE item = :item"
        connection.execute(text(change), row)


def marks(instructor: Instructor, monkeypatch: pytest.MonkeyPatch, *typed: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return instructor.runs("mark", "--marker", "R. Okafor")


WHY = "kept by Within Scope 0.0.9, and 0.1.0 can't read it"


@pytest.mark.parametrize("content", [None, "{", '{"type":"riddle","stem":"?"}', "[]"])
def test_feedback_tells_of_it_and_goes_on_with_the_rest(
    instructor: Instructor, content: str | None
) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    an_older_version_kept(instructor, "rate", content)
    assert instructor.runs("feedback", "--with-keys") == 0
    assert f"The item rate of ex01 is passed over: {WHY}" in instructor.said
    assert "--key SOLUTION.ipynb" in instructor.said
    page = (instructor.out / "feedback" / "Ana Ruiz.html").read_text(encoding="utf-8")
    assert WHY in page.replace("&#39;", "'")
    assert "Its points stand." in page
    assert "A therapist" in page


def test_marking_goes_on_with_the_other_items(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = (*ITEMS, MORE)
    a_course(instructor.course, ex01=yaml)
    answers = WROTE | {"more": {"text": "Nothing."}}
    instructor.gets("ana.ipynb", a_hand_in(answers, yaml=yaml))
    instructor.grades()
    an_older_version_kept(instructor, "tell")
    assert marks(instructor, monkeypatch, "1") == 1
    assert f"The item tell of ex01 is passed over: {WHY}" in instructor.said
    assert "Answer 1 of 1" in instructor.said
    assert instructor.rows("state", "more", "tell_state") == [
        ("needs marking", "1", "needs marking")
    ]


@pytest.mark.parametrize(("critical", "competent"), [("false", ""), ("true", "yes")])
def test_what_it_came_to_before_stays_in_the_total(
    instructor: Instructor, monkeypatch: pytest.MonkeyPatch, critical: str, competent: str
) -> None:
    yaml = (f"{PICK}critical: {critical}\n", RATE, TELL)
    a_course(instructor.course, ex01=yaml)
    instructor.gets("ana.ipynb", a_hand_in(WROTE, yaml=yaml))
    instructor.grades()
    an_older_version_kept(instructor, "pick")
    assert marks(instructor, monkeypatch, "2", "1") == 0
    assert instructor.rows("score", "competent", "pick") == [("6", competent, "1")]


def test_export_needs_no_item_and_tells_all(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    before = instructor.sheet()
    an_older_version_kept(instructor, "rate")
    assert instructor.runs("export") == 0
    assert instructor.sheet() == before


def test_grading_by_the_solution_reads_it_anew(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    an_older_version_kept(instructor, "rate")
    assert instructor.grades() == 0
    assert instructor.runs("feedback") == 0
    assert "passed over" not in instructor.said


def test_answers_to_an_older_revision_that_cannot_be_read_wait_for_its_solution(
    instructor: Instructor,
) -> None:
    """The text of the question was changed, and of the old one only the gradebook knew."""
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades()
    an_older_version_kept(instructor, "pick")
    new: Any = (an_item(PICK, stem="Who can diagnose?"), RATE, TELL)
    a_course(instructor.course, ex01=new)
    for _ in range(2):  # what could not be read is not lost by being kept again
        assert instructor.grades() == 1
        assert f"pick: its question was {WHY}" in instructor.reasons()["Ana Ruiz"]
        assert instructor.rows("pick_state", "rate") == [("not gradable", "2")]
    old = save(instructor.folder / "old.ipynb", a_solution(*ITEMS))
    assert instructor.grades(instructor.hand_ins, "--key", old) == 0
    assert instructor.rows("score", "pick") == [("3", "1")]
