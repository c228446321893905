"""A page of HTML that needs nothing else, for people to read, print or keep."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

from withinscope.texts import language

_HERE = Path(__file__).parent
#: What all sheets are measured and colored by comes before the pages' own.
SHEETS = (_HERE / "views" / "tokens.css", _HERE / "html_page.css")
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def html_page(title: str, body: str, style: str = "") -> str:
    """Return a whole page, with the palette, type and print of every page, that runs nothing.

    `title` is any text. `body` is HTML in which its maker has escaped what strangers wrote;
    `style` is a sheet of ours that comes after the common one.
    """
    return _PAGE.format(
        language=language(), title=html.escape(title), body=body, style=_sheet() + style
    )


@cache
def _sheet() -> str:
    return "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
