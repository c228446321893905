"""What a page is sent of the views' scripts and style sheets: each file once, and no more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from withinscope import notebooks, texts, widgets
from withinscope.session import Session
from withinscope.views import scripts
from withinscope.views.notes import NotesView
from withinscope.views.view import View
from withinscope.widgets import Parcel

COURSE = Path(__file__).parents[2]
LESSON = COURSE / "notebooks" / "01_shared_ground.ipynb"
FOLDER = Path(scripts.__file__).parent
VIEWS = [file.stem for file in FOLDER.glob("*.js") if "export const view =" in file.read_text()]
#: Most bytes that a widget carries beside what its item asks. When each carried its scripts and
#: styles itself it was some 26,000, and lesson 1 opened 18 widgets with 528,556 in all.
MOST = 2000
#: What of a widget's state is its item's.
ITEMS = ("asked", "answer", "now", "shown")


@pytest.fixture
def nothing_sent() -> Iterator[None]:
    """A kernel that has sent nothing yet."""
    before, Parcel._sent = Parcel._sent, {}
    yield
    Parcel._sent = before


def test_every_file_is_some_views() -> None:
    used = {name for view in VIEWS for name in scripts.files(view)} | {"widget.js"}
    assert used == {file.name for file in FOLDER.iterdir() if file.suffix in {".js", ".css"}}


def test_the_look_of_every_view_comes_first_and_then_that_of_each_script() -> None:
    sheets = [name for name in scripts.files("dialogue") if name.endswith(".css")]
    assert sheets[:4] == ["tokens.css", "item.css", "controls.css", "feedback.css"]
    assert sheets[4] == "dialogue.css"
    assert sorted(sheets[5:]) == ["debrief.css", "picture.css", "portrait.css"]


@pytest.mark.usefixtures("nothing_sent")
def test_a_view_is_sent_only_what_those_before_it_lack() -> None:
    [first] = Parcel.ids("single")
    assert Parcel.ids("single") == [first]
    assert Parcel.ids("notes")[0] == first
    files = [name for parcel in {*Parcel._sent.values()} for name in parcel.files]
    assert sorted(files) == sorted({*scripts.files("single"), *scripts.files("notes")})


@pytest.mark.usefixtures("nothing_sent")
def test_what_was_closed_is_sent_again() -> None:
    [first] = Parcel.ids("single")
    Parcel._sent["frame.js"].close()
    [second] = Parcel.ids("single")
    assert first != second


@pytest.mark.usefixtures("nothing_sent")
def test_in_another_language_a_page_is_sent_the_texts_in_it_and_nothing_else_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texts._Spoken, "now", "en")
    [first] = Parcel.ids("single")
    texts.speak("de")
    assert [one for one in Parcel.ids("single") if one != first]
    assert Parcel._sent["catalog.js"].files == {"catalog.js": scripts.text("catalog.js")}
    assert "Antwort speichern" in scripts.text("catalog.js")


def test_a_page_that_lost_a_parcel_is_sent_all_files_of_its_view(tmp_path: Path) -> None:
    view = NotesView(Session("L01", tmp_path, None, None))
    widgets.bundle(view)
    widget: Any = view.page
    sent: list[Any] = []
    widget.send = sent.append
    widget._heard(None, {"kind": "files"}, [])
    [answer] = sent
    assert answer["kind"] == "files"
    assert answer["files"]["notes.js"] == (FOLDER / "notes.js").read_text()
    assert tuple(answer["files"]) == scripts.files("notes")


@pytest.mark.slow
def test_lesson_1_is_sent_each_file_once(tmp_path: Path) -> None:
    opened = list(comms(LESSON, tmp_path))
    states = [content["data"]["state"] for content in opened]
    parcels = [state["files"] for state in states if "files" in state]
    shown = [state for state in states if "_esm" in state]
    files = [name for parcel in parcels for name in parcel]
    assert sorted(files) == sorted({n for state in shown for n in scripts.files(state["_script"])})
    assert {state["_esm"] for state in shown} == {scripts.text("widget.js")}
    carried = [{k: v for k, v in state.items() if k not in ITEMS} for state in shown]
    print(f"{size(opened):,} bytes: {len(shown)} widgets, and {size(parcels):,} of files")
    assert max(map(size, carried)) < MOST


def size(value: Any) -> int:
    """The bytes of a value as it is sent."""
    return len(json.dumps(value, ensure_ascii=False).encode())


def comms(notebook: Path, work: Path) -> Iterator[Any]:
    """Run a notebook's code in a kernel; yield what its comms were opened with."""
    kernel = KernelManager()
    env = os.environ | {"WITHINSCOPE_WORK": str(work), "WITHINSCOPE_COURSE": str(COURSE)}
    kernel.start_kernel(env=env, cwd=str(notebook.parent))
    client = kernel.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        for cell in notebooks.read(notebook).cells:
            if cell.type == "code":
                yield from opened_by(client, cell.source)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)


def opened_by(client: Any, source: str) -> Iterator[Any]:
    """Run a cell; yield what its comms were opened with."""
    asked = client.execute(source)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != asked:
            continue
        assert message["msg_type"] != "error", message["content"]
        if message["msg_type"] == "comm_open":
            yield message["content"]
        if message["content"].get("execution_state") == "idle":
            return


def test_a_widget_tells_its_script_which_model_is_its_own() -> None:
    view = View("notes", "Notes.")
    widgets.bundle(view)
    widget: Any = view.page
    assert widget.comm.comm_id == widget.get_state()["_own"] != ""


def test_all_widgets_of_a_kind_share_their_class() -> None:
    views = [View("notes", "Notes."), View("notes", "Notes.")]
    for view in views:
        widgets.bundle(view)
    assert len({type(view.page) for view in views}) == 1
