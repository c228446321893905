"""What start.py shows while it works, and the checks and tests that it runs."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest


def test_progress_counts_what_is_fetched_and_then_what_is_in_place(start: ModuleType) -> None:
    said = "Ignoring appnope: markers\nCollecting a\n  Downloading a\nProcessing /w/b.whl\n"
    assert start.progress(said, 5) == "Fetching packages: 2 of 4"
    place = start.ENVIRONMENT / "lib" / "python3.12" / "site-packages"
    (place / "a-1.dist-info").mkdir(parents=True)
    said += "Installing collected packages: a, b\n"
    assert start.progress(said, 5) == "Putting packages in place: 1 of 4"


def test_progress_is_one_line_that_changes_on_a_terminal(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        start.show("Fetching packages: 1 of 2")
        start.show("")
    assert terminal.getvalue() == f"\r{'Fetching packages: 1 of 2':50}\r\r{'':50}\r"


def test_progress_is_not_shown_where_nobody_watches(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    start.show("Fetching packages: 1 of 2")
    assert capsys.readouterr().out == ""


def test_tests_run_on_every_core_unless_their_options_say_how(start: ModuleType) -> None:
    cores = ["-n", str(os.cpu_count()), "--dist", "loadfile", "--no-loadscope-reorder"]
    assert start.pytest(["-k", "x"])[5:] == [*cores, "-k", "x"]
    for own_way in (["-n0"], ["--pdb"], ["--dist=no"]):
        assert start.pytest(own_way)[5:] == own_way


def test_check_runs_every_check_and_fails_if_one_does(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    titles: list[str] = []

    def passes(title: str, _command: list[str]) -> bool:
        titles.append(title)
        return title != "types"

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(start, "passes", passes)
    monkeypatch.setattr(start, "prepare_tools", lambda: "")
    assert start.check() == 1
    assert len(titles) == 9


@pytest.mark.parametrize(("variable", "status"), [("", 0), ("true", 1)])
def test_check_without_node_says_what_it_did_not_check_and_fails_where_that_is_required(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    variable: str,
    status: int,
) -> None:
    titles: list[str] = []

    def passes(title: str, _command: list[str]) -> bool:
        titles.append(title)
        return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", variable)
    monkeypatch.setattr(start, "passes", passes)
    assert start.check() == status
    assert len(titles) == 7
    said = "Scripts and style sheets were not checked: Node.js with npm is not installed.\n"
    assert capsys.readouterr().out == said


NPM = """#!/bin/sh
echo "$@" >> "$3/calls"
test -e "$3/offline" && { echo "npm error code ENOTFOUND" >&2; echo "npm error ENOTFOUND"; exit 1; }
mkdir -p "$3/node_modules"
"""


@pytest.fixture
def npm(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A stand-in for npm, which makes an empty folder, and says in the file `calls` that it did."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "npm").write_text(NPM)
    (tmp_path / "bin" / "npm").chmod(0o700)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(start, "TOOLS", tmp_path / "node_modules")
    monkeypatch.setattr(start, "TOOLS_STAMP", tmp_path / "node_modules" / "withinscope.txt")
    return tmp_path


def calls(npm: Path) -> list[str]:
    return (npm / "calls").read_text().splitlines()


def test_the_tools_for_scripts_are_installed_as_locked_and_once(
    start: ModuleType, npm: Path
) -> None:
    assert start.prepare_tools() == start.prepare_tools() == ""
    [call] = calls(npm)
    assert call.startswith(f"ci --prefix {npm}")


def test_a_new_lock_or_half_an_installation_brings_the_tools_anew(
    start: ModuleType, npm: Path
) -> None:
    start.prepare_tools()
    (npm / "package-lock.json").write_text('{"lockfileVersion": 3}')
    start.prepare_tools()
    start.TOOLS_STAMP.unlink()
    start.prepare_tools()
    assert len(calls(npm)) == 3


def test_tools_that_cannot_be_fetched_are_said_and_tried_again(
    start: ModuleType, npm: Path
) -> None:
    (npm / "offline").touch()
    assert "the network does not answer" in start.prepare_tools()
    assert "ENOTFOUND" in start.LOG.read_text()
    (npm / "offline").unlink()
    assert start.prepare_tools() == ""


def test_check_with_options_is_the_authors_linter(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[list[str]] = []
    monkeypatch.setattr(start, "prepare", lambda level, wheels: None)
    monkeypatch.setattr(start, "hand_over", run.append)
    monkeypatch.setenv("WITHINSCOPE_COURSE", "")
    start.main(["check", "--coverage"])
    assert run == [[*start.withinscope("check"), "--coverage"]]


def test_a_check_shows_its_words_only_where_it_fails(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.passes("good", [sys.executable, "-c", "print('noise')"])
    assert not start.passes("bad", [sys.executable, "-c", "raise SystemExit('the reason')"])
    shown = capsys.readouterr().out
    assert "noise" not in shown
    assert "the reason" in shown


def test_where_programs_cannot_be_replaced_the_status_is_the_childs(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "WINDOWS", True)
    assert start.hand_over([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_help_is_the_files_own_text(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    assert capsys.readouterr().out.strip() == (start.__doc__ or "").strip()
