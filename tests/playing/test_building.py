"""How a site is built: what it holds, what it leaves alone, and what it never holds."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from browser import COURSE
from msgspec import structs

from withinscope import course, types
from withinscope.problems import Mistake
from withinscope.site import building, engine, pages, texts, zips
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
    names = [*archive(out, "course.zip").namelist(), *building.played()]
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


def test_the_look_is_that_of_jupyters_pages(out: Path) -> None:
    """Each sheet of the course there is here, too, save what dresses JupyterLab itself."""
    [look] = out.glob("assets/*/look.css")
    sheets = {
        file.name: file.read_text() for file in (building.PACKAGE / building.LAB).glob("*.css")
    }
    missing = {name for name, text in sheets.items() if text not in look.read_text()}
    assert missing == {"course.css"}


def test_what_the_course_imports_of_python_is_bytecode_and_what_it_never_does_is_apart() -> None:
    sources = {"json/__init__.py": b"1", "json/tool.py": b"2", "re.py": b"3", "pdb.py": b"4"}
    made = {f"{name}c": b"made of " + data for name, data in sources.items()}
    imported = frozenset({"json/__init__.py", "re.pyc"})
    shelved = engine.shelved(sources, made, imported)
    first, rest = (zips.unpacked(shelved[name]) for name in (engine.LIBRARY, engine.REST))
    assert first == {
        "json/__init__.pyc": b"made of 1",
        "re.pyc": b"made of 3",
        "library_rest.py": b"NAMES = ['json.tool', 'pdb']\n",
    }
    assert rest == {"json/tool.py": b"2", "pdb.py": b"4"}


def test_a_page_with_a_question_that_cannot_be_read_is_not_built(tmp_path: Path) -> None:
    home = tmp_path / "course"
    shutil.copytree(COURSE / "exercises", home / "exercises")
    shutil.copytree(COURSE / "notebooks", home / "notebooks")
    shutil.copy(COURSE / course.FILE, home)
    file = home / "exercises/02_two_models_of_care.ipynb"
    file.write_text(file.read_text().replace('"type: spot', '"type: spit', 1))
    with pytest.raises(Mistake, match=r"Not every question of exercises/02_two_models_of_care"):
        building.build(home, tmp_path / "site", PARTS)


def test_the_same_course_makes_the_same_site(out: Path, tmp_path: Path) -> None:
    building.build(COURSE, tmp_path, PARTS)
    mark = building.MARK
    assert (tmp_path / mark).read_text() == (out / mark).read_text()
    for name in (out / mark).read_text().splitlines():
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def engines(out: Path) -> set[str]:
    return {file.parent.name for file in out.glob("engine-*/pyodide.mjs")}


def test_a_site_is_built_over_the_one_before_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    """An open page goes on by what it has begun with, of one release before."""
    out = tmp_path / "site"
    building.build(COURSE, out, PARTS)
    (out / "CNAME").write_text("example.org")
    releases = [structs.replace(PARTS, version=version) for version in "223"]
    for parts, there in zip(releases, ("12", "12", "23"), strict=True):
        building.build(COURSE, out, parts)
        assert engines(out) == {f"engine-{version}" for version in there}
    assert (out / "CNAME").read_text() == "example.org"
    assert not (out / "engine-1").exists()
    service = (out / building.SERVICE).read_text()
    assert "engine-3/" in service
    assert "engine-2/" not in service


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
        engine.fetch(tmp_path, {}, lambda line: None)
    assert (tmp_path / engine.PYODIDE.file).read_text() == "cut short"


def test_what_could_not_be_fetched_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = (sys.executable, "-c", "raise SystemExit('no such host')")
    monkeypatch.setattr(engine, "_command", lambda part: failing)
    with pytest.raises(Mistake, match=r"could not be fetched: no such host\."):
        engine.fetch(tmp_path, {}, lambda line: None)
