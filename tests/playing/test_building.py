"""How a site is built: what it holds, what it leaves alone, and what it never holds."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from browser import COURSE

from withinscope import course, types
from withinscope.problems import Mistake
from withinscope.site import building, engine, pages, texts
from withinscope.site.engine import Parts

PARTS = Parts("1", {"pyodide.mjs": b""}, {"msgspec/__init__.py": b""})
LESSON = "notebooks/01_shared_ground.html"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This course's site, without Python."""
    out = tmp_path_factory.mktemp("built") / "site"
    building.build(COURSE, out, PARTS)
    return out


def archive(out: Path, name: str) -> zipfile.ZipFile:
    """An archive that the worker unpacks."""
    [file] = out.glob(f"assets/*/{name}")
    return zipfile.ZipFile(io.BytesIO(file.read_bytes()))


def test_every_page_of_the_course_is_there_and_no_solution(out: Path) -> None:
    given = [page for page in course.pages(COURSE) if not page.path.startswith("solutions")]
    assert all((out / pages.address(page.path, tuple(given))).is_file() for page in given)
    assert (out / "index.html").is_file()
    names = [*archive(out, "course.zip").namelist(), *archive(out, "packages.zip").namelist()]
    assert not [name for name in names if "solution" in name or "grading" in name]


def test_a_page_holds_no_more_of_an_exercise_than_trainees_are_given(out: Path) -> None:
    page = (out / "exercises/01_shared_ground.html").read_text()
    [data] = re.findall(r'<script type="application/json" id="ws-page">(.*?)</script>', page)
    asked = [
        view["state"]["asked"]
        for view in json.loads(data)["views"].values()
        if "asked" in view["state"]
    ]
    assert asked
    released = set(types.names())
    assert {one["type"] for one in asked} <= released | {"dialogue"}
    assert not [one for one in asked if {"key", "why", "rubric"} & set(one)]


def test_a_link_in_the_text_leads_to_the_page_of_that_notebook() -> None:
    given = (
        course.Page("L00", "Welcome", "lesson", "notebooks/00_welcome.ipynb"),
        course.Page("ex01", "Exercise", "exercise", "exercises/01.ipynb"),
    )
    text = "See [it](../exercises/01.ipynb#First) and [home](00_welcome.ipynb).<!-- check: all -->"
    made = texts.html_of(
        text, "notebooks/02.ipynb", lambda path: f"../{pages.address(path, given)}"
    )
    assert made == (
        '<p>See <a href="../exercises/01.html#First">it</a> and '
        '<a href="../index.html">home</a>.</p>\n'
    )


def test_what_a_page_runs_is_all_in_the_site(out: Path) -> None:
    page = (out / LESSON).read_text()
    asked = re.findall(r'(?:src|href)="(\.\./assets/[^"]+)"', page)
    assert len(asked) > 20
    assert [one for one in asked if not (out / "notebooks" / one).is_file()] == []
    for script in out.glob("assets/*/**/*.js"):
        for name in re.findall(r' from "(\.[^"]+)";$', script.read_text(), re.MULTILINE):
            assert (script.parent / name).is_file(), f"{script.name} imports {name}"


def test_the_same_course_makes_the_same_site(out: Path, tmp_path: Path) -> None:
    building.build(COURSE, tmp_path, PARTS)
    mark = building.MARK
    assert (tmp_path / mark).read_text() == (out / mark).read_text()
    for name in (out / mark).read_text().splitlines():
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_a_site_is_built_over_the_one_before_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    building.build(COURSE, out, PARTS)
    (out / "CNAME").write_text("example.org")
    before = next(out.glob("engine-1/*"))
    building.build(COURSE, out, Parts("2", PARTS.engine, PARTS.packages))
    assert (out / "CNAME").read_text() == "example.org"
    assert not before.exists()
    assert (out / "engine-2/pyodide.mjs").is_file()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine")
    with pytest.raises(Mistake, match="no site of ours"):
        building.build(COURSE, tmp_path, PARTS)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_comes_and_is_not_what_it_should_be_is_not_built_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(part: engine.Part) -> tuple[str, ...]:
        return (sys.executable, "-c", f"open({part.file!r}, 'w').write('something else')")

    (tmp_path / engine.PYODIDE.file).write_text("cut short")
    monkeypatch.setattr(engine, "_command", another)
    with pytest.raises(Mistake, match="is not what this version was made with"):
        engine.fetch(tmp_path, lambda line: None)
    assert (tmp_path / engine.PYODIDE.file).read_text() == "cut short"


def test_what_could_not_be_fetched_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = (sys.executable, "-c", "raise SystemExit('no such host')")
    monkeypatch.setattr(engine, "_command", lambda part: failing)
    with pytest.raises(Mistake, match=r"could not be fetched: no such host\."):
        engine.fetch(tmp_path, lambda line: None)
