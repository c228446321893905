"""`withinscope learn`, started for a test and asked as a browser asks."""

from __future__ import annotations

import contextlib
import json
import os
import re
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
from browser import wait_until
from jupyter_client.blocking.client import BlockingKernelClient

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+)/(?:user/[^/]+/)?)doc/tree/(\S+)\?token=(\w+)")


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
