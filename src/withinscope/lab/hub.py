"""The course's server as one of a JupyterHub's: the Hub says where it listens and who gets in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import authenticated

from withinscope import course
from withinscope.lab import last_page, routes, server
from withinscope.lab.late import Late


class _Nobodys(Exception):  # noqa: N818 - one of the two is no error
    """Stands for what only the Hub itself raises, or is."""


# Its package is the whole Hub's, database and all, of which a server of one person uses nothing.
Late("sqlalchemy")
Late("sqlalchemy.exc", SQLAlchemyError=_Nobodys)
Late("jupyterhub.orm")
Late("jupyterhub.roles")
Late("jupyterhub.handlers.pages", HealthCheckHandler=_Nobodys)

LANDING = "/course"
"""Where the Hub sends people: it opens the page that they had open last."""


class Landing(JupyterHandler):
    """Sends whoever arrives on to the page of the course that was open last."""

    @authenticated
    def get(self) -> None:
        """Redirect to the page, whichever it is by now."""
        work = Path(self.serverapp.root_dir) if self.serverapp else Path()
        self.redirect(url_path_join(self.base_url, routes.document(_page(work))))


def serve(work: Path, config: dict[str, dict[str, Any]]) -> None:
    """Serve the work folder to its person until the Hub ends it."""
    config["ServerApp"]["default_url"] = LANDING
    started = server.prepared(config, "jupyterhub")
    base = started.base_url
    landing = (url_path_join(base, LANDING), Landing)
    started.web_app.add_handlers(".*$", [landing])  # type: ignore[no-untyped-call]
    tell = started.web_app.settings["page_config_hook"]
    started.web_app.settings["page_config_hook"] = lambda *asked: _told(tell(*asked))
    server.serve(started, _page(work), lambda: None)


def _told(page_config: dict[str, Any]) -> dict[str, Any]:
    """Add, to what a page is told, where its person comes back: the Hub's own front door."""
    front = page_config["hubHost"] + page_config["hubPrefix"].removesuffix("hub/")
    return {**page_config, "withinscopeComeBack": front}


def _page(work: Path) -> str:
    """Return the path of the page to open: the one that was open last, else the first."""
    there = [page.path for page in course.pages(course.find())]
    last = last_page.path(work)
    return last if last in there else there[0]
