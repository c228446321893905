"""What a trainee wrote down of their own code: the latest of each field, and only ever as text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from withinscope import course, my_code, notebooks
from withinscope.course import MY_CODE, Course, Field, Group
from withinscope.journal import Line
from withinscope.notes import Note, Section, sections
from withinscope.problems import Mistake

from .played import a_lesson, at
from .strategies import texts
from .test_notes import Reader

COURSE = Path(__file__).parents[2]
GIFTS = Field("my-gifts", "Gifts", hint="What may be taken.")
NUMBER = Field("my-number", "Supervisor's number", short=True, reach=True)
GROUPS = (Group("Code", (GIFTS,)), Group("People", (NUMBER,)))
SYLLABUS = Course("A <course>", (), (), (), (), (), my_code=GROUPS)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def wrote(field: Field, text: str, days: float = 0, notebook: str = MY_CODE) -> Line:
    raw = msgspec.Raw(msgspec.json.encode({"text": text}))
    return Line("reflection", at(days=days), notebook, field.id, response=raw)


def test_the_latest_text_of_each_field_counts() -> None:
    lines = [wrote(GIFTS, "None"), wrote(GIFTS, "Up to 10", 1), wrote(GIFTS, "x", 2, "L03")]
    assert my_code.said(lines) == {"my-gifts": "Up to 10"}


def test_only_who_is_to_be_reached_is_told_and_nothing_that_is_blank() -> None:
    written = {"my-gifts": "None", "my-number": " 112 "}
    assert my_code.to_reach((GIFTS, NUMBER), written) == (
        my_code.Reach("Supervisor's number", "112"),
    )
    assert my_code.to_reach((GIFTS, NUMBER), {"my-number": "  "}) == ()


def test_it_stands_among_the_notes_under_its_page_and_outlives_a_change_of_labels() -> None:
    chapters = (a_lesson("L01"), a_lesson(MY_CODE, role="page"))
    lines = [wrote(GIFTS, "Up to 10")]
    renamed = msgspec.structs.replace(GIFTS, text="Presents")
    [section] = sections(chapters, lines, (renamed, NUMBER))
    note = Note(MY_CODE, "my-gifts", "Presents", "Up to 10", True, at())
    assert section == Section("Title of my-code", (note,), "notebooks/my-code.ipynb")


@given(text=texts)
def test_on_paper_every_text_is_only_text(text: str) -> None:
    plain = Reader(my_code.document(SYLLABUS, {"my-gifts": "x"}, NOW))
    page = Reader(my_code.document(SYLLABUS, {"my-gifts": f"x{text}"}, NOW))
    assert page.tags == plain.tags
    assert text.strip() in page.text or {"\r", "\x00"} & set(text)


def test_on_paper_what_is_empty_has_a_line_to_write_on() -> None:
    html = my_code.document(SYLLABUS, {"my-gifts": "None"}, NOW)
    assert "From A &lt;course&gt;, " in html
    assert html.count('class="said blank"') == 1
    assert "Supervisor&#x27;s number" in html


def test_the_id_of_a_field_can_be_no_items(tmp_path: Path) -> None:
    """Notes are kept by the id alone, and ids of items begin with their lesson's."""
    text = (COURSE / "course.yaml").read_text(encoding="utf-8")
    (tmp_path / "course.yaml").write_text(text.replace("id: my-gifts", "id: gifts"), "utf-8")
    with pytest.raises(Mistake):
        course.read(tmp_path)


def test_the_page_asks_for_what_the_lessons_send_people_to_it_for() -> None:
    known = course.read(COURSE)
    asked = " ".join(field.text.casefold() for field in known.fields)
    for matter in (
        "association", "gifts", "contact", "confidentiality", "report", "records",
        "emergency number", "crisis line", "partner violence", "supervisor",
    ):  # fmt: skip
        assert matter in asked, matter
    title = next(page.title for page in known.pages if page.id == MY_CODE)
    assert title == my_code.TITLE
    book = notebooks.read(COURSE / "notebooks/my_code.ipynb")
    assert book.cells[0].source.startswith(f"# {title}\n")


SAYS = re.compile(r"(?i)\b(?:check|ask|read) (?:your|yours)\b[^.?!]{0,30}\b(?:code|law)s?\b")
LINK = f"[{my_code.TITLE}](my_code.ipynb)"


@pytest.mark.parametrize(
    "path", sorted((COURSE / "notebooks").glob("[0-9l]*.ipynb")), ids=lambda path: path.stem
)
def test_wherever_a_text_sends_people_to_their_code_the_page_is_a_link_away(path: Path) -> None:
    texts = [cell.source for cell in notebooks.read(path).cells if cell.type == "markdown"]
    sections = re.split(r"(?m)^(?=## )", "\n".join(texts))
    assert [one[:80] for one in sections if SAYS.search(one) and LINK not in one] == []
    assert LINK in "".join(sections)
    assert max(one.count(LINK) for one in sections) == 1
