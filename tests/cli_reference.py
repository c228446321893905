"""docs/cli.md: every command as its own `--help` tells it.

It is made from the parsers and not from argparse's page, which looks different in each Python.
To write it anew:  cd tests && python -m cli_reference
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from withinscope.cli import COMMANDS, parser

FILE = Path(__file__).parents[1] / "docs" / "cli.md"
HEAD = """\
# The commands

Each is run as `python3 start.py COMMAND` in the course's folder, or as `withinscope COMMAND` where
the package is installed. Exit status: 0 done, 1 done with things to look at, 2 wrong usage or
nothing could be read.

This page is made from what each command says of itself: `cd tests && python -m cli_reference`.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for name in COMMANDS for line in _command(name))])


def _command(name: str) -> Iterator[str]:
    told = _parser_of(name)
    yield f"## {name}\n"
    yield f"{(told.description or COMMANDS[name].summary).strip()}\n"
    yield "| | |\n|---|---|"
    yield from (_row(action) for action in told._actions if action.dest != "help")
    yield f"\n```\n{_example(told)}\n```\n"


def _parser_of(name: str) -> argparse.ArgumentParser:
    groups = (one.choices for one in parser([name])._actions)
    found: argparse.ArgumentParser = next(one for one in groups if isinstance(one, dict))[name]
    return found


def _row(action: argparse.Action) -> str:
    value = action.metavar or action.dest.upper()
    takes = "" if action.nargs == 0 else f" {value}"
    names = ", ".join(f"`{option}{takes}`" for option in action.option_strings)
    told = (action.help or "") % vars(action)
    return f"| {names or f'`{value}`'} | {told} |"


def _example(told: argparse.ArgumentParser) -> str:
    return (told.epilog or "").split(":", 1)[1].strip()


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
