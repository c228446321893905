"""The command `withinscope`: finds the sub-command asked for and runs it.

A sub-command is a row in COMMANDS and a module with two functions, which is imported only when
its command is asked for:

    add_parser(commands)    adds its own parser to argparse's sub-parsers, with an example
    run(args, say) -> int   does it and returns the exit status: 0 done, 1 done with things to
                            look at, 2 wrong usage or nothing could be read; `say` prints a line
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from withinscope import __version__
from withinscope.problems import Mistake

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Command(NamedTuple):
    """Where a sub-command lives, and what it does in a few words."""

    module: str
    summary: str


COMMANDS = {
    "learn": Command("withinscope.lab.learn", "open the course in your browser"),
    "singleuser": Command("withinscope.lab.singleuser", "serve the course on a JupyterHub"),
    "grade": Command("withinscope.grading.commands.grade", "grade hand-ins"),
    "whose": Command("withinscope.grading.commands.whose", "say whose a hand-in with two names is"),
    "history": Command("withinscope.grading.commands.history", "show what changed scores"),
    "undo": Command("withinscope.grading.commands.undo", "take the latest step of grading back"),
    "forget": Command(
        "withinscope.grading.commands.forget", "remove one person from the gradebook"
    ),
    "export-person": Command(
        "withinscope.grading.commands.export_person", "write all that is kept of one person"
    ),
    "mark": Command("withinscope.grading.commands.mark", "mark free text by its rubric"),
    "feedback": Command("withinscope.grading.commands.feedback", "write feedback pages"),
    "export": Command(
        "withinscope.grading.commands.export", "write scores as files for other programs"
    ),
    "certificate": Command(
        "withinscope.grading.commands.certificate", "write a certificate, and an Open Badge"
    ),
    "report": Command("withinscope.grading.commands.report", "write a page on the cohort"),
    "new": Command("withinscope.authoring.new", "begin a course of your own"),
    "release": Command("withinscope.authoring.release", "write exercises/ from solutions/"),
    "check": Command("withinscope.authoring.check", "look for mistakes in the course"),
    "export-items": Command(
        "withinscope.authoring.export_items", "write the course's items for a question bank"
    ),
    "site": Command("withinscope.site.command", "build the course as a site, to open by a link"),
    "tidy": Command("withinscope.authoring.tidy", "make notebooks as git wants them"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; a person's mistake is printed plainly."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter ends nothing
            stream.reconfigure(errors="replace")
    args = parser(words).parse_args(words)
    try:
        status: int = args.run(args, say)
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read this, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, whole for the command that the words name, a line for each other."""
    whole = argparse.ArgumentParser(
        prog="withinscope",
        description="Within Scope: where coaching ends and therapy begins.",
        epilog="For more on one of them, with an example: withinscope COMMAND --help",
    )
    whole.add_argument("--version", action="version", version=f"withinscope {__version__}")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        if name == asked:
            module = import_module(command.module)
            module.add_parser(commands)
            commands.choices[name].set_defaults(run=module.run)
        else:
            commands.add_parser(name, help=command.summary)
    return whole


def say(line: str) -> None:
    """Print a line at once, also where the terminal lacks some of its letters."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)
