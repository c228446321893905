"""`withinscope learn`: the course in the browser, with working copies and a Jupyter of its own."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import course, texts
from withinscope.course import Page
from withinscope.lab import already_running, last_page, preparing, routes, settings
from withinscope.lab.redirect import output_to
from withinscope.problems import Mistake, Problem
from withinscope.texts import _

if TYPE_CHECKING:
    from withinscope.cli import Subparsers
    from withinscope.lab.server import CourseServer

Say = Callable[[str], None]


def add_parser(commands: Subparsers) -> None:
    """Add `learn` to the command line."""
    parser = commands.add_parser(
        "learn",
        description="Open the course in your browser. Ctrl-C ends it; nothing is lost.",
        epilog="Example: withinscope learn --lesson L01",
    )
    parser.add_argument("--course", metavar="DIR", type=Path, help="default: the one around here")
    parser.add_argument(
        "--lesson",
        metavar="ID",
        help="where to start, for example L01 or ex01; default: where you were",
    )
    parser.add_argument("--port", type=_port, default=settings.PORT, help="default: %(default)s")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")


def run(args: argparse.Namespace, say: Say) -> int:
    """Serve the course until the trainee ends it. Raises Mistake with what to do instead."""
    texts.speak_as_asked()
    folder = args.course.resolve() if args.course else course.find()
    work = course.work_folder(folder).resolve()
    os.umask(0o077)  # a trainee's work is readable by its owner only
    try:
        return _learn(args, say, folder, work)
    except OSError as error:
        raise Mistake(_system(error, work)) from error


def _learn(args: argparse.Namespace, say: Say, folder: Path, work: Path) -> int:
    page = _first_page(course.pages(folder), args.lesson, last_page.path(work))
    if address := already_running.address(work):
        opening = _show(routes.page(address, page.path, settings.token(work)), args, say)
        say(_("The course was already running, in another window. It is ended there."))
        opening.join(timeout=10)
        return 0
    for sentence in preparing.prepare(folder, work):
        say(sentence)
    return _serve(args, say, work, page)


def _serve(args: argparse.Namespace, say: Say, work: Path, page: Page) -> int:
    """Start the server, open the browser at the page, and wait for the end."""
    log = settings.log_file(work)
    try:
        with output_to(log):
            from withinscope.lab import server  # takes most of the start: as late as can be

            jupyter = server.prepared(settings.jupyter_config(work, args.port))
            server.serve(jupyter, page.path, lambda: _announce(args, say, work, page, jupyter))
    except OSError:
        raise
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}"
        what = _("The course could not be served ({why}).", why=why)
        raise Mistake(Problem(what, _("What went wrong is in {file}.", file=log))) from error
    say(_("The course has ended. Your work is in {folder}.", folder=work))
    return 0


def _announce(
    args: argparse.Namespace, say: Say, work: Path, page: Page, jupyter: CourseServer
) -> None:
    if jupyter.port != args.port:
        ports = {"port": args.port, "other": jupyter.port}
        say(_("Port {port} is taken, so the course uses {other} this time.", **ports))
    address = f"http://{settings.HOST}:{jupyter.port}{jupyter.base_url}"
    _show(routes.page(address, page.path, settings.token(work)), args, say)
    say(_("To end the course: Leave on its page, or Ctrl-C here."))


def _first_page(found: tuple[Page, ...], asked: str | None, last: str | None) -> Page:
    """Return the page to open: the one asked for, else the one that was open last, else the first.

    Raises Mistake if the course has no such page, or none at all.
    """
    if not found:
        what = _("The course has no lesson: course.yaml names none that is there.")
        raise Mistake(Problem(what, _("Download the course again.")))
    known = {name: page for page in found for name in (page.id, page.path, Path(page.path).stem)}
    if asked is None:
        return known.get(last or "", found[0])
    if asked not in known:
        named = ", ".join(f"{page.id} ({page.title})" for page in found)
        what = _("The course has no lesson {name}.", name=asked)
        raise Mistake(Problem(what, _("It has {lessons}.", lessons=named)))
    return known[asked]


def _show(url: str, args: argparse.Namespace, say: Say) -> threading.Thread:
    """Open the browser at an address, and print the address in any case.

    In a thread, since some browsers answer only when their window is closed.
    """
    opening = threading.Thread(target=webbrowser.open, args=(url,), daemon=True)
    if args.no_browser or not _has_browser():
        say(_("Open this address in your browser: {address}", address=url))
        opening = threading.Thread()
    else:
        say(
            _(
                "The course opens in your browser. If it does not, open this address: {address}",
                address=url,
            )
        )
    opening.start()
    return opening


def _has_browser() -> bool:
    """Say whether there is a browser with a window; one in the terminal can't show the course."""
    windows = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    try:
        return windows and bool(webbrowser.get())
    except webbrowser.Error:
        return False


def _port(text: str) -> int:
    """Read a port. Raises ArgumentTypeError, which argparse tells, for what is none."""
    port = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _system(error: OSError, work: Path) -> Problem:
    """Return an error of the system in plain words, with a way out."""
    if error.errno == errno.ENOSPC:
        mend = _("Free some space, then start the course again.")
        return Problem(_("The disk is full."), mend)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what = _(
            "Your work can't be kept in {folder}: {file} can't be written to.",
            folder=work,
            file=error.filename or work,
        )
        mend = _(
            "Copy the course to a folder of your own, or name a folder for your work in the "
            "variable WITHINSCOPE_WORK, then start again."
        )
        return Problem(what, mend)
    return Problem(_("The system says: {error}.", error=error), _("Start the course again."))
