"""The course's own Jupyter server, in this process: its settings, its first kernel, its end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

# First, so that what it leaves out is left out of all that follows.
import withinscope.jupyter_format  # noqa: F401
from withinscope.lab.late import Late
from withinscope.lab.locales import without_babel

# With these JupyterLab would look for extensions, install them, and name languages.
without_babel()
Late("requests")
Late("jupyterlab.extensions.pypi", PyPIExtensionManager=None)

# isort: split
import jupyterlab.commands  # noqa: E402

# JupyterLab asks Node.js, where there is one, for the user's registry of packages each time it
# starts. Nothing is built here.
jupyterlab.commands._yarn_config = lambda _logger: {"yarn config": {}, "npm config": {}}

from jinja2 import BaseLoader, Environment  # noqa: E402
from jupyter_server.serverapp import ServerApp  # noqa: E402
from jupyter_server.services.kernels.connection.channels import (  # noqa: E402
    ZMQChannelsWebsocketConnection,
)
from tornado.platform.asyncio import AsyncIOLoop  # noqa: E402
from tornado.web import HTTPError  # noqa: E402
from traitlets.config import Config  # noqa: E402

from withinscope import notebooks  # noqa: E402
from withinscope.lab import languages, routes, settings  # noqa: E402
from withinscope.lab.trust import Signatures  # noqa: E402
from withinscope.texts import N_  # noqa: E402

OPENING = N_("Opening the course")
Hook = Callable[[Any, dict[str, Any]], dict[str, Any]]
"""Takes the handler of a page and what the page is told; returns what it is to be told."""


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's websocket that sends each message at once.

    Otherwise the small answer to a click waits some 40 ms for the browser's acknowledgment of
    the message before it (Nagle's algorithm).
    """

    def connect(self) -> Any:
        """Connect, as Jupyter does, with the delay off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class CourseServer(ServerApp):
    """Jupyter's server, which a Ctrl-C, a closed window or a stop ends without a question."""

    @property
    def config_file_paths(self) -> list[str]:
        """Read settings in our own folder only: not the system's, and not the environment's."""
        return [self.config_dir]

    def init_signal(self) -> None:
        """End cleanly, kernels and all, on every signal that asks for it."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if number := getattr(signal, name, None):
                signal.signal(number, self._signal_stop)

    def load_server_extensions(self) -> None:
        """Have each page that the browser asks for find its kernel when it has loaded.

        An extension, such as a Hub's, may tell each page something too: it still does.
        """
        super().load_server_extensions()
        self._starting: set[str] = set()
        extensions = self.web_app.settings.get("page_config_hook")
        self._tell: Hook = extensions or (lambda _, page_config: page_config)
        self.web_app.settings["page_config_hook"] = self._asked_for

    def _asked_for(self, handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        """Take note of the page's path, and leave what the page is told as it is.

        Raises HTTPError where there is no such notebook: a course that was made anew may have
        named a page anew, and JupyterLab would report it in words of its own.
        """
        path = routes.notebook(handler.path_kwargs.get("tree") or "")
        if path.endswith(".ipynb") and not (Path(self.root_dir) / path).is_file():
            raise HTTPError(404)
        self.io_loop.add_callback(self.start_kernel, path)
        return self._tell(handler, page_config)

    async def start_kernel(self, path: str) -> None:
        """Start a notebook's kernel while the browser still loads; its page will find it.

        Only for a notebook that will run itself there: any other starts nothing.
        """
        if path in self._starting or await self.session_manager.session_exists(path):
            return
        if not _runs_itself(Path(self.root_dir), path):
            return
        self._starting.add(path)
        try:
            await self.session_manager.create_session(
                path=path, name=Path(path).name, type="notebook", kernel_name="python3"
            )
        finally:
            self._starting.discard(path)


def _runs_itself(work: Path, path: str) -> bool:
    """Tell whether the page would run itself: trusted, with nothing but the course's magics."""
    file = (work / path).resolve()
    if not file.is_relative_to(work.resolve()) or file.suffix != ".ipynb":
        return False
    try:
        cells = notebooks.load_dict(file)["cells"]
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        ours = all(notebooks.is_ours("".join(source)) for source in code)
        return ours and Signatures(settings.data_folder(work)).is_signed(file)
    except Exception:  # a notebook in any state of disrepair: the page will say what is wrong
        return False


class Titled(BaseLoader):
    """JupyterLab's own pages, with a title that says what opens, in the language of who asks.

    Theirs is read out for the seconds until the course's scripts have come.
    """

    THEIRS = "<title>JupyterLab</title>"
    OURS = f"<title>{{{{ _('{OPENING}') }}}}</title>"

    def __init__(self, theirs: BaseLoader) -> None:
        """Take what gives JupyterLab's templates."""
        self._theirs = theirs

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return a template as JupyterLab has it, but for the title."""
        source, *where = self._theirs.get_source(environment, template)
        return source.replace(self.THEIRS, self.OURS), *where


def prepared(config: dict[str, Any], *extensions: str) -> CourseServer:
    """Return a server that is about to listen, with JupyterLab and the `extensions` named.

    `config` is by class, as traitlets takes it.
    """
    wanted = dict.fromkeys(("jupyterlab", *extensions), True)
    server: CourseServer = CourseServer.instance(jpserver_extensions=wanted, config=Config(config))
    server.no_browser_open_file = True
    server.initialize(argv=[], find_extensions=False)
    templates = server.web_app.settings["lab_jinja2_env"]
    templates.loader = Titled(templates.loader)
    languages.listen(server)
    return server


def serve(server: CourseServer, path: str, announce: Callable[[], None]) -> None:
    """Serve until somebody ends it; announce it once it listens, then start the first kernel."""
    server.io_loop.add_callback(announce)
    server.io_loop.add_callback(server.start_kernel, path)
    server.start()
    finish(cast(AsyncIOLoop, server.io_loop).asyncio_loop)


def finish(loop: asyncio.AbstractEventLoop) -> None:
    """Give up what requests still wait for, now that the loop has stopped.

    Threads that work for a request end with it. One that is left in the middle, such as a save
    when the course was ended, would keep this process from ever ending.
    """
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left, timeout=5))
