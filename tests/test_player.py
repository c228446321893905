"""The course without Jupyter: what a page says to Python, what it hears, and what is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from withinscope import course, items, notebooks
from withinscope.browser import Kept
from withinscope.player import Player

COURSE = Path(__file__).parents[1]
QUESTION = "l01-library-evening"
RIGHT = {"kind": "answer", "response": {"choice": "c"}, "confidence": 3, "number": 1}


class Browser:
    """What stands in for the browser: it keeps lines, or says why it does not."""

    def __init__(self) -> None:
        self.kept, self.why = b"", ""

    def append(self, data: bytes) -> str:
        self.kept += b"" if self.why else data
        return self.why

    def replace(self, data: bytes) -> str:
        self.kept = self.kept if self.why else data
        return self.why


class Tab:
    """A page whose Python begins with what the browser has kept."""

    def __init__(self, work: Path, browser: Browser) -> None:
        self.said: list[Any] = []
        self.player = Player(COURSE, work, browser.kept, Kept(browser), self.said.append)

    def say(self, kind: str, **more: Any) -> list[Any]:
        """Say something, in JSON as a page does; return what comes of it."""
        self.said.clear()
        self.player.heard(json.loads(json.dumps({"kind": kind, **more})))
        return json.loads(json.dumps(self.said))  # type: ignore[no-any-return]

    def open(self, page: str) -> dict[str, Any]:
        """Open a page; return its views."""
        [opened] = self.say("open", page=page)
        assert opened["kind"] == "opened"
        return dict(opened["views"])


def puts(said: list[Any]) -> list[Any]:
    """What the question shows from now on."""
    return [one["value"] for one in said if (one["kind"], one.get("name")) == ("put", "answer")]


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_a_page_opens_with_the_views_of_its_cells(tmp_path: Path, browser: Browser) -> None:
    views = Tab(tmp_path, browser).open("L01")
    asked = notebooks.items(notebooks.read(COURSE / "notebooks/01_shared_ground.ipynb"))
    assert len(asked) < len(views)
    assert [one["state"]["asked"]["id"] for one in views.values() if "asked" in one["state"]] == [
        item.id for item in asked
    ]
    assert views[QUESTION]["script"] == "single"


def test_an_answer_is_kept_before_its_feedback_comes_and_stands_at_the_next_visit(
    tmp_path: Path, browser: Browser
) -> None:
    tab = Tab(tmp_path / "one", browser)
    tab.open("L01")
    [put] = puts(tab.say("view", view=QUESTION, content=RIGHT))
    assert put["feedback"]["verdict"]
    [line] = browser.kept.splitlines()
    assert json.loads(line)["item"] == QUESTION

    again = Tab(tmp_path / "two", browser).open("L01")[QUESTION]["state"]["answer"]
    assert (again["response"], again["attempt"]) == ({"choice": "c"}, 1)


def test_what_the_browser_does_not_take_is_not_called_saved(
    tmp_path: Path, browser: Browser
) -> None:
    tab = Tab(tmp_path, browser)
    tab.open("L01")
    browser.why = "there is no room left"
    [failed] = tab.say("view", view=QUESTION, content=RIGHT)
    assert failed["content"]["kind"] == "failed"
    assert "there is no room left" in failed["content"]["text"]
    browser.why = ""
    [put] = puts(tab.say("view", view=QUESTION, content=RIGHT))
    assert put["attempt"] == 1


def test_an_exercise_stays_the_same_workbook(tmp_path: Path, browser: Browser) -> None:
    for visit in ("one", "two"):
        Tab(tmp_path / visit, browser).open("ex01")
    [line] = [json.loads(raw) for raw in browser.kept.splitlines()]
    assert (line["kind"], line["notebook"]) == ("workbook", "ex01")
    copies = [tmp_path / visit / "exercises/01_shared_ground.ipynb" for visit in ("one", "two")]
    assert {notebooks.read(copy).workbook for copy in copies} == {line["workbook"]}


def test_a_hand_in_comes_along_and_names_no_folder(tmp_path: Path, browser: Browser) -> None:
    tab = Tab(tmp_path, browser)
    views = tab.open("ex01")
    [end] = [name for name, view in views.items() if view["script"] == "hand_in"]
    said = tab.say("view", view=end, content={"kind": "hand-in", "trainee": "Ada"})
    [done] = [one["content"] for one in said if one["kind"] == "send"]
    assert (done["kind"], done["folder"]) == ("done", "")
    assert done["data"]


def test_an_exercise_is_handed_in_without_reading_yaml(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Browsers take a tenth of a second for each item: what the site was built with is enough."""
    tab = Tab(tmp_path, browser)
    tab.open("ex01")
    monkeypatch.setattr(items, "_kept", {})
    notebooks.released_of.cache_clear()

    def parse(*args: Any) -> None:
        pytest.fail("YAML is read")

    monkeypatch.setattr(items, "parse", parse)
    views = tab.open("ex01")
    answer = {"kind": "answer", "response": {"choice": "a"}, "confidence": 3, "number": 1}
    tab.say("view", view="ex01-doctor-asks", content=answer)
    [end] = [name for name, view in views.items() if view["script"] == "hand_in"]
    said = tab.say("view", view=end, content={"kind": "hand-in", "trainee": "Ada"})
    [done] = [one["content"] for one in said if one["kind"] == "send"]
    assert done["kind"] == "done"


