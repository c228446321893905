"""A kernel in a browser: where it finds its notebook, and what keeps its journal."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from withinscope import browser, catalog, host, items, notebooks, session, types
from withinscope.problems import Mistake

COURSE = Path(__file__).parents[1]
QUESTION = "l01-library-evening"


class Worker(ModuleType):
    """What a worker shows to Python: it keeps lines, or says why it does not."""

    def __init__(self) -> None:
        super().__init__(browser.WORKER)
        self.kept, self.why = b"", ""

    def append(self, data: bytes) -> str:
        self.kept += b"" if self.why else data
        return self.why

    def why_unkept(self) -> str:
        return self.why


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """The worker around this Python, with the course in it and nothing kept so far."""
    made = Worker()
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, browser.WORKER, made)
    monkeypatch.setattr(browser, "HOME", COURSE)
    monkeypatch.setattr(browser, "WORK", tmp_path)
    return made


def item_of(page: str) -> types.Item:
    """The question, as its cell has it."""
    lesson = notebooks.read(COURSE / page)
    return next(item for item in notebooks.items(lesson) if item.id == QUESTION)


def test_an_answer_is_with_the_worker_before_it_is_taken(worker: Worker) -> None:
    opened = session.start("L01", host.here({}, "L01"))
    opened.show(item_of("notebooks/01_shared_ground.ipynb"))
    opened.answer(QUESTION, {"choice": "c"}, 3)
    assert f'"item":"{QUESTION}"'.encode() in worker.kept

    worker.why = "elsewhere"
    with pytest.raises(OSError, match="in another tab"):
        opened.answer(QUESTION, {"choice": "a"}, 3)
    assert worker.kept.count(b'"kind":"answer"') == 1


def test_an_exercise_says_which_workbook_it_is_the_same_in_every_kernel(worker: Worker) -> None:
    first, again = (host.here({}, "ex01").notebook() for _ in range(2))
    assert first is not None
    assert first == again
    assert str(notebooks.read(first).workbook) in worker.kept.decode()
    assert worker.kept.count(b'"kind":"workbook"') == 1


def test_what_a_lesson_asks_is_read_before_its_cells_are(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog.read(COURSE, browser.WORK, {"L01"})  # as the site brings it along
    monkeypatch.setattr(items, "_kept", {})
    monkeypatch.setattr(items, "_struct", None)  # no item can be read of YAML from here on
    host.here({}, "L01")
    assert item_of("notebooks/01_shared_ground.ipynb").id == QUESTION


def test_a_notebook_that_the_course_does_not_have_is_named(worker: Worker) -> None:
    with pytest.raises(Mistake, match="no page L99 any more"):
        host.here({}, "L99")


def test_where_nothing_is_kept_an_exercise_says_so_and_a_lesson_opens(worker: Worker) -> None:
    worker.why = "unkept"
    with pytest.raises(Mistake, match="can't be begun: this browser keeps nothing, as in"):
        host.here({}, "ex01")
    assert host.here({}, "L01").notebook() == COURSE / "notebooks/01_shared_ground.ipynb"


def test_whether_more_is_kept_can_be_asked_before_anybody_answers(worker: Worker) -> None:
    assert host.why_unkept() == ""
    worker.why = "elsewhere"
    assert host.why_unkept() == "elsewhere"


def test_where_a_disk_keeps_answers_nothing_stands_in_the_way() -> None:
    assert host.why_unkept() == ""
