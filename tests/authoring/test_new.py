"""`withinscope new`: a course of one's own, which plays, checks, releases and grades at once."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from core import leaks
from makers import a_record, answer

from withinscope import items, notebooks
from withinscope.authoring import engine, linter
from withinscope.cli import main
from withinscope.lab import preparing
from withinscope.site import building
from withinscope.site.engine import Parts
from withinscope.yaml_text import parse

FILE = "01_a_first_hour"
TITLES = ("--title", "Holding: 'steady' #1", "--lesson", "A first hour")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that was made so; building the engine takes a second, so all tests share it."""
    folder = tmp_path_factory.mktemp("school") / "my-course"
    assert main(["new", str(folder), *TITLES]) == 0
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare building the engine, where a test is about something else."""
    monkeypatch.setattr(engine, "wheel", lambda _root: ("withinscope-9-py3-none-any.whl", b"new"))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        return status, *capsys.readouterr()

    return run


def in_folder(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_nothing_is_wrong_with_it_not_even_a_warning(made: Path, said: Any) -> None:
    assert [str(one) for one in linter.check(made).findings] == []
    assert said("release", "--check", "--course", made)[0] == 0
    assert said("tidy", "--check", "--course", made)[0] == 0


def test_its_titles_are_those_that_were_given_whatever_signs_they_have(made: Path) -> None:
    assert "title: \"Holding: 'steady' #1\"" in (made / "course.yaml").read_text()
    assert "Name=Holding: 'steady' #1\n" in (made / "start.desktop").read_text()
    lesson = notebooks.read(made / f"notebooks/{FILE}.ipynb")
    assert lesson.cells[0].source.startswith("# A first hour\n")


def test_a_trainee_finds_every_page_ready_to_be_played(made: Path, tmp_path: Path) -> None:
    assert preparing.prepare(made, tmp_path / "work") == ()
    pages = {path.name for path in (tmp_path / "work").rglob("*.ipynb")}
    own = {f"{FILE}.ipynb", "review.ipynb", "my_notes.ipynb", "look_up.ipynb"}
    assert pages == own | {"grade_a_cohort.ipynb"}


def a_hand_in(made: Path, whose: str) -> dict[str, Any]:
    """The exercise as an expert, or somebody who drifts, would hand it in."""
    told = parse((made / "solutions/answers/ex01.yaml").read_text(), dict[str, Any])[whose]
    exercise = notebooks.load_dict(made / f"exercises/{FILE}.ipynb")
    about = {"workbook": "a-book", "trainee": "Ana Ruiz", "handed_in_at": "2026-11-20T10:00:00Z"}
    exercise["metadata"]["withinscope"] |= about
    for cell in exercise["cells"]:
        if item := items.released_of_cell(notebooks.lines("".join(cell["source"]))):
            response = {k: v for k, v in told[item.id].items() if k != "marks"}
            answer(cell, a_record(item, response, workbook="a-book"))
    return exercise


@pytest.mark.parametrize(("whose", "points"), [("expert", "1"), ("drifting", "0")])
def test_a_hand_in_is_graded(
    made: Path, said: Any, tmp_path: Path, whose: str, points: str
) -> None:
    (tmp_path / "ana.ipynb").write_text(json.dumps(a_hand_in(made, whose)))
    said("grade", tmp_path / "ana.ipynb", "--course", made, "--out", tmp_path / "out",
         "--gradebook", tmp_path / "book.db")  # fmt: skip
    sheet = (tmp_path / "out/grades.csv").read_text(encoding="utf-8-sig").splitlines()
    row = dict(zip(sheet[0].split(","), sheet[1].split(","), strict=True))
    assert (row["trainee"], row["state"]) == ("Ana Ruiz", "needs marking")
    assert (row["ex01-knee"], row["ex01-own-words_state"]) == (points, "needs marking")


def test_trainees_are_given_the_engine_and_no_key(made: Path, said: Any, tmp_path: Path) -> None:
    assert said("release", "--bundle", tmp_path / "given.zip", "--course", made)[0] == 0
    with zipfile.ZipFile(tmp_path / "given.zip") as archive:
        names = {name.removeprefix("given/") for name in archive.namelist()}
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".ipynb")]
    wheel = next(path.name for path in (made / "engine").glob("*.whl"))
    assert names == {
        "course.yaml", *engine.LAUNCHERS, "README.md", "environment.yml", "locks/course.txt",
        f"notebooks/{FILE}.ipynb", "notebooks/review.ipynb", "notebooks/my_notes.ipynb",
        "notebooks/look_up.ipynb", f"exercises/{FILE}.ipynb", f"engine/{wheel}", "engine/LICENSE",
    }  # fmt: skip
    secrets = leaks.secrets_of(made / f"solutions/{FILE}.ipynb")
    everything = leaks.squeezed("".join(text.decode() for text in texts))
    assert secrets
    assert [text for text in secrets if leaks.squeezed(text) in everything] == []


@pytest.mark.usefixtures("built")
def test_the_terms_that_a_school_sets_are_given_with_its_course(said: Any, tmp_path: Path) -> None:
    said("new", tmp_path / "my-course")
    (tmp_path / "my-course/LICENSE").write_text("All rights reserved.")
    said("release", "--bundle", tmp_path / "given", "--course", tmp_path / "my-course")
    assert (tmp_path / "given/LICENSE").read_text() == "All rights reserved."


def test_a_site_of_it_has_its_pages_under_its_title(made: Path, tmp_path: Path) -> None:
    parts = Parts("1", {"pyodide.mjs": b""}, {"msgspec/__init__.py": b""})
    building.build(made, tmp_path / "site", parts)
    page = (tmp_path / "site/index.html").read_text()  # the first lesson, where there is no other
    assert "<title>A first hour · Holding: &#x27;steady&#x27; #1</title>" in page
    assert "Within Scope" not in page


def test_conda_finds_the_wheel_that_is_there(made: Path) -> None:
    wheel = next((made / "engine").glob("*.whl"))
    text = (made / "environment.yml").read_text()
    assert f"- ./engine/{wheel.name}[author,instructor]\n" in text


def test_the_wheel_is_the_whole_package(made: Path) -> None:
    with zipfile.ZipFile(next((made / "engine").glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    package = Path(engine.__file__).parents[1]
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - names == set()


@pytest.mark.usefixtures("built")
def test_a_course_that_is_there_is_left_as_it_is(made: Path, said: Any) -> None:
    before = in_folder(made)
    status, _, err = said("new", made)
    assert (status, in_folder(made) == before) == (2, True)
    assert "holds course.yaml already. Nothing was written." in err


@pytest.mark.usefixtures("built")
def test_what_stands_in_a_folder_is_never_written_over(said: Any, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "engine").mkdir(parents=True)
    (folder / "README.md").write_text("My own.")
    status, _, err = said("new", folder)
    assert (status, in_folder(folder)) == (2, {"README.md": b"My own."})
    assert "holds README.md already" in err
    (folder / "README.md").rename(folder / "notes.md")
    assert said("new", folder)[0] == 0
    assert (folder / "notes.md").read_text() == "My own."


@pytest.mark.usefixtures("built")
def test_a_file_is_no_place_for_it(said: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file")
    status, _, err = said("new", tmp_path / "mine")
    assert (status, (tmp_path / "mine").read_text()) == (2, "a file")
    assert "is a file. Nothing was written." in err


def test_a_place_inside_another_course_is_refused_with_one_beside_it(made: Path, said: Any) -> None:
    status, _, err = said("new", made / "another")
    assert status == 2
    assert f"Put it beside it: {made.parent / 'another'}" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["my-course", "--title", "Two\nlines"], "title is to be one line of letters"),
        (["my-course", "--title", "turned \u202e round"], "title is to be one line of letters"),
        (["my-course", "--title", "…"], "title is to be one line of letters"),
        (["my-course", "--title", "x" * 81], "has 81 characters, and 80 fit"),
        (["my-course", "--lesson", "第一课"], "no letter from a to z"),
        (["my-course", "--lesson", " "], "lesson's title is to be one line"),
        (["con"], "can't be unpacked on every system"),
        (["what?"], "can't be unpacked on every system"),
        (["ends."], "can't be unpacked on every system"),
    ],
)
def test_a_name_that_would_make_trouble_is_refused_in_plain_words(
    words: list[str], told: str, said: Any, tmp_path: Path
) -> None:
    folder, *rest = words
    status, _, err = said("new", tmp_path / folder, *rest)
    assert (status, list(tmp_path.iterdir())) == (2, [])
    assert told in err


def test_without_a_whole_copy_it_says_where_to_run_it(
    said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ROOT", tmp_path)
    status, _, err = said("new", tmp_path / "my-course")
    assert status == 2
    assert "Download Within Scope itself, and run `python3 start.py new` in its folder." in err


@pytest.mark.usefixtures("built")
def test_an_upgrade_replaces_the_engine_and_nothing_of_the_authors(
    said: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "my-course"
    said("new", folder)
    old = folder / "engine/withinscope-9-py3-none-any.whl"
    old.rename(old.with_name("withinscope-8-py3-none-any.whl"))
    (folder / "start.py").write_text("an older one")
    (folder / "README.md").write_text("My own.")
    before = in_folder(folder)
    assert said("new", folder, "--upgrade")[0] == 0
    after = in_folder(folder)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {
        "engine/withinscope-8-py3-none-any.whl",
        "engine/withinscope-9-py3-none-any.whl",
        "start.py",
    }
    assert b"withinscope-9-" in after["environment.yml"]


def test_only_a_course_that_was_made_so_is_upgraded(said: Any, tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("title: Another\n")
    status, _, err = said("new", tmp_path, "--upgrade")
    assert (status, in_folder(tmp_path)) == (2, {"course.yaml": b"title: Another\n"})
    assert "is no course that `withinscope new` made" in err
