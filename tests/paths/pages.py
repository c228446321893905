"""What the tests of the whole path share: the course as `learn` serves it, and hands to play it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import psutil
from browser import Lab, free_port, wait_until
from nbformat.sign import NotebookNotary
from window import visit

from withinscope import notebooks, types
from withinscope.lab import settings, working_copies
from withinscope.lab.trust import Signatures

COURSE = Path(__file__).parents[2]
LESSON = "notebooks/01_shared_ground.ipynb"
EXERCISE = "exercises/01_shared_ground.ipynb"
RECORD = notebooks.MIME
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/doc/tree/(\S+)\?token=(\w+)")
#: Pages, and the journal, which notes the workbook of each exercise.
MADE = ("notebooks", "exercises", "solutions", "journal")
FRESH = (*MADE, "hand-ins", "set-aside", "faults.log")
#: What JupyterLab keeps of a person: the place and the theme.
KEPT = (".jupyter/workspaces", ".jupyter/settings")


class Learning(Lab):
    """`withinscope learn`, running on a work folder; stopped by `stop()`."""

    def __init__(
        self,
        work: Path,
        course: Path = COURSE,
        port: int | None = None,
        python: str = sys.executable,
    ) -> None:
        command = [python, "-m", "withinscope", "learn", "--no-browser"]
        command += ["--course", str(course), "--port", str(port or free_port())]
        env = {**os.environ, "WITHINSCOPE_WORK": str(work)}
        process = subprocess.Popen(command, cwd=course, env=env, stdout=subprocess.PIPE)
        self.work, self.course = work, course
        port_, token, self.opened = _told(process)
        super().__init__(work, process, port_, token)
        self.root = work
        wait_until("the server", self.is_up)

    def log(self) -> str:
        return (self.work / ".jupyter" / "log.txt").read_text()

    def renew(self) -> None:
        """Give the server another person's empty work folder."""
        self._forget()
        working_copies.refresh(self.course, self.work, Signatures(settings.data_folder(self.work)))

    def empty(self) -> None:
        """Give the server the work folder that the first test had, when it was new.

        Its pages are made and signed once: copies of the same bytes are as well known to Jupyter.
        """
        made = self.work.with_name(f"{self.work.name}-made")
        if not made.exists():
            self.renew()
            for folder in filter(Path.exists, map(self.work.joinpath, MADE)):
                shutil.copytree(folder, made / folder.name)
        self._forget()
        shutil.copytree(made, self.work, dirs_exist_ok=True)

    def _forget(self) -> None:
        self.end_kernels()
        for name in (*FRESH, *KEPT):
            left = self.work / name
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)

    def journal(self, kind: str = "answer") -> list[Any]:
        """The lines of a kind in the journal as it stands on disk, in the order of their times."""
        files = (self.work / "journal").glob("*.jsonl")
        raws = [raw for file in files for raw in file.read_text().splitlines() if raw]
        lines = sorted(map(json.loads, raws), key=lambda line: line["at"])
        return [line for line in lines if line["kind"] == kind]

    def responses(self, item: str) -> list[Any]:
        """What the journal holds as answers to an item, the earliest first."""
        return [line["response"] for line in self.journal() if line["item"] == item]

    def records(self, path: str = EXERCISE) -> dict[str, Any]:
        """The record of each answered item in a notebook's file."""
        return records(self.work / path)

    def hand_ins(self) -> list[Path]:
        """The files handed in, the earliest first."""
        found = (self.work / "hand-ins").glob("*.ipynb")
        return sorted(found, key=lambda file: str(notebooks.read(file).handed_in_at))

    def mail(self, file: Path, path: str) -> None:
        """Put somebody else's notebook into the work folder: this Jupyter has never seen it."""
        shutil.copy(file, self.work / path)
        notary = NotebookNotary(data_dir=str(self.work / ".jupyter" / "data"))
        notary.unsign(nbformat.read(file, as_version=4))
        notary.store.close()

    def signal_kernel(self, number: signal.Signals, path: str = LESSON) -> None:
        """Send a signal to a notebook's kernel: SIGKILL ends it as a crash does."""
        [name] = [one["kernel"]["id"] for one in self.api("GET", "sessions") if one["path"] == path]
        children = psutil.Process(self.pid).children(recursive=True)
        [kernel] = [one for one in children if name in " ".join(one.cmdline())]
        os.kill(kernel.pid, number)


