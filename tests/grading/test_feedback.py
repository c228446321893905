"""Feedback pages: one a trainee, self-contained, harmless, and only where they belong."""

from __future__ import annotations

import os
import re

import pytest
from makers import ITEMS, PICK, a_course, a_hand_in, an_item

from withinscope.grading import text
from withinscope.grading.book import people
from withinscope.grading.feedback import writing

from .instructor import RIGHT, WRONG, Instructor, Page


def pages(instructor: Instructor) -> list[str]:
    """The names of the pages; each has its twin in plain text beside it, and nothing else is."""
    names = sorted(path.name for path in (instructor.out / "feedback").iterdir())
    found = [name for name in names if name.endswith(".html")]
    assert names == sorted([*found, *(f"{name.removesuffix('.html')}.txt" for name in found)])
    return found


@pytest.fixture
def page(instructor: Instructor) -> Page:
    """Ana's page: one right, one half right, free text that waits."""
    answers = {
        "pick": {"choice": "a"},
        "rate": {"best": "a", "worst": "b"},
        "tell": {"text": "I coach.\n\n<script>alert(1)</script>"},
    }
    instructor.gets("ana.ipynb", a_hand_in(answers, confidence=2))
    instructor.grades(no_feedback=False)
    return Page(instructor.out / "feedback" / "Ana Ruiz.html")


def test_a_page_says_what_was_asked_answered_and_earned(page: Page) -> None:
    for said in (
        "Feedback for Ana Ruiz",
        "Shared ground",
        "So far 1 of 6 points",
        "One answer waits to be marked by a person.",
        "Handed in on November 20, 2026, 10:00 UTC.",
        "Question 1 0 of 1 point Who may diagnose? Not this one. Another option fits better. "
        "✗ Not right. You chose A coach A coach may not.",
        "Question 2 1 of 2 points A client cries.",
        "Question 3 Waiting to be marked (3 points) What would you say? Your answer I coach.",
        "Before the feedback you were: fairly sure.",
    ):
        assert said in page.text


def test_a_page_tells_no_key(page: Page) -> None:
    for key in ("A therapist", "Fits best", "may diagnose.", "Diagnose", "Clear and short"):
        assert key not in page.text


def test_a_page_tells_keys_when_asked(instructor: Instructor, page: Page) -> None:
    assert instructor.runs("feedback", "--with-keys", "Ana Ruiz") == 0
    told = Page(instructor.out / "feedback" / "Ana Ruiz.html").text
    for key in ("✓ Right. Fits best A therapist A therapist may.", "Diagnose", "Clear and short"):
        assert key in told


def test_what_an_item_turns_on_is_told_with_the_keys_alone(instructor: Instructor) -> None:
    yaml = (f"{PICK}turns_on: The word diagnose.\n",)
    a_course(instructor.course, ex01=yaml)
    instructor.gets("ana.ipynb", a_hand_in({"pick": {"choice": "a"}}, yaml=yaml))
    instructor.grades(no_feedback=False)
    page = instructor.out / "feedback" / "Ana Ruiz.html"
    assert "turns on" not in Page(page).text
    assert instructor.runs("feedback", "--with-keys", "Ana Ruiz") == 0
    assert "What it turns on: The word diagnose." in Page(page).text


BETTER = PICK.replace("A coach may not.", "'No license. Better: say who may.'")


def test_what_would_have_been_better_is_told_with_the_keys_alone(instructor: Instructor) -> None:
    """In a lesson it is told at once: it is what the reason leads up to."""
    a_course(instructor.course, ex01=(BETTER,))
    instructor.gets("ana.ipynb", a_hand_in({"pick": {"choice": "a"}}, yaml=(BETTER,)))
    instructor.grades(no_feedback=False)
    page = instructor.out / "feedback" / "Ana Ruiz.html"
    twin = page.with_suffix(".txt")
    assert "No license." in Page(page).text
    assert "say who may" not in Page(page).text + twin.read_text(encoding="utf-8")
    assert instructor.runs("feedback", "--with-keys", "Ana Ruiz") == 0
    assert "No license. Better: say who may." in Page(page).text


