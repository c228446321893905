"""What a course covers: which lesson practices what, and which exercise assesses it."""

import json
from pathlib import Path

import pytest
from core.makers import a_cell, yaml_of_a

from withinscope.authoring import coverage
from withinscope.authoring.coverage_forms import MARKDOWN
from withinscope.authoring.material import Material, gather
from withinscope.cli import main

from .courses import SYLLABUS, Command, a_lesson, a_solution, an_item, put_raw

ABOUT = "claims: [S1]\ndimension: [purpose]\noutcome: [LO1]\n"


@pytest.fixture
def course(course: Path) -> Path:
    """The small course, its claim practiced and not assessed, its outcome both."""
    trains = f"{ABOUT}trains: [human]\n"
    lesson = a_lesson(an_item("l01-a", "sort", ABOUT), an_item("l01-b", "order", trains))
    put_raw(course, "notebooks/01_one.ipynb", lesson)
    asked = an_item("ex01-a", more="outcome: [LO1]\ntrains: [coach-on, human]\n")
    written = an_item("ex01-b", "free", "trains: [human]\n")  # which nobody scores at once
    put_raw(course, "solutions/01_one.ipynb", a_solution(asked, written))
    return course


def test_the_table_has_a_row_for_each_entry_of_the_syllabus(course: Path, command: Command) -> None:
    said = command("check", "--coverage")
    assert said == (
        0,
        "         practiced in  assessed in\n"
        "S1       L01           -            A claim\n"
        "purpose  L01           -            What for\n"
        "LO1      L01           ex01         Tell apart\n"
        "\n"
        "              trained by    wanted      by lesson\n"
        "coach-on      1 of 3 (33%)  1 in 5      L01 1      simply coaching on is best\n"
        "over-caution  0 of 3 (0%)   1 in 4      L01 0      over-caution is the worst\n"
        "human         2 of 3 (67%)  1 in 8      L01 2      a short human thing is best\n"
        "warm          0 of 3 (0%)   2 a lesson  L01 0      warm, in role, and out of scope here\n"
        "second-turn   0 of 3 (0%)   2 a lesson  L01 0      after a good answer landed badly\n"
        "\n"
        "      items  conversations  written  best-worst  cases  pairs\n"
        "L01   2      0              0        0           0      0      One\n"
        "ex01  1      0              1        0           0      0      Exercise 1: One\n"
        "all   3      0              1        0           0      0      A course\n",
        "",
    )


def test_markdown_is_a_page_with_the_same_rows(course: Path, command: Command) -> None:
    page = command("check", "--coverage", "--format", "markdown").out
    assert page.startswith("# What the course covers\n")
    for rows in (
        "## Claims\n\n"
        "| | what | practiced in | assessed in |\n"
        "|---|---|---|---|\n"
        "| S1 | A claim | L01 | - |\n",
        "| purpose | What for | L01 | - |\n",
        "| LO1 | Tell apart | L01 | ex01 |\n",
        "| | items | conversations | written | best-worst | cases | pairs | |\n"
        "|---|---:|---:|---:|---:|---:|---:|---|\n"
        "| L01 | 2 | 0 | 0 | 0 | 0 | 0 | One |\n"
        "| ex01 | 1 | 0 | 1 | 0 | 0 | 0 | Exercise 1: One |\n"
        "| all | 3 | 0 | 1 | 0 | 0 | 0 | A course |\n",
        "| coach-on | simply coaching on is best | 1 of 3 (33%) | 1 in 5 | L01 1 |\n",
        "| second-turn | after a good answer landed badly | 0 of 3 (0%) | 2 a lesson | L01 0 |\n",
    ):
        assert rows in page


