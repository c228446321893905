"""The magics of one kernel: what the cells above have shown is what a cell can name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from withinscope import magics

SET = """\
id: doors
options:
  - {id: a, text: Wait}
  - {id: b, text: Call}
"""
ITEM = """\
id: roof
type: single
set: doors
stem: He stands on a roof.
why: {a: He may jump., b: He is in danger.}
key: b
"""
Run = Callable[[str, str], list[str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a magic in a lesson, and return the texts that its cell shows."""
    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell.instance()
    magics.load(shell)

    def run(magic: str, cell: str) -> list[str]:
        with capture_output() as shown:
            shell.run_cell_magic(magic, "", cell)
        return [str(one.data["text/plain"]) for one in shown.outputs]

    shell.run_line_magic("course", "L01")
    yield run
    assert shell.history_manager is not None
    shell.history_manager.end_session()
    InteractiveShell.clear_instance()


def test_a_set_shows_nothing_and_an_item_below_it_has_its_options(run: Run) -> None:
    assert run("set", SET) == []
    [shown, *_] = run("item", ITEM)
    assert shown == "He stands on a roof.\n\n( ) Wait\n( ) Call"


def test_an_item_whose_set_was_not_shown_says_so(run: Run) -> None:
    [said] = run("item", ITEM)
    assert said == "4: There is no set `doors` above this. Write it above, in a cell `%%set`."


def test_a_set_that_is_run_again_is_the_one_that_counts(run: Run) -> None:
    run("set", SET)
    run("item", ITEM)
    run("set", SET.replace("Call", "Call now"))
    assert run("item", ITEM)[0].endswith("( ) Call now")


def test_a_mistake_in_a_set_is_told_with_its_line(run: Run) -> None:
    assert run("set", SET.replace("options", "option")) == [
        "3: There is no field `option` here. Did you mean `options`?"
    ]
