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
    target, mode = _target(path, private=private, mode=mode, follow=follow)
    part = _part_of(target)
    try:
        descriptor = _created(part, 0o600 if private else mode)
        try:
            _write_out(descriptor, data)
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _take_place(part, target, mode)
    except BaseException:
        _remove(part)
        raise
    if sync:
        sync_folder(Path(target).parent)


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
    target, mode = _target(path, private=private, mode=mode, follow=follow)
    part = _part_of(target)
    try:
        with os.fdopen(_created(part, 0o600 if private else mode), "wb") as out:
            yield out
            out.flush()
            if sync:
                os.fsync(out.fileno())
        _take_place(part, target, mode)
    except BaseException:
        _remove(part)
        raise
    if sync:
        sync_folder(Path(target).parent)


def _target(
    path: str | Path, *, private: bool, mode: int | None, follow: bool
) -> tuple[str, int | None]:
    """Return where a file goes, and the mode that it is to have, None as it is made."""
    target = os.path.realpath(path) if follow else os.fspath(path)
    return target, mode if private or mode is not None else _mode(Path(target))


def _part_of(target: str) -> str:
    """Return where a file is written before it is whole: beside its place."""
    return os.path.join(os.path.dirname(target), f".{secrets.token_hex(6)}{UNFINISHED}")  # noqa: PTH118, PTH120 - thousands of pages


def _take_place(part: str, target: str, mode: int | None) -> None:
    if mode is not None:
        os.chmod(part, mode)  # noqa: PTH101
    os.replace(part, target)  # noqa: PTH105


def _remove(part: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(part)  # noqa: PTH108


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


def _created(part: str, mode: int | None) -> int:
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


def _write_out(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


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
