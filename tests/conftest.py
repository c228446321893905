"""Fixtures for tests in a real browser: one Chromium and one JupyterLab for all of them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

# First: what tests import of Jupyter takes two seconds less after it, in each process.
import withinscope.jupyter_format  # noqa: F401

# isort: split
import browser
import changed
import pytest
from window import Window, a_page

#: Tests say what is said in English, on whichever system.
os.environ["WITHINSCOPE_LANGUAGE"] = "en"
#: Milliseconds; a condition that holds is seen at once, however long this is.
PATIENCE = 30_000
#: JupyterLab as it comes, but for an autosave that a test can wait for.
SETTINGS = {"@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 1}}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--changed",
        nargs="?",
        const="HEAD",
        metavar="REVISION",
        help="run the test files alone that a change since REVISION can reach, by default one "
        "that is not committed yet",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what asks for the browser: `start.py check` leaves it out. Longest files first.

    Files are handed out in this order: a long one at the end would keep one core busy alone.
    """
    if revision := config.getoption("changed"):
        leave_to_others(config, items, revision)
    for item in items:
        if "chrome" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    by_file: defaultdict[object, float] = defaultdict(float)
    for item in items:
        by_file[item.path] += seconds(item)
    items.sort(key=lambda item: -by_file[item.path])  # stable: a file's own order stays


def leave_to_others(config: pytest.Config, items: list[pytest.Item], revision: str) -> None:
    """Leave out the tests that no change since a revision can reach."""
    reached = changed.Tree(browser.COURSE).reached(changed.since(browser.COURSE, revision))
    config.hook.pytest_deselected(items=[item for item in items if item.path not in reached])
    items[:] = [item for item in items if item.path in reached]


def seconds(item: pytest.Item) -> float:
    """About how long a test takes: as it says itself, `slow(40)`, or by what it asks for."""
    slow = item.get_closest_marker("slow")
    if slow and slow.args:
        return float(slow.args[0])
    if item.get_closest_marker("browser"):
        return 15
    if slow:
        return 3
    return 1 if hasattr(getattr(item, "obj", None), "hypothesis") else 0.05


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    """A headless Chromium; without one browser tests are skipped, but fail where CI is set."""
    if browser.chromium() is None:
        missing = "Chromium is not installed, so nothing is tested in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with browser.browser() as started:
        yield started


@pytest.fixture(scope="session")
def shared_lab(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Lab]:
    """A JupyterLab server with the course's extension, shared by the tests of one process."""
    home = tmp_path_factory.mktemp("lab")
    (home / "work").mkdir()
    env = {"WITHINSCOPE_COURSE": str(browser.COURSE), "WITHINSCOPE_WORK": str(home / "work")}
    started = browser.start_lab(home, settings=SETTINGS, env=env)
    yield started
    started.stop()


@pytest.fixture
def lab(shared_lab: browser.Lab) -> Iterator[browser.Lab]:
    """The shared server, without anybody's kernels, nothing open in it."""
    yield shared_lab
    shared_lab.clear()


@pytest.fixture(scope="session")
def window(chrome: Any) -> Iterator[Window]:
    """The page that the tests of one process use one after another."""
    opened = Window(chrome)
    yield opened
    opened.close()


@pytest.fixture
def page(window: Window, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page, nothing open in it. An error in the page's scripts fails the test."""
    failed = request.session.testsfailed
    yield patient(window.page())
    errors = list(window.errors)
    if errors or request.session.testsfailed > failed:
        window.close()
    else:
        window.clear()
    assert errors == []


@pytest.fixture
def own_page(chrome: Any) -> Iterator[Any]:
    """A page in a browser profile of its own, for tests that `page` can't be cleared of."""
    with a_page(chrome) as (opened, errors):
        yield patient(opened)
    assert errors == []


def patient(page: Any) -> Any:
    """The page, with all the time that a loaded machine may take."""
    from playwright.sync_api import expect

    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page
