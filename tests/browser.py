"""What browser tests share: a JupyterLab server of their own and a Chromium to look at it with.

Neither touches anything of the person's who runs the tests: the server has settings, data,
workspaces and signatures in a folder of its own, the browser a new profile for every test.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

T = TypeVar("T")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COURSE = Path(__file__).parents[1]
LABEXTENSIONS = COURSE / "src" / "withinscope" / "lab" / "labextensions"

#: `jupyter lab`, without the second process that looks for it and what takes two seconds to load.
JUPYTER_LAB = "import withinscope.jupyter_format, jupyterlab.labapp; jupyterlab.labapp.main()"
#: Each of JupyterLab's and IPython's folders, below the server's own.
FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}
QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    }
}


def chromium() -> str | None:
    """Where a Chromium is, or None."""
    found = (os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES))
    return next(filter(None, found), None)


def wait_until(what: str, look: Callable[[], T | None], seconds: float = 30) -> T:
    """What `look` returns once that is something; AssertionError, naming `what`, if it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class Lab:
    """A JupyterLab server on the folder `root`, stopped by `stop()`."""

    def __init__(
        self, home: Path, process: subprocess.Popen[bytes], port: int, token: str, below: str = ""
    ):
        self.home, self.root = home, home / "root"
        self._process, self._token = process, token
        self.url = f"http://127.0.0.1:{port}{below}"
        self.pid = process.pid

    def address(self, path: str, route: str = "/doc/tree/") -> str:
        """Where the browser opens the notebook at `path` below the root."""
        return f"{self.url}{route}{quote(path)}?token={self._token}"

    def api(self, method: str, path: str, body: object = None) -> Any:
        """What the server's REST interface answers: decoded JSON, None when it is empty."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self._token}", "Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - always our own server
            f"{self.url}/api/{path}", data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
            text = reply.read()
        return json.loads(text) if text else None

    def is_up(self) -> bool:
        """Whether the server answers; an AssertionError with its log if it has ended instead."""
        try:
            self.api("GET", "status")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if self._process.poll() is not None:
                raise AssertionError(f"the server ended:\n{self.log()}") from None
            return False
        return True

    def log(self) -> str:
        """What the server has said so far."""
        return (self.home / "server.log").read_text()

    def has_ended(self) -> bool:
        """Whether the server process is gone."""
        return self._process.poll() is not None

    def end_kernels(self) -> None:
        """End every session, so that the next test finds none."""
        for session in self.api("GET", "sessions"):
            try:
                self.api("DELETE", f"sessions/{session['id']}")
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.NOT_FOUND:  # a page that was left has ended it by now
                    raise

    def clear(self) -> None:
        """End every session and forget what was open.

        JupyterLab opens that again beside what the next test asks for, in front of it at times.
        """
        self.end_kernels()
        for kept in (self.home / FOLDERS["JUPYTERLAB_WORKSPACES_DIR"]).iterdir():
            kept.unlink()

    def stop(self) -> None:
        """End the server and, with it, its kernels."""
        with contextlib.suppress(OSError):
            self.end_kernels()
        self._process.terminate()
        self._process.wait(timeout=20)


def start_lab(
    home: Path,
    *,
    settings: Mapping[str, object] | None = None,
    page_config: Mapping[str, object] | None = None,
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    below: str = "",
) -> Lab:
    """A running server with the course's front-end extension, its files in `home/root`.

    `settings` override JupyterLab's defaults, by plugin; `page_config` is JupyterLab's; `below` is
    the path that all is served below, such as /user/sam on a Hub.
    """
    root = home / "root"
    for folder in ("root", *FOLDERS.values()):
        (home / folder).mkdir(parents=True, exist_ok=True)
    labconfig = home / "config" / "labconfig"
    labconfig.mkdir()
    (labconfig / "page_config.json").write_text(json.dumps(page_config or {}))
    overrides = json.dumps({**QUIET, **(settings or {})})
    (labconfig / "default_setting_overrides.json").write_text(overrides)

    token = secrets.token_hex(16)
    folders = {name: str(home / folder) for name, folder in FOLDERS.items()}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*_command(root, token, below), *args],
            cwd=root,
            env={**os.environ, **folders, **(env or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    port = wait_until("the server's port", lambda: _port(home, process), seconds=120)
    lab = Lab(home, process, port, token, below)
    wait_until("the server", lab.is_up, seconds=120)
    return lab


def _command(root: Path, token: str, below: str) -> list[str]:
    """The command line of a server on a folder, at a port that is free."""
    command = [sys.executable, "-c", JUPYTER_LAB, "--no-browser", "--allow-root"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={free_port()}"]
    command += ["--ServerApp.port_retries=50", f"--ServerApp.root_dir={root}"]
    command += [f"--ServerApp.base_url={below}/"]
    command += [f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"]
    return [*command, f"--LabApp.extra_labextensions_path={LABEXTENSIONS}"]


def _port(home: Path, process: subprocess.Popen[bytes]) -> int | None:
    """The port that the server listens at: another than asked for, if that was taken meanwhile."""
    assert process.poll() is None, (home / "server.log").read_text()
    for file in (home / FOLDERS["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json"):
        with contextlib.suppress(ValueError):
            return int(json.loads(file.read_text())["port"])
    return None


def free_port() -> int:
    """A port of this machine that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium; playwright is imported here, so that tests without it need it not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=list(CHROMIUM_ARGS)
        )
        yield started
        started.close()