DOORS = """\
id: doors
type: matching
stem: What do you do first?
moves:
  - {id: a, text: Say nothing}
  - {id: b, text: Ask her}
  - {id: c, text: Name a doctor}
  - {id: d, text: Call for help}
cases:
  - {id: c1, text: She cries., ratings: {a: 2, b: 1, c: 0, d: -1}, why: Wait., turns_on: Tears.}
  - {id: c2, text: He falls., ratings: {a: -1, b: 0, c: 0, d: 2}, why: Hurt., turns_on: The fall.}
  - {id: c3, text: She waits., ratings: {a: 0, b: 2, c: 0, d: 0}, why: Ask., turns_on: Her look.}
"""


def test_matched_moves_are_told_case_by_case_and_the_best_with_the_keys_alone(
    instructor: Instructor,
) -> None:
    a_course(instructor.course, ex01=(DOORS,))
    matched = {"matched": {"c1": "b", "c2": "d", "c3": "c"}}
    instructor.gets("ana.ipynb", a_hand_in({"doors": matched}, yaml=(DOORS,)))
    instructor.grades(no_feedback=False)
    page = instructor.out / "feedback" / "Ana Ruiz.html"
    plain = (
        "Question 1 0.5 of 1 point What do you do first? "
        "In 1 of 3 cases you chose what fits best, and in 1 what helps less. "
        'You chose "Ask her", which helps too She cries. '
        '✓ Right. You chose "Call for help" He falls. Hurt. What it turns on: The fall. '
        '✗ Not right. You chose "Name a doctor" She waits.'
    )
    assert plain in Page(page).text
    assert "Fits best" not in Page(page).text
    assert instructor.runs("feedback", "--with-keys", "Ana Ruiz") == 0
    best = '✓ Right. Fits best: "Say nothing" She cries. Wait. What it turns on: Tears.'
    assert best in Page(page).text


def test_what_a_trainee_wrote_is_text_and_nothing_else(page: Page) -> None:
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in {tag for tag, _ in page.tags}


def test_a_page_needs_nothing_from_elsewhere(page: Page) -> None:
    allowed = {
        "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3",
        "h4", "p", "bdi", "section", "div", "ol", "ul", "li", "span", "strong", "footer",
    }  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    names = {name for _, attributes in page.tags for name in attributes}
    assert not names & {"src", "href", "style", "srcset", "action"}
    assert not any(name.startswith("on") for name in names)
    assert not re.search(r"url\(|@import|https?:", " ".join(page.words))


