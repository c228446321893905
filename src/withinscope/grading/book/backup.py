"""Copy a gradebook's file before it is brought up to date."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from itertools import count
from pathlib import Path

from withinscope.problems import Mistake, Place, Problem


def copy(file: Path, step: int) -> Path:
    """Copy a SQLite gradebook as it is at a step, beside it and whole; return the copy's path.

    An earlier copy is never replaced. Another command may have the gradebook open: SQLite copies
    what is committed. Raises Mistake if that fails, with no copy left.
    """
    to = _free(file, step)
    part = to.with_name(f"{to.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with (
            contextlib.closing(sqlite3.connect(file)) as old,
            contextlib.closing(sqlite3.connect(part)) as new,
        ):
            old.backup(new)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        what = f"This gradebook is older, and a copy of it as it is can't be made ({error})."
        mend = "Make room beside it, then run this again."
        raise Mistake(Problem(what, mend, Place(str(to)))) from None
    return to


def _free(file: Path, step: int) -> Path:
    """Return a name that no file has: `gradebook.step-1.db`, then `gradebook.step-1-2.db` …"""
    names = (
        file.with_name(f"{file.stem}.step-{step}{'' if n == 1 else f'-{n}'}{file.suffix}")
        for n in count(1)
    )
    return next(path for path in names if not path.exists())
