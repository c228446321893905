"""Where output goes: the terminal has our own few lines, a file what Jupyter and kernels print."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def output_to(log: Path) -> Iterator[None]:
    """Send the output of this process and its children to `log`; only `print` still shows.

    The log of the time before is kept beside it. Errors are logged with their traceback.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name("log-before.txt"))
    sys.stdout.flush()
    terminal, errors, shown = os.dup(1), os.dup(2), sys.stdout
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        with os.fdopen(os.dup(terminal), "w", encoding=shown.encoding, errors="replace") as out:
            sys.stdout = out
            yield
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout = shown
        sys.stderr.flush()
        os.dup2(terminal, 1)
        os.dup2(errors, 2)
