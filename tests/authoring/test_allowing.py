"""Warnings that an author allows: where, for how long, and what can't be allowed."""

from pathlib import Path

import pytest
from core.makers import a_cell, a_text

from withinscope.authoring import linter

from .courses import LESSON, SYLLABUS, a_lesson, an_item, put_raw

UNEQUAL = """\
%%item
{comment}id: b
type: single
stem: A client brings cake. What do you say?
options:
  - {{id: a, text: Thank you., why: Plain.}}
  - {{id: b, text: "How kind of you, shall we have it now?", why: Shared.}}
  - {{id: c, text: "I never eat on a weekday, you know me.", why: Closed.}}
key: b
"""


def codes(course: Path) -> list[str]:
    return [one.rule.code for one in linter.check(course).findings]


def with_item(course: Path, comment: str) -> Path:
    put_raw(course, LESSON, a_lesson(a_cell(UNEQUAL.format(comment=comment))))
    return course


def test_a_warning_stands_until_it_is_allowed(course: Path) -> None:
    assert codes(with_item(course, "")) == ["WS502", "WS503"]


def test_an_allowance_covers_its_own_rule_in_its_own_item(course: Path) -> None:
    why = "# check: allow WS502 the short one is what people say\n"
    assert codes(with_item(course, why)) == ["WS503"]
    both = why + "# check: allow WS503 it is how he speaks\n"
    assert codes(with_item(course, both)) == []


def test_an_allowance_says_nothing_of_the_cell_beside_it(course: Path) -> None:
    why = "# check: allow WS502 a reason\n# check: allow WS503 a reason\n"
    other = UNEQUAL.replace("id: b\ntype", "id: d\ntype").replace("cake", "a bill for his car")
    cells = [a_cell(UNEQUAL.format(comment=why)), a_cell(other.format(comment=""))]
    put_raw(course, LESSON, a_lesson(*cells))
    places = [(one.place.cell, one.rule.code) for one in linter.check(course).findings]
    assert (4, "WS502") in places
    assert (3, "WS502") not in places


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("# check: allow WS502", "`allow WS502` gives no reason."),
        ("# check: allow WS999 a reason", "`allow WS999` names no check."),
        ("# check: allow", "`allow` names no check."),
        ("# check: allow WS101 a reason", "WS101 is an error, which can't be allowed."),
        ("# check: allow WS602 a reason", "`allow WS602` allows nothing here."),
    ],
)
def test_what_is_wrong_with_an_allowance_is_told_at_its_line(
    comment: str, says: str, course: Path
) -> None:
    findings = linter.check(with_item(course, f"{comment}\n")).findings
    (told,) = [one for one in findings if one.rule.code == "WS901"]
    assert str(told).startswith(f"{LESSON}:3:2: WS901 {says}")


def test_without_a_reason_the_warning_still_stands(course: Path) -> None:
    assert "WS502" in codes(with_item(course, "# check: allow WS502\n"))


def test_an_error_stands_whatever_is_allowed(course: Path) -> None:
    put_raw(course, LESSON, a_lesson(an_item("a", more="# check: allow WS201 x\nclaims: [S9]\n")))
    assert {"WS201", "WS901"} <= set(codes(course))


def test_a_text_cell_allows_in_a_comment_that_nobody_sees(course: Path) -> None:
    text = "Some are addicts."
    put_raw(course, LESSON, a_lesson(a_text(text)))
    assert codes(course) == ["WS604"]
    put_raw(course, LESSON, a_lesson(a_text(f"<!-- check: allow WS604 quoted law -->\n\n{text}")))
    assert codes(course) == []


def test_the_syllabus_allows_what_is_said_of_the_whole_course(course: Path) -> None:
    cells = [an_item("a", "sort", "outcome: [LO1]\n"), an_item("b", "sort", "outcome: [LO1]\n")]
    put_raw(course, LESSON, a_lesson(*cells))
    assert "WS705" in codes(course)
    allowed = SYLLABUS + "# check: allow WS705 the course is being written\n"
    (course / "course.yaml").write_text(allowed)
    assert "WS705" not in codes(course)


def test_where_the_reading_level_can_not_be_looked_at_it_is_said(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withinscope.authoring.checks.level.library", lambda: None)
    why = "# check: allow WS603 a quotation\n"
    report = linter.check(with_item(course, why))
    assert report.skipped == ("WS603",)
    assert "WS901" not in [one.rule.code for one in report.findings]
