"""The course, served to a trainee whose work folder is empty at the start of each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from paths.pages import Learning


@pytest.fixture(scope="session")
def served(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """One `withinscope learn` for all tests of a process."""
    started = Learning(tmp_path_factory.mktemp("path") / "work")
    yield started
    started.stop()


@pytest.fixture
def course(served: Learning) -> Learning:
    """The running course, nothing answered yet."""
    served.empty()
    return served