def _told(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    """Return port, token and page, from the address that the command prints."""
    assert process.stdout
    told = process.stdout.readline().decode()
    found = ADDRESS.search(told)
    assert found, told
    return int(found[1]), found[3], found[2]


def whole(file: Path) -> Any:
    """A notebook as JSON, once it is whole: Jupyter writes it in place while a test reads it."""

    def parsed() -> Any:
        try:
            return json.loads(file.read_text())
        except ValueError:
            return None

    return wait_until("the file to be whole", parsed)


def records(file: Path) -> dict[str, Any]:
    """The record of each answered item in a notebook."""
    read = whole(file)
    outputs = [one for cell in read["cells"] for one in cell.get("outputs", ())]
    assert {one["output_type"] for one in outputs} == {"display_data"}
    found = [one["data"][RECORD] for one in outputs if RECORD in one["data"]]
    return {record["item"]: record for record in found}


def asked(path: str) -> dict[str, Any]:
    """The items of a notebook of the course, by id."""
    notebook = notebooks.read(COURSE / path)
    released = [item for item in map(notebooks.asked, notebook.cells) if item is not None]
    return {item.id: item for item in released or notebooks.items(notebook)}


def first_of_each_type(items: Mapping[str, Any]) -> list[Any]:
    """One item of each type that a notebook has, in the notebook's order."""
    found: dict[str, Any] = {}
    for item in items.values():
        found.setdefault(item.type, item)
    return list(found.values())


def open_page(page: Any, course: Lab, path: str) -> None:
    """Open a page of the course and wait until all that it asks is live."""
    visit(page, course, path)
    wait_live(page, len(asked(path)))


def wait_live(page: Any, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator(".ws-preview")).to_have_count(0)
    expect(page.locator("[data-ws-item]")).to_have_count(count)


def grow_old(page: Any) -> None:
    """Mark the items on the page, so that those of the next run can be told from them."""
    page.locator("[data-ws-item]").evaluate_all("all => all.map(one => one.dataset.old = 'old')")


def wait_anew(page: Any, count: int) -> None:
    """Wait until the page, without a reload, has run again: every item live is a new one."""
    from playwright.sync_api import expect

    expect(page.locator("[data-old]")).to_have_count(0)
    wait_live(page, count)


def item(page: Any, name: str) -> Any:
    """An item on the page."""
    return page.locator(f'[data-ws-item="{name}"]')


def status(shown: Any) -> Any:
    """What stands beside an item's button."""
    return shown.locator(".ws-foot > p.ws-status")


def told(page: Any) -> Any:
    """What a screen reader is told just now."""
    return page.locator("#ws-announcer")


def button(shown: Any) -> Any:
    """The button that keeps an item's answer."""
    return shown.locator(".ws-answer").get_by_role("button").first


def table(item: types.Item | types.Released) -> Any:
    """The case table of an item's type, which says by which controls it is answered."""
    return import_module(f"core.cases.{types.names()[item.type]}")


def fill(shown: Any, item: types.Item | types.Released, response: Any) -> None:
    """Choose or write an answer, by what stands on the page."""
    uncover(shown)
    table(item).fill(shown, item, response)


def uncover(shown: Any) -> None:
    """Ask to see what stays covered below a care note, if anything does."""
    show = shown.get_by_role("button", name="Show", exact=True)
    if show.is_visible():
        show.click()


def some_answer(item: types.Item | types.Released, other: bool = False) -> Any:
    """An answer to an item, and another one."""
    return table(item).answers(item)[other]


def sure(shown: Any, words: str = "Fairly sure") -> None:
    """Say how sure one is."""
    shown.get_by_role("radio", name=words, exact=True).check()


def answer(page: Any, item_: Any, response: Any) -> Any:
    """Answer an item and wait until it says that this is saved; return the item on the page."""
    from playwright.sync_api import expect

    shown = item(page, item_.id)
    fill(shown, item_, response)
    if item_.confidence:
        sure(shown)
    button(shown).click()
    expect(status(shown)).to_have_text(re.compile("^Saved"))
    return shown


def chosen(shown: Any) -> list[str]:
    """The values of the controls that are checked."""
    return list(
        shown.locator(".ws-controls input:checked").evaluate_all("all => all.map(one => one.value)")
    )
