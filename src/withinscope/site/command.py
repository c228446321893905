"""`withinscope site`: the course as a folder that any web server can serve."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from withinscope import course
from withinscope.problems import Mistake, Problem

if TYPE_CHECKING:
    from withinscope.cli import Subparsers

Say = Callable[[str], None]


def add_parser(commands: Subparsers) -> None:
    """Add `site` to the command line."""
    made = commands.add_parser(
        "site",
        description="Build the course as a folder that any web server can serve, to be opened by a "
        "link. It holds no solutions.",
        epilog="Example: withinscope site ../course-site",
    )
    made.add_argument("out", metavar="OUT", type=Path, help="a folder, new or built by this before")
    made.add_argument("--course", metavar="DIR", type=Path, help="default: the one around here")
    made.add_argument(
        "--cache",
        metavar="DIR",
        type=Path,
        help="where what is fetched is kept for the next time; default: your own cache folder",
    )
    made.add_argument(
        "--jupyter",
        action="store_true",
        help="with the course in JupyterLite as well, for who wants the notebooks themselves: "
        "some 600 files and 35 MB more",
    )


def run(args: argparse.Namespace, say: Say) -> int:
    """Build the site. Raises Mistake with what is missing or in the way."""
    if find_spec("markdown_it") is None:
        what = "The package markdown-it-py is missing, which makes HTML of the course's text."
        raise Mistake(Problem(what, "Install it: pip install 'withinscope[site]'."))
    from withinscope.site import building, engine, lite_parts

    home = args.course.resolve() if args.course else course.find()
    try:
        cache = args.cache or engine.cache_folder()
        parts = engine.fetch(cache, building.played(), say)
        jupyter = lite_parts.fetch(cache, say) if args.jupyter else None
        count = building.build(home, args.out.resolve(), parts, jupyter)
    except OSError as error:
        what = f"{error.filename or args.out} can't be written or read ({error.strerror})."
        raise Mistake(Problem(what, "Make room, or name another place.")) from None
    say(f"{args.out}: {count} pages. To look at them: python3 -m http.server -d {args.out}")
    return 0
