"""Is the course running already? A server says where it is in a file; it may have died since."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import Any

from withinscope.lab import routes, settings


def address(work: Path) -> str | None:
    """Return the address of the server that serves this work folder; None if none answers."""
    for file in sorted(settings.runtime_folder(work).glob("jpserver-*.json")):
        try:
            server = json.loads(file.read_text(encoding="utf-8"))
            if _answers(server["url"], settings.token(work)):
                return str(server["url"])
        except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
            continue
    return None


def _answers(url: Any, token: str) -> bool:
    """Say whether a server answers there that takes our token: another's would not."""
    host, path = routes.status(url)
    connection = http.client.HTTPConnection(host, timeout=2)
    try:
        connection.request("GET", path, headers={"Authorization": f"token {token}"})
        return connection.getresponse().status == http.client.OK
    finally:
        connection.close()
