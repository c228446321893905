"""Ten things that a screen reader has to say, or not to say, over lesson 1, a conversation and a
hand-in; by keys alone. NVDA, JAWS and VoiceOver are not driven by this.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paths.pages import (
    EXERCISE,
    LESSON,
    Learning,
    asked,
    button,
    item,
    open_page,
    status,
    sure,
    wait_live,
)
from playwright.sync_api import expect

from screen_reader.reader import Reader, listening, page_in_window

ITEMS = asked(LESSON)
SINGLE = ITEMS["l01-library-evening"]
NIGHT = "notebooks/07_between_sessions.ipynb"
ERROR = "Choose one first."
[TALK] = [one for one in asked(NIGHT).values() if one.type == "dialogue"]
OPENING = next(iter(TALK.nodes.values()))


def plain(text: str) -> str:
    """A text in one line, as it is heard."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    started = Learning(tmp_path_factory.mktemp("course") / "work")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder with a short path: sockets lie in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def started(home: Path) -> Iterator[tuple[Reader, Any]]:
    expect.set_options(timeout=60_000)  # JupyterLab loads slowly beside a reader
    with listening(home) as (reader, env), page_in_window(env, home) as page:
        yield reader, page


@pytest.fixture
def reader(started: tuple[Reader, Any]) -> Reader:
    return started[0]


@pytest.fixture
def page(started: tuple[Reader, Any]) -> Any:
    return started[1]


@pytest.fixture(scope="module")
def lesson(started: tuple[Reader, Any], course: Learning) -> Any:
    """The first question of lesson 1, opened once: a check goes on where the last one stopped."""
    reader, page = started
    open_page(page, course, LESSON)
    reader.hear("")  # whatever it says of a page that opens
    return item(page, SINGLE.id)


def focus(reader: Reader, control: Any, said: str) -> None:
    """Put the focus where a person comes by Tab, and hear it."""
    reader.forget()
    control.focus()
    reader.hear(said)


def test_1_headings_are_found_by_their_key(reader: Reader, lesson: Any) -> None:
    reader.press("h", "Shared ground heading level 1")
    reader.press("h", "heading level 2")


def test_2_tab_goes_on_from_the_heading_to_the_next_question(reader: Reader, lesson: Any) -> None:
    said = reader.press("Tab", "not selected radio button")
    assert f"Question 1 of {len(ITEMS)}" in said


def test_3_the_same_error_is_said_each_time(reader: Reader, lesson: Any) -> None:
    focus(reader, button(lesson), "Answer push button")
    for _ in range(2):
        reader.press("space", "Choose one first.")


def test_4_the_verdict_comes_first_and_nothing_else_is_read(reader: Reader, lesson: Any) -> None:
    lesson.get_by_role("radio").first.check()
    sure(lesson)
    focus(reader, button(lesson), "Answer push button")
    verdict = SINGLE.verdict(SINGLE.decode(b'{"choice":"a"}'))
    assert reader.press("space", "Saved.") == f"space {verdict} Saved."


def test_5_look_up_is_a_dialog_that_is_read_from_its_head(
    reader: Reader, page: Any, lesson: Any
) -> None:
    reader.press("F1", "Look up is open.")  # of a focus that moves Orca 43 may say nothing then
    expect(page.get_by_role("dialog").get_by_role("heading", level=1)).to_be_focused()
    reader.press("Down", "For the moment when you need it")
    assert "Look up dialog" in reader.press("h", "Four ways on heading level 2")


def test_6_closed_it_gives_the_focus_back_and_reads_no_feedback_again(
    reader: Reader, lesson: Any
) -> None:
    assert "fits better" not in reader.press("Escape", "Answer again push button")


def test_7_a_page_opened_again_reads_no_old_feedback(
    reader: Reader, page: Any, lesson: Any
) -> None:
    reader.forget()
    page.reload()
    wait_live(page, len(ITEMS))
    assert "fits better" not in reader.hear("Shared ground")


def test_8_the_scene_is_said_and_then_the_client_whole(
    reader: Reader, page: Any, course: Learning
) -> None:
    open_page(page, course, NIGHT)
    shown = item(page, TALK.id)
    shown.get_by_role("button", name="Show", exact=True).click()
    focus(reader, shown.get_by_role("button", name="Begin"), "Begin push button")
    said = reader.press("space", plain(OPENING.client))
    assert 0 <= said.index(plain(OPENING.scene)) < said.index(plain(OPENING.client))


def test_9_what_can_be_said_is_a_list_of_buttons(reader: Reader, page: Any) -> None:
    said = reader.press("Tab", "push button")
    assert f"List with {len(OPENING.choices)} items" in said
    assert plain(OPENING.choices[0].say) in said


def test_10_handing_in_says_so_before_anything_else(
    reader: Reader, page: Any, course: Learning
) -> None:
    open_page(page, course, EXERCISE)
    shown = item(page, "ex01-doctor-asks")
    shown.get_by_role("radio").first.check()
    sure(shown)
    button(shown).click()
    expect(status(shown)).to_contain_text("Saved.")
    focus(reader, page.get_by_role("textbox", name="Your name"), "Your name or number entry")
    reader.type("Ada")
    reader.hear("a")
    said = reader.press("Return", "Handed in")
    assert said.removeprefix("return ").startswith("Handed in")
