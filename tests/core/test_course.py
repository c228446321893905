"""course.yaml, and where the course and a trainee's work are."""

from pathlib import Path

import pytest

from withinscope import course
from withinscope.course import Entry, Lesson, Outcome, Page
from withinscope.problems import Mistake

SYLLABUS = """\
title: A course
outcomes: [{id: LO1, text: Tell apart}]
dimensions: [{id: purpose, text: What for}]
claims: [{id: S1, text: A claim}]
sources: [{id: seed, text: A source}]
lessons:
  - {id: L00, title: Welcome, file: 00_welcome}
  - {id: L01, title: Shared ground, file: 01_shared_ground, exercise: ex01}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("WITHINSCOPE_COURSE", "WITHINSCOPE_WORK"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "course.yaml").write_text(SYLLABUS)
    return tmp_path


def test_a_syllabus_is_read_whole(folder: Path) -> None:
    read = course.read(folder)
    assert (read.title, read.outcomes) == ("A course", (Outcome("LO1", "Tell apart"),))
    assert (read.claims, read.sources) == ((Entry("S1", "A claim"),), (Entry("seed", "A source"),))
    assert read.lessons == (
        Lesson("L00", "Welcome", "00_welcome"),
        Lesson("L01", "Shared ground", "01_shared_ground", "ex01"),
    )


def test_the_pages_of_a_course_are_its_notebooks_that_are_there(folder: Path) -> None:
    pages = "pages:\n  - {id: review, title: Review, file: review}\n"
    (folder / "course.yaml").write_text(SYLLABUS + pages)
    for name in ("notebooks/01_shared_ground", "exercises/01_shared_ground", "notebooks/review"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.ipynb").touch()
    assert course.pages(folder) == (
        Page("L01", "Shared ground", "lesson", "notebooks/01_shared_ground.ipynb"),
        Page("ex01", "Exercise 1: Shared ground", "exercise", "exercises/01_shared_ground.ipynb"),
        Page("review", "Review", "page", "notebooks/review.ipynb"),
    )
    assert course.read(folder).title_of("review") == "Review"


def test_titles_are_found_by_a_notebooks_id(folder: Path) -> None:
    read = course.read(folder)
    titles = [read.title_of(name) for name in ("L01", "ex01", "L09")]
    assert titles == ["Shared ground", "Exercise 1: Shared ground", None]
    assert [read.is_exercise(name) for name in ("L01", "ex01", "L09")] == [False, True, False]


def test_a_capstone_is_an_exercise_without_a_lesson_before_it(folder: Path) -> None:
    entry = "  - {id: L02, title: The whole road, file: 02_whole, exercise: ex02, capstone: true}\n"
    (folder / "course.yaml").write_text(SYLLABUS + entry)
    for name in ("notebooks/02_whole", "exercises/02_whole"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.ipynb").touch()
    read = course.read(folder)
    assert [lesson.id for lesson in read.taught] == ["L00", "L01"]
    assert read.exercises == {"ex01": "Shared ground", "ex02": "The whole road"}
    assert course.pages(folder) == (
        Page("ex02", "The whole road", "exercise", "exercises/02_whole.ipynb"),
    )


@pytest.mark.parametrize(
    ("old", "new", "printed"),
    [
        ("title: A course\n", "", "course.yaml:1: `title` is missing here. Add it."),
        ("id: S1", "id: 1", "course.yaml:4: `id` is read as a number"),
        ("file: 01_", "fil: 01_", "course.yaml:8: There is no field `fil` here."),
        ("text: A claim", "text: A: claim", "course.yaml:4: In { … } a text with a colon"),
        (SYLLABUS, "", "course.yaml:1: This is empty."),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, printed: str, folder: Path) -> None:
    (folder / "course.yaml").write_text(SYLLABUS.replace(old, new))
    with pytest.raises(Mistake) as mistake:
        course.read(folder)
    assert str(mistake.value).startswith(printed)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_syllabus_that_can_not_be_opened_is_told(content: bytes | None, folder: Path) -> None:
    (folder / "course.yaml").unlink()
    if content:
        (folder / "course.yaml").write_bytes(content)
    with pytest.raises(Mistake, match="The syllabus can't be read"):
        course.read(folder)


def test_the_courses_own_syllabus_is_right() -> None:
    read = course.read(Path(__file__).parents[2])
    assert [lesson.id for lesson in read.lessons][:2] == ["L00", "L01"]


class TestWhere:
    def test_the_course_is_the_one_around_the_current_folder(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "notebooks/deep").mkdir(parents=True)
        monkeypatch.chdir(folder / "notebooks/deep")
        assert course.find() == folder.resolve()
        assert course.find(folder / "notebooks") == folder.resolve()

    def test_the_environment_comes_first(
        self,
        folder: Path,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
        monkeypatch.setenv("WITHINSCOPE_COURSE", str(folder))
        assert course.find() == folder.resolve()

    def test_without_a_course_it_says_what_to_do(
        self, tmp_path_factory: pytest.TempPathFactory, folder: Path
    ) -> None:
        with pytest.raises(Mistake, match="Go to the folder that holds"):
            course.find(tmp_path_factory.mktemp("elsewhere"))

    def test_work_lives_beside_the_course_or_where_the_environment_says(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert course.work_folder(folder) == folder / "my-work"
        monkeypatch.chdir(folder)
        assert course.work_folder(None) == Path.cwd() / "my-work"
        monkeypatch.setenv("WITHINSCOPE_WORK", str(folder / "elsewhere"))
        assert course.work_folder(folder) == folder / "elsewhere"
