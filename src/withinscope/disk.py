"""What is kept on disk: a file is written whole or not at all, a line is there when we say so."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

UNFINISHED = ".new"
"""How the name of a file ends while it is written; one is left only by a crash."""


def write_whole(
    path: str | Path,
    content: str | bytes,
    *,
    private: bool = False,
    mode: int | None = None,
    sync: bool = True,
    follow: bool = True,
) -> None:
    """Write a file, text as UTF-8 with its line ends as they are; the rest as `whole`."""
    data = content.encode() if isinstance(content, str) else content
    with whole(path, private=private, mode=mode, sync=sync, follow=follow) as out:
        out.write(data)


@contextmanager
def whole(
    path: str | Path,
    *,
    private: bool = False,
    mode: int | None = None,
    sync: bool = True,
    follow: bool = True,
) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of the one at `path` only once it is whole.

    The mode of a file that is there is kept, unless `mode` says another, whatever the process's
    own habit (umask); `private` gives it to its owner alone. Without
    `sync` a power cut may cost the file, for what can be made again. A link stays, and leads to
    what was written; without `follow` the file takes its place. Raises OSError: then what was
    there is as it was.
    """
    target = Path(os.path.realpath(path)) if follow else Path(path)
    mode = mode if private or mode is not None else _mode(target)
    part = target.with_name(f".{secrets.token_hex(6)}{UNFINISHED}")
    try:
        with os.fdopen(_created(part, 0o600 if private else mode), "wb") as out:
            yield out
            out.flush()
            if sync:
                os.fsync(out.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(target.parent)


def write_inside(folder: Path, name: str, data: bytes, *, mode: int) -> None:
    """Write a file, whole, into a folder that somebody else may change meanwhile.

    All names are looked up in the folder that is opened first: a link, in its place or the file's,
    leads nowhere. Raises OSError. Not for Windows.
    """
    inside = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    part = f".{secrets.token_hex(6)}{UNFINISHED}"
    try:
        new = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, dir_fd=inside)
        with os.fdopen(new, "wb") as out:
            out.write(data)
            os.fchmod(new, mode)
        os.rename(part, name, src_dir_fd=inside, dst_dir_fd=inside)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part, dir_fd=inside)
        raise
    finally:
        os.close(inside)


def _created(part: Path, mode: int | None) -> int:
    """Make a file that nobody may read who may not read the one whose place it takes."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(part, flags, 0o666 if mode is None else mode | stat.S_IWUSR)


def _mode(target: Path) -> int | None:
    """Return the mode of a file, None where there is none.

    Raises PermissionError for one that may not be written to: taking its place needs no leave.
    """
    try:
        found = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return found


def append(file: Path, data: bytes) -> None:
    """Append a line to a file and flush it to disk.

    Opening starts with a newline where the last byte is none: a torn line costs only itself.
    """
    new = not file.exists()
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as out:
        end = out.seek(0, os.SEEK_END)
        torn = end > 0 and (out.seek(end - 1), out.read(1))[1] != b"\n"
        write_all(out, (b"\n" if torn else b"") + data + b"\n")
        os.fsync(out.fileno())
    if new:
        sync_folder(file.parent)


def write_all(out: Any, data: bytes) -> None:
    """Write until all is written: an unbuffered file may take less at a time."""
    while data:
        data = data[out.write(data) :]


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some network file systems can't do this to a folder; the line itself is on disk.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(descriptor)
