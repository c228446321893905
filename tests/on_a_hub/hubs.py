"""A JupyterHub of this machine, with its own proxy, for tests: the real ones, by `deploy/`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from browser import COURSE, free_port, wait_until

PROXY = "configurable-http-proxy"
#: What differs from a school's: the machine's own accounts, paths, ports and passwords.
HERE = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.JupyterHub.log_level = "WARN"
"""


def proxy() -> str:
    """Where the proxy is; a test without it is skipped, and fails where CI is set."""
    found = shutil.which(PROXY, path=f"{COURSE}/node_modules/.bin{os.pathsep}{os.environ['PATH']}")
    if found is None:
        why = f"{PROXY} is not installed (npm ci), so there is no Hub"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return found


class Hub:
    """A running Hub, its files below `home`; stopped by `stop()`."""

    def __init__(self, home: Path, config: str) -> None:
        self.home = home
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        ports = {"port": port, "hub_port": free_port(), "proxy_port": free_port()}
        file = home / "jupyterhub_config.py"
        file.write_text(config + HERE.format(proxy=proxy(), **ports))
        command = [sys.executable, "-m", "jupyterhub", "-f", str(file)]
        with (home / "hub.log").open("wb") as log:
            self._process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log)
        wait_until("the Hub", self._is_up, seconds=600)

    def _is_up(self) -> bool:
        assert self._process.poll() is None, self.log()
        try:
            urllib.request.urlopen(f"{self.url}/hub/api/", timeout=10).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    def log(self) -> str:
        """What the Hub and the servers that it started have said so far."""
        return (self.home / "hub.log").read_text()

    def stop(self) -> None:
        """End the Hub, its proxy and every server."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
