"""Addresses on a Jupyter server, which may serve all below a path, as a Hub does: /user/NAME/."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def page(server: str, path: str, token: str) -> str:
    """Return the address of a page of the course, alone in its window.

    `server` is the server's own address and ends with a slash; `path` is from its root.
    """
    return f"{server}{document(path)}?token={token}"


def document(path: str) -> str:
    """Return where a server, below its own address, shows the notebook at `path` alone."""
    return f"doc/tree/{quote(path)}"


def status(server: str) -> tuple[str, str]:
    """Return where a server says that it is up: host with port, and the path there."""
    place = urlsplit(server)
    return place.netloc, f"{place.path}api/status"


def notebook(asked: str) -> str:
    """Return the path, from the server's root, of what JupyterLab was asked for: /tree/PATH."""
    return asked.removeprefix("/tree/")
