"""`withinscope check`: what authors get wrong, where it stands and how to mend it."""

import json
from pathlib import Path
from typing import Any

import pytest
from core.makers import SETUP, a_cell, a_notebook, a_text, for_instructors

from withinscope.authoring import linter

from .courses import (
    LESSON,
    SOLUTION,
    Command,
    a_course,
    a_lesson,
    a_solution,
    an_item,
    found,
    put_raw,
    released,
)


def test_a_course_without_a_mistake_has_none(command: Command) -> None:
    status, out, err = command("check")
    assert (status, out.splitlines()[0], err) == (0, "Nothing in 4 notebooks.", "")


def test_the_course_that_trainees_are_given_has_no_mistake() -> None:
    assert found(Path(__file__).parents[2]) == []


ITEMS = [
    # the lesson's items, what is printed
    (
        [an_item("a", more="claims: [S1, S9]\n")],
        ["3:10: `claims` names `S9`, which course.yaml does not have."],
    ),
    (
        [an_item("a", more="outcome: [LO9]\ndimension: [none]\nsources: [web]\n")],
        [
            "3:10: `outcome` names `LO9`, which course.yaml does not have.",
            "3:11: `dimension` names `none`, which course.yaml does not have.",
            "3:12: `sources` names `web`, which course.yaml does not have.",
        ],
    ),
    (
        [an_item("a"), an_item("a")],
        [f"4:2: An item with the id `a` is at {LESSON}:3 already. Give each its own."],
    ),
    (
        [an_item("a", more="pair: b\n")],
        ["3:10: `pair` names `b`, which is no other item of the course."],
    ),
    (
        [an_item("a", more="pair: a\n")],
        ["3:10: `pair` names `a`, which is no other item of the course."],
    ),
    (
        [an_item("a", more="pair: b\n"), an_item("b")],
        ["4:2: `a` names this item as its pair, and it names none. Write `pair: a` here."],
    ),
    ([an_item("a", more="pair: b\n"), an_item("b", more="pair: a\n")], []),
    (
        [
            an_item("a", more="pair: b\n"),
            an_item("b", more="pair: a\n"),
            an_item("c", more="pair: b\n"),
        ],
        [],
    ),
    ([an_item("a", "sort", "kay: b\n")], ["3:13: There is no field `kay` here."]),
    (
        [an_item("a", more="key: c\n"), an_item("b", "free", "points: 0\n")],
        ["3:10: `key` stands here twice.", "4:10: `points: 0` is out of range."],
    ),
    ([an_item("a", "free")], []),
]


@pytest.mark.parametrize(("cells", "printed"), ITEMS)
def test_mistakes_in_items_are_told_with_cell_and_line(
    cells: list[dict[str, Any]], printed: list[str], course: Path
) -> None:
    put_raw(course, LESSON, a_lesson(*cells))
    told = found(course)
    assert len(told) == len(printed)
    for line, start in zip(told, printed, strict=True):
        assert line.startswith(f"{LESSON}:{start}")


def test_ids_are_unique_over_lessons_and_exercises(course: Path) -> None:
    put_raw(course, SOLUTION, a_solution(an_item("l01-first")))
    assert found(released(course)) == [
        f"{SOLUTION}:3:2: An item with the id `l01-first` is at {LESSON}:3 already. "
        "Give each its own."
    ]


def test_free_text_in_an_exercise_needs_a_rubric(course: Path) -> None:
    private = "%%item\nid: b\ntype: free\nstem: What stayed with you?\n"
    put_raw(course, LESSON, a_lesson(a_cell(private.replace("id: b", "id: a"))))
    put_raw(course, SOLUTION, a_solution(a_cell(private)))
    assert found(released(course)) == [
        f"{SOLUTION}:3:2: This is written to be marked, and has no rubric. "
        "Add `rubric`, or ask it in the lesson instead."
    ]


