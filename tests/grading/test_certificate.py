"""A certificate: a page to print, for whoever was seen at work."""

from __future__ import annotations

from typing import Any

import pytest
from makers import RATE, TELL, a_capstone, a_hand_in, a_notebook, save

from .certifying import APART, CONFIRMED, KEPT, WHOLE, YAML, hands_in, names_its_school
from .instructor import RIGHT, Instructor, Page


def page_of(instructor: Instructor) -> Page:
    return Page(instructor.out / "certificates" / "Ana Ruiz.html")


class TestPage:
    def test_it_tells_outcomes_and_who_saw_what_when(self, signing: Instructor) -> None:
        assert signing.runs(*WHOLE) == 0
        text = page_of(signing).text
        assert "Ana Ruiz completed Within Scope, given by A School." in text
        assert "Tell the two apart 1 of 2 points Act in an emergency 1 of 1 point" in text
        assert "Twelve supervised sessions. Confirmed by Ines Roth on November 20, 2026." in text

    @pytest.mark.parametrize(
        ("answers", "told"),
        [
            ({"duty": {"choice": "b"}}, "Not yet: a plain duty of safety was missed"),
            ({}, "Not answered: a plain duty of safety was left out"),
            ({"duty": {"choice": "z"}}, "Not told: an answer on a plain duty of safety could not"),
        ],
    )
    def test_what_is_open_is_told_as_it_is_and_nothing_is_signed(
        self, signing: Instructor, answers: dict[str, Any], told: str
    ) -> None:
        signing.runs(*WHOLE)
        hands_in(signing, {"rate": KEPT["rate"]} | answers, handed_in_at="2026-11-21T10:00:00Z")
        assert signing.runs(*WHOLE) == 1
        text = page_of(signing).text
        assert f"Act in an emergency {told}" in text
        assert "took part in Within Scope" in text
        assert "completed" not in text
        assert f"- Act in an emergency: {told}" in signing.said
        assert not (signing.out / "certificates" / "Ana Ruiz.jwt").exists()

    def test_what_waits_to_be_marked_is_open(self, instructor: Instructor) -> None:
        yaml = (*YAML, TELL + APART)
        a_capstone(instructor.course, *yaml)
        hands_in(instructor, KEPT | {"tell": {"text": "I coach."}}, yaml)
        assert instructor.runs(*WHOLE) == 1
        assert "Tell the two apart Not told yet: an answer has no score" in page_of(instructor).text

    def test_without_a_capstone_all_exercises_count_and_those_left_out_are_named(
        self, instructor: Instructor
    ) -> None:
        save(instructor.course / "solutions/01_ground.ipynb", a_notebook(RATE + APART))
        instructor.gets("ana.ipynb", a_hand_in({"rate": RIGHT["rate"]}, yaml=(RATE + APART,)))
        instructor.grades()
        assert instructor.runs(*WHOLE) == 1
        text = page_of(instructor).text
        assert "Handed in: Shared ground. Not handed in: The line." in text

    def test_what_people_wrote_is_text_on_it(self, signing: Instructor) -> None:
        mark = "<script>alert(1)</script>"
        words = ("--seen", f"Twelve good {mark}", "--by", mark, "--on", "2026-11-20", "--agreed")
        assert signing.runs("certificate", "Ana Ruiz", *words, "--name", mark) == 0
        page = page_of(signing)
        assert "script" not in {tag for tag, _ in page.tags}
        assert page.text.count(mark) >= 3

    def test_it_needs_no_school_and_no_key(self, instructor: Instructor) -> None:
        a_capstone(instructor.course, *YAML)
        hands_in(instructor, KEPT)
        assert instructor.runs(*WHOLE) == 1
        assert "say who you are in course.yaml" in instructor.said
        assert "Ana Ruiz completed Within Scope" in page_of(instructor).text
        names_its_school(instructor)
        assert instructor.runs(*WHOLE) == 1
        assert "make a key: withinscope certificate --new-key" in instructor.said


class TestRefusing:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "Scores alone are no proof of competence"),
            (("--seen", "Good.", *CONFIRMED[2:], "--agreed"), "Scores alone"),
            ((*CONFIRMED[:2], "--on", "2026-11-20", "--agreed"), "Scores alone"),
            ((*CONFIRMED[:4], "--agreed"), "Scores alone"),
            ((*CONFIRMED[:2], "--by", "\u200b ", *CONFIRMED[4:], "--agreed"), "Scores alone"),
            (CONFIRMED, "Ask them first; once they agreed, add --agreed."),
            ((*CONFIRMED[:5], "20.11.2026", "--agreed"), "20.11.2026 is no date."),
            ((*CONFIRMED[:5], "9999-01-01", "--agreed"), "9999-01-01 has not come yet."),
            ((*CONFIRMED, "--agreed", "--until", "2020-01-01"), "2020-01-01 is over."),
            ((*CONFIRMED, "--agreed", "--email", "ana"), "ana is no e-mail address."),
        ],
    )
    def test_nothing_is_written_without_what_a_person_has_to_say(
        self, signing: Instructor, words: tuple[str, ...], told: str
    ) -> None:
        assert signing.runs("certificate", "Ana Ruiz", *words) == 2
        assert told in signing.complained
        assert not (signing.out / "certificates").exists()

    @pytest.mark.parametrize(
        ("name", "told"),
        [("Nobody", "Nobody in the gradebook is called Nobody."), (None, "For whom?")],
    )
    def test_it_is_for_somebody_whom_the_gradebook_knows(
        self, signing: Instructor, name: str | None, told: str
    ) -> None:
        words = [one for one in ("certificate", name, *CONFIRMED, "--agreed") if one]
        assert signing.runs(*words) == 2
        assert told in signing.complained

    def test_two_workbooks_under_one_name_are_settled_first(self, signing: Instructor) -> None:
        other = a_hand_in(KEPT, yaml=YAML, exercise="ex02", workbook="another")
        signing.gets("other.ipynb", other)
        signing.grades()
        assert signing.runs(*WHOLE) == 2
        assert "under two workbooks" in signing.complained

    def test_a_person_without_an_answer_about_an_outcome_gets_none(
        self, instructor: Instructor
    ) -> None:
        instructor.gets("ana.ipynb", a_hand_in(RIGHT))
        instructor.grades()
        assert instructor.runs(*WHOLE) == 2
        assert "Nothing that they handed in was about an outcome" in instructor.complained


def test_who_is_forgotten_has_no_certificate_there_any_more(signing: Instructor) -> None:
    signing.runs(*WHOLE)
    assert signing.runs("forget", "Ana Ruiz", "--apply") == 0
    assert list((signing.out / "certificates").iterdir()) == []
    assert "whoever was given it still has it" in signing.said
