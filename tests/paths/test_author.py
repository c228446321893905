"""An author, or anybody, in a plain JupyterLab: no settings and no front end of the course's."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Lab, start_lab
from playwright.sync_api import Page, expect

from paths.pages import COURSE, LESSON, answer, asked

SOLUTION = "solutions/01_shared_ground.ipynb"
BROKEN = """%%item
id: ex01-broken
type: single
stem: Which?
optoins:
  - {id: a, text: This, why: It fits.}
key: a
"""


@pytest.fixture(scope="module")
def plain(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab of the same environment, with the course's notebooks at hand."""
    home = tmp_path_factory.mktemp("plain")
    for path in (SOLUTION, LESSON):
        (home / "root" / path).parent.mkdir(parents=True)
        shutil.copy(COURSE / path, home / "root" / path)
    env = {"WITHINSCOPE_COURSE": str(COURSE), "WITHINSCOPE_WORK": str(home / "work")}
    without = {"disabledExtensions": {"withinscope": True}}
    started = start_lab(home, page_config=without, env=env)
    yield started
    started.stop()


def run_cell(page: Page, first_line: str) -> Any:
    """Run the cell with this line by hand, and return it."""
    cell = page.locator(".jp-CodeCell").filter(has_text=first_line).first
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    return cell


def open_plain(page: Page, plain: Lab, path: str) -> None:
    page.goto(plain.address(path))
    expect(page.locator(".jp-InputPrompt").first).to_be_visible()
    expect(page.locator(".ws-bar")).to_have_count(0)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    run_cell(page, "%course")


def test_an_author_sees_an_item_live_and_what_trainees_will_see_of_it(
    plain: Lab, page: Page
) -> None:
    open_plain(page, plain, SOLUTION)
    shown = run_cell(page, "id: ex01-doctor-asks").locator(".ws-item")
    author = shown.get_by_role("group", name="For the author")
    expect(author.locator("details")).to_have_count(2)
    sees, hidden = author.locator("details").all()
    expect(sees.locator("summary")).to_have_text("Trainees will see")
    expect(hidden.locator("summary")).to_have_text("Trainees will not see")
    assert "key:" not in sees.inner_text()
    assert "why:" not in sees.inner_text()
    assert "key: b" in hidden.inner_text()
    item = {item.id: item for item in solution_items()}["ex01-doctor-asks"]
    answer(page, item, {"choice": "b"})
    expect(shown.locator(".ws-result")).to_contain_text(item.options[1].why)


def solution_items() -> Any:
    from withinscope import notebooks

    return notebooks.items(notebooks.read(COURSE / SOLUTION))


def test_a_broken_cell_says_what_where_and_how_to_mend_it(plain: Lab, page: Page) -> None:
    file = plain.root / "broken.ipynb"
    notebook = json.loads((COURSE / SOLUTION).read_text())
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"].endswith("start")]
    notebook["cells"].append(
        {**notebook["cells"][0], "id": "broken", "source": BROKEN, "outputs": []}
    )
    file.write_text(json.dumps(notebook))
    open_plain(page, plain, "broken.ipynb")
    said = run_cell(page, "ex01-broken").get_by_role("alert")
    expect(said).to_contain_text("optoins")
    expect(said).to_contain_text("5")
    expect(said).to_contain_text("options")
    expect(page.locator(".jp-OutputArea")).not_to_contain_text(["Traceback"])


def test_a_lessons_cell_run_by_hand_works_and_is_kept(plain: Lab, page: Page) -> None:
    open_plain(page, plain, LESSON)
    run_cell(page, "id: l01-fridays")
    one = asked(LESSON)["l01-fridays"]
    shown = answer(page, one, {"choice": "b"})
    expect(shown.locator(".ws-result")).to_contain_text(one.options[1].why)
    lines = [
        raw for file in journal(plain).glob("*.jsonl") for raw in file.read_text().splitlines()
    ]
    assert [
        json.loads(raw)["response"] for raw in lines if one.id in raw and '"answer"' in raw
    ] == [{"choice": "b"}]


def journal(plain: Lab) -> Path:
    return plain.home / "work" / "journal"