START = "The first code cell does not start the course."
HAND_IN = "The last code cell, and no other, has to be `%hand_in`."
OWN = "Trainees can't run this cell: it is none of the course's own."
CELLS = [
    (LESSON, a_lesson(a_cell("print()")), f":3: {OWN} Take it out, or make it text."),
    (SOLUTION, a_solution(a_cell("1")), f":3: {OWN} Tag it `instructor`, or take it out."),
    (SOLUTION, a_solution(for_instructors(a_cell("print()"))), None),
    (LESSON, a_lesson(for_instructors(a_cell("print()"))), f":3: {OWN}"),
    (LESSON, a_lesson({**a_text("a"), "id": None}), ":3: This cell has no id."),
    (LESSON, a_notebook(a_text("a"), role="lesson", id="L01"), f": {START}"),
    (LESSON, a_notebook(a_cell(SETUP), role="lesson", id="L01"), f":1: {START}"),
    (LESSON, a_notebook(an_item("a"), role="lesson", id="L01"), f":1: {START}"),
    (LESSON, a_lesson(a_cell("%hand_in")), ":3: A lesson is not handed in."),
    (SOLUTION, a_notebook(a_cell(SETUP), an_item("a")), f":2: {HAND_IN}"),
    (SOLUTION, a_notebook(a_cell(SETUP), a_cell("%hand_in"), an_item("a")), f":3: {HAND_IN}"),
    (SOLUTION, a_solution(a_cell("%hand_in")), f":4: {HAND_IN}"),
    (SOLUTION, a_solution() | {"nbformat": 3}, ": This notebook can't be read: notebook format 3"),
    (LESSON, [], ": This notebook can't be read: not a notebook"),
]


@pytest.mark.parametrize(("path", "notebook", "printed"), CELLS)
def test_mistakes_in_cells_are_told_with_their_place(
    path: str, notebook: Any, printed: str | None, course: Path
) -> None:
    put_raw(course, path, notebook)
    told = [line for line in found(course) if not line.startswith("exercises/")]
    assert len(told) == (0 if printed is None else 1)
    assert all(line.startswith(f"{path}{printed}") for line in told)


