"""The course as a site, built once and served to every test as any web server would."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser import COURSE
from playwright.sync_api import Page

from withinscope.problems import Mistake
from withinscope.site import building, engine, lite_parts

#: How far what is in view has moved without anybody's doing, as browsers count it.
SHIFTS = """
    window.shifted = 0;
    const add = list => list.getEntries().filter(one => !one.hadRecentInput)
        .forEach(one => { window.shifted += one.value; });
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
"""
Changes = dict[str, tuple[bytes, bytes]]
"""What takes the place of what in a file, by its address."""


class Site:
    """A site that is served; Python can be kept from coming, as on a slow connection."""

    def __init__(self, folder: Path) -> None:
        self._come = threading.Event()
        self._come.set()
        self._files: Changes = {}
        self._folder = folder
        #: What was asked for, by its path.
        self.asked: set[str] = set()
        handler = partial(_Handler, self._come, self._files, self.asked, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hold(self) -> None:
        """Let Python wait."""
        self._come.clear()

    def let_come(self) -> None:
        """Let it come."""
        self._come.set()

    def renew(self) -> None:
        """From now on, serve a newer release: one lesson of it has another heading."""
        self._change("service-worker.js", b'RELEASE = "', b'RELEASE = "newer-')
        heading = (b">Shared ground</h1>", b">Shared anew</h1>")
        self._change("notebooks/01_shared_ground.html", *heading)
        notebook = "jupyter/files/notebooks/01_shared_ground.ipynb"
        self._change(notebook, b"# Shared ground", b"# Shared anew")

    def change_worker(self, program: bytes) -> None:
        """Have the worker, of a page or of a kernel, run something first, from now on."""
        begin = "assets/*/site/static/begin_python.js"
        self._change(begin, b"const SITE_PACKAGES", program + b"\nconst SITE_PACKAGES")

    def import_more(self, module: str) -> None:
        """Have the pages' Python import one module more, from now on."""
        more = f"import json, {module}\n".encode()
        self._change("assets/*/site/static/worker.js", b"import json\n", more)

    def _change(self, name: str, before: bytes, after: bytes) -> None:
        """Serve a file with a change, which has to be one."""
        [file] = self._folder.glob(name)
        assert before in file.read_bytes(), f"{name} no longer has {before!r}"
        self._files[f"/{file.relative_to(self._folder).as_posix()}"] = (before, after)

    def make_old(self) -> None:
        """Serve what was built again."""
        self._files.clear()

    def stop(self) -> None:
        self.let_come()
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(
        self, come: threading.Event, changes: Changes, asked: set[str], *args: Any, **more: Any
    ) -> None:
        self._come, self._changes, self._asked = come, changes, asked
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        self._asked.add(self.path)
        if self.path.startswith("/engine-"):
            self._come.wait()
        if self.path in self._changes:
            self._send(*self._changes[self.path])
        else:
            super().do_GET()

    def _send(self, before: bytes, after: bytes) -> None:
        file = Path(self.translate_path(self.path))
        data = file.read_bytes().replace(before, after, 1)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def built(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This course's site. What it is built of is fetched once and then in the cache."""
    out = tmp_path_factory.mktemp("site")
    try:
        cache = engine.cache_folder()
        parts = engine.fetch(cache, building.played(), lambda line: None)
        jupyter = lite_parts.fetch(cache, lambda line: None)
    except Mistake as mistake:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(mistake))
    building.build(COURSE, out, parts, jupyter)
    served = Site(out)
    yield served
    served.stop()


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """The site, from which Python comes."""
    yield built
    built.let_come()
    built.make_old()
    rest = {path for path in built.asked if path.endswith(engine.REST)}
    assert rest == set(), "a page imports what was thought to be never imported"


@pytest.fixture
def door(site: Site) -> Iterator[Site]:
    """The site, whose Jupyter imports more of Python's library than its pages do."""
    yield site
    site.asked.clear()


@pytest.fixture
def elsewhere(own_page: Page, site: Site) -> Iterator[list[str]]:
    """What was asked of any other host: nothing is let through, and nothing was to be asked."""
    asked: list[str] = []

    def note(route: Any) -> None:
        asked.append(route.request.url)
        route.abort()

    outside = re.compile(rf"^(?!{re.escape(site.url)}|data:|blob:)")
    own_page.context.route(outside, note)
    own_page.context.add_init_script(SHIFTS)
    yield asked
    assert asked == []
