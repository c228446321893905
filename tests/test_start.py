"""start.py: a newcomer's first minute, and all that can go wrong in it.

The course that is installed here is a small stand-in: its one package and its own build take a
second. Every test that makes an environment does so for real, with pip and no network.
"""

from __future__ import annotations

import ast
import errno
import fcntl
import hashlib
import importlib.util
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from browser import wait_until

START = Path(__file__).parents[1] / "start.py"
BACKEND = """
import os, threading, zipfile
from pathlib import Path

def build_editable(folder, settings=None, metadata=None):
    if os.environ.get("HANG"):
        threading.Event().wait()
    name = "withinscope-0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr("withinscope.pth", str(Path.cwd() / "src"))
        about = "Metadata-Version: 2.1\\nName: withinscope\\nVersion: 0\\n"
        wheel.writestr("withinscope-0.dist-info/METADATA", about)
        wheel.writestr("withinscope-0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("withinscope-0.dist-info/RECORD", "")
    return name
"""
PROGRAM = """
import json, os, sys
import helper
print(json.dumps([sys.argv[1:], helper.VERSION, os.environ.get("WITHINSCOPE_COURSE")]))
"""


class Course:
    """A stand-in for the course's folder, and the wheels that it is installed from."""

    def __init__(self, folder: Path, wheels: Path) -> None:
        self.folder, self.wheels = folder, wheels
        (folder / "src" / "withinscope").mkdir(parents=True)
        (folder / "locks").mkdir()
        wheels.mkdir()
        (folder / "start.py").write_bytes(START.read_bytes())
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        (folder / "src" / "withinscope" / "__init__.py").write_text("")
        (folder / "src" / "withinscope" / "__main__.py").write_text(PROGRAM)
        for level in ("course", "instructor", "test"):
            self.lock(level, "1")

    def lock(self, level: str, version: str) -> None:
        """Lock the stand-in's package at a version, and provide that."""
        wheel = a_wheel(self.wheels, version)
        self.lock_text(level, f"helper=={version} --hash=sha256:{digest(wheel)}\n")

    def lock_text(self, level: str, text: str) -> None:
        (self.folder / "locks" / f"{level}.txt").write_text(text)

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def command(self, *arguments: str) -> list[str]:
        start = [sys.executable, str(self.folder / "start.py")]
        return [*start, "--find-links", str(self.wheels), *arguments]

    def start(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run start.py as a person would."""
        env = {**os.environ, **variables}
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, env=env, check=False
        )

    def ran(self, *arguments: str) -> Any:
        """Run start.py; return the arguments, package version and course that the program saw."""
        done = self.start(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


def a_wheel(folder: Path, version: str) -> Path:
    """A package `helper` that knows its version."""
    wheel = folder / f"helper-{version}-py3-none-any.whl"
    info = f"helper-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("helper.py", f"VERSION = {version!r}\n")
        file.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: helper\nVersion: {version}"
        )
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    return wheel


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_plain(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether a run ended with one plain sentence that has these words, and no traceback."""
    (sentence,) = done.stderr.strip().splitlines()
    return done.returncode == 1 and all(word in sentence for word in words)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in a folder with a space and letters beyond ASCII, started once."""
    home = tmp_path_factory.mktemp("Kürs für alle")
    course = Course(home / "course", home / "wheels")
    first = course.start("--port", "1")
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Setting up Within Scope in ")
    return course


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """start.py as a module whose folder is an empty one."""
    spec = importlib.util.spec_from_file_location("start", START)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "withinscope.json")
    monkeypatch.setattr(module, "LOG", tmp_path / ".venv" / "install.log")
    return module


# The main path


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


# What can go wrong


@pytest.mark.slow
def test_a_package_that_is_not_in_the_wheel_folder_is_named(installed: Course) -> None:
    installed.lock_text("test", f"absent==1 --hash=sha256:{'0' * 64}\n")
    done = installed.start("test")
    assert is_plain(done, "The package absent is not to be had", "install.log"), done.stderr
    assert "Bringing" in done.stdout


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


# What is shown and what is run


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