class TestCommand:
    @pytest.fixture
    def broken(self, course: Path) -> Path:
        put_raw(course, LESSON, a_lesson(an_item("a", more="claims: [S9, '100%']\n")))
        put_raw(course, SOLUTION, a_solution(a_cell("print()")))
        return course

    def test_text_has_a_line_a_problem_in_order_of_place(
        self, broken: Path, command: Command
    ) -> None:
        said = command("check")
        assert said.status == 1
        *lines, last, _, _ = said.out.splitlines()
        assert [line.split(": ")[0] for line in lines] == [
            f"{LESSON}:3:10",
            f"{LESSON}:3:10",
            f"{SOLUTION}:3",
        ]
        assert last == "3 errors in 4 notebooks."

    def test_only_the_notebooks_named_are_told(self, broken: Path, command: Command) -> None:
        assert command("check", "solutions", "exercises").out.splitlines()[-2:] == [
            "1 error in 2 notebooks.",
            "What a code means, with examples: docs/checks/WS304.md and its like.",
        ]
        assert command("check", "notebooks/00_welcome.ipynb").status == 0

    def test_a_draft_outside_the_course_is_held_to_its_syllabus(
        self, course: Path, command: Command, tmp_path: Path
    ) -> None:
        draft = put_raw(tmp_path, "draft.ipynb", a_lesson(an_item("new", more="claims: [S9]\n")))
        said = command("check", draft)
        assert f"{draft.as_posix()}:3:10: WS201 `claims` names `S9`" in said.out

    def test_a_draft_that_is_no_notebook_of_the_course_is_held_to_its_items_alone(
        self, course: Path, command: Command
    ) -> None:
        draft = a_notebook(a_cell("1 + 1"), an_item("new", more="claims: [S9]\n"))
        draft["metadata"] = {}
        put_raw(course, "draft.ipynb", draft)
        told = command("check", "draft.ipynb").out.splitlines()
        assert [line for line in told if " WS2" in line or " WS3" in line] == [
            "draft.ipynb:2:10: WS201 `claims` names `S9`, which course.yaml does not have. "
            "Name one that it has, or add it there."
        ]

    def test_json_has_every_field(self, broken: Path, command: Command) -> None:
        said = command("check", "--format", "json")
        assert said.status == 1
        assert json.loads(said.out)[1] == {
            "file": LESSON,
            "cell": 3,
            "line": 10,
            "code": "WS201",
            "severity": "error",
            "what": "`claims` names `100%`, which course.yaml does not have.",
            "mend": "Name one that it has, or add it there.",
        }
        assert [problem["cell"] for problem in json.loads(said.out)] == [3, 3, 3]

    def test_json_of_nothing_is_an_empty_list(self, command: Command) -> None:
        assert json.loads(command("check", "--format", "json").out) == []

    def test_github_has_an_annotation_a_problem_with_everything_escaped(
        self, broken: Path, command: Command
    ) -> None:
        said = command("check", "--format", "github")
        assert said.out.splitlines() == [
            f"::error file={LESSON},title=WS201%2C cell 3%2C line 10::`claims` names `S9`, "
            "which course.yaml does not have. Name one that it has, or add it there.",
            f"::error file={LESSON},title=WS201%2C cell 3%2C line 10::`claims` names `100%25`, "
            "which course.yaml does not have. Name one that it has, or add it there.",
            f"::error file={SOLUTION},title=WS304%2C cell 3::{OWN} "
            "Tag it `instructor`, or take it out.",
        ]

    def test_github_is_told_nothing_where_nothing_is_wrong(self, command: Command) -> None:
        assert command("check", "--format", "github") == (0, "", "")

    def test_nothing_is_changed(self, broken: Path, command: Command) -> None:
        before = {path: path.read_bytes() for path in broken.rglob("*") if path.is_file()}
        command("check")
        assert {p: p.read_bytes() for p in broken.rglob("*") if p.is_file()} == before


def test_a_course_is_checked_in_seconds_whatever_its_name(tmp_path: Path) -> None:
    assert found(a_course(tmp_path / "a course: with [odd] signs")) == []


LINES = [
    ("Call or text 988.", True),
    ("Call or text 988. Check your local service.", False),
    ("In 1988 there were 999,000 of them.", False),
    ("Call 800-799-7233 together.", True),
    ("Call 1-800-799-7233 together.", True),
    ("Call 0808 2000 247 together.", True),
    ("In the European Union it is 116 016.", True),
    ("The number 1800 737 732, check your local service, is for that.", False),
    ("A domestic violence hotline plans it with her.", True),
    ("A specialist helpline plans it with him (check your local service).", False),
    ("Reach a specialist service together.", False),
    ('She says: "I called that domestic violence hotline."', False),
]


@pytest.mark.parametrize(("words", "lacks"), LINES)
def test_a_line_for_those_in_danger_is_named_with_its_caution(
    words: str, lacks: bool, course: Path
) -> None:
    items = (an_item("l01-first", "sort"), an_item("l01-second", "order"))
    put_raw(course, LESSON, a_lesson(a_text(words), *items))
    told = [one.rule.code for one in linter.check(course).findings]
    assert told == ["WS605"] * lacks


def test_the_name_of_a_line_may_have_its_caution_elsewhere_in_the_item(course: Path) -> None:
    yaml = an_item("l01-first")["source"].replace(
        "why: l01-first", "why: A specialist hotline plans it and", 1
    )
    assert "specialist" in yaml
    for after, lacks in (("", True), ("after: Check your local service.\n", False)):
        cell = a_cell(f"{yaml}{after}")
        put_raw(course, LESSON, a_lesson(cell, an_item("l01-second", "order")))
        assert ("WS605" in {one.rule.code for one in linter.check(course).findings}) == lacks
