"""Calibration: samples are marked first, and held against the expert's marks, with the reasons."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest
from makers import TELL, a_course, a_hand_in, an_item
from sqlalchemy import create_engine, text

from withinscope import items
from withinscope.grading import calibration
from withinscope.grading.calibration import Distance

from .instructor import Instructor

THREE = an_item(TELL) + (
    "  - {text: I am your therapist., marks: {role: 0, warmth: 1}, why: That is no coach.}\n"
    "  - {text: Well., marks: {role: 1, warmth: 0}}\n"
)
RUBRIC = items.load(THREE)
Marker = Callable[..., int]


@pytest.fixture
def mark(instructor: Instructor, monkeypatch: pytest.MonkeyPatch) -> Marker:
    """Run `mark` as Okafor, on a course in which Ana's answer awaits its mark."""
    a_course(instructor.course, ex01=(THREE,))
    instructor.gets("ana.ipynb", a_hand_in({"tell": {"text": "Hello."}}, yaml=(THREE,)))
    instructor.grades()

    def run(*words: str, typed: str = "") -> int:
        lines = "".join(f"{one}\n" for one in typed.split())
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return instructor.runs("mark", "--marker", "Okafor", *words)

    return run


def told(instructor: Instructor) -> str:
    """What was said, without the lines of tables."""
    return " ".join(instructor.said.translate(dict.fromkeys(map(ord, "┃│|"), " ")).split())


def test_every_sample_is_marked_and_the_expert_and_the_reason_come_after(
    instructor: Instructor, mark: Marker
) -> None:
    assert mark("--calibrate", typed="1 1 1 1 1 1") == 0
    said = told(instructor)
    for sample in RUBRIC.samples:
        assert sample.text in said
    assert "Names the role 1 2 1 lower; the expert: Clearly" in said
    assert "Stays warm 1 1 the same" in said
    assert said.index("I am your therapist.") < said.index("That is no coach.")
    assert "tell Names the role 3 1 1 1" in said
    assert "tell Stays warm 3 1 2 0" in said
    assert "Of 6 levels that you gave, the expert's: 2; two or more from it: 0." in said


def test_whoever_is_two_levels_off_is_told(instructor: Instructor, mark: Marker) -> None:
    assert mark("--calibrate", typed="2 1 2 1 2 1") == 1
    assert "two or more from it: 1." in instructor.said


def test_it_marks_nobody_and_changes_no_score(instructor: Instructor, mark: Marker) -> None:
    mark("--calibrate", typed="1 1 1 1 1 1")
    database = create_engine(f"sqlite:///{instructor.course / 'grading' / 'gradebook.db'}")
    with database.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM marks")) == 0
    assert instructor.rows("state") == [("needs marking",)]


def test_a_level_that_is_changed_after_the_expert_was_seen_does_not_count(
    instructor: Instructor, mark: Marker
) -> None:
    mark("--calibrate", typed="0 0 b 2 1 q")
    [counted] = [line for line in instructor.said.splitlines() if line.startswith("Of 2 levels")]
    mark("--calibrate", typed="0 0 q")
    assert counted in instructor.said


def test_who_has_never_marked_is_told_of_the_samples_and_nobody_else_is(
    instructor: Instructor, mark: Marker
) -> None:
    mark(typed="2 1")
    assert "withinscope mark --calibrate" in instructor.said
    mark("--again", typed="n")
    assert "withinscope mark --calibrate" not in instructor.said


def test_where_there_are_no_samples_it_says_so(instructor: Instructor, mark: Marker) -> None:
    bare = TELL.split("samples:")[0]
    a_course(instructor.course, ex01=(bare,))
    instructor.grades()
    assert mark("--calibrate") == 0
    assert "no question of it has sample answers" in instructor.said
    mark(typed="q")
    assert "--calibrate" not in instructor.said


def test_samples_come_by_lot_and_each_time_alike() -> None:
    """Authors write them from the best to the worst."""
    many = "".join(f"  - {{text: Number {n}., marks: {{role: 1, warmth: 0}}}}\n" for n in range(8))
    item = items.load(TELL + many)
    found = list(calibration.samples([7], {7: item}).values())
    assert found != list(item.samples)
    assert sorted(one.text for one in found) == sorted(one.text for one in item.samples)
    assert list(calibration.samples([7], {7: item}).values()) == found


def test_the_distance_is_counted_in_levels_up_and_down_by_criterion() -> None:
    works = list(calibration.samples([7], {7: RUBRIC}).items())
    levels = {"role": 2, "warmth": 0}
    marked = {work: calibration.gaps(RUBRIC, sample, levels) for work, sample in works}
    assert calibration.distances(marked) == (
        Distance("tell", "Names the role", n=3, same=1, far=1, above=3, below=0),
        Distance("tell", "Stays warm", n=3, same=2, far=0, above=0, below=1),
    )
