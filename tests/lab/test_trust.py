"""What may run in a page of the course: its own cells, once Jupyter knows them, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from browser import Lab, wait_until
from playwright.sync_api import Page, expect

from lab.pages import (
    a_notebook,
    code,
    files,
    item,
    kernels,
    put,
    saved,
    start,
    text,
)
from lab.showing import LIVE, bar, notice, show


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with a withinscope.py"])
def test_a_mailed_notebooks_code_never_runs(lab: Lab, page: Page, beside: bool) -> None:
    folder = f"mailed-{beside}"
    attack = "from pathlib import Path\nPath('owned.txt').write_text('x')"
    mailed = a_notebook(text("Dear trainee"), start(), code(attack))
    path = put(lab, mailed, path=f"{folder}/lesson.ipynb", trusted=False)
    if beside:
        (lab.root / folder / "withinscope.py").write_text(attack)
    before, names = saved(lab, path), files(lab.root / folder)

    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("Nothing on this page has been run")
    expect(notice(page)).to_contain_text("cell 3")
    page.evaluate("jupyterapp.shell.currentWidget.model.dirty = true")
    page.evaluate("jupyterapp.shell.currentWidget.content.model.setMetadata('touched', 1)")
    page.wait_for_function(  # past an autosave, which comes each second here
        "start => performance.now() > start + 2500", arg=page.evaluate("performance.now()")
    )
    page.keyboard.press("Control+s")
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    expect(bar(page).get_by_text("Not saved here")).to_be_visible()
    assert saved(lab, path) == before
    assert kernels(lab) == []

    copied = lab.api("POST", f"contents/{folder}", {"copy_from": path})["path"]
    for again in (path, copied):
        show(page, lab, again, items=None)
        expect(notice(page)).to_contain_text("Nothing on this page has been run")
    assert kernels(lab) == []
    assert files(lab.root / folder) == names | {copied.split("/")[-1]}


def test_a_duplicate_of_the_courses_own_cells_does_not_import_what_lies_beside_it(
    lab: Lab, page: Page
) -> None:
    mailed = a_notebook(text("Dear trainee"), start())
    path = put(lab, mailed, path="beside/lesson.ipynb", trusted=False)
    (lab.root / "beside" / "withinscope.py").write_text("open('owned.txt', 'w')")
    copied = lab.api("POST", "contents/beside", {"copy_from": path})["path"]  # Jupyter signs it
    show(page, lab, copied, items=None)
    wait_until("its kernel to have run it", lambda: executions(page) == [1] or None)
    assert "owned.txt" not in files(lab.root / "beside")


def executions(page: Page) -> list[Any]:
    """The execution count of each code cell."""
    cells = "Array.from(jupyterapp.shell.currentWidget.content.model.cells)"
    return list(page.evaluate(f"{cells}.filter(c => c.type === 'code').map(c => c.executionCount)"))


def test_a_notebook_that_jupyter_does_not_know_waits_to_be_trusted(lab: Lab, page: Page) -> None:
    notebook = a_notebook(text("Text."), start(), item("trust-1"))
    path = put(lab, notebook, trusted=False)
    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("cannot tell that it comes from your course")
    assert kernels(lab) == []
    page.get_by_role("button", name="Trust this page…").click()
    asked = page.get_by_role("dialog", name="Trust this page")
    expect(asked).to_contain_text("Trust it only if it is your own")
    asked.get_by_role("button", name="Leave it as it is").click()
    expect(notice(page)).to_contain_text("cannot tell that it comes from your course")
    page.get_by_role("button", name="Trust this page…").click()
    asked.get_by_role("button", name="Trust this page").click()
    expect(page.locator(LIVE)).to_have_count(3)
    expect(notice(page)).to_be_empty()


def test_code_that_is_removed_again_lets_the_page_start(lab: Lab, page: Page) -> None:
    path = put(lab, a_notebook(text("Text."), start(), item("mend-1"), code("1 + 1")))
    show(page, lab, path, items=None)
    expect(notice(page)).to_contain_text("cell 4")
    page.evaluate("jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(3)")
    page.keyboard.press("Control+s")
    expect(page.locator(LIVE)).to_have_count(3)
    wait_until("the file", lambda: len(saved(lab, path).cells) == 3 or None)


def test_line_ends_of_an_editor_are_no_foreign_code(lab: Lab, page: Page) -> None:
    cells = [text("Text."), start(), item("ends-1")]
    for cell in cells:
        cell.source = cell.source.replace("\n", "\r\n")
    show(page, lab, put(lab, a_notebook(*cells)))
    page.get_by_label("Send a short text").check()
    expect(notice(page)).to_be_empty()


def test_a_solution_and_a_strangers_notebook_are_left_alone(lab: Lab, page: Page) -> None:
    for role in ("solution", None):
        page.goto(lab.address(put(lab, a_notebook(text("Text."), code("1 + 1"), role=role))))
        expect(page.locator(".jp-InputPrompt").first).to_be_visible()
        expect(page.locator(".lm-MenuBar")).to_be_visible()
        assert executions(page) == [None]
        expect(bar(page)).to_have_count(0)
