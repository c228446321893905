"""All that can go wrong in a newcomer's first minute, each a sentence with a way out."""

from __future__ import annotations

import ast
import errno
import fcntl
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from starting.course import START, Course, is_plain


@pytest.mark.slow
def test_a_package_that_differs_from_the_locked_one_is_not_installed(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    course.lock_text("course", f"helper==1 --hash=sha256:{'0' * 64}\n")
    assert is_plain(course.start(), "not the one this course was tested with", "install.log")


def test_a_folder_of_wheels_that_is_not_there_is_said_before_anything_is_made(
    tmp_path: Path,
) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    done = course.start("--find-links", str(tmp_path / "no"))
    assert is_plain(done, "--find-links needs a folder of wheel files", str(tmp_path / "no"))
    assert not course.environment.exists()


def test_two_installations_at_once_do_not_meet(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    with (course.folder / "start.py").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_plain(course.start(), "being set up in another window")


def test_a_file_named_like_the_environment_is_in_the_way(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    course.environment.write_text("")
    assert is_plain(course.start(), "must be a folder", "Rename it.")


def test_an_incomplete_download_is_said(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    (course.folder / "pyproject.toml").unlink()
    assert is_plain(course.start(), "pyproject.toml", "is missing. Download the course again")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    course.folder.chmod(0o500)
    assert is_plain(course.start(), "cannot be written to", "Copy the whole course folder")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "cannot be written to. Copy the whole course folder"),
        (errno.EROFS, "cannot be written to. Copy the whole course folder"),
        (errno.ENOSPC, "The disk is full."),
        (errno.EIO, "Run this again"),
    ],
)
def test_an_error_of_the_system_is_a_sentence_with_a_way_out(
    start: ModuleType, number: int, words: str
) -> None:
    assert words in start.plainly(OSError(number, os.strerror(number), "/course/.venv"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("Temporary failure in name resolution", "the network does not answer"),
        ("ProxyError('Cannot connect to proxy.')", "the network does not answer"),
        ("ReadTimeoutError: Read timed out.", "the network does not answer"),
        ("ERROR: No matching distribution found for tornado==6.6", "The package tornado is not"),
        ("x\nERROR: one\nERROR: two\ny", "the last words were: ERROR: one ERROR: two"),
        ("killed by something", "the last words were: killed by something"),
        ("", "the last words were: nothing"),
    ],
)
def test_pips_words_become_a_sentence_that_names_the_log(
    start: ModuleType, said: str, words: str
) -> None:
    assert words in start.reason(said)
    assert str(start.LOG) in start.reason(said)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_what_makes_environments(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else find(name)
    )
    with pytest.raises(start.Stop, match=f"lacks its module {missing}. On Debian .* apt install"):
        start.make_environment(anew=True)


def test_an_environment_that_cannot_be_made_is_said(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('Error: no such thing')"]
    monkeypatch.setattr(start, "venv_command", lambda: broken)
    with pytest.raises(start.Stop, match="the last words were: Error: no such thing"):
        start.make_environment(anew=True)


def test_a_python_that_is_too_old_is_told_so() -> None:
    old = (
        "import runpy, sys; sys.version_info = (3, 10, 4); "
        f"runpy.run_path({str(START)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert is_plain(done, "needs Python 3.11 or newer, and this is Python 3.10", "python.org")


def test_a_python_that_is_too_old_can_read_as_far_as_that() -> None:
    newer = (ast.JoinedStr, ast.AnnAssign, ast.Starred, ast.NamedExpr, ast.Nonlocal, ast.AsyncFor)
    for node in ast.walk(ast.parse(START.read_bytes().decode("ascii"))):
        assert not isinstance(node, newer), node.lineno
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            assert not arguments.kwonlyargs + arguments.posonlyargs
            assert not node.returns
            assert not any(argument.annotation for argument in arguments.args)
        if isinstance(node, ast.Raise):
            assert node.cause is None
        if isinstance(node, ast.Name):
            assert node.id != "print"  # a statement in Python 2


@pytest.mark.parametrize(
    ("stamp", "usable"),
    [
        ({}, False),
        ({"folder": "HERE", "python": "3.12"}, True),
        ({"folder": "/elsewhere", "python": "3.12"}, False),
        ({"folder": "HERE", "python": "3.11"}, False),
    ],
)
def test_an_environment_counts_only_where_it_was_made_and_while_its_python_runs(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, stamp: dict[str, str], usable: bool
) -> None:
    monkeypatch.setattr(start, "version_inside", lambda: "3.12")
    here = {key: str(start.HERE) if value == "HERE" else value for key, value in stamp.items()}
    assert start.is_usable(here) is usable


def test_a_python_that_was_removed_or_broken_has_no_version(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o700)
    for python in (tmp_path / "gone", broken):
        monkeypatch.setattr(start, "PYTHON", python)
        assert start.version_inside() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"level": "unknown"}', '"x"'])
def test_half_a_stamp_does_not_count(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    (tmp_path / "stamp").write_text(text)
    monkeypatch.setattr(start, "STAMP", tmp_path / "stamp")
    assert start.read_stamp() == {}
