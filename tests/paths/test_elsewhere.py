"""In somebody's own JupyterLab or Jupyter Notebook 7: everything works, and is saved, there too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from browser import COURSE, LABEXTENSIONS, Lab, start_lab, wait_until
from core.makers import TYPES, a_cell, a_text, an_exercise, an_item
from playwright.sync_api import Page, expect

from paths.pages import answer, item, records, some_answer, status, wait_live
from withinscope import dialogue, notebooks

PLACES = {"JupyterLab": "/lab/tree/", "Notebook 7": "/notebooks/"}
WHERE = pytest.mark.parametrize("route", PLACES.values(), ids=PLACES.keys())
ARGS = [
    f"--JupyterNotebookApp.extra_labextensions_path={LABEXTENSIONS}",
    "--JupyterNotebookApp.expose_app_in_browser=True",
]
#: Closes what brought the scripts to the page, as if it had been lost on its way.
LOSE_SCRIPTS = """
from withinscope.widgets import Parcel
for parcel in {*Parcel._sent.values()}:
    parcel.close()
"""
KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"
#: In one go: what JupyterLab still does after a run would choose another cell in between.
CLEAR_FIRST_ITEM = """() => {
    jupyterapp.shell.currentWidget.content.activeCellIndex = 2;
    return jupyterapp.commands.execute('notebook:clear-cell-output');
}"""
#: Whether the kernel of the notebook in front waits for something to run.
IDLE = "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
_numbers = count(80)


def a_server(home: Any, **options: Any) -> Lab:
    """Somebody's own server: the package is there, and none of the course's settings is."""
    (home / "work").mkdir()
    env = {"WITHINSCOPE_COURSE": str(COURSE), "WITHINSCOPE_WORK": str(home / "work")}
    return start_lab(home, args=ARGS, env=env, **options)


@pytest.fixture(scope="module")
def shared_own(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    started = a_server(tmp_path_factory.mktemp("own"))
    yield started
    started.stop()


@pytest.fixture
def own(shared_own: Lab) -> Iterator[Lab]:
    """As the package is installed, its front-end extension with it."""
    yield shared_own
    shared_own.clear()


@pytest.fixture(scope="module")
def shared_bare(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    off = {"disabledExtensions": {"withinscope": True}}
    started = a_server(tmp_path_factory.mktemp("bare"), page_config=off)
    yield started
    started.stop()


@pytest.fixture
def bare(shared_bare: Lab) -> Iterator[Lab]:
    """Without the extension, as in a front end that takes none: VS Code, for one."""
    yield shared_bare
    shared_bare.clear()


def put(lab: Lab) -> tuple[str, list[Any]]:
    """Write an exercise with an item of every type; return its path and its items."""
    name = f"ex{next(_numbers)}"
    start = a_cell(f"%load_ext withinscope\n%course {name}")
    written = an_exercise(a_text("# Everything"), start, *map(an_item, TYPES), id=name)
    notebooks.write(lab.root / f"{name}.ipynb", written)
    return f"{name}.ipynb", list(
        notebooks.released_items(notebooks.read(lab.root / f"{name}.ipynb"))
    )


def trust(page: Page) -> None:
    """Say that the notebook is one's own, as its page asks to."""
    page.get_by_role("button", name="Trust this page…").click()
    asked = page.get_by_role("dialog", name="Trust this page")
    asked.get_by_role("button", name="Trust this page").click()


def run_all(page: Page) -> None:
    """Run the notebook's cells, as its menu does."""
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.wait_for_function(IDLE)
    page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")


def answer_all(page: Page, asked: list[Any]) -> dict[str, Any]:
    """Answer every item; return the responses by item."""
    answers: dict[str, Any] = {}
    for one in asked:
        if one.type == dialogue.NAME:
            answers[one.id] = play(item(page, one.id), one)
        else:
            answers[one.id] = some_answer(one)
            answer(page, one, answers[one.id])
    return answers


def play(shown: Any, conversation: Any) -> Any:
    """Play a conversation to an end, saying the first thing in each turn."""
    shown.get_by_role("button", name="Begin").click()
    path: tuple[str, ...] = ()
    while (now := dialogue.replay(conversation, path)).ending is None:
        say = now.turns[-1].choices[0]
        shown.get_by_role("button").filter(has_text=say.say).press("Enter")
        path = (*path, f"{now.turns[-1].node}.{say.id}")
    expect(shown.get_by_role("heading", name="Played to its end")).to_be_visible()
    return {"path": list(path), "ending": now.ending}


def kept(lab: Lab, notebook: str) -> dict[str, Any]:
    """The responses in the journal, by item."""
    files = (lab.home / "work" / "journal").glob("*.jsonl")
    lines = [json.loads(raw) for file in files for raw in file.read_text().splitlines() if raw]
    mine = [one for one in lines if (one["kind"], one["notebook"]) == ("answer", notebook)]
    return {line["item"]: line["response"] for line in mine}


def filed(lab: Lab, path: str) -> dict[str, Any]:
    """The responses in the notebook's file, by item."""
    return {name: one["response"] for name, one in records(lab.root / path).items()}


@WHERE
def test_with_the_extension_it_is_a_course_page_there_too(own: Lab, page: Page, route: str) -> None:
    path, asked = put(own)
    page.goto(own.address(path, route))
    trust(page)
    wait_live(page, len(asked))
    answers = answer_all(page, asked)
    assert kept(own, path.removesuffix(".ipynb")) == answers
    wait_until("the file", lambda: filed(own, path) == answers)
    shows_again(page, asked)


@WHERE
def test_without_the_extension_the_cells_run_and_are_saved(
    bare: Lab, page: Page, route: str
) -> None:
    path, asked = put(bare)
    page.goto(bare.address(path, route))
    run_all(page)
    wait_live(page, len(asked))
    answers = answer_all(page, asked)
    assert kept(bare, path.removesuffix(".ipynb")) == answers
    page.keyboard.press("Control+s")
    wait_until("the file", lambda: filed(bare, path) == answers)
    shows_again(page, asked, run_all)


def test_whatever_becomes_of_outputs_the_other_items_keep_their_scripts(
    bare: Lab, page: Page
) -> None:
    path, asked = put(bare)
    page.goto(bare.address(path, PLACES["JupyterLab"]))
    run_all(page)
    wait_live(page, len(asked))
    page.wait_for_function(IDLE)
    page.evaluate(CLEAR_FIRST_ITEM)
    wait_live(page, len(asked) - 1)
    page.evaluate("void jupyterapp.commands.execute('notebook:run-cell')")
    wait_live(page, len(asked))
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")

    page.evaluate(f"code => {KERNEL}.requestExecute({{ code }}).done", LOSE_SCRIPTS)
    page.reload()
    wait_live(page, len(asked))
    answer(page, asked[0], some_answer(asked[0]))
    expect(status(item(page, asked[0].id))).to_contain_text("Saved")


def shows_again(page: Page, asked: list[Any], run: Any = lambda page: None) -> None:
    """Open the page anew: each answer is there."""
    page.reload()
    run(page)
    wait_live(page, len(asked))
    for one in asked:
        if one.type == dialogue.NAME:
            shown = item(page, one.id).get_by_role("button", name="Read what was said")
            expect(shown).to_be_visible()
        else:
            expect(status(item(page, one.id))).to_contain_text("aved")
