"""What a trainee takes on a school's Hub: memory, and how long an answer takes beside others.

    npm ci
    python benchmarks/hub.py                        1, 3 and 10 trainees at once
    python benchmarks/hub.py --trainees 1 10 50     needs some 6 GB, and minutes for 50 starts

A real JupyterHub with its proxy, set up as in deploy/, starts servers. Each trainee opens and plays
a lesson as the page does: over the proxy, to the kernel's websocket, cell by cell, and then, once
all have got there, answer by answer, one waiting for the one before. An answer's time is from the
request to the feedback; one that never comes ends the run with what was wrong. Some plain servers
of JupyterLab, whose page was opened too, each with one kernel that has added two numbers, stand
beside them on the same Hub. Sizes are proportional ones (PSS: what processes share is split between
them); a trainee's is the server's and its kernel's after the lesson. Exit status 1 if it is more
than 0.6 times a plain one's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the Hub that the tests use

from on_a_hub.hubs import Hub  # noqa: E402
from paths.pages import LESSON, asked, some_answer  # noqa: E402

from withinscope import dialogue, notebooks  # noqa: E402

TOKEN = "a-token-of-the-benchmark-alone"  # noqa: S105 - a Hub that lives for minutes
MOST = 0.6
OPENING = (
    "api/kernelspecs",
    "api/me",
    "lab/api/settings",
    "api/sessions",
    "lab/api/workspaces",
    "lab/api/translations/default",
    "lab/api/translations",
    "api/contents?content=1",
    "lab/api/settings/@jupyterlab/notebook-extension:panel",
    "lab/api/themes/@jupyterlab/theme-light-extension/index.css",
    "api/status",
)
"""What the page of a notebook asks its server for, beside files that are sent as they are."""
VIEW = "application/vnd.jupyter.widget-view+json"
PATIENCE = 600
"""Seconds for anything; nothing here is a matter of them."""
PLAIN = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
HERE = """
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{home}/{{username}}"
c.JupyterHub.load_groups = {{"plain": {{"users": {plain}}}}}
c.Spawner.cmd = ["{python}", "-m", "withinscope", "singleuser"]
c.Spawner.group_overrides = {{"plain": {{"groups": ["plain"], "spawner_override": {{
    "cmd": ["{python}", "-m", "jupyterhub.singleuser", "--allow-root"]}}}}}}
