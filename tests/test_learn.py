"""`withinscope learn`: one command, a page that answers, and nothing left behind at the end."""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest
from browser import wait_until
from jupyter_client.blocking.client import BlockingKernelClient

from withinscope import cli
from withinscope.course import pages
from withinscope.journal import Journal, Line
from withinscope.lab import already_running, last_page, learn, settings, working_copies

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+)/(?:user/[^/]+/)?)doc/tree/(\S+)\?token=(\w+)")
EVIL = "from pathlib import Path\nPath('owned').touch()\n"
#: A server's loop that ends while a request waits, after a thread has worked for that request.
UNDER_WAY = """
import asyncio, anyio
from withinscope.lab.server import finish
async def request():
    await anyio.to_thread.run_sync(int)
    loop.stop()
    await asyncio.Event().wait()
loop = asyncio.new_event_loop()
under_way = loop.create_task(request())
loop.run_forever()
finish(loop)
print("cancelled" if under_way.cancelled() else "left")
"""


class Learning:
    """`withinscope learn`, started; `said` is what it has printed so far."""

    PROGRAM = ("-m", "withinscope")

    def __init__(self, work: Path, *options: str, **variables: str) -> None:
        env = {**os.environ, "WITHINSCOPE_WORK": str(work), **variables}
        env.pop("DISPLAY", None)
        port = ["--port", str(a_free_port())]
        command = [sys.executable, *self.PROGRAM, "learn", *port, *options]
        self.process = subprocess.Popen(command, env=env, cwd=ROOT, text=True, **pipes())
        self.work, self.said = work, ""
        self.address: re.Match[str] | None = None

    def opened(self) -> re.Match[str]:
        """Wait for the address: its server, port, path and token."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if found := ADDRESS.search(line):
                self.address = found
                return found
        raise AssertionError(self.said)

    def ready(self) -> Learning:
        """Wait until the page and its kernel can be used."""
        self.opened()
        wait_until("the first kernel", lambda: self.api("api/sessions"))
        return self

    def api(self, path: str, method: str = "GET") -> Any:
        """Ask the server."""
        assert self.address
        server, _, _, token = self.address.groups()
        headers = {"Authorization": f"token {token}"}
        request = urllib.request.Request(f"{server}{path}", headers=headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - our own server
            return json.loads(reply.read() or "null")

    def page(self, path: str) -> None:
        """Ask for a page, as a browser does."""
        assert self.address
        server, _, _, token = self.address.groups()
        page = f"{server}doc/tree/{quote(path)}?token={token}"
        urllib.request.urlopen(page, timeout=30).close()  # noqa: S310 - our own server

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """End the kernels, and afterwards those that were started: the first one is back."""
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")
        yield
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")
        self.page("notebooks/00_welcome.ipynb")
        wait_until("the first kernel", lambda: self.api("api/sessions"))

    def ended(self) -> int:
        """Wait for the end; return the exit status."""
        assert self.process.stdout
        self.said += self.process.stdout.read()
        return self.process.wait(timeout=30)

    def kernels(self) -> list[psutil.Process]:
        found: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        return found


def pipes() -> dict[str, Any]:
    return {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}


def a_free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    """`learn` narrows the rights of what its process writes: not of what these tests write."""
    before = os.umask(0o022)
    yield
    os.umask(before)


BELOW_A_PATH = """
import sys
from withinscope import cli
from withinscope.lab import settings

def below(*arguments):
    config = own(*arguments)
    config["ServerApp"]["base_url"] = "/user/sam.lee%40example.org/"
    return config