def test_what_there_is_is_counted_by_notebook(course: Path, command: Command) -> None:
    talk = a_cell(f"%%dialogue\n{yaml_of_a('dialogue')}")
    twins = [
        an_item(name, "best-worst", f"pair: {other}\n")
        for name, other in (("l01-a", "l01-b"), ("l01-b", "l01-a"), ("l01-c", "l01-b"))
    ]
    put_raw(course, "notebooks/01_one.ipynb", a_lesson(*twins, talk, an_item("l01-d", "matching")))
    (lesson, _, whole) = json.loads(command("check", "--coverage", "--format", "json").out)[
        "counts"
    ]
    counts = {"items": 4, "conversations": 1, "written": 0, "best_worst": 3, "cases": 3, "pairs": 2}
    assert lesson == {"id": "L01", "title": "One"} | counts
    assert whole == {"id": "all", "title": "A course"} | counts | {"items": 5, "written": 1}


def test_json_has_every_field(course: Path, command: Command) -> None:
    table = json.loads(command("check", "--coverage", "--format", "json").out)
    assert table["trains"][0] == {
        "id": "coach-on",
        "text": "simply coaching on is best",
        "wanted": "1 in 5",
        "lessons": [["L01", 1, 3]],
    }
    assert table["rows"][0] == {
        "group": "claims",
        "id": "S1",
        "text": "A claim",
        "taught": ["L01"],
        "assessed": [],
    }


def test_holes_are_errors_once_the_course_is_whole(course: Path, command: Command) -> None:
    assert command("check").status == 0
    (course / "course.yaml").write_text(SYLLABUS + "complete: true\n")
    assert command("check", "--coverage").status == 1
    assert command("check").out.splitlines()[:2] == [
        "course.yaml:5: WS801 purpose is assessed in no exercise. Write an item on it, or say "
        "`complete: false`.",
        "course.yaml:7: WS801 S1 is assessed in no exercise. Write an item on it, or say "
        "`complete: false`.",
    ]


def test_what_was_withdrawn_assesses_nothing(course: Path, command: Command) -> None:
    gone = an_item("ex01-a", more="outcome: [LO1]\ntrains: [human]\nwithdrawn: taken out\n")
    put_raw(course, "solutions/01_one.ipynb", a_solution(gone, an_item("ex01-b", "sort")))
    lines = command("check", "--coverage").out.splitlines()
    assert "LO1      L01           -            Tell apart" in lines
    assert any(line.startswith("human         1 of 3") for line in lines)


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (
            ("--coverage", "--format", "github"),
            "Choose one of these: --format text, markdown, json.",
        ),
        (("--format", "markdown"), "Choose one of these: --format text, json, github."),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    words: tuple[str, ...], mend: str, command: Command
) -> None:
    said = command("check", *words)
    assert (said.status, said.out) == (2, "")
    assert said.err.strip().endswith(mend)


COURSE = Path(__file__).parents[2]
LEAST = {"items": 220, "conversations": 17, "best_worst": 80, "pairs": 12}
"""What the whole course has at least. Two of its conversations are the capstone's."""


@pytest.fixture(scope="module")
def whole() -> Material:
    """The course itself."""
    return gather(COURSE)


def test_the_page_on_the_course_is_what_the_course_makes_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main([*MARKDOWN.split(), "--course", str(COURSE)])
    remade = capsys.readouterr().out
    page = (COURSE / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert page == remade, f"remake it: withinscope {MARKDOWN} > docs/coverage.md"


def test_the_course_is_as_large_as_it_is_meant_to_be(whole: Material) -> None:
    *_, there = coverage.counts(whole)
    least = dict(LEAST) if whole.known.capstones else LEAST | {"conversations": 15}
    found = {name: getattr(there, name) for name in least}
    found["best_worst"] += there.cases
    assert {name: number for name, number in found.items() if number < least[name]} == {}


def test_all_that_the_course_is_about_is_practiced_and_assessed(whole: Material) -> None:
    rows = coverage.rows(whole)
    assert {f"S{n}" for n in range(1, 29)} <= {row.id for row in rows}
    assert {row.id: row.holes for row in rows if row.holes} == {}
    assert whole.known.complete, "and so a hole would be an error of `withinscope check`"
