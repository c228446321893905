"""Whom a later roster shows: people of one name by a worksheet's numbers, and a changed name."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from makers import a_hand_in, encoded

from .instructor import RIGHT, WRONG, Instructor
from .test_zips import zipped

PARTICIPANTS = "First name,Last name,Email address\nSam,Lee,sam1@x.org\nSam,Lee,sam2@x.org\n"
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade\n"
    "Participant 2,Sam Lee,sam1@x.org,Submitted,\nParticipant 8,Sam Lee,sam2@x.org,Submitted,\n"
)
FIRST = "one of 2 people of this name: sam1@x.org"
SECOND = "one of 2 people of this name: sam2@x.org"
WROTE = {"tell": {"text": "I stay with her."}}


@pytest.fixture
def two_sams(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Instructor:
    """Both handed in and were marked while only a list of participants was there."""
    hand_in(instructor, 2, RIGHT | WROTE)
    hand_in(instructor, 8, WRONG | WROTE)
    lists(instructor, PARTICIPANTS)
    told = "2 people have this name, and nothing shows which it is: sam1@x.org, sam2@x.org"
    assert instructor.rows("state", "reason") == [("needs marking", told)] * 2
    assert "grade the same again with it as the roster" in " ".join(instructor.said.split())
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n1\n\n2\n1\n\n"))
    instructor.runs("mark", "--marker", "R", "--no-feedback")
    assert instructor.rows("score") == [("6",), ("3",)]
    return instructor


def hand_in(instructor: Instructor, number: int, answers: dict[str, Any], **more: Any) -> None:
    notebook = encoded(a_hand_in(answers, "Sam Lee", workbook=f"book-{number}", **more))
    place = f"Sam Lee_{number}_assignsubmission_file/ex01.ipynb"
    name = f"{number}{more.get('handed_in_at', '')[:10]}/C1-Exercise 1-7.zip"
    instructor.gets(name, zipped((place, notebook)))


def lists(instructor: Instructor, content: str) -> int:
    path: Path = instructor.folder / "roster.csv"
    path.write_text(content, encoding="utf-8")
    return instructor.grades(instructor.hand_ins, "--roster", path)


def test_a_worksheet_later_shows_which_of_two_people_of_a_name_it_is(two_sams: Instructor) -> None:
    assert lists(two_sams, WORKSHEET) == 0
    assert "Missing" not in two_sams.said
    assert two_sams.rows("score", "reason") == [("6", FIRST), ("3", SECOND)]
    hand_in(two_sams, 8, RIGHT | WROTE, handed_in_at="2026-11-22T10:00:00+00:00")
    assert two_sams.grades() == 0
    assert two_sams.rows("score", "reason") == [("6", FIRST), ("6", SECOND)]


def test_whoever_was_recognized_is_one_person_with_one_history(two_sams: Instructor) -> None:
    lists(two_sams, WORKSHEET)
    two_sams.runs("history")
    assert two_sams.said.count("tell marked") == 2
    assert two_sams.runs("forget", "sam2@x.org", "--apply") == 0
    two_sams.runs("history")
    assert two_sams.said.count("tell marked") == 1
    assert two_sams.rows("score") == [("6",)]


def test_a_step_back_does_not_take_what_an_earlier_one_brought(two_sams: Instructor) -> None:
    lists(two_sams, WORKSHEET)
    two_sams.runs("undo")
    assert "graded on" in two_sams.said
    assert lists(two_sams, WORKSHEET) == 0
    assert two_sams.rows("score") == [("6",), ("3",)]


def test_a_new_name_on_the_next_roster_is_the_same_person(instructor: Instructor) -> None:
    instructor.gets("C1-Exercise 1-7.zip", of_renee("Dupont", 9))
    lists(instructor, "Full name,Email address\nRenée Dupont,r@x.org\n")
    instructor.runs("feedback")
    instructor.gets("C1-Exercise 1-7.zip", of_renee("Martin", 9, "2026-11-22T10:00:00+00:00"))
    assert lists(instructor, "Full name,Email address\nRenée Dupont,r@x.org\n") == 1
    assert "not on the roster: Renée Martin" in instructor.said
    assert lists(instructor, "Full name,Email address\nRenée Martin,r@x.org\n") == 0
    assert instructor.rows("trainee", "score") == [("Renée Martin", "3")]
    assert "not on the roster" not in instructor.said
    instructor.runs("feedback")
    pages = sorted(page.name for page in (instructor.out / "feedback").iterdir())
    assert pages == ["Renée Martin.html", "Renée Martin.txt"]


def of_renee(family: str, number: int, at: str = "2026-11-20T10:00:00+00:00") -> bytes:
    name = f"Renée {family}"
    notebook = encoded(a_hand_in(RIGHT, name, workbook="book-of-renee", handed_in_at=at))
    return zipped((f"{name}_{number}_assignsubmission_file/ex01.ipynb", notebook))