def test_marks_stand_on_the_page_with_their_levels(
    instructor: Instructor, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n1\n"))
    instructor.runs("mark", "--marker", "R")
    told = Page(instructor.out / "feedback" / "Ana Ruiz.html").text
    assert "Names the role 1 of 2: In part Stays warm 1 of 1: Warm" in told
    assert "Graded in full." in told
    assert "3 of 6 points" in told


def test_what_could_not_be_graded_is_said_and_no_zero(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in({"pick": {"choice": "z"}}))
    instructor.gets("Bo/ex01.ipynb", b"{")
    instructor.grades(no_feedback=False)
    ana = Page(instructor.out / "feedback" / "Ana Ruiz.html").text
    assert "Question 1 Not gradable" in ana
    assert "It could not be graded: it names an unknown option. That is not a zero." in ana
    bo = Page(instructor.out / "feedback" / "Bo.html").text
    assert "The file that was handed in could not be read. That is not a zero." in bo


def test_a_page_never_tells_of_anybody_else(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Ana", workbook="one"))
    instructor.gets("2.ipynb", a_hand_in(WRONG, "Bo", workbook="one"))
    instructor.grades(no_feedback=False)
    assert "Bo" not in Page(instructor.out / "feedback" / "Ana.html").text


def test_all_exercises_of_a_trainee_are_on_one_page(instructor: Instructor) -> None:
    other = an_item(PICK, id="other")
    a_course(instructor.course, ex01=ITEMS, ex02=(other,))
    instructor.gets("1.ipynb", a_hand_in(RIGHT))
    second = a_hand_in({}, yaml=(other,), exercise="ex02", workbook="second")
    instructor.gets("2.ipynb", second)
    instructor.grades(no_feedback=False)
    assert pages(instructor) == ["Ana Ruiz.html"]
    told = Page(instructor.out / "feedback" / "Ana Ruiz.html").text
    assert "Shared ground" in told
    assert "The line" in told


def test_two_people_of_one_name_never_see_each_others_page(instructor: Instructor) -> None:
    instructor.gets(
        "1.ipynb", a_hand_in(RIGHT | {"tell": {"text": "Private."}}, "Sam", workbook="1")
    )
    instructor.gets("2.ipynb", a_hand_in(WRONG, "Sam", workbook="2"))
    instructor.grades(no_feedback=False)
    found = sorted((instructor.out / "feedback").glob("*.html"))
    assert len(found) == 2
    assert ["Private." in Page(path).text for path in found].count(True) == 1


def test_the_page_of_a_name_that_proves_to_be_two_peoples_goes(instructor: Instructor) -> None:
    instructor.gets("1.ipynb", a_hand_in(RIGHT, "Sam", workbook="1"))
    instructor.grades(no_feedback=False)
    assert (instructor.out / "feedback" / "Sam.html").exists()
    instructor.gets("2.ipynb", a_hand_in(WRONG, "Sam", workbook="2"))
    instructor.grades(no_feedback=False)
    assert len(pages(instructor)) == 2
    assert "Sam.html" not in pages(instructor)


def test_what_is_written_is_for_its_owner_alone(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.grades(no_feedback=False)
    files = [instructor.course / "grading" / "gradebook.db", instructor.out / "grades.csv"]
    files += (instructor.out / "feedback").iterdir()
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


HOSTILE = (
    "../../evil", "/etc/passwd", "C:\\x", "CON", "nul.txt", "com1", "a/b", "trailing. ", "...",
    "A", "a", "Ä", "ä", "x" * 300, "<b>", "a~b", "a%2e", "null\0byte", "-rf", "ﬁ", "fi",
)  # fmt: skip


def test_every_name_gets_a_file_of_its_own_in_the_folder(instructor: Instructor) -> None:
    for number, name in enumerate(HOSTILE):
        book = f"book-{number}"
        instructor.gets(f"{number}.ipynb", a_hand_in(RIGHT, name, workbook=book))
    before = {path for path in instructor.folder.rglob("*") if "out" not in path.parts}
    instructor.grades(no_feedback=False)
    assert len({name.casefold() for name in pages(instructor)}) == len(HOSTILE)
    after = {path for path in instructor.folder.rglob("*") if "out" not in path.parts}
    assert {path.name for path in after - before} == {"grading", "gradebook.db"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_files_name_is_safe_on_every_system(name: str) -> None:
    made = writing.file_name(text.name(name), "", set())
    stem = made.removesuffix(".html")
    assert re.fullmatch(r"[^<>:\"/\\|?*%\x00-\x1f]+", made)
    assert stem.strip(". ") == stem
    assert len(made.encode()) <= 120
    assert stem.split(".")[0].casefold() not in {"con", "nul", "com1"}


def test_names_that_some_system_takes_for_one_are_kept_apart() -> None:
    shared = {people.page_key("Ana")}
    assert people.page_key("ana") in shared
    names = {writing.file_name(name, "", shared).casefold() for name in ("Ana", "ana", "ANA")}
    assert len(names) == 3


def test_a_link_that_leads_out_of_the_folder_is_not_followed(instructor: Instructor) -> None:
    elsewhere = instructor.folder / "elsewhere"
    elsewhere.mkdir()
    instructor.out.mkdir()
    (instructor.out / "feedback").symlink_to(elsewhere, target_is_directory=True)
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades(no_feedback=False) == 2
    assert "leads out of the output folder" in instructor.complained
    assert list(elsewhere.iterdir()) == []


def test_a_page_that_is_a_link_is_replaced_and_its_target_is_not(instructor: Instructor) -> None:
    target = instructor.folder / "target"
    target.write_text("mine", encoding="utf-8")
    (instructor.out / "feedback").mkdir(parents=True)
    for name in ("feedback/Ana Ruiz.html", "grades.csv"):
        (instructor.out / name).symlink_to(target)
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    assert instructor.grades(no_feedback=False) == 0
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (instructor.out / "feedback" / "Ana Ruiz.html").is_symlink()


def test_pages_are_for_those_who_were_asked_for(instructor: Instructor) -> None:
    instructor.gets("ana.ipynb", a_hand_in(RIGHT))
    instructor.gets("bo.ipynb", a_hand_in(RIGHT, "Bo", workbook="book-of-bo"))
    instructor.grades()
    assert instructor.runs("feedback", "Bo") == 0
    assert pages(instructor) == ["Bo.html"]
    assert instructor.runs("feedback", "Nobody") == 1
    assert instructor.runs("feedback") == 0
    assert "2 feedback pages are in" in instructor.said