def test_a_question_of_a_review_is_placed_above_it(tmp_path: Path, browser: Browser) -> None:
    tab = Tab(tmp_path, browser)
    tab.open("L01")
    tab.say("view", view=QUESTION, content=RIGHT)
    [(name, _)] = tab.open("review").items()
    begin = {"kind": "start", "minutes": 5, "early": True}
    [placed] = [one for one in tab.say("view", view=name, content=begin) if one["kind"] == "place"]
    [(above, asked)] = placed["views"].items()
    assert asked["state"]["asked"]["review"]
    [failed] = tab.say("view", view=above, content={"kind": "answer", "response": {}})
    assert (failed["view"], failed["content"]["kind"]) == (above, "failed")
    stop = tab.say("view", view=name, content={"kind": "stop"})
    assert [one["views"] for one in stop if one["kind"] == "place"] == [{}]
    assert tab.say("view", view=above, content=RIGHT) == []


def test_what_is_deleted_is_gone_from_what_the_browser_keeps(
    tmp_path: Path, browser: Browser
) -> None:
    tab = Tab(tmp_path, browser)
    tab.open("L01")
    tab.say("view", view=QUESTION, content=RIGHT)
    [(name, _)] = tab.open("my-notes").items()
    tab.say("view", view=name, content={"kind": "delete", "item": None, "notebook": None})
    assert QUESTION.encode() not in browser.kept
    assert b'"deleted"' in browser.kept
    assert Tab(tmp_path / "two", browser).open("L01")[QUESTION]["state"]["answer"]["attempt"] == 0


def test_once_another_tab_has_the_course_nothing_more_is_taken(
    tmp_path: Path, browser: Browser
) -> None:
    tab = Tab(tmp_path, browser)
    tab.open("L01")
    tab.player.close()
    [failed] = tab.say("view", view=QUESTION, content=RIGHT)
    assert "in another tab or window" in failed["content"]["text"]
    assert browser.kept == b""


def test_the_bar_is_told_how_far_each_page_is(tmp_path: Path, browser: Browser) -> None:
    tab = Tab(tmp_path, browser)
    assert tab.say("ask", what="contents", number=1) == [{"kind": "told", "number": 1, "value": {}}]
    tab.open("L01")
    tab.say("view", view=QUESTION, content=RIGHT)
    [told] = tab.say("ask", what="contents", number=2)
    assert told["value"]["notebooks/01_shared_ground.ipynb"]["answered"] == 1
    [told] = tab.say("ask", what="to_reach", number=3)
    assert told["value"] == {"mine": []}


def test_a_page_that_the_course_no_longer_has_says_so(tmp_path: Path, browser: Browser) -> None:
    [trouble] = Tab(tmp_path, browser).say("open", page="L99")
    assert trouble["kind"] == "trouble"
    assert "no page L99" in trouble["text"]


def test_a_syllabus_is_kept_as_it_was_read_and_only_for_its_very_text(tmp_path: Path) -> None:
    file = shutil.copyfile(COURSE / course.FILE, tmp_path / course.FILE)
    before = course.read(tmp_path)
    course.keep(tmp_path)
    (tmp_path / course.KEPT).write_bytes(
        (tmp_path / course.KEPT).read_bytes().replace(b"Within Scope", b"As it was kept")
    )
    assert course.read(tmp_path).title == "As it was kept"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n", encoding="utf-8")
    assert course.read(tmp_path) == before


def test_all_work_is_kept_as_a_text_and_brought_back_once(tmp_path: Path, browser: Browser) -> None:
    tab = Tab(tmp_path / "one", browser)
    tab.open("L01")
    tab.say("view", view=QUESTION, content=RIGHT)
    [kept] = tab.say("ask", what="backup", number=1)
    text = kept["value"]["text"]
    assert text.encode() == browser.kept

    other = Browser()
    tab = Tab(tmp_path / "two", other)
    odd = f"no line\n{text}{text}"
    for number, taken in ((1, 1), (2, 0)):
        [told] = tab.say("ask", what="restore", number=number, text=odd)
        assert told["value"] == {"taken": taken, "known": True}
    [told] = tab.say("ask", what="restore", number=3, text="a letter")
    assert told["value"] == {"taken": 0, "known": False}
    assert tab.open("L01")[QUESTION]["state"]["answer"]["response"] == {"choice": "c"}
    assert other.kept.decode() == text

    other.why = "there is no room left"
    later = text.replace(QUESTION, "l01-two-rooms")
    [told] = tab.say("ask", what="restore", number=4, text=later)
    assert "there is no room left" in told["value"]["failed"]
    assert other.kept.decode() == text
