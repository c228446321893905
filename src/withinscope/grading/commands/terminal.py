"""The terminal: a bar while something takes long, and what can be typed there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def command(words: str) -> str:
    """Return a command as it is typed here: `start.py`, which says where the course is, begins one
    where no `withinscope` is on the path.
    """
    name = "python3 start.py" if os.environ.get("WITHINSCOPE_COURSE") else "withinscope"
    return f"{name} {words}"


@contextmanager
def progress(what: str, count: Callable[[], int | None]) -> Iterator[Callable[[], object]]:
    """Show a bar where somebody watches; `count` is asked only then."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=count())
        yield lambda: bar.advance(task)
