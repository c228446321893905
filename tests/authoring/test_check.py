"""`withinscope check`: what authors get wrong, where it stands and how to mend it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from core.makers import SETUP, a_cell, a_notebook, a_text, for_instructors

from withinscope.authoring import linter

from .courses import SYLLABUS, a_course, a_lesson, a_solution, an_item, found, put_raw, released

Command = Callable[..., Any]
LESSON, SOLUTION = "notebooks/01_one.ipynb", "solutions/01_one.ipynb"


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


IDENTITY = [
    (LESSON, {"role": "exercise"}, 'Its metadata gives it the role "exercise".'),
    (SOLUTION, {"role": "lesson"}, 'Its metadata gives it the role "lesson".'),
    ("exercises/01_one.ipynb", {"role": "solution"}, 'Its metadata gives it the role "solution".'),
    (LESSON, {"id": "L02"}, 'Its metadata gives it the id "L02".'),
    (SOLUTION, {"id": "ex02"}, 'Its metadata gives it the id "ex02".'),
    (LESSON, {"id": None}, 'Its metadata gives it the id "None".'),
]


@pytest.mark.parametrize(("path", "about", "printed"), IDENTITY)
def test_a_notebook_agrees_with_its_folder_and_the_syllabus(
    path: str, about: dict[str, Any], printed: str, course: Path
) -> None:
    notebook = json.loads((course / path).read_text())
    notebook["metadata"]["withinscope"] |= about
    put_raw(course, path, notebook)
    assert any(line.startswith(f"{path}: {printed}") for line in found(course))


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "solutions"])
def test_a_notebook_that_the_syllabus_does_not_have_is_told(folder: str, course: Path) -> None:
    stray = (course / folder / "01_one.ipynb").rename(course / folder / "02_two.ipynb")
    told = found(course)
    what = "course.yaml has no lesson with the file `02_two`."
    assert f"{folder}/{stray.name}: {what} Add it there, or rename the notebook." in told
    assert any(f"There is no {folder}/01_one.ipynb." in line for line in told)


PAGES = "pages:\n  - {id: review, title: Review, file: review}\n"


def a_page(*cells: Any, name: str = "review") -> dict[str, Any]:
    return a_notebook(a_text("# Review"), *cells, role="page", id=name)


def start_of(name: str) -> dict[str, Any]:
    return a_cell(SETUP.replace("ex01", name))


def test_a_page_of_the_instructors_stands_in_solutions_and_is_held_to_the_same(
    course: Path,
) -> None:
    path = "solutions/grade_a_cohort.ipynb"
    listed = "pages:\n  - {id: bench, title: Bench, file: grade_a_cohort, folder: solutions}\n"
    (course / "course.yaml").write_text(SYLLABUS + listed)
    assert "There is no solutions/grade_a_cohort.ipynb." in found(course)[0]
    put_raw(course, path, a_page(start_of("bench"), a_cell("%workbench"), name="bench"))
    assert found(course) == []
    put_raw(course, path, a_page(start_of("bench"), a_cell("1 + 1"), name="bench"))
    assert found(course) == [f"{path}:3: {OWN} Take it out, or make it text."]


TRAINEES_PAGES = [
    (a_page(), None),
    (a_page(start_of("review"), a_cell("%review")), None),
    (a_page(a_cell("%review")), f":2: {START}"),
    (a_page(start_of("review"), a_cell("1 + 1")), f":3: {OWN} Take it out, or make it text."),
    (a_page(start_of("review"), a_cell("%hand_in")), ":3: A page is not handed in."),
    (a_page(name="notes"), ': Its metadata gives it the id "notes".'),
    (a_lesson(name="review"), ': Its metadata gives it the role "lesson".'),
]


@pytest.mark.parametrize(("notebook", "printed"), TRAINEES_PAGES)
def test_a_page_for_trainees_is_held_to_what_their_lessons_are(
    notebook: Any, printed: str | None, course: Path
) -> None:
    (course / "course.yaml").write_text(SYLLABUS + PAGES)
    put_raw(course, "notebooks/review.ipynb", notebook)
    told = found(course)
    assert bool(told) == (printed is not None)
    assert printed is None or told[0].startswith(f"notebooks/review.ipynb{printed}")


def test_a_page_for_trainees_has_to_be_in_the_syllabus(course: Path) -> None:
    put_raw(course, "notebooks/review.ipynb", a_page())
    assert found(course) == [
        "notebooks/review.ipynb: course.yaml has no page with the file `review`. "
        "Add it there, or rename the notebook."
    ]


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        (PAGES, "There is no notebooks/review.ipynb."),
        (PAGES.replace("file: review", "file: 01_one"), "`file: 01_one` is no name of a page's"),
        (PAGES.replace("id: review", "id: L01"), "2 notebooks have the id `L01`."),
        (
            "my_code: [{title: A, fields: [{id: my-a, text: A}, {id: my-a, text: B}]}]\n",
            "2 fields of `my_code` have the id `my-a`.",
        ),
    ],
)
def test_mistakes_in_the_pages_of_the_syllabus_are_told(
    pages: str, printed: str, course: Path
) -> None:
    (course / "course.yaml").write_text(SYLLABUS + pages)
    assert any(printed in told for told in found(course))


SYLLABI = [
    ("{id: LO1,", "{id: LO1, text: x}\n  - {id: LO1,", 4, "2 of the outcomes have the id `LO1`."),
    ("{id: S1,", "{id: S1, text: x}\n  - {id: S1,", 8, "2 of the claims have the id `S1`."),
    ("id: L01,", "id: L00,", 12, "2 of the lessons have the id `L00`."),
    ("exercise: ex01", "exercise: L01", 12, "2 notebooks have the id `L01`."),
    ("file: 00_welcome", "file: welcome", 11, "`file: welcome` is no name of a lesson's file."),
    ("file: 00_welcome", "file: ../00_x", 11, "`file: ../00_x` is no name of a lesson's file."),
    ("file: 00_welcome", "file: 05_more", 11, "There is no notebooks/05_more.ipynb."),
    ("file: 00_welcome", "file: 01_one", 12, "2 lessons have the file `01_one`."),
]


@pytest.mark.parametrize(("old", "new", "line", "printed"), SYLLABI)
def test_mistakes_in_the_syllabus_are_told_with_their_line(
    old: str, new: str, line: int, printed: str, course: Path
) -> None:
    assert old in SYLLABUS
    (course / "course.yaml").write_text(SYLLABUS.replace(old, new, 1))
    assert any(told.startswith(f"course.yaml:{line}: {printed}") for told in found(course))


CAPSTONE = "  - {id: L02, title: Whole, file: 02_whole, exercise: ex02, capstone: true}\n"
LESSONS = SYLLABUS.replace("text: Tell apart}", "text: Tell apart, lessons: [L01]}") + CAPSTONE


@pytest.fixture
def whole(course: Path) -> Path:
    """The small course with a capstone, which has no lesson of its own."""
    (course / "course.yaml").write_text(LESSONS)
    first, second = an_item("l01-first", "sort", "outcome: [LO1]\n"), an_item("l01-second", "order")
    put_raw(course, LESSON, a_lesson(first, second))
    start = a_cell(SETUP.replace("ex01", "ex02"))
    asked = (a_text("# All"), start, an_item("ex02-a"), a_cell("%hand_in"))
    put_raw(course, "solutions/02_whole.ipynb", a_notebook(*asked, id="ex02"))
    return course


def test_a_capstone_needs_no_lesson_of_its_own(whole: Path) -> None:
    assert found(whole) == []


def test_a_lesson_that_stands_where_a_capstone_has_none_is_told(whole: Path) -> None:
    put_raw(whole, "notebooks/02_whole.ipynb", a_lesson(name="L02"))
    assert found(whole) == [
        "notebooks/02_whole.ipynb: course.yaml has no lesson with the file `02_whole`. "
        "Add it there, or rename the notebook."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "printed"),
    [
        (", lessons: [L01]", "", 3, "LO1 names no lesson to go back to, and there is a capstone."),
        ("lessons: [L01]", "lessons: [L09]", 3, "LO1 names L09, which is no lesson."),
        ("lessons: [L01]", "lessons: [L02]", 3, "LO1 names L02, which is no lesson."),
        ("lessons: [L01]", "lessons: [L00]", 3, "LO1 names L00, and nothing there is about it."),
        (" exercise: ex02,", "", 13, "L02 is a capstone, and has no exercise."),
    ],
)
def test_a_capstone_that_leaves_somebody_without_a_next_step_is_told(
    old: str, new: str, line: int, printed: str, whole: Path
) -> None:
    (whole / "course.yaml").write_text(LESSONS.replace(old, new))
    assert any(told.startswith(f"course.yaml:{line}: {printed}") for told in found(whole))


def test_a_syllabus_that_can_not_be_read_is_told_with_its_line(
    course: Path, command: Command
) -> None:
    (course / "course.yaml").write_text(SYLLABUS.replace("text: A claim", "txt: A claim"))
    said = command("check")
    assert said == (2, "", "course.yaml:7: There is no field `txt` here. Did you mean `text`?\n")


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
