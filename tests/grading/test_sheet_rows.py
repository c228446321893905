"""A sheet of marks row by row: what was filled in, judged before anything is kept."""

from __future__ import annotations

import pytest
from makers import TELL

from withinscope import items
from withinscope.grading.marking import Mark, Work
from withinscope.grading.marksheet import form, judging, reading, writing
from withinscope.grading.marksheet.judging import Empty, Known, New, Refused, Same

from .sheets import ROLE, WARMTH

RUBRIC = items.load(TELL)
WORK = Work(1, 7, "tell", "rev", "hash", '{"text": "I coach."}')
KEY = form.key(WORK)
MARK = Mark(5, {"role": 2, "warmth": 1}, "B. Lee", "2026-11-20T10:00:00")


def judged(*filled: tuple[str, ...], mark: Mark | None = None) -> list[object]:
    """What becomes of rows (key, mark number, role, comment, warmth) when WORK has a mark."""
    head = ("key", "mark_no", ROLE, "role: comment", WARMTH)
    found = reading.entries([head, *filled], "marks.csv")
    return list(judging.judge(found.entries, {KEY: Known(WORK, mark)}, {7: RUBRIC}))


@pytest.mark.parametrize("typed", ["2", " 2 ", "2.0", "2,00", "Clearly", "clearly", "2 Clearly"])
def test_a_level_is_known_by_its_number_and_by_its_words(typed: str) -> None:
    assert judged((KEY, "", typed, "", "1")) == [New(2, WORK, {"role": 2, "warmth": 1}, {})]


@pytest.mark.parametrize("typed", ["3", "-1", "1.5", "two", "12", "2 Not at all", "²", "9" * 5000])
def test_a_level_that_the_criterion_lacks_is_refused(typed: str) -> None:
    [verdict] = judged((KEY, "", typed, "", "1"))
    assert isinstance(verdict, Refused)
    assert verdict.why.startswith("`role` has no level ")
    assert verdict.why.endswith(", only 0 to 2")


def test_half_a_mark_is_refused_and_says_what_it_lacks() -> None:
    assert judged((KEY, "", "1", "", ""), (KEY[:-1], "", "", "Good.", "")) == [
        Refused(2, "it has no level for `warmth`"),
        Refused(3, "no answer of this gradebook has its key"),
    ]
    assert judged((KEY, "", "", "Good.", "1"), ("", "", "", "", "")) == [
        Refused(2, "it has no level for `role`")
    ]


def test_one_answer_in_two_rows_is_refused_in_both() -> None:
    why = "its answer stands in several rows, 2, 4"
    rows = [(KEY, "", "1", "", "1"), (KEY, "", "", "", ""), (KEY, "", "2", "", "1")]
    assert judged(*rows) == [Refused(2, why), Empty(3), Refused(4, why)]


def test_a_mark_that_is_there_already_changes_nothing_and_a_taken_back_one_is_none() -> None:
    assert judged((KEY, "", "2", "", "1"), mark=MARK) == [Same(2)]
    back = Mark(6, {}, "B. Lee", "2026-11-21")
    [new] = judged((KEY, "", "2", "", "1"), mark=back)
    assert new == New(2, WORK, {"role": 2, "warmth": 1}, {}, back)


def test_other_comments_are_a_conflict_too() -> None:
    [new] = judged((KEY, "5", "2", "Well.", "1"), mark=MARK)
    assert isinstance(new, New)
    assert new.why == "it was marked by B. Lee on 2026-11-20, with other comments"


def test_a_comment_that_is_too_long_is_refused_whole() -> None:
    [verdict] = judged((KEY, "", "2", "x" * 2001, "1"))
    assert verdict == Refused(2, "its comment on `role` is longer than 2,000 characters")


def test_a_key_is_no_number_to_a_spreadsheet_and_each_text_of_each_person_has_its_own() -> None:
    others = [
        Work(2, 7, "tell", "rev", "hash", ""),
        Work(1, 7, "tell", "rev", "hash of another", ""),
        Work(1, 7, "tell", "later", "hash", ""),
    ]
    assert len({KEY, *map(form.key, others)}) == 4
    assert KEY.startswith("a")


def test_a_sheet_says_which_values_are_allowed() -> None:
    [made] = writing.sheets([WORK], {7: RUBRIC}, {WORK: MARK})
    assert [heading.allowed for heading in made.headings] == [(), (), (), (0, 1, 2), (), (0, 1), ()]
    assert made.rows == ((KEY, "5", "I coach.", "2", "", "1", ""),)
