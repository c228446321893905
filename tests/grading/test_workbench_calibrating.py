"""Calibration at the workbench: samples are marked first, and held against the expert's marks."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from makers import TELL, a_course

from withinscope.grading.workbench import desk_page
from withinscope.grading.workbench.bench import Bench
from withinscope.grading.workbench.bench_messages import Calibrate, Enter, Leave, Mark
from withinscope.grading.workbench.desk_messages import Back, Comment, Level, Next, Undo

from .at_the_bench import AtTheBench
from .instructor import Instructor
from .test_calibration import RUBRIC, THREE


@pytest.fixture
def bench(instructor: Instructor) -> AtTheBench:
    """Two texts await their marks; the question has three samples."""
    a_course(instructor.course, ex01=(THREE,))
    bench = AtTheBench(instructor)
    bench.grades("Ana", "Bo")
    bench.says(Enter("mark"))
    return bench


def gives(bench: AtTheBench, role: int, warmth: int) -> Bench:
    at = bench.state.desk.at  # type: ignore[union-attr]
    return bench.says(Level(at, "role", role), Level(at, "warmth", warmth))


def page(bench: AtTheBench) -> dict[str, Any]:
    assert bench.state.desk is not None
    return desk_page.shown(bench.state.desk)


def test_a_sample_is_shown_as_an_answer_and_the_expert_only_after_it_is_marked(
    bench: AtTheBench,
) -> None:
    state = bench.says(Calibrate())
    assert state.said[0].startswith("Samples that an expert marked. Nothing that you give")
    first = page(bench)
    assert (first["of"], first["calibrates"], first["samples"], first["parts"]) == (3, True, [], [])
    sample = next(one for one in RUBRIC.samples if one.text == first["answer"])
    gives(bench, 1, 1)
    table, *why = page(bench)["parts"]
    assert table["title"] == "You and the expert"
    assert [row[2] for row in table["rows"]] == [str(sample.marks[c]) for c in ("role", "warmth")]
    assert [one["text"] for one in why] == ([sample.why] if sample.why else [])
    assert str(page(bench)["said"]).startswith("Of 2 levels the expert gives the same in ")


def test_in_the_end_the_distance_is_told_by_criterion_as_the_terminal_tells_it(
    bench: AtTheBench,
) -> None:
    bench.says(Calibrate())
    for at in range(3):
        gives(bench, 1, 1)
        bench.says(Next(at))
    over = page(bench)
    assert (over["stage"], over["left"]) == ("over", 0)
    state = bench.says(Leave())
    table, summary = state.told
    assert table.title == "How far you are from the expert"
    assert table.rows == (
        ("tell", "Names the role", "3", "1", "1", "1"),
        ("tell", "Stays warm", "3", "1", "2", "0"),
    )
    assert summary.text == "Of 6 levels that you gave, the expert's: 2; two or more from it: 0."
    assert [table.title, summary.text] == [one["title"] or one["text"] for one in over["parts"]]


def test_whoever_stops_on_the_way_is_told_of_what_they_marked(bench: AtTheBench) -> None:
    bench.says(Calibrate())
    assert bench.says(Leave()).told == ()
    bench.says(Calibrate())
    gives(bench, 0, 0)
    state = bench.says(Leave())
    assert [row[2] for row in state.told[0].rows] == ["1", "1"]
    assert state.said == (state.told[1].text,)


def test_nobody_is_marked_and_no_score_changes(bench: AtTheBench) -> None:
    before = bench.scores()
    bench.says(Calibrate())
    gives(bench, 1, 1)
    bench.says(Leave())
    with sqlite3.connect(bench.course / "grading" / "gradebook.db") as book:
        assert book.execute("SELECT count(*) FROM marks").fetchone() == (0,)
    book.close()
    assert bench.scores() == before
    assert len(bench.says(Mark("R. Okafor")).desk.works) == 2  # type: ignore[union-attr]


def test_what_the_expert_gave_is_not_given_after_it_was_seen(bench: AtTheBench) -> None:
    bench.says(Calibrate())
    gives(bench, 0, 0)
    levels = [one["level"] for one in page(bench)["criteria"]]
    bench.says(Level(0, "role", 2), Comment(0, "role", "Too long."), Undo(), Next(0), Back(1))
    after = page(bench)
    assert [one["level"] for one in after["criteria"]] == levels == [0, 0]
    assert [one["comment"] for one in after["criteria"]] == ["", ""]
    assert after["parts"]


def test_where_there_are_no_samples_it_says_so(bench: AtTheBench) -> None:
    a_course(bench.course, ex01=(TELL.split("samples:")[0],))
    bench.grades("Ana")
    bench.says(Enter("mark"))
    state = bench.says(Calibrate())
    assert state.desk is None
    assert "no question of it has sample answers" in state.said[0]


def test_every_sample_comes_once(bench: AtTheBench) -> None:
    bench.says(Calibrate())
    texts = []
    for at in range(3):
        texts.append(page(bench)["answer"])
        bench.says(Next(at))
    assert sorted(map(str, texts)) == sorted(one.text for one in RUBRIC.samples)
