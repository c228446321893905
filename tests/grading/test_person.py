"""One person: all that is kept of them, handed to them or forgotten."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from makers import PICK, RATE, TELL, a_course, a_hand_in, an_item

from .instructor import RIGHT, WRONG, Instructor
from .test_upgrade import an_old_gradebook

WORDS = "I'd stay with her, and say nothing."


@pytest.fixture
def graded(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Instructor:
    """Ana wrote and was marked, Bo did not; both have a page, and a corrected key behind them."""
    answers = RIGHT | {"tell": {"text": WORDS}}
    instructor.gets("Ana Ruiz/x.ipynb", a_hand_in(answers))
    instructor.gets("Bo/x.ipynb", a_hand_in(WRONG, "Bo", workbook="book-of-bo"))
    instructor.grades(no_feedback=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n"))
    instructor.runs("mark", "--marker", "R. Okafor")
    a_course(instructor.course, ex01=(an_item(PICK, key="a"), RATE, TELL))
    instructor.runs("grade", "--apply")
    return instructor


def the_book(instructor: Instructor) -> Path:
    return instructor.course / "grading" / "gradebook.db"


def pages(instructor: Instructor) -> list[str]:
    return sorted(path.name for path in (instructor.out / "feedback").iterdir())


def two_anas(instructor: Instructor) -> None:
    """A roster has the name twice, and each handed in under the other's eyes."""
    roster = instructor.folder / "roster.csv"
    roster.write_text("Name,Email\nAna,ana@a.org\nAna,ana@b.org\n", encoding="utf-8")
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana", workbook="one"))
    instructor.grades(instructor.hand_ins, "--roster", roster, no_feedback=False)


def test_what_is_kept_is_told_and_nothing_is_removed(graded: Instructor) -> None:
    before = the_book(graded).read_bytes()
    assert graded.runs("forget", "Ana Ruiz") == 1
    assert graded.said == (
        "Ana Ruiz: 1 hand-in, 3 answers, 1 mark, 1 feedback page.\n"
        "Nothing is removed yet. With --apply it is, for good.\n"
    )
    assert the_book(graded).read_bytes() == before
    assert "Ana Ruiz.html" in pages(graded)


def test_nothing_of_a_person_is_left_in_the_gradebook_or_beside_it(graded: Instructor) -> None:
    assert graded.runs("forget", "ana ruiz", "--apply") == 0
    data = the_book(graded).read_bytes()
    assert WORDS.encode() not in data
    assert b"Ana Ruiz" not in data
    assert graded.rows("trainee", "score") == [("Bo", "1")]
    assert pages(graded) == ["Bo.html", "Bo.txt"]
    assert graded.runs("history", "Ana Ruiz") == 2


def test_what_is_the_instructors_to_delete_is_named(graded: Instructor) -> None:
    graded.runs("forget", "Ana Ruiz", "--apply")
    assert "- what they handed in: hand-ins/Ana Ruiz/x.ipynb" in graded.said
    assert f"as in {graded.out}" in graded.said
    assert "roster" not in graded.said


def test_a_copy_of_an_older_gradebook_is_named(instructor: Instructor) -> None:
    path = an_old_gradebook(the_book(instructor))
    instructor.runs("forget", "Bo", "--apply")
    copy = path.with_name("gradebook.step-1.db")
    assert f"- a copy of the gradebook as it was: {copy}" in instructor.said
    assert instructor.rows("trainee") == [("Ana Ruiz",)]


def test_whoever_shared_a_workbook_with_them_shares_it_no_more(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana", workbook="one"))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo", workbook="one"))
    instructor.grades()
    assert "under another name: Ana" in instructor.reasons()["Bo"]
    instructor.runs("forget", "Ana", "--apply")
    assert instructor.reasons() == {"Bo": ""}


