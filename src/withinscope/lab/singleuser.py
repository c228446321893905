"""`withinscope singleuser`: the course for one person of a JupyterHub, which starts it."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import course
from withinscope.lab import delivery, preparing, settings
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.cli import Subparsers

Say = Callable[[str], None]

ADDRESS = "JUPYTERHUB_SERVICE_URL"
"""The variable in which a Hub tells the server that it starts where to listen."""
WORK = "within-scope"
"""The folder of a person's work, in their home, unless WITHINSCOPE_WORK names another."""


def add_parser(commands: Subparsers) -> None:
    """Add `singleuser` to the command line."""
    parser = commands.add_parser(
        "singleuser",
        description="Serve the course to one person of a JupyterHub, which starts this in place of "
        'its own jupyterhub-singleuser: c.Spawner.cmd = ["withinscope", "singleuser"].',
        epilog="Example: withinscope singleuser",
    )
    parser.add_argument("--course", metavar="DIR", type=Path, help="default: the one around here")
    parser.add_argument("--debug", action="store_true", help="log more, as Spawner.debug asks for")


def run(args: argparse.Namespace, say: Say) -> int:
    """Serve until the Hub ends it; what it logs goes to the Hub. Raises Mistake."""
    _look_for_hub()
    folder = args.course.resolve() if args.course else course.find()
    work = _work_folder()
    os.environ.pop("JUPYTERHUB_ROOT_DIR", None)  # what is served is the work, wherever it is
    os.umask(0o077)  # a trainee's work is readable by its owner only
    for sentence in preparing.prepare(folder, work):
        say(sentence)
    if root := course.hand_ins():
        delivery.make_folder(root, os.environ["JUPYTERHUB_USER"])
    from withinscope.lab import hub  # takes most of the start: as late as can be

    config = settings.hub_config(work)
    if args.debug:
        config["Application"] = {"log_level": "DEBUG"}
    with tempfile.TemporaryDirectory(prefix="ws-") as runtime:
        os.environ["JUPYTER_RUNTIME_DIR"] = runtime  # the name of a socket's file has to be short
        hub.serve(work, config)
    return 0


def _look_for_hub() -> None:
    """Raise Mistake where no Hub asks for a server, or its package is not installed."""
    if ADDRESS not in os.environ:
        what = "A JupyterHub starts this, for one of its people."
        raise Mistake(Problem(what, "To open the course for yourself: withinscope learn."))
    try:
        import jupyterhub  # noqa: F401
    except ModuleNotFoundError:
        what = "The package jupyterhub is not installed beside the course."
        raise Mistake(Problem(what, 'Install it: pip install "withinscope[hub]".')) from None


def _work_folder() -> Path:
    told = os.environ.get("WITHINSCOPE_WORK")
    return (Path(told) if told else Path.home() / WORK).resolve()
