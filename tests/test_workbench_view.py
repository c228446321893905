"""The workbench's view: what it makes of what the page says, without a browser."""

from __future__ import annotations

import base64
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from makers import a_course, a_hand_in, encoded

from withinscope.cells import WORDS
from withinscope.grading.book import gradebook
from withinscope.grading.commands import options
from withinscope.problems import Mistake
from withinscope.session import Session
from withinscope.widgets import bundle
from withinscope.workbench import WorkbenchView

LOOK = {"kind": "look"}


class Watched(WorkbenchView):
    """A view that keeps what it tells its page; once it waits, who wrote meanwhile `ends`."""

    def __init__(self, session: Session) -> None:
        self.sent: list[Any] = []
        self.ends: sqlite3.Connection | None = None
        super().__init__(session)

    def send(self, content: Any, buffers: Any = None) -> None:
        self.sent.append(content)
        if self.ends and content == {"kind": "waiting"}:
            self.ends.execute("COMMIT")
            self.ends.close()


@pytest.fixture
def view(tmp_path: Path) -> Watched:
    return a_view(tmp_path)


def a_view(folder: Path) -> Watched:
    """A view in a course of one exercise."""
    course = a_course(folder / "course")
    return Watched(Session("grade-a-cohort", folder / "work", None, course))


def says(view: Watched, *messages: Any) -> Any:
    """Let the page say something; return what it heard last."""
    for message in messages:
        view.heard(message)
    return view.sent[-1]


def a_part(data: bytes, at: int = 0, *, last: bool = True, name: str = "Ana.ipynb") -> Any:
    text = base64.b64encode(data).decode()
    return {"kind": "part", "name": name, "at": at, "data": text, "last": last}


def test_its_cell_prints_fixed_words_and_nothing_is_read_or_written(view: Watched) -> None:
    assert bundle(view)["text/plain"] == WORDS["%workbench"]
    assert view.shown == {}
    assert view._shop.course.is_dir()
    assert not view._shop.out.exists()
    assert not view._session.work.exists()


def test_a_dropped_hand_in_is_kept_graded_and_marked(view: Watched) -> None:
    data = encoded(a_hand_in({"tell": {"text": "I coach."}}, "Ana"))
    assert says(view, a_part(data[:9], last=False))["at"] == 9
    kept = says(view, a_part(data[9:], 9))
    assert kept == {"kind": "kept", "at": len(data), "name": "grading/uploads/Ana.ipynb"}
    grade = {"kind": "grade", "paths": [kept["name"]], "roster": "", "names": ""}
    assert says(view, LOOK, grade) == {"kind": "done"}
    assert view.shown["parts"][0]["rows"] == (("ex01", "0", "1", "0"),)
    assert {"kind": "progress", "done": 1, "of": 1} in view.sent
    says(view, {"kind": "enter", "room": "mark"}, {"kind": "mark", "marker": "me"})
    assert view.desk["answer"] == "I coach."
    for name, level in (("role", 1), ("warmth", 1)):
        says(view, {"kind": "level", "at": 0, "criterion": name, "level": level})
    assert view.desk["said"] == "Saved: 2 of 3 points."
    says(view, {"kind": "leave"})
    assert view.desk == {}
    says(view, {"kind": "enter", "room": "cohort"})
    assert "Report on the cohort" in view.report


def test_it_says_that_it_waits_for_whoever_else_writes_and_then_goes_on(
    view: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other ends just when this one has said that it waits."""
    monkeypatch.setattr(gradebook, "UNTOLD", 0)
    says(view, a_part(encoded(a_hand_in({"pick": {"choice": "b"}}, "Ana"))))
    grade = {"kind": "grade", "paths": ["grading/uploads/Ana.ipynb"]}
    says(view, LOOK, grade)
    other = sqlite3.connect(view._shop.out / options.GRADEBOOK, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    view.ends = other
    assert says(view, grade) == {"kind": "done"}
    assert view.sent.count({"kind": "waiting"}) == 1
    assert view.shown["problem"] == ""
    assert view.shown["parts"][0]["rows"] == (("ex01", "1", "0", "0"),)


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "open", "path": "/etc/passwd"},
        {"kind": "enter", "room": "elsewhere"},
        {"kind": "level", "at": "0", "criterion": "role", "level": 1},
        {"kind": "grade", "paths": "cohort.zip"},
        {"kind": "part", "name": "a.zip"},
        a_part(b"x", name="../a.zip"),
        a_part(b"x") | {"data": "no base 64"},
    ],
)
def test_what_no_page_of_ours_says_is_refused_in_words(
    message: dict[str, Any], view: Watched
) -> None:
    told = says(view, message)
    assert told["kind"] == "failed"
    assert "went wrong" not in told["text"]
    assert not list(view._shop.course.rglob("a.zip"))


def test_a_fault_of_ours_goes_to_a_log_and_the_workbench_stays_as_it_was(
    view: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(view, LOOK)
    before = view.shown
    monkeypatch.setattr("withinscope.grading.workbench.doing.do", lambda *_: 1 / 0)
    told = says(view, LOOK)
    assert told["text"].startswith("Something went wrong here. What went wrong is in ")
    assert (view.shown, view._session.work.is_dir()) == (before, True)


def test_without_the_instructors_packages_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "find_spec", lambda name: None)
    with pytest.raises(Mistake, match=r'pip install "withinscope\[instructor\]"'):
        a_view(tmp_path)


def test_where_the_course_starts_by_itself_that_is_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "find_spec", lambda name: None)
    (a_course(tmp_path / "course") / "start.py").touch()
    with pytest.raises(Mistake, match=r"sqlalchemy\. End the course, .* start\.py grade --help"):
        a_view(tmp_path)


def test_a_trainees_install_has_all_that_is_imported_to_say_so() -> None:
    absent = "dict.fromkeys(('sqlalchemy', 'jinja2', 'rich', 'markupsafe'))"
    code = f"import sys; sys.modules.update({absent}); import withinscope.workbench"
    subprocess.run([sys.executable, "-c", code], check=True)
