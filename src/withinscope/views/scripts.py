"""The JavaScript of a view: the shared parts and one type's form, joined without a build step."""

from __future__ import annotations

import json
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
    and exports of each other taken out. The style sheet comes along as `STYLE`: a widget's own
    `_css` is set anew for each item, and the browser would style the page again each time.
    `NAME.css` is what one view needs beyond that, as `OWN_STYLE`; most views have none.
    """
    parts, own, css = (
        (_HERE / file).read_text(encoding="utf-8")
        for file in ("parts.js", f"{name}.js", "item.css")
    )
    sheet = _HERE / f"{name}.css"
    more = [name, sheet.read_text(encoding="utf-8")] if sheet.is_file() else None
    joined = _EXPORT.sub("", f"{parts}\n{_IMPORT.sub('', own)}")
    styles = f"const STYLE = {json.dumps(css)}, OWN_STYLE = {json.dumps(more)};"
    return f"{styles}\n{joined}\nexport default view;\n"