c.JupyterHub.services = [{{"name": "benchmark", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{"name": "benchmark", "services": ["benchmark"],
    "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
"""


class Server:
    """Somebody's server on the Hub."""

    def __init__(self, hub: Hub, account: str) -> None:
        """Name it; it need not run yet."""
        self.account, self._hub = account, hub

    async def ask(
        self, path: str, method: str = "GET", body: Any = None, *, read: bool = True
    ) -> Any:
        """Ask the Hub, or below user/ the server; return what it says, unless it is not `read`."""
        data = json.dumps(body or {}) if method in ("POST", "PUT") else None
        headers = {"Authorization": f"token {TOKEN}"}
        url = f"{self._hub.url}/{path}"
        request = HTTPRequest(url, method, headers, data, request_timeout=PATIENCE)
        reply = await AsyncHTTPClient().fetch(request)
        return json.loads(reply.body) if reply.body and read else None

    async def start(self) -> bool:
        """Have the Hub start it, and wait until it is there; return whether it ever is."""
        with contextlib.suppress(HTTPClientError):  # 409: whoever is in a group is there already
            await self.ask(f"hub/api/users/{self.account}", "POST")
        with contextlib.suppress(HTTPClientError):  # told below
            await self.ask(f"hub/api/users/{self.account}/server", "POST")
        while there := (await self.ask(f"hub/api/users/{self.account}"))["servers"].get(""):
            if there["ready"]:
                return True
            await asyncio.sleep(0.5)
        return False

    async def kernel(self, path: str) -> str:
        """Return the id of the kernel of a notebook, started unless it is there."""
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        made = await self.ask(f"user/{self.account}/api/sessions", "POST", body)
        return str(made["kernel"]["id"])

    async def open(self, path: str) -> None:
        """Ask for what JupyterLab's page asks for when it opens a notebook, and save it once."""
        for place in (f"doc/tree/{path}", *OPENING):
            await self.ask(f"user/{self.account}/{place}", read=False)
        file = f"user/{self.account}/api/contents/{path}"
        content = (await self.ask(f"{file}?type=notebook&content=1&hash=1"))["content"]
        await self.ask(file, "PUT", {"type": "notebook", "format": "json", "content": content})

    async def connect(self, kernel: str) -> Kernel:
        """Open a kernel's websocket."""
        url = f"ws{self._hub.url[4:]}/user/{self.account}/api/kernels/{kernel}/channels"
        headers = {"Authorization": f"token {TOKEN}"}
        return Kernel(await websocket_connect(HTTPRequest(url, headers=headers)))


class Kernel:
    """A kernel's websocket, as a page has it."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        """Take the socket, which is open."""
        self._socket = socket

    async def send(self, kind: str, content: dict[str, Any]) -> list[tuple[float, Any]]:
        """Send a message; return what came of it, each with its time, until the kernel was done."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "username": "", "session": number}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self._socket.write_message(json.dumps({**message, "channel": "shell"}))
        came: list[tuple[float, Any]] = []
        while True:
            raw = await self._socket.read_message()
            if raw is None:
                raise ConnectionError("the kernel's websocket was closed")
            told = _decoded(raw)
            if told["parent_header"].get("msg_id") != number:
                continue
            came.append((time.perf_counter(), told))
            if told["content"].get("execution_state") == "idle":
                return came

    async def run(self, code: str) -> str | None:
        """Run a cell; return the widget that it showed."""
        quiet = {"silent": False, "store_history": False, "allow_stdin": False}
        for _, told in await self.send("execute_request", {"code": code, **quiet}):
            if told["header"]["msg_type"] == "error":
                raise RuntimeError(told["content"])
            if model := told["content"].get("data", {}).get(VIEW):
                return str(model["model_id"])
        return None

    async def answer(self, widget: str, response: Any) -> float:
        """Answer a question; return the seconds until its feedback was there."""
        said = {"kind": "answer", "response": response, "confidence": 2}
        begun = time.perf_counter()
        content = {"comm_id": widget, "data": {"method": "custom", "content": said}}
        for at, told in await self.send("comm_msg", content):
            if "answer" in told["content"].get("data", {}).get("state", {}):
                return at - begun
        raise RuntimeError("no feedback came")


def _decoded(raw: str | bytes) -> Any:
    """Read a message; one with buffers is binary, its JSON first."""
    if isinstance(raw, str):
        return json.loads(raw)
    count = int.from_bytes(raw[:4], "big")
    ends = [int.from_bytes(raw[at : at + 4], "big") for at in range(4, 4 * count + 4, 4)]
    return json.loads(raw[ends[0] : ends[1] if count > 1 else None])


async def play(server: Server, everybody: asyncio.Barrier) -> list[float]:
    """Play a lesson; return how long each answer took. Nobody answers while others still begin."""
    await server.open(LESSON)
    kernel = await server.connect(await server.kernel(LESSON))
    items, widgets = asked(LESSON), {}
    asks = iter(notebooks.items(notebooks.read(COURSE / LESSON)))
    for cell in notebooks.read(COURSE / LESSON).cells:
        if cell.type == "code":
            shown = await kernel.run(cell.source)
            item = next(asks) if cell.source.startswith(("%%item", "%%dialogue")) else None
            if item is not None and item.type != dialogue.NAME:
                widgets[item.id] = shown
    for one in await server.ask(f"user/{server.account}/api/sessions"):
        if one["path"] != LESSON:  # its page is left, and that ends its kernel
            await server.ask(f"user/{server.account}/api/sessions/{one['id']}", "DELETE")
    await everybody.wait()
    there = {name: widget for name, widget in widgets.items() if widget}
    return [await kernel.answer(one, some_answer(items[name])) for name, one in there.items()]


def size(account: str, home: Path) -> float:
    """Return what somebody's server and its kernel take, in MB."""
    mine = [one for one in psutil.process_iter() if _is_of(one, account, home)]
    if len(mine) != 2:
        raise RuntimeError(f"{account} has {len(mine)} processes")
    return sum(float(one.memory_full_info().pss) for one in mine) / 1e6


def _is_of(process: psutil.Process, account: str, home: Path) -> bool:
    with contextlib.suppress(psutil.Error):
        variables = process.environ()
        return variables.get("HOME") == str(home / account) and "JUPYTERHUB_USER" in variables
    return False


def config(home: Path, plain: list[str]) -> str:
    """Return the settings of the Hub: a school's, and a plain server for some accounts."""
    ours = (COURSE / "deploy/tljh/within_scope.py").read_text()
    for name, there in (("trainees", COURSE), ("instructors", COURSE)):
        (home / name).symlink_to(there)
    (home / "hand-ins").mkdir()
    about = {"home": home / "home", "plain": plain, "python": sys.executable}
    here = HERE.format(**about, token=TOKEN)
    return ours.replace("/srv/within-scope", str(home)) + here


async def all_of(numbers: list[int], hub: Hub) -> list[tuple[list[float], list[float]]]:
    """Return, for each number of trainees, how long answers took and what each trainee takes.

    Who has no server at the end of the Hub's patience, the school's own, is left out.
    """
    found: list[tuple[list[float], list[float]]] = []
    servers: list[Server] = []
    asked_for = 0
    for number in numbers:
        servers += await _started([Server(hub, f"trainee-{n}") for n in range(asked_for, number)])
        asked_for = number
        everybody = asyncio.Barrier(len(servers))
        times = await asyncio.gather(*(play(one, everybody) for one in servers))
        sizes = [size(one.account, hub.home / "home") for one in servers]
        found.append(([one for each in times for one in each], sizes))
    return found


async def _started(servers: list[Server]) -> list[Server]:
    """Start servers, all at once; return those that are there."""
    there = await asyncio.gather(*(one.start() for one in servers))
    return [one for one, is_up in zip(servers, there, strict=True) if is_up]


async def plain_ones(hub: Hub, accounts: list[str]) -> list[float]:
    """Return what plain servers take, each with one kernel that has run a line."""
    for server in await _started([Server(hub, account) for account in accounts]):
        body = {"type": "notebook", "format": "json", "content": PLAIN}
        await server.ask(f"user/{server.account}/api/contents/a.ipynb", "PUT", body)
        await server.open("a.ipynb")
        await (await server.connect(await server.kernel("a.ipynb"))).run("1 + 1")
    return [size(account, hub.home / "home") for account in accounts]


async def measured(hub: Hub, numbers: list[int], plain: list[str]) -> float:
    """Measure all and print it; return what a trainee takes of what a plain server takes."""
    AsyncHTTPClient.configure(None, max_clients=2 * max(numbers) + 10)
    beside = statistics.median(await plain_ones(hub, plain))
    print(f"{len(plain)} plain servers: {beside:.0f} MB each")
    ratio = 0.0
    for number, (times, sizes) in zip(numbers, await all_of(numbers, hub), strict=True):
        middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        taken = statistics.median(sizes)
        ratio = taken / beside
        print(
            f"{len(sizes)} of {number} at once: {taken:.0f} MB each, {ratio:.2f} of a plain one; "
            f"{len(times)} answers, median {middle * 1000:.0f} ms, 95 % in {late * 1000:.0f} ms"
        )
    return ratio


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--trainees", type=int, nargs="+", default=[1, 3, 10])
    parser.add_argument("--plain", type=int, default=3, help="plain servers beside them")
    chosen = parser.parse_args()
    plain = [f"plain-{n}" for n in range(chosen.plain)]
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub(Path(folder), config(Path(folder), plain))
        try:
            ratio = asyncio.run(measured(hub, sorted(chosen.trainees), plain))
        finally:
            hub.stop()
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
