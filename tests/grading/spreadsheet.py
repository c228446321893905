"""LibreOffice, as somebody who opens a file in it: what each cell is, and what it shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET  # what LibreOffice wrote
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: CSV as it comes: comma, quotes, UTF-8, from the first line, every column as LibreOffice takes it.
_AS_CSV = "--infilter=CSV:44,34,76,1"

MOST = 100
"""Cells alike in a row; a sheet has thousands of blank ones at its right."""


class Cell(NamedTuple):
    """What a cell shows, what LibreOffice takes it for, and its formula if it has one."""

    shown: str
    kind: str
    formula: str = ""


def opened(path: Path) -> list[list[Cell]]:
    """The rows of a file's first sheet, opened in LibreOffice without a window.

    Without LibreOffice the test is skipped, but fails in CI on Linux, where it is installed.
    """
    office = shutil.which("soffice")
    if office is None:
        missing = "LibreOffice is not installed, so no file is opened in a spreadsheet"
        if os.environ.get("CI") == "true" and sys.platform == "linux":
            pytest.fail(missing)
        pytest.skip(missing)
    out = path.parent / "opened"
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    read = [_AS_CSV] if path.suffix == ".csv" else []
    command = [office, "--headless", profile, *read, "--convert-to", "fods", "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    root = ET.parse(out / f"{path.stem}.fods").getroot()  # noqa: S314
    table = next(root.iter(f"{_TABLE}table"))
    rows = [list(_cells(row)) for row in table.iter(f"{_TABLE}table-row")]
    return [row for row in rows if any(cell.shown for cell in row)]


def _cells(row: ET.Element) -> Iterator[Cell]:
    """Yield a row's cells; those after the last that shows something are left out."""
    found: list[Cell] = []
    for one in row.findall(f"{_TABLE}table-cell"):
        shown = "\n".join("".join(p.itertext()) for p in one.findall(f"{_TEXT}p"))
        kind = one.get(f"{_OFFICE}value-type", "")
        cell = Cell(shown, kind, one.get(f"{_TABLE}formula", ""))
        found += [cell] * min(int(one.get(f"{_TABLE}number-columns-repeated", "1")), MOST)
    while found and not found[-1].kind:
        found.pop()
    yield from found
