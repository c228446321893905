"""Which process wrote a file, and whether it runs: never a guess that could cost an answer."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from withinscope import process

HERE, NUMBER, ID = process.mark().split(".")
POSIX = pytest.mark.skipif(os.name != "posix", reason="elsewhere a process is not asked for")


def another_process() -> str:
    """The mark of a process that has ended."""
    say = "from withinscope import process; print(process.mark())"
    return subprocess.run(
        [sys.executable, "-c", say], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_mark_is_this_processs_and_stands_in_the_name_of_a_file() -> None:
    assert process.mark() == process.mark()
    assert process.may_run(process.mark())
    assert process.mark().replace(".", "").isalnum()


@POSIX
def test_one_of_this_host_is_asked_for() -> None:
    ended = another_process()
    assert ended.split(".")[0] == HERE
    assert not process.may_run(ended)
    assert process.may_run(f"{HERE}.{os.getppid()}.{ID}")


@POSIX
def test_one_that_had_this_processs_number_has_ended() -> None:
    assert not process.may_run(f"{HERE}.{NUMBER}.another")


@POSIX
def test_a_number_alone_as_version_0_1_0_left_it_is_asked_for() -> None:
    assert not process.may_run(another_process().split(".")[1])
    assert process.may_run(str(os.getppid()))


@pytest.mark.parametrize("left", ["", "a.b", f"{HERE}.x.y", f"{HERE}.{10**30}.a"])
def test_where_a_mark_tells_too_little_it_may_run(left: str) -> None:
    assert process.may_run(left)


def test_one_of_another_container_may_run_though_its_number_is_free() -> None:
    _, number, name = another_process().split(".")
    assert process.may_run(f"container.{number}.{name}")


def test_machines_of_two_names_are_two_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "another-pod")
    process._host.cache_clear()
    try:
        assert process.mark().split(".")[0] != HERE
    finally:
        process._host.cache_clear()


def test_in_a_browser_every_other_tab_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert process.may_run(f"{HERE}.{NUMBER}.another-tab")
    assert process.may_run(f"{HERE}.999999.another-tab")
