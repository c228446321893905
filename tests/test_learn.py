"""`withinscope learn`: what it says where it serves nothing, and what it does before it serves."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import ROOT, a_free_port

from withinscope import cli
from withinscope.course import pages
from withinscope.journal import Journal, Line
from withinscope.lab import already_running, last_page, learn, settings, working_copies


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    """`learn` narrows the rights of what its process writes: not of what these tests write."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_what_was_deleted_while_a_kernel_ran_leaves_the_journal_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path)
    journal.append(Line("answer", notebook="L01", item="i", trainee="to be deleted"))
    (file,) = (tmp_path / "journal").iterdir()
    # The name says which process writes to it: one of another container's may run.
    file.rename(file.with_name("20260101T000000-container.1.a-x.jsonl"))
    Journal(tmp_path).delete("L01", "i")
    assert "to be deleted" in journal_text(tmp_path)

    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path))
    monkeypatch.setattr(learn, "_serve", lambda *_: 0)
    # It sets these for its server and its kernels; here they would be the tests'.
    monkeypatch.setattr(settings, "set_environment", lambda *_: None)
    monkeypatch.setattr(os, "umask", lambda _: 0)
    assert cli.main(["learn", "--course", str(ROOT), "--no-browser"]) == 0
    assert "to be deleted" not in journal_text(tmp_path)


def journal_text(work: Path) -> str:
    return "".join(file.read_text() for file in (work / "journal").iterdir())


def test_a_note_of_the_last_page_that_is_damaged_or_of_another_course_is_no_page(
    tmp_path: Path,
) -> None:
    found = pages(ROOT)
    kept = settings.home(tmp_path) / "workspaces/default.jupyterlab-workspace"
    kept.parent.mkdir(parents=True)
    for text, page in {
        f'{{"data": {{"{last_page.KEY}": {{"path": "{found[2].path}"}}}}}}': found[2],
        f'{{"data": {{"{last_page.KEY}": {{"path": "gone.ipynb"}}}}}}': found[0],
        f'{{"data": {{"{last_page.KEY}": 3}}}}': found[0],
        "not JSON": found[0],
    }.items():
        kept.write_text(text)
        assert learn._first_page(found, None, last_page.path(tmp_path)) == page


def test_a_lesson_that_is_not_there_is_said_with_those_that_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path / "work"))
    assert cli.main(["learn", "--course", str(ROOT), "--lesson", "L99"]) == 2
    assert "The course has no lesson L99. It has L00 (Welcome), " in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["learn", "--port", port])
    assert "--port" in capsys.readouterr().err


def test_a_work_folder_that_cannot_be_made_is_said_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path / "file" / "work"))
    assert cli.main(["learn", "--course", str(ROOT)]) == 2
    assert "Start the course again." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "WITHINSCOPE_WORK"),
        (errno.EACCES, "WITHINSCOPE_WORK"),
        (errno.ENOSPC, "The disk is full."),
    ],
)
def test_an_error_of_the_system_is_said_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    number: int, words: str,
) -> None:  # fmt: skip
    def refuse(*_: object) -> tuple[str, ...]:
        raise OSError(number, os.strerror(number), str(tmp_path))

    monkeypatch.setenv("WITHINSCOPE_WORK", str(tmp_path / "work"))
    monkeypatch.setattr(working_copies, "refresh", refuse)
    assert cli.main(["learn", "--course", str(ROOT)]) == 2
    assert words in capsys.readouterr().err


def test_without_a_window_there_is_no_browser_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    said: list[str] = []
    args = argparse.Namespace(no_browser=False)
    learn._show("http://127.0.0.1/", args, said.append)
    assert said == ["Open this address in your browser: http://127.0.0.1/"]


def test_a_server_that_died_or_belongs_to_another_is_not_taken_for_ours(tmp_path: Path) -> None:
    runtime = settings.runtime_folder(tmp_path)
    runtime.mkdir(parents=True)
    (runtime / "jpserver-1.json").write_text(f'{{"url": "http://127.0.0.1:{a_free_port()}/"}}')
    (runtime / "jpserver-2.json").write_text("half a f")
    (runtime / "jpserver-3.json").write_text("[]")
    assert already_running.address(tmp_path) is None
