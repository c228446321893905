"""start.py installs the course once, brings it up to date, and hands over to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from browser import wait_until

from starting.course import Course, is_plain


@pytest.mark.slow
def test_a_later_start_runs_no_installer_and_passes_its_options_on(installed: Course) -> None:
    log = (installed.environment / "install.log").stat().st_mtime_ns
    done = installed.start("--no-browser", "--port", "8")
    assert json.loads(done.stdout) == [
        ["learn", "--no-browser", "--port", "8"],
        "1",
        str(installed.folder),
    ]
    assert (installed.environment / "install.log").stat().st_mtime_ns == log


@pytest.mark.slow
def test_a_new_lock_file_is_installed_once_over_the_old_one(installed: Course) -> None:
    installed.lock("course", "2")
    done = installed.start()
    assert done.stdout.startswith("Bringing Within Scope up to date.")
    assert installed.ran()[1] == "2"


@pytest.mark.slow
def test_an_instructors_word_brings_its_packages_and_a_trainees_keeps_them(
    installed: Course,
) -> None:
    installed.lock("instructor", "3")
    assert installed.ran("grade", "hand-ins", "--out", "x")[:2] == [
        ["grade", "hand-ins", "--out", "x"],
        "3",
    ]
    assert installed.start("learn").stdout.count("\n") == 1  # nothing was installed


@pytest.mark.slow
def test_foreign_packages_never_get_into_the_environment(installed: Course, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("raise SystemExit('the wrong helper')")
    assert installed.start("learn", PYTHONPATH=str(tmp_path)).returncode == 0


@pytest.mark.slow
def test_what_was_compiled_once_is_not_compiled_at_each_start(installed: Course) -> None:
    for compiled in installed.environment.rglob("*.pyc"):
        compiled.unlink()
    assert installed.start("learn", PYTHONDONTWRITEBYTECODE="1").returncode == 0
    assert list(installed.environment.rglob("helper.*.pyc"))


@pytest.mark.slow
def test_a_package_that_is_not_in_the_wheel_folder_is_named(installed: Course) -> None:
    installed.lock_text("test", f"absent==1 --hash=sha256:{'0' * 64}\n")
    done = installed.start("test")
    assert is_plain(done, "The package absent is not to be had", "install.log"), done.stderr
    assert "Bringing" in done.stdout


@pytest.mark.slow
def test_an_interrupted_installation_is_mended_by_the_next_start(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", tmp_path / "wheels")
    env = {**os.environ, "HANG": "1"}
    log = course.environment / "install.log"
    run = subprocess.Popen(
        course.command(),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell's background job ignores Ctrl-C, and so does all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_until("the build to begin", lambda: log.is_file() and "editable" in log.read_text(), 60)
    run.send_signal(signal.SIGINT)
    said, _ = run.communicate(timeout=120)
    assert (run.returncode, "Traceback" in said) == (130, False)
    assert "Stopped. Run this again to go on." in said
    assert course.ran()[1] == "1"
