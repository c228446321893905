"""The JavaScript of a view: the shared parts and one type's form, joined without a build step."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./parts\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const)", re.MULTILINE)


@cache
def module(name: str) -> str:
    """Return the ES module of a view: `parts.js`, then `NAME.js`, whose `view` it exports.

    A widget's module can't import a file beside it, so the two are joined and their imports
    and exports of each other taken out.
    """
    parts, own = ((_HERE / f"{file}.js").read_text(encoding="utf-8") for file in ("parts", name))
    return _EXPORT.sub("", f"{parts}\n{_IMPORT.sub('', own)}") + "\nexport default view;\n"


@cache
def style() -> str:
    """Return the style sheet that all views share."""
    return (_HERE / "item.css").read_text(encoding="utf-8")