def test_the_others_go_on_as_before(graded: Instructor) -> None:
    graded.runs("forget", "Ana Ruiz", "--apply")
    (graded.hand_ins / "Ana Ruiz" / "x.ipynb").unlink()
    assert graded.grades() == 0
    assert graded.rows("trainee", "score") == [("Bo", "1")]
    graded.runs("undo", "--apply")
    assert graded.rows("trainee", "score") == [("Bo", "0")]


def test_of_two_of_a_name_it_asks_which_and_takes_the_one_alone(instructor: Instructor) -> None:
    two_anas(instructor)
    assert instructor.runs("forget", "Ana", "--apply") == 2
    assert "people may be meant by Ana" in instructor.complained
    assert "ana@a.org" in instructor.complained
    assert instructor.runs("forget", "ANA@b.org", "--apply") == 0
    assert "a name on a roster, and nothing more" in instructor.said
    assert "- the roster that names them" in instructor.said
    assert instructor.runs("export-person", "ana@a.org") == 0
    assert instructor.runs("export-person", "ana@b.org") == 2


def test_a_person_may_be_named_by_the_gradebooks_number(graded: Instructor) -> None:
    graded.runs("export-person", "Bo")
    number = json.loads((graded.out / "person-Bo.json").read_bytes())["person"]["id"]
    assert graded.runs("forget", f"#{number}", "--apply") == 0
    assert graded.rows("trainee") == [("Ana Ruiz",)]
    assert graded.runs("forget", "#999") == 2


def test_a_person_is_handed_all_that_is_kept(graded: Instructor) -> None:
    assert graded.runs("export-person", "Ana Ruiz") == 0
    path = graded.out / "person-Ana Ruiz.json"
    assert f"is in {path}." in graded.said
    assert path.stat().st_mode & 0o77 == 0
    told = json.loads(path.read_bytes())
    assert told["person"]["name"] == "Ana Ruiz"
    assert [one["score"] for one in told["results"]] == [5]
    [hand_in] = told["hand_ins"]
    assert hand_in["place"] == "hand-ins/Ana Ruiz/x.ipynb"
    answered = {one["item"]: (one["stem"].strip(), one["response"]) for one in hand_in["answers"]}
    assert answered["pick"] == ("Who may diagnose?", {"choice": "b"})
    assert answered["tell"] == ("What would you say?", {"text": WORDS})
    [mark] = told["marks"]
    assert (mark["marker"], mark["levels"]) == ("R. Okafor", {"role": 2, "warmth": 1})
    assert [one["why"] for one in told["history"]] == ["tell marked", "pick has another key"]
    assert "Bo" not in path.read_text(encoding="utf-8")


def test_nobody_else_is_named_in_it(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT, "Ana", workbook="one"))
    instructor.gets("bo.ipynb", a_hand_in(WRONG, "Bo Berg", workbook="one"))
    instructor.grades()
    assert "Bo Berg" in instructor.reasons()["Ana"]
    instructor.runs("export-person", "Ana")
    assert "Bo Berg" not in (instructor.out / "person-Ana.json").read_text(encoding="utf-8")


def test_no_key_is_handed_out_with_it(graded: Instructor) -> None:
    graded.runs("export-person", "Ana Ruiz")
    said = (graded.out / "person-Ana Ruiz.json").read_text(encoding="utf-8")
    for key in ("A therapist may.", "rating", "Clear and short", "Names the role"):
        assert key not in said


@pytest.mark.parametrize("command", ["forget", "export-person"])
def test_nobody_of_a_name_is_told(graded: Instructor, command: str) -> None:
    assert graded.runs(command, "Cy") == 2
    assert "Nobody in the gradebook is called Cy." in graded.complained


@pytest.mark.parametrize("number", ["99999999999999999999", "2147483648", "9" * 5000])
@pytest.mark.parametrize("command", ["export-person", "forget"])
def test_a_number_that_no_person_can_have_is_nobodys(
    graded: Instructor, command: str, number: str
) -> None:
    """Neither database has room for it, nor Python for so many digits."""
    for called in (f"#{number}", number):
        assert graded.runs(command, called) == 2
        assert graded.complained.startswith(f"Nobody in the gradebook is called {called}.")
