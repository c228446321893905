"""The folders of hand-ins of a JupyterHub's people: whose each is, which nobody can write anew.

`withinscope singleuser` hands in to a folder a person, below one that holds them all. Where
everybody can make a folder there (mode 3773, on one machine), its owner tells whose it is. Where
they can't, each is a mount that the Hub made, called by the account.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from withinscope import course

ACCOUNT = "the Hub"
"""Where an account means somebody: everywhere, and whatever name they write."""
_SYSTEM = "jupyter-"
"""What The Littlest JupyterHub puts before an account to make a user of the system."""


def account_of(file: str | Path) -> str:
    """Return the account in whose folder a file lies, or nothing if it lies in none."""
    root = course.hand_ins()
    if root is None:
        return ""
    folder, root = Path(file).parent.resolve(), root.resolve()
    if folder == root or not folder.is_relative_to(root):
        return ""
    return _account(root, root / folder.relative_to(root).parts[0])


def folders() -> Iterator[tuple[str, Path]]:
    """Yield each account with its folder. Raises OSError where they can't be listed."""
    root = course.hand_ins()
    for folder in sorted(root.iterdir()) if root else ():
        if stat.S_ISDIR(folder.lstat().st_mode) and (account := _account(root, folder)):
            yield account, folder


def _account(root: Path | None, folder: Path) -> str:
    try:
        shared = root is not None and root.stat().st_mode & stat.S_IWOTH
        return _owner(folder.lstat().st_uid) if shared else folder.name
    except OSError:
        return ""


def _owner(user: int) -> str:
    """Return a user's name, and where this machine has none for it, the number."""
    try:
        import pwd

        return pwd.getpwuid(user).pw_name.removeprefix(_SYSTEM)
    except (ImportError, KeyError):  # Windows; a user of another machine
        return str(user)
