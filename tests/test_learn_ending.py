"""`withinscope learn` from its start to its end; each test has one of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from browser import wait_until
from serving import ROOT, Learning, learning, run_in_kernel

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
def test_the_browser_is_opened_at_the_page_and_leave_there_ends_it(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}.part && mv {seen}.part {seen}\n')
    browser.chmod(0o700)
    with learning(tmp_path / "work", BROWSER=f"{browser} %s") as course:
        address = course.ready().address
        wait_until("the browser", seen.exists)
        course.api("api/shutdown", "POST")
        assert course.ended() == 0
    assert address
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


def test_a_request_that_is_under_way_at_the_end_keeps_no_thread_alive() -> None:
    # In a process of its own, as the server is: here a browser's loop may be running.
    ended = subprocess.run(
        [sys.executable, "-c", UNDER_WAY], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("cancelled\n", "")
