"""The JavaScript of a view: the shared parts and one type's form, joined without a build step."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./(\w+)\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const)", re.MULTILINE)


@cache
def module(name: str) -> str:
    """Return the ES module of a view: what `NAME.js` imports, then itself, whose `view` it exports.

    A widget's module can't import a file beside it, so they are joined and their imports and
    exports of each other taken out. The style sheet comes along as `STYLE`: a widget's own
    `_css` is set anew for each item, and the browser would style the page again each time.
    `NAME.css` is what one view needs beyond that, as `OWN_STYLE`; most views have none.
    """
    css, sheet = _text("item.css"), _HERE / f"{name}.css"
    more = [name, _text(sheet.name)] if sheet.is_file() else None
    joined = _EXPORT.sub("", "\n".join(_joined(name, set())))
    styles = f"const STYLE = {json.dumps(css)}, OWN_STYLE = {json.dumps(more)};"
    return f"{styles}\n{joined}\nexport default view;\n"


def _joined(name: str, taken: set[str]) -> Iterator[str]:
    """Yield a file's text after those of the files that it imports, each once."""
    taken.add(name)
    text = _text(f"{name}.js")
    for other in _IMPORT.findall(text):
        if other not in taken:
            yield from _joined(other, taken)
    yield _IMPORT.sub("", text)


def _text(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")