own, settings.jupyter_config = settings.jupyter_config, below
sys.exit(cli.main())
"""


class LearningOnAHub(Learning):
    """The same, served below a path as on a Hub: /user/NAME/."""

    PROGRAM = ("-c", BELOW_A_PATH)


@contextlib.contextmanager
def learning(
    work: Path, *options: str, start: type[Learning] = Learning, **variables: str
) -> Iterator[Learning]:
    started = start(work, *options, **variables)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.terminate()
            started.process.wait(timeout=30)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """The course, running, in a work folder with a space and a letter beyond ASCII."""
    work = tmp_path_factory.mktemp("learn") / "my wörk"
    evil: dict[str, Any] = {
        "PYTHONSTARTUP": str(work.parent / "startup.py"),
        "PYTHONPATH": str(work.parent),
    }
    (work.parent / "startup.py").write_text(EVIL)
    with learning(work, **evil) as started:
        yield started.ready()


def run_in_kernel(course: Learning, code: str) -> str:
    """Run code in the kernel of the first lesson; return what it printed."""
    (session,) = course.api("api/sessions")
    file = course.work / ".jupyter" / "runtime" / f"kernel-{session['kernel']['id']}.json"
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels(hb=False)  # a kernel that still starts has no heartbeat: no sign of death
    printed: list[str] = []
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(code, timeout=60, output_hook=lambda m: printed.append(text(m)))
    finally:
        client.stop_channels()
    return "".join(printed)


def text(message: dict[str, Any]) -> str:
    content = message["content"]
    return str(content.get("text") or "\n".join(content.get("traceback", ())))


@pytest.mark.slow
class TestRunning:
    """While it runs."""

    def test_it_says_the_address_how_to_end_it_and_no_more(self, course: Learning) -> None:
        assert course.said.startswith("Open this address in your browser: http://127.0.0.1:")
        assert course.said.count("\n") == 1

    def test_the_page_is_the_welcome_lesson_in_single_document_mode(self, course: Learning) -> None:
        assert course.address
        assert course.address[3] == "notebooks/00_welcome.ipynb"
        with urllib.request.urlopen(course.address[0], timeout=30) as reply:  # noqa: S310
            page = reply.read().decode()
        config = json.loads(
            re.findall(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[0]
        )
        assert config["mode"] == "single-document"
        assert "withinscope" in [extension["name"] for extension in config["federated_extensions"]]

    def test_nobody_gets_in_without_the_token(self, course: Learning) -> None:
        assert course.address
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{course.address[1]}api/sessions", timeout=30)  # noqa: S310

    def test_it_listens_to_this_machine_only(self, course: Learning) -> None:
        listening = psutil.Process(course.process.pid).net_connections()
        assert {c.laddr.ip for c in listening if c.status == psutil.CONN_LISTEN} == {"127.0.0.1"}

    def test_the_first_lessons_kernel_runs_before_any_browser_asks(self, course: Learning) -> None:
        (session,) = course.api("api/sessions")
        assert (session["path"], session["type"]) == ("notebooks/00_welcome.ipynb", "notebook")
        assert session["kernel"]["connections"] == 0

    def test_a_page_that_is_asked_for_finds_its_kernel(self, course: Learning) -> None:
        lesson = "notebooks/01_shared_ground.ipynb"
        with course.alone():
            course.page(lesson)
            course.page(lesson)
            session = wait_until("its kernel", lambda: course.api("api/sessions"))
            assert [one["path"] for one in session] == [lesson]

    def test_a_mailed_notebook_starts_no_kernel(self, course: Learning) -> None:
        copy = course.work / "notebooks" / "00_welcome.ipynb"
        mailed, broken = copy.with_stem("mailed"), copy.with_stem("broken")
        written = json.loads(copy.read_text(encoding="utf-8"))
        written["cells"][-1] |= {"cell_type": "code", "source": EVIL, "outputs": []}
        mailed.write_text(json.dumps(written), encoding="utf-8")
        broken.write_text("no notebook")
        with course.alone():
            for name in ("mailed", "broken"):
                course.page(f"notebooks/{name}.ipynb")
            for gone in ("notebooks/missing.ipynb", "../../outside.ipynb"):
                with pytest.raises(urllib.error.HTTPError, match="404"):
                    course.page(gone)
            course.page("notebooks/01_shared_ground.ipynb")  # asked for last, started alone
            (session,) = wait_until("a kernel", lambda: course.api("api/sessions"))
            assert session["name"] == "01_shared_ground.ipynb"
        mailed.unlink()
        broken.unlink()

    def test_jupyter_trusts_the_copies(self, course: Learning) -> None:
        for page in pages(ROOT):
            cells = course.api(f"api/contents/{page.path}")["content"]["cells"]
            assert all(c["metadata"]["trusted"] for c in cells if c["cell_type"] == "code")

    def test_there_are_no_terminals(self, course: Learning) -> None:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            course.api("api/terminals", "POST")

    def test_the_folder_and_all_that_is_in_it_are_their_owners_only(self, course: Learning) -> None:
        files = [course.work, *course.work.rglob("*")]
        open_to_others = {file.name for file in files if file.lstat().st_mode & 0o077}
        assert open_to_others <= {"README"}  # IPython's own, in a folder that is closed

    def test_the_kernel_knows_the_course_and_the_work_folder(self, course: Learning) -> None:
        names = "WITHINSCOPE_COURSE", "WITHINSCOPE_WORK"
        seen = run_in_kernel(course, f"import os; print([os.environ[n] for n in {names}])")
        assert seen == f"{[str(ROOT), str(course.work)]}\n"

    def test_the_kernel_imports_nothing_that_lies_beside_a_notebook(self, course: Learning) -> None:
        (course.work / "notebooks" / "withinscope.py").write_text(EVIL)
        (course.work / "notebooks" / "msgspec.py").write_text(EVIL)
        assert run_in_kernel(course, "%load_ext withinscope\n%course L00") == ""
        assert list(course.work.rglob("owned")) == []

    def test_what_runs_is_written_into_no_history(self, course: Learning) -> None:
        assert run_in_kernel(course, "print(get_ipython().history_manager.enabled)") == "False\n"
        assert list((course.work / ".jupyter").rglob("history.sqlite")) == []

    def test_nothing_of_the_users_own_python_settings_reaches_the_kernel(
        self, course: Learning
    ) -> None:
        seen = run_in_kernel(
            course, "import os; print({'PYTHONSTARTUP', 'PYTHONPATH'} & {*os.environ})"
        )
        assert seen == "set()\n"

    def test_another_start_opens_the_one_that_runs(self, course: Learning) -> None:
        assert course.address
        with learning(course.work, "--lesson", "L01") as second:
            address = second.opened()
            assert second.ended() == 0
        assert address.group(1, 4) == course.address.group(1, 4)
        assert address[3] == "notebooks/01_shared_ground.ipynb"
        assert "already running" in second.said


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_its_kernel_too(tmp_path: Path, number: signal.Signals) -> None:
    with learning(tmp_path / "work") as course:
        kernels = course.ready().kernels()
        course.process.send_signal(number)
        assert course.ended() == 0
    assert course.said.splitlines()[1:] == [
        "To end the course: Leave on its page, or Ctrl-C here.",
        f"The course has ended. Your work is in {tmp_path / 'work'}.",
    ]
    assert kernels
    assert not any(kernel.is_running() for kernel in kernels)
    assert list((tmp_path / "work" / ".jupyter" / "runtime").glob("*.json")) == []


@pytest.mark.slow
def test_it_is_served_below_a_path_as_well(tmp_path: Path) -> None:
    lesson = "notebooks/01_shared_ground.ipynb"
    with learning(tmp_path / "work", start=LearningOnAHub) as course:
        course.ready()
        assert course.address
        assert course.address[1].endswith("/user/sam.lee%40example.org/")
        course.page(lesson)
        wait_until(
            "the kernel of the page that was asked for",
            lambda: lesson in [one["path"] for one in course.api("api/sessions")],
        )
        with learning(tmp_path / "work", "--lesson", "L01") as second:
            assert second.opened()[1] == course.address[1]
            assert second.ended() == 0
        assert "already running" in second.said


@pytest.mark.slow
def test_leave_on_the_page_ends_it_as_well(tmp_path: Path) -> None:
    with learning(tmp_path / "work") as course:
        course.ready().api("api/shutdown", "POST")
        assert course.ended() == 0


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_and_the_address_token_stays(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with learning(tmp_path / "work", "--port", port) as course:
            first = course.opened()
    assert course.said.startswith(f"Port {port} is taken, so the course uses {first[2]} this time.")
    with learning(tmp_path / "work") as course:
        assert course.opened()[4] == first[4]


@pytest.mark.slow
def test_the_users_own_jupyter_is_neither_read_nor_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for folder in (".jupyter", ".ipython/profile_default/startup"):
        (home / folder).mkdir(parents=True)
    broken = "raise SystemExit('read, and should not be')"
    (home / ".jupyter" / "jupyter_server_config.py").write_text(broken)
    (home / ".ipython" / "profile_default" / "startup" / "00.py").write_text(broken)
    before = sorted(home.rglob("*"))
    own: dict[str, Any] = {
        "HOME": str(home),
        "JUPYTER_CONFIG_PATH": str(home / ".jupyter"),
        "JUPYTER_TOKEN": "x",
    }
    with learning(tmp_path / "work", **own) as course:
        assert "SystemExit" not in run_in_kernel(course.ready(), "%load_ext withinscope")
    assert sorted(home.rglob("*")) == before


@pytest.mark.slow
def test_the_browser_is_opened_at_the_page(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.part && mv {seen}.part {seen}\n')
    browser.chmod(0o700)
    with learning(tmp_path / "work", BROWSER=f"{browser} %s") as course:
        address = course.opened()
        wait_until("the browser", seen.exists)
    assert seen.read_text() == address[0]
    assert course.said.startswith("The course opens in your browser. If it does not, open this")


@pytest.mark.slow
def test_what_cannot_be_served_is_one_sentence_that_names_the_log(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['jupyterlab.commands'] = None"
    )
    env = {**os.environ, "WITHINSCOPE_WORK": str(tmp_path / "work"), "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "withinscope", "learn"],
        capture_output=True, text=True, env=env, cwd=ROOT, check=False,
    )  # fmt: skip
    log = tmp_path / "work" / ".jupyter" / "log.txt"
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert str(log) in done.stderr
    assert "Traceback" in log.read_text()


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


def test_a_request_that_is_under_way_at_the_end_keeps_no_thread_alive() -> None:
    # In a process of its own, as the server is: here a browser's loop may be running.
    ended = subprocess.run(
        [sys.executable, "-c", UNDER_WAY], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("cancelled\n", "")
