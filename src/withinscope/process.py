"""Which process wrote a journal's file, and whether it may still run, wherever that is.

Process numbers alone tell nothing: two containers that share a folder count theirs alike, and in
a browser every kernel has the same.
"""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_ID = secrets.token_hex(4)


def mark() -> str:
    """Return what tells this process from all others: HOST.NUMBER.ID, fit for a file's name."""
    return f"{_host()}.{os.getpid()}.{_ID}"


def may_run(left: str) -> bool:
    """Tell whether the process that left a mark may still run; True where nobody can say.

    Version 0.1.0 left the number alone, and it ran on people's own machines.
    """
    if left == mark():
        return True
    host, number, _ = left.split(".") if left.count(".") == 2 else (_host(), left, "")
    if host != _host() or not number.isdigit() or not _can_be_asked():
        return True
    if int(number) == os.getpid():
        return False  # the system gave its number to this one
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def _can_be_asked() -> bool:
    """Tell whether processes can be asked for without harm."""
    return os.name == "posix" and sys.platform != "emscripten"


@cache
def _host() -> str:
    """Return what names the machine and, on Linux, the container, whose processes count as one."""
    known = [platform.node()]
    with suppress(OSError, UnicodeError):
        known.append(Path("/etc/machine-id").read_text(encoding="ascii"))
    with suppress(OSError):
        known.append(str(Path("/proc/self/ns/pid").readlink()))
    return hashlib.sha256("\0".join(known).encode()).hexdigest()[:8]
