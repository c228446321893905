"""The scripts and style sheets of the views, and how they come to the page: each file once."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from withinscope.texts import language

_HERE = Path(__file__).parent
#: The look of every view, in this order; then that of each script with a `NAME.css` of its own.
_SHEETS = ("tokens.css", "item.css", "controls.css", "feedback.css")
CATALOG = "catalog.js"
_IMPORT = re.compile(r' from "\./(\w+\.js)";$', re.MULTILINE)


def text(file: str) -> str:
    """Return the text of a file of the views; that of the CATALOG is for the language spoken."""
    return _catalog(language()) if file == CATALOG else _read(file)


@cache
def _read(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")


@cache
def _catalog(language: str) -> str:
    """Return a catalog of the views as the script that brings it to the page."""
    file = _HERE / "locale" / f"{language}.json"
    none = json.dumps({"language": language, "forms": {}, "texts": {}})
    found = file.read_text(encoding="utf-8") if file.is_file() else none
    return f"export const catalog = {found};\n"


def imported(script: str) -> list[str]:
    """Return the names of the files beside it from which a script imports."""
    found: list[str] = _IMPORT.findall(script)
    return found


@cache
def files(view: str) -> tuple[str, ...]:
    """Return the names of a view's files: sheets, the loader, its script with all it imports."""
    scripts = [f"{view}.js"]
    for script in scripts:  # it grows meanwhile
        scripts += [one for one in imported(text(script)) if one not in scripts]
    own = [script.replace(".js", ".css") for script in scripts]
    sheets = [sheet for sheet in own if (_HERE / sheet).is_file() and sheet not in _SHEETS]
    return (*_SHEETS, *sheets, "loader.js", *scripts)


def contents(names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of files by their names."""
    return {name: text(name) for name in names}
