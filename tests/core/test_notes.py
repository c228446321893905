"""My notes: all that was said is there, in order, and every text is only text."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import msgspec
from hypothesis import given

from withinscope.course import Course
from withinscope.notes import GONE, Note, Section, document, own, sections

from .played import RIGHT, WRONG, a_lesson, a_reflection, an_answer, an_item, at
from .strategies import texts

SYLLABUS = Course("A <course>", (), (), (), (), ())
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
A, OWN = an_item("A"), a_reflection("own")
CHAPTERS = (a_lesson("L01", A, OWN), a_lesson("L02", an_item("B")))


def wrote(text: str, **more: str) -> list[Section]:
    return sections(CHAPTERS, [an_answer(OWN, {"text": text}, **more)])  # type: ignore[arg-type]


def test_the_latest_answer_stands_there_in_words_what_was_written_first() -> None:
    lines = [
        an_answer(A, WRONG),
        an_answer(OWN, {"text": "Mine"}),
        an_answer(A, RIGHT, at=at(days=1)),
        an_answer(A, WRONG, at=at(days=2), kind="draft"),
    ]
    assert sections(CHAPTERS, lines) == [
        Section(
            "Title of L01",
            (
                Note("L01", "own", OWN.stem, "Mine", True, at()),
                Note("L01", "A", A.stem, "Text b", False, at(days=1)),
            ),
            "notebooks/L01.ipynb",
        )
    ]


def test_what_is_blank_is_no_note() -> None:
    assert wrote("  ") == []


def test_an_answer_of_another_form_is_kept_and_its_text_shown() -> None:
    odd = [an_answer(A, {"text": "Old words"}), an_answer(OWN, {"choice": "a"})]
    (section,) = sections(CHAPTERS, odd)
    assert [(note.item, note.said) for note in section.notes] == [("A", "Old words"), ("own", "")]


def test_answers_to_items_that_the_course_no_longer_has_can_still_be_found() -> None:
    gone = [an_answer(an_item("gone"), {"text": "Mine"}), an_answer(an_item("x"))]
    (section,) = sections(CHAPTERS, gone)
    assert section.title == GONE
    assert [(n.item, n.said, n.own) for n in section.notes] == [
        ("gone", "Mine", True),
        ("x", "", False),
    ]


def test_what_was_written_about_a_conversation_stands_with_it() -> None:
    about = an_answer(A, {"text": "I hurried."}, kind="reflection")
    (section,) = sections(CHAPTERS, [an_answer(A, RIGHT), about])
    assert [(note.said, note.own) for note in section.notes] == [
        ("I hurried.", True),
        ("Text b", False),
    ]
    assert sections(CHAPTERS, [an_answer(A, {"text": " "}, kind="reflection")]) == []


def test_a_note_on_a_page_is_of_that_page_whether_or_not_anything_was_answered_there() -> None:
    note = msgspec.structs.replace(
        an_answer(A, {"text": "Mine"}, kind="reflection"), item=own("L01")
    )
    (section,) = sections(CHAPTERS, [note])
    assert (section.title, section.path) == ("Title of L01", "notebooks/L01.ipynb")
    assert [(one.item, one.said, one.own) for one in section.notes] == [("note:L01", "Mine", True)]


def test_the_page_stands_alone_and_says_its_day() -> None:
    page = document(SYLLABUS, wrote("Mine\n\nand more"), NOW)
    assert "From A &lt;course&gt;, " in page
    assert "November 23, 2026" in page
    assert "November 2, 2026" in page
    assert "://" not in page
    assert "<script" not in page
    assert "@media print" in page
    assert "Nothing is written" in document(SYLLABUS, [], NOW)


class Reader(HTMLParser):
    """Collects a page's tags and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_whatever_somebody_wrote_is_text_and_nothing_else(text: str) -> None:
    plain, page = (
        Reader(document(SYLLABUS, wrote("x"), NOW)),
        Reader(document(SYLLABUS, wrote(text), NOW)),
    )
    assert page.tags == plain.tags
    said = page.text.replace("\r\n", "\n")
    assert text.replace("\x00", "").strip() in said or "\r" in text or "\x00" in text


def test_braces_in_an_answer_are_no_places_to_fill() -> None:
    assert "{style} {0}" in document(SYLLABUS, wrote("{style} {0}"), NOW)
