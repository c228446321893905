"""A page of the course cut to a few of its items: at its own path, and live in half the time.

For what one item does, or a few. What concerns a page, its numbers or its length takes all of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from window import visit

from paths.pages import Learning, wait_live
from withinscope.lab import settings
from withinscope.lab.trust import Signatures


def open_short(page: Any, course: Learning, path: str, *names: str) -> None:
    """Open a page with only these of its items, and wait until they are live."""
    cut(course, path, names)
    reopen(page, course, path, *names)


def reopen(page: Any, course: Learning, path: str, *names: str) -> None:
    """Open a page that was cut to these items before."""
    visit(page, course, path)
    wait_live(page, len(names))


def cut(course: Learning, path: str, names: Collection[str]) -> None:
    """Take all other items from a page, and all text but its heading; Jupyter trusts the rest."""
    file = course.work / path
    notebook = json.loads(file.read_text(encoding="utf-8"))
    heading, *cells = notebook["cells"]
    notebook["cells"] = [heading, *(cell for cell in cells if _stays(cell, names))]
    assert {cell["id"] for cell in notebook["cells"]} >= set(names)
    file.write_text(json.dumps(notebook), encoding="utf-8")
    Signatures(settings.data_folder(course.work)).sign(file)


def _stays(cell: dict[str, Any], names: Collection[str]) -> bool:
    """Whether it is one of the items, or neither an item nor text."""
    asks = "".join(cell["source"]).startswith(("%%item", "%%dialogue"))
    return cell["cell_type"] == "code" and (not asks or cell["id"] in names)
