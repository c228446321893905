"""Where the hand-ins of a Hub's people go: a folder each, which only they and instructors can read.

The folder that holds them all is made by whoever runs the Hub, with mode 3773 and the instructors'
group: everybody can make a folder there, nobody but an instructor can see whose there are, and what
is made there is the group's. The owner of a folder tells whose it is, and can't be forged.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from withinscope import course
from withinscope.problems import Mistake, Problem

MODE = 0o770
"""Of a person's folder; that its files are the group's comes down from the folder above."""
TRIES = 9
"""Names that are tried where somebody else took the one that is due."""


def make_folder(root: Path, account: str) -> Path:
    """Return the folder below `root` for one account, and tell the kernels of it.

    Raises Mistake where there can be none.
    """
    for number in range(1, TRIES + 1):
        folder = root / (_name(account) if number == 1 else f"{_name(account)}-{number}")
        if _is_mine(folder):
            os.environ[course.HAND_IN] = str(folder)
            return folder
    what = f"There can be no folder for the hand-ins of {account} in {root}."
    mend = "Who runs this Hub has to look at it: its mode is to be 3773."
    raise Mistake(Problem(what, mend))


def _name(account: str) -> str:
    """Return an account as the name of a folder, whatever its Hub allows in it."""
    return account.replace("/", "-").lstrip(".") or "account"


def _is_mine(folder: Path) -> bool:
    """Make a folder, unless it is there; tell whether it is the user's, or the Hub's mount."""
    before = os.umask(0)
    try:
        folder.mkdir(MODE)
    except FileExistsError:
        pass
    except OSError:
        return False
    finally:
        os.umask(before)
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid in (os.getuid(), 0)
