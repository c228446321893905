"""A page of the course as a page of HTML: its text, and each view with its first state."""

from __future__ import annotations

import html
import json
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from withinscope import browser, course, navigation, player, types
from withinscope.cells import MARKS
from withinscope.course import Course, Page
from withinscope.notebooks import Cell, Notebook
from withinscope.session import Session
from withinscope.site.texts import html_of
from withinscope.views import of_cell, scripts
from withinscope.views.view import View

SITE = "site/static/play.js"
LOOK = "look.css"
INDEX = "index.html"
"""The course's first page, which stands at the site's root."""

_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may ask for: nothing of any other host."""
_PAGE = """\
<!doctype html>
<html lang="{language}" data-jp-theme-light="true">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}{assets}/look.css">
{preloads}
<script type="module" blocking="render" src="{root}{entry}"></script>
</head>
<body class="ws-course ws-site">
<header class="ws-bar-box"><noscript>{ways}</noscript></header>
<main class="ws-panel"><div class="jp-Notebook" lang="{language}"{style}>
{cells}
</div></main>
<script type="application/json" id="ws-page">{data}</script>
</body>
</html>
"""
_ALONE = (
    "<p>This is the course to read. To answer its questions, switch on JavaScript in this "
    "browser.</p>"
)
_TEXT = '<div class="jp-RenderedHTMLCommon jp-RenderedMarkdown">{}</div>'
Files = dict[str, bytes]


class Release(Struct, frozen=True):
    """Where the pages find what they run, as paths from the site's root.

    `shell` are the scripts, below `assets`, that each page has around its views; `jupyter` is the
    folder of the Jupyter door, "" where there is none.
    """

    assets: str
    engine: str
    shell: tuple[str, ...]
    jupyter: str = ""


class _Drawn(Struct, frozen=True):
    """A page of the course, read: one of the pages `given`, its notebook, its views by cell."""

    release: Release
    course: Course
    given: tuple[Page, ...]
    page: Page
    notebook: Notebook
    views: dict[str, View]

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * address(self.page.path, self.given).count("/")

    def address(self, path: str) -> str:
        """Return the way from the page to that of another notebook."""
        return self.root + address(path, self.given)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The scripts of its views."""
        return tuple(sorted({view.script for view in self.views.values()}))


def made(home: Path, work: Path, given: tuple[Page, ...], release: Release) -> Files:
    """Return the site's pages by their paths. Raises Mistake where one can't be read.

    `home` is the course, `work` a work folder in which nobody has answered anything.
    """
    known, files = course.read(home), {}
    for page in given:
        session = Session(page.id, work, home / page.path, home)
        notebook, asked = browser.read(home, work, page)
        views = dict(of_cell.of_page(notebook, asked, session))
        drawn = _Drawn(release, known, given, page, notebook, views)
        entry = f"{release.assets}/pages/{page.id}.js"
        files[address(page.path, given)] = _page(drawn, entry).encode()
        files[entry] = _entry(drawn.kinds).encode()
    return files


def address(path: str, given: tuple[Page, ...]) -> str:
    """Return where a notebook's page is, from the site's root."""
    return INDEX if path == given[0].path else path.removesuffix(".ipynb") + ".html"


def _page(drawn: _Drawn, entry: str) -> str:
    return _PAGE.format(
        policy=_POLICY,
        language=drawn.course.language,
        title=html.escape(f"{drawn.page.title} · {drawn.course.title}"),
        root=drawn.root,
        assets=drawn.release.assets,
        entry=entry,
        preloads="\n".join(_preloads(drawn)),
        ways=_ways(drawn),
        style=_style(drawn),
        cells="\n".join(_cells(drawn)),
        data=_in_script(_data(drawn)),
    )


def _preloads(drawn: _Drawn) -> Iterator[str]:
    """Yield links to what the page runs at once, so that it comes all together."""
    for name in dict.fromkeys((*drawn.release.shell, *_views_files(drawn.kinds))):
        address = f"{drawn.root}{drawn.release.assets}/{name}"
        yield f'<link rel="modulepreload" href="{address}">'


def _cells(drawn: _Drawn) -> Iterator[str]:
    for cell in drawn.notebook.cells:
        if cell.type == "markdown":
            yield _cell(cell, _TEXT.format(html_of(cell.source, drawn.page.path, drawn.address)))
        elif cell.id in drawn.views:
            yield _cell(cell, _words(drawn.views[cell.id]), _is_map(cell))


def _style(drawn: _Drawn) -> str:
    """Say how many questions there are, and how much room the map takes."""
    asked = sum(cell.source.startswith(MARKS) for cell in drawn.notebook.cells)
    stops = len({page.number for page in drawn.given if page.role != "page"})
    named = {"--ws-of": f"' of {asked}'"} if asked else {}
    named |= {"--ws-stops": str(stops), "--ws-rows": str(-(-stops // 3))}
    return f' style="{"; ".join(f"{name}: {value}" for name, value in named.items())}"'


def _ways(drawn: _Drawn) -> str:
    """Return the contents for those who have no bar."""
    links = "".join(
        f'<li><a href="{drawn.address(page.path)}">{html.escape(page.title)}</a></li>'
        for page in drawn.given
    )
    return f'<nav class="ws-ways" aria-label="Course">{_ALONE}<ul>{links}</ul></nav>'


def _data(drawn: _Drawn) -> dict[str, Any]:
    """Return what the page's scripts know of it."""
    nav = navigation.bar(drawn.course, drawn.given, drawn.given.index(drawn.page))
    return {
        "page": drawn.page.id,
        "path": drawn.page.path,
        "first": drawn.given[0].path,
        "root": drawn.root or "./",
        "release": posixpath.basename(drawn.release.assets),
        "engine": drawn.release.engine,
        "jupyter": drawn.release.jupyter,
        "about": {"role": drawn.page.role, "nav": nav},
        "views": {name: player.told(view) for name, view in drawn.views.items()},
    }


def _cell(cell: Cell, inner: str, room: str = "") -> str:
    return f'<div class="jp-Cell{room}" data-ws-cell="{html.escape(cell.id or "")}">{inner}</div>'


def _words(view: View) -> str:
    """Return a view in words, which stand there until it is live."""
    words = html.escape(view.words)
    return f'<div class="jp-OutputArea-output jp-RenderedText"><pre>{words}</pre></div>'


def _is_map(cell: Cell) -> str:
    return " ws-map-cell" if cell.source.strip() == "%map" else ""


def _entry(kinds: Iterable[str]) -> str:
    """Return the script that a page begins with: all it needs is there before it is first drawn."""
    known = list(kinds)
    lines = [f'import {{ view as {kind} }} from "../views/{kind}.js";' for kind in known]
    named = ", ".join(known)
    return "\n".join((f'import {{ play }} from "../{SITE}";', *lines, f"play({{ {named} }});\n"))


def _views_files(kinds: Iterable[str]) -> list[str]:
    found = {name for kind in kinds for name in scripts.files(kind) if name.endswith(".js")}
    return [f"views/{name}" for name in sorted(found - {"loader.js"})]


def _in_script(data: dict[str, Any]) -> str:
    """Return data as JSON that ends no element, whatever stands in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def all_scripts() -> tuple[str, ...]:
    """Return the names of the scripts of all views that trainees' pages show."""
    lines = {module.partition(".")[0] for module in of_cell.LINES.values()}
    return tuple(sorted({*types.names().values(), "dialogue", *lines}))
