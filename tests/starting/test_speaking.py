"""start.py speaks the language of whoever starts it, before there is anything else to ask."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import translations

from starting.course import START, Course, is_plain
from withinscope import texts

SYSTEM = ("WITHINSCOPE_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
#: What it says where another of its kind is at work.
ELSEWHERE = "Within Scope is being set up in another window. Wait until that is done."


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A system that says nothing of languages."""
    for name in SYSTEM:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def a_catalog(said: str) -> str:
    return json.dumps({"texts": {ELSEWHERE: said}})


def place(start: ModuleType, tag: str) -> Path:
    """Where the folder of the engine has the texts of a language."""
    file: Path = start.HERE / "src" / start.CATALOGS / f"{tag}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Within Scope braucht Python 3.11 oder neuer, und dies ist Python 3.10"),
        ("es", "Within Scope necesita Python 3.11 o posterior, y este es Python 3.10"),
        (texts.MARKED, "\u27e6Within Scope needs Python 3.11 or newer"),
    ],
)
def test_it_speaks_as_the_system_does_from_the_first_word(
    system: pytest.MonkeyPatch, language: str, words: str
) -> None:
    system.setenv("LANG", language)
    old = (
        "import runpy, sys; sys.version_info = (3, 10, 4); "
        f"runpy.run_path({str(START)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", old],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert is_plain(done, words)


def test_a_course_of_ones_own_has_the_texts_in_the_engines_wheel(
    start: ModuleType, system: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = tmp_path / "withinscope-0-py3-none-any.whl"
    with zipfile.ZipFile(engine, "w") as wheel:
        wheel.writestr(f"{start.CATALOGS}de.json", a_catalog("Warte."))
    system.setattr(start, "WHEELS", [engine])
    system.setenv("LANG", "de_AT.UTF-8")
    assert start._(ELSEWHERE) == "Warte."


@pytest.mark.parametrize("broken", [None, "", "{", "[]", '{"texts": []}', '{"language": "de"}'])
def test_without_a_whole_catalog_it_speaks_english(
    start: ModuleType, system: pytest.MonkeyPatch, broken: str | None
) -> None:
    if broken is not None:
        place(start, "de").write_text(broken)
    system.setenv("LANG", "de")
    assert start._(ELSEWHERE) == ELSEWHERE


def test_a_wheel_that_came_broken_is_no_reason_to_say_nothing(
    start: ModuleType, system: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "engine.whl").write_bytes(b"PK, but not more")
    system.setattr(start, "WHEELS", [tmp_path / "engine.whl"])
    system.setenv("LANG", "de")
    assert start._(ELSEWHERE) == ELSEWHERE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANG", "de_AT.UTF-8"),
        ("LANGUAGE", "fr:es:de"),
        ("LANGUAGE", "en:de"),
        ("LC_ALL", "C"),
        ("WITHINSCOPE_LANGUAGE", "en-XA"),
        ("LANG", "../../de"),
    ],
)
def test_it_speaks_the_language_that_the_course_will_speak(
    start: ModuleType, system: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for tag in translations.languages():
        place(start, tag).write_text(a_catalog("…"), encoding="utf-8")
    system.setattr(texts._Spoken, "now", None)
    system.setenv(name, value)
    texts.speak_as_asked()
    assert start.catalog()[0] == texts.language()


def test_what_stops_it_is_told_in_the_language_too(
    system: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    catalogs = course.folder / "src/withinscope/locale/start"
    catalogs.mkdir(parents=True)
    for file in translations.shelf("start.py").glob("*.json"):
        (catalogs / file.name).write_bytes(file.read_bytes())
    course.environment.write_text("")
    assert is_plain(course.start(WITHINSCOPE_LANGUAGE="es"), "tiene que ser una carpeta")
